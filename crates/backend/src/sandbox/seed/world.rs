//! All rows of the demo data, and how they get into the database.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

use crate::store::entities::{account, fiscal_profile, folio, invoice, movement, tag};

/// The issuer's series.
pub(super) const SERIES: &str = "O";
/// The last folio in use. The next document gets the one after it.
pub(super) const LAST_FOLIO: i64 = 48_900_000;
/// Rows per statement. SQLite takes 32,766 values in a statement, and no table here has more than
/// 30 columns.
const ROWS_AT_ONCE: usize = 1_000;

type Model<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Model;

/// All rows of the demo data.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct World {
    pub(super) accounts: Vec<account::Model>,
    pub(super) tags: Vec<tag::Model>,
    pub(super) profiles: Vec<fiscal_profile::Model>,
    pub(super) invoices: Vec<invoice::Model>,
    pub(super) movements: Vec<movement::Model>,
}

impl World {
    /// Writes all rows into an empty database.
    pub(in crate::sandbox) async fn insert_all(self, connection: &impl ConnectionTrait) -> Result<(), DbErr> {
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
