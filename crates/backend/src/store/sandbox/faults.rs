//! The faults that the sandbox's PAC and SAT were told to have.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::fault::{Fault, Operation};
use super::tables::sandbox_fault::{ActiveModel, Column, Entity};
use crate::store::columns::JsonColumn;
use crate::store::{Read, StoreError, Write};

/// A fault that an operation was told to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetFault {
    pub(crate) fault: Fault,
    /// For how many more calls; `None` until it is changed.
    pub(crate) times_left: Option<i64>,
}

/// The fault of an operation, if it has one.
pub(crate) async fn find(reader: &impl Read, operation: Operation) -> Result<Option<SetFault>, StoreError> {
    let found = Entity::find_by_id(operation.name()).one(reader).await?;
    Ok(found.map(|row| SetFault { fault: row.fault.0, times_left: row.times_left }))
}

/// Sets the fault of an operation, in place of the one that it has.
pub(crate) async fn put(writer: &impl Write, operation: Operation, set: SetFault) -> Result<(), StoreError> {
    let row = ActiveModel {
        operation: Set(operation.name()),
        fault: Set(JsonColumn(set.fault)),
        times_left: Set(set.times_left),
    };
    let replace =
        OnConflict::column(Column::Operation).update_columns([Column::Fault, Column::TimesLeft]).to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(writer).await?;
    Ok(())
}

/// Lets an operation work again.
pub(crate) async fn delete(writer: &impl Write, operation: Operation) -> Result<(), StoreError> {
    Entity::delete_by_id(operation.name()).exec(writer).await?;
    Ok(())
}
