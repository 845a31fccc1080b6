//! The table of the outbox.

use pase_contract::RebillId;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::mail::{MailFacts, MailKind, MailOutcome};
use crate::store::columns::{AsJson, Instant, Text, Word};

/// A mail. `due_at` and `ended_at` are on the product's clock, `next_attempt_at` and `refused_since` on the real one.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Text<Uuid>,
    pub rebill_id: Text<RebillId>,
    pub position: i64,
    pub kind: Word<MailKind>,
    pub facts: AsJson<MailFacts>,
    pub due_at: Instant,
    pub failures: i64,
    pub refused_since: Option<Instant>,
    pub next_attempt_at: Instant,
    pub outcome: Option<Word<MailOutcome>>,
    pub ended_at: Option<Instant>,
}

impl ActiveModelBehavior for ActiveModel {}
