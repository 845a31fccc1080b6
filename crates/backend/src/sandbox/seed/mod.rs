//! The demo data: the manual's customer, and some of the SAT's test taxpayers for what the manual's
//! customer does not show. The data are the same every time, including folios and UUIDs. Only the
//! API's identifiers are random, as they are everywhere.

mod customers;
mod ledger;
mod world;

use tokio::sync::OnceCell;

use self::world::World;
use crate::use_cases::failure::{Failure, Outcome};
use crate::use_cases::sessions::password;

/// The password of every demo account.
const PASSWORD: &str = "Refactura2020";
/// The demo password's hash. Hashing is slow on purpose, so it is done once in the life of the
/// program.
pub(super) async fn password_hash() -> Outcome<String> {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = || async {
        let hashed = tokio::task::spawn_blocking(|| password::hash(PASSWORD)).await;
        hashed.map_err(|_| Failure::Internal("the demo password cannot be hashed"))?
    };
    HASH.get_or_try_init(hash).await.cloned()
}

/// Builds the demo data, with this password hash for every account.
pub(super) fn world(password_hash: &str) -> Outcome<World> {
    customers::all(password_hash).map_err(|_| Failure::Internal("the demo data do not hold"))
}
