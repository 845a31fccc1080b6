//! The table of the outbox.

use pase_contract::RebillId;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::mail::facts::MailFacts;
use crate::mail::kind::{MailKind, MailOutcome};
use crate::store::columns::{EnumColumn, Instant, JsonColumn, TextColumn};

/// A mail. `due_at` and `ended_at` are on the product's clock, `next_attempt_at` and
/// `refused_since` on the real one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TextColumn<Uuid>,
    pub rebill_id: TextColumn<RebillId>,
    pub position: i64,
    pub kind: EnumColumn<MailKind>,
    pub facts: JsonColumn<MailFacts>,
    pub due_at: Instant,
    pub failures: i64,
    pub refused_since: Option<Instant>,
    pub next_attempt_at: Instant,
    pub outcome: Option<EnumColumn<MailOutcome>>,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
