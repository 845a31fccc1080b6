//! The audit: the legal acts of customers. The database never changes or removes an entry.

use sea_orm::{ActiveValue::NotSet, ConnectionTrait, DbErr, EntityTrait};

use super::entities::audit_entry;

/// Adds a legal act to the audit.
pub(crate) async fn insert(
    connection: &impl ConnectionTrait,
    entry: audit_entry::Model,
) -> Result<(), DbErr> {
    let row = audit_entry::ActiveModel { id: NotSet, ..audit_entry::ActiveModel::from(entry) };
    audit_entry::Entity::insert(row).exec_without_returning(connection).await.map(drop)
}
