//! The table of the outbox.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};
use crate::store::mails::MailOutcome;

/// A mail. `due_at` and `ended_at` are on the product's clock, `next_attempt_at` and
/// `refused_since` on the real one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    /// The order in which the mails were written.
    #[sea_orm(primary_key)]
    pub sequence: i64,
    pub id: TextColumn<Uuid>,
    /// What must be written once.
    pub key: String,
    pub email: String,
    pub name: String,
    pub content: JsonColumn<serde_json::Value>,
    pub due_at: Instant,
    pub failures: i64,
    pub refused_since: Option<Instant>,
    pub next_attempt_at: Instant,
    pub outcome: Option<EnumColumn<MailOutcome>>,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
