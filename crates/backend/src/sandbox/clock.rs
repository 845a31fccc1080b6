//! The sandbox's clock: the real time plus a stored offset. Because it is an offset and not a time
//! that is stored, the clock runs on while the program does not, and never goes back.

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::App;
use crate::jobs::worker;
use crate::store::sandbox::clock::put_offset;
use crate::use_cases::failure::{Failure, Outcome};

/// The time at which the sandbox's clock starts: 3 June 2020 at 10:00 in Mexico City, so that the
/// manual's invoices are recent.
pub(super) const BEGINNING: DateTime<Utc> = match DateTime::from_timestamp(1_591_196_400, 0) {
    Some(beginning) => beginning,
    None => DateTime::UNIX_EPOCH,
};

/// Moves the clock forward.
///
/// # Errors
/// A duration that leads beyond the end of the calendar is refused.
pub(crate) async fn advance(app: &App, by: TimeDelta) -> Outcome<DateTime<Utc>> {
    let beyond = || Failure::field("advance", "range", "the calendar ends before");
    let now = app.clock.now().checked_add_signed(by).ok_or_else(beyond)?;
    if now > "9999-12-31T00:00:00Z".parse().unwrap_or(DateTime::<Utc>::MAX_UTC) {
        return Err(beyond());
    }
    let offset = (now - Utc::now()).num_milliseconds();
    put_offset(app.store.writer(), offset).await?;
    app.clock.set_offset(offset);
    worker::wake_all(app).await?;
    Ok(app.clock.now())
}
