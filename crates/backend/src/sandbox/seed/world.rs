//! All rows of the demo data, and how they get into the database.

use crate::store::accounts::Account;
use crate::store::fiscal_profiles::FiscalProfile;
use crate::store::invoices::Invoice;
use crate::store::sandbox::demo_data;
use crate::store::tags::{Movement, Tag};
use crate::store::{StoreError, WriteTx};

/// The issuer's series.
pub(super) const SERIES: &str = "O";
/// The last folio in use. The next document gets the one after it.
pub(super) const LAST_FOLIO: i64 = 48_900_000;

/// All rows of the demo data.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct World {
    pub(super) accounts: Vec<Account>,
    pub(super) tags: Vec<Tag>,
    pub(super) profiles: Vec<FiscalProfile>,
    pub(super) invoices: Vec<Invoice>,
    pub(super) movements: Vec<Movement>,
}

impl World {
    /// Writes all rows into an empty database.
    pub(in crate::sandbox) async fn insert_all(self, transaction: &WriteTx) -> Result<(), StoreError> {
        demo_data::insert_accounts(transaction, self.accounts).await?;
        demo_data::insert_tags(transaction, self.tags).await?;
        demo_data::insert_profiles(transaction, self.profiles).await?;
        demo_data::insert_invoices(transaction, self.invoices).await?;
        demo_data::insert_movements(transaction, self.movements).await?;
        demo_data::insert_series(transaction, SERIES, LAST_FOLIO).await
    }
}
