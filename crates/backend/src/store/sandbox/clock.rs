//! How far the sandbox's clock is from the real one.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::tables::sandbox_clock::{ActiveModel, Column, Entity};
use crate::store::{Read, StoreError, Write};

/// The clock's offset from the real time, in milliseconds. `None` if this is no sandbox's database.
pub(crate) async fn offset(reader: &impl Read) -> Result<Option<i64>, StoreError> {
    Ok(Entity::find().one(reader).await?.map(|row| row.offset_millis))
}

/// Stores the clock's offset from the real time, in milliseconds.
pub(crate) async fn put_offset(writer: &impl Write, millis: i64) -> Result<(), StoreError> {
    let row = ActiveModel { id: Set(1), offset_millis: Set(millis) };
    let replace = OnConflict::column(Column::Id).update_column(Column::OffsetMillis).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(writer).await?;
    Ok(())
}
