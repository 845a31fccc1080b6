//! The stamps that the sandbox's PAC has made.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::tables::sandbox_stamp::{ActiveModel, Column, Entity, Model};
use crate::store::columns::TextColumn;
use crate::store::{Read, StoreError, Write};

/// A document that the PAC has stamped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredStamp {
    /// Under which the stamp was requested: the trámite's id.
    pub(crate) reference: String,
    /// The folio fiscal.
    pub(crate) uuid: Uuid,
    /// The stamped document.
    pub(crate) xml: Vec<u8>,
    /// How often the stamp was requested.
    pub(crate) asked: i64,
}

/// All stamps.
pub(crate) async fn all(reader: &impl Read) -> Result<Vec<StoredStamp>, StoreError> {
    Ok(Entity::find().all(reader).await?.into_iter().map(StoredStamp::from).collect())
}

/// The stamp with this reference.
pub(crate) async fn find(reader: &impl Read, reference: &str) -> Result<Option<StoredStamp>, StoreError> {
    Ok(Entity::find_by_id(reference.to_owned()).one(reader).await?.map(StoredStamp::from))
}

/// Counts a request for a stamp that exists. Returns `false` if there is none with this reference.
pub(crate) async fn count_request(writer: &impl Write, reference: &str) -> Result<bool, StoreError> {
    let counted = Entity::update_many()
        .col_expr(Column::Asked, Expr::col(Column::Asked).add(1))
        .filter(Column::Reference.eq(reference))
        .exec(writer)
        .await?;
    Ok(counted.rows_affected > 0)
}

/// Adds a stamp.
pub(crate) async fn insert(writer: &impl Write, stamp: StoredStamp) -> Result<(), StoreError> {
    let StoredStamp { reference, uuid, xml, asked } = stamp;
    let row = ActiveModel {
        reference: Set(reference),
        uuid: Set(TextColumn(uuid)),
        xml: Set(xml),
        asked: Set(asked),
    };
    Entity::insert(row).exec_without_returning(writer).await?;
    Ok(())
}

impl From<Model> for StoredStamp {
    fn from(row: Model) -> Self {
        let Model { reference, uuid, xml, asked } = row;
        Self { reference, uuid: uuid.0, xml, asked }
    }
}
