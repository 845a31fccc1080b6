//! The tables as SeaORM knows them; `migrations/` says what each holds and what the database itself forbids.

mod documents;
pub(crate) mod mail;
mod sandbox;

use chrono::NaiveDate;
use mx_fiscal::{CfdiDateTime, CfdiUse, FiscalRegime, Period, PostalCode, Rfc, TaxpayerName};
use pase_contract::fiscal_profiles::{PadronCheck, ReceiverRefusal};
use pase_contract::invoices::InvoiceStatus;
use pase_contract::movements::MovementKind;
use pase_contract::rebills::{RebillStatus, SatCfdiStatus};
use pase_contract::tags::{Plan, TagStatus};
use pase_contract::{AccountId, FiscalProfileId, InvoiceId, MovementId, RebillId, TagId};
use sea_orm::entity::prelude::*;
use uuid::Uuid;

pub(crate) use self::documents::{document, receipt};
pub(crate) use self::sandbox::{sandbox_cancellation, sandbox_clock, sandbox_fault, sandbox_stamp};
use super::columns::{AsJson, Centavos, Instant, Text, Word};

/// A customer's account. E-mail in lower case, phone as ten digits.
pub(crate) mod account {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Text<AccountId>,
        pub name: String,
        pub email: String,
        pub phone: String,
        pub password_hash: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A session, by its token's hash; on the real clock.
pub(crate) mod session {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub account_id: Text<AccountId>,
        pub created_at: Instant,
        pub last_seen_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How often a login was tried of late; on the real clock.
pub(crate) mod login_attempt {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "login_attempts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub attempts: i64,
        pub last_attempt_at: Instant,
        pub blocked_until: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A toll tag.
pub(crate) mod tag {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tags")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Text<TagId>,
        pub account_id: Text<AccountId>,
        pub number: String,
        pub alias: String,
        pub plan: Word<Plan>,
        pub status: Word<TagStatus>,
        pub position: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A razón social.
pub(crate) mod fiscal_profile {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fiscal_profiles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Text<FiscalProfileId>,
        pub account_id: Text<AccountId>,
        pub rfc: Text<Rfc>,
        pub name: Text<TaxpayerName>,
        pub postal_code: Text<PostalCode>,
        pub fiscal_regime: Text<FiscalRegime>,
        pub cfdi_use: Text<CfdiUse>,
        pub street: String,
        pub neighborhood: String,
        pub municipality: String,
        pub state: String,
        pub is_default: bool,
        pub created_at: Instant,
        pub version: u32,
        pub padron_check: Option<AsJson<PadronCheck>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An issued invoice with its receiver of then.
pub(crate) mod invoice {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invoices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Text<InvoiceId>,
        pub account_id: Text<AccountId>,
        pub tag_id: Text<TagId>,
        pub series: String,
        pub folio: i64,
        pub folio_sort: String,
        pub uuid: Text<Uuid>,
        pub stamped_at: Text<CfdiDateTime>,
        pub receiver_rfc: Text<Rfc>,
        pub receiver_name: String,
        pub receiver_postal_code: Text<PostalCode>,
        pub receiver_regime: Text<FiscalRegime>,
        pub receiver_use: Text<CfdiUse>,
        pub issued_at: Text<CfdiDateTime>,
        pub period: Text<Period>,
        pub total: Centavos,
        pub commission: Centavos,
        pub payment_form: String,
        pub status: Word<InvoiceStatus>,
        pub replaces_uuid: Option<Text<Uuid>>,
        pub origin_rebill_id: Option<Text<RebillId>>,
        pub search: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The last folio given out in a series.
pub(crate) mod folio {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "folios")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub series: String,
        pub last: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A movement of a tag.
pub(crate) mod movement {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "movements")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Text<MovementId>,
        pub tag_id: Text<TagId>,
        pub kind: Word<MovementKind>,
        pub occurred_at: Instant,
        pub day: Text<NaiveDate>,
        pub concept: String,
        pub plaza: Option<String>,
        pub lane: Option<String>,
        pub amount: Centavos,
        pub invoice_id: Option<Text<InvoiceId>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A trámite. `next_attempt_at` is on the real clock.
pub(crate) mod rebill {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rebills")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Text<RebillId>,
        pub account_id: Text<AccountId>,
        pub invoice_id: Text<InvoiceId>,
        pub status: Word<RebillStatus>,
        pub from_rfc: Text<Rfc>,
        pub from_name: String,
        pub to_rfc: Text<Rfc>,
        pub to_name: Text<TaxpayerName>,
        pub to_postal_code: Text<PostalCode>,
        pub to_regime: Text<FiscalRegime>,
        pub to_use: Text<CfdiUse>,
        pub registered_at: Instant,
        pub acceptance_due_at: Option<Instant>,
        pub available_by: Option<Instant>,
        pub corrected_folio: Option<i64>,
        pub corrected_issued_at: Option<Text<CfdiDateTime>>,
        pub failures: i64,
        pub next_attempt_at: Instant,
        pub fiscal_profile_id: Option<Text<FiscalProfileId>>,
        pub corrections: AsJson<Vec<ReceiverRefusal>>,
        pub cancellation_asked_at: Option<Instant>,
        pub cancellation_received_at: Option<Instant>,
        pub sat_status: Option<Word<SatCfdiStatus>>,
        pub sat_asked_at: Option<Instant>,
        pub receipt_received_at: Option<Instant>,
        pub stamp_asked_at: Option<Instant>,
        pub waits: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Something that has happened in a trámite.
pub(crate) mod rebill_step {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rebill_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rebill_id: Text<RebillId>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub step: Word<RebillStatus>,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The answer of a request that may be repeated.
pub(crate) mod idempotent_answer {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotent_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Text<AccountId>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub request: String,
        pub body: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A legal act; append-only.
pub(crate) mod audit_entry {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub at: Instant,
        pub account_id: Text<AccountId>,
        pub act: String,
        pub rebill_id: Text<RebillId>,
        pub invoice_id: Text<InvoiceId>,
        pub from_rfc: Text<Rfc>,
        pub to_rfc: Text<Rfc>,
        pub shown: String,
        pub trace_id: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
