//! The table of the outbox.

use pase_contract::AccountId;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};

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
    pub account_id: TextColumn<AccountId>,
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

/// How a mail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailOutcome {
    /// It was handed over.
    Sent,
    /// It was no longer needed.
    Cancelled,
    /// It cannot be delivered: it was refused for days, or no message can be made of it.
    Undeliverable,
}
