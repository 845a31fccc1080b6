//! The demo data: the manual's customer, and some of the SAT's test taxpayers for what his data do not show. The same every
//! time, folios and UUIDs included; only the identifiers of the API are random, as they are everywhere.

mod customers;
mod ledger;

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};
use tokio::sync::OnceCell;

use crate::failure::{Failure, Outcome};
use crate::sessions::password;
use crate::store::entities::{account, fiscal_profile, folio, invoice, movement, tag};

/// Of every demo account.
const PASSWORD: &str = "Refactura2020";
/// The issuer's series.
const SERIES: &str = "O";
/// The last folio given out: that of the next document follows.
const LAST_FOLIO: i64 = 48_900_000;
/// SQLite takes 32,766 values in a statement, and no table here has more than 30 columns.
const ROWS_AT_ONCE: usize = 1_000;

type Model<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Model;

/// All rows of the demo data.
#[derive(Debug, Default)]
pub(super) struct World {
    accounts: Vec<account::Model>,
    tags: Vec<tag::Model>,
    profiles: Vec<fiscal_profile::Model>,
    invoices: Vec<invoice::Model>,
    movements: Vec<movement::Model>,
}

/// The demo password's hash. Hashing is slow on purpose: once for the whole program is enough.
pub(super) async fn password_hash() -> Outcome<String> {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = || async {
        let hashed = tokio::task::spawn_blocking(|| password::hash(PASSWORD)).await;
        hashed.map_err(|_| Failure::Broken("the demo password cannot be hashed"))?
    };
    HASH.get_or_try_init(hash).await.cloned()
}

/// The demo data, with this password for every account.
pub(super) fn world(password_hash: &str) -> Outcome<World> {
    customers::all(password_hash).map_err(|_| Failure::Broken("the demo data do not hold"))
}

impl World {
    /// Writes all of it into an empty database.
    pub(super) async fn plant(self, connection: &impl ConnectionTrait) -> Result<(), DbErr> {
        insert::<account::ActiveModel>(connection, self.accounts).await?;
        insert::<tag::ActiveModel>(connection, self.tags).await?;
        insert::<fiscal_profile::ActiveModel>(connection, self.profiles).await?;
        insert::<invoice::ActiveModel>(connection, self.invoices).await?;
        insert::<movement::ActiveModel>(connection, self.movements).await?;
        let folios = folio::ActiveModel { series: Set(SERIES.to_owned()), last: Set(LAST_FOLIO) };
        folio::Entity::insert(folios).exec_without_returning(connection).await.map(drop)
    }
}

async fn insert<A>(connection: &impl ConnectionTrait, rows: Vec<Model<A>>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + From<Model<A>> + Send,
{
    let mut rows = rows.into_iter().map(A::from).peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows.by_ref().take(ROWS_AT_ONCE).collect();
        A::Entity::insert_many(some).exec_without_returning(connection).await?;
    }
    Ok(())
}
