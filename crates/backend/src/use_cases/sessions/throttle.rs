//! Limits how often a login may be tried: per account (or per identifier that belongs to no
//! account, so that the two look alike) and per address. The attempts are kept in the database, on
//! the real clock.
//!
//! An attempt on an account is counted before the password is checked, and forgotten if the
//! password was right. However many attempts come at once, no more than the free ones are checked.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::kernel::backoff::Backoff;
use crate::kernel::digest::digest;
use crate::store::Store;
use crate::store::sessions::{self as attempts, LoginAttempts};
use crate::use_cases::failure::{Failure, Outcome};

/// This many attempts are free. After them, each one must wait.
const FREE_PER_ACCOUNT: i64 = 5;
const FREE_PER_ADDRESS: i64 = 50;
const LOGIN_BACKOFF: Backoff = Backoff { first: TimeDelta::seconds(30), longest: TimeDelta::minutes(15) };
/// Attempts are forgotten after this long without another one.
const ATTEMPT_RETENTION: TimeDelta = TimeDelta::hours(24);

/// The keys in the table of attempts: one for the account or the identifier, one for the address.
#[derive(Clone, Debug)]
pub(super) struct ThrottleKeys {
    pub(super) account: String,
    pub(super) address: String,
}

impl ThrottleKeys {
    /// The keys are digests, which reveal nothing of what they are made from.
    pub(super) fn new(account: &str, address: &str) -> Self {
        Self {
            account: digest(&format!("account {account}")),
            address: digest(&format!("address {address}")),
        }
    }
}

/// Counts an attempt on the account, if one is allowed now.
///
/// # Errors
/// [`Failure::TooManyAttempts`] while the account or the address must wait.
pub(super) async fn attempt(store: &Store, keys: &ThrottleKeys, now: DateTime<Utc>) -> Outcome<()> {
    let transaction = store.begin().await?;
    attempts::delete_old_attempts(&transaction, now - ATTEMPT_RETENTION).await?;
    let address = attempts::attempts(&transaction, &keys.address).await?;
    let account = attempts::attempts(&transaction, &keys.account).await?;
    for subject in [&address, &account].into_iter().flatten() {
        refuse_while_blocked(subject, now)?;
    }
    let counted = count(account, &keys.account, FREE_PER_ACCOUNT, now);
    attempts::put_attempts(&transaction, counted).await?;
    transaction.commit().await?;
    Ok(())
}

/// Counts a failed attempt for its address. Successful attempts never count for an address.
pub(super) async fn failed(store: &Store, keys: &ThrottleKeys, now: DateTime<Utc>) -> Outcome<()> {
    let transaction = store.begin().await?;
    let address = attempts::attempts(&transaction, &keys.address).await?;
    attempts::put_attempts(&transaction, count(address, &keys.address, FREE_PER_ADDRESS, now)).await?;
    transaction.commit().await?;
    Ok(())
}

fn refuse_while_blocked(attempts: &LoginAttempts, now: DateTime<Utc>) -> Outcome<()> {
    let left = attempts.blocked_until - now;
    match left.to_std() {
        Ok(left) if left > Duration::ZERO => Err(Failure::TooManyAttempts(left)),
        _ => Ok(()),
    }
}

fn count(before: Option<LoginAttempts>, subject: &str, free: i64, now: DateTime<Utc>) -> LoginAttempts {
    let attempts = before.map_or(0, |before| before.attempts).saturating_add(1);
    let blocked_until = if attempts < free { now } else { now + LOGIN_BACKOFF.after(attempts - free) };
    LoginAttempts { subject: subject.to_owned(), attempts, last_attempt_at: now, blocked_until }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_attempts_are_free_and_then_each_waits_twice_as_long() {
        let now = Utc::now();
        let mut before = None;
        let mut pauses = Vec::new();
        for _ in 0..12 {
            let counted = count(before, "x", FREE_PER_ACCOUNT, now);
            pauses.push((counted.blocked_until - now).num_seconds());
            before = Some(counted);
        }
        assert_eq!(pauses, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    }
}
