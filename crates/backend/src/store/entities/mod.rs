//! The tables as SeaORM knows them. `migrations/` says what each one contains and what the database
//! itself forbids.

mod documents;
pub(crate) mod mail;

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
use super::columns::{Centavos, EnumColumn, Instant, JsonColumn, TextColumn};

/// A customer's account. The e-mail address is in lower case, the phone number is its ten digits.
pub(crate) mod account {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TextColumn<AccountId>,
        pub name: String,
        pub email: String,
        pub phone: String,
        pub password_hash: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A session, stored under its token's hash; on the real clock.
pub(crate) mod session {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub account_id: TextColumn<AccountId>,
        pub created_at: Instant,
        pub last_seen_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// How often a login was tried recently; on the real clock.
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
        pub id: TextColumn<TagId>,
        pub account_id: TextColumn<AccountId>,
        pub number: String,
        pub alias: String,
        pub plan: EnumColumn<Plan>,
        pub status: EnumColumn<TagStatus>,
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
        pub id: TextColumn<FiscalProfileId>,
        pub account_id: TextColumn<AccountId>,
        pub rfc: TextColumn<Rfc>,
        pub name: TextColumn<TaxpayerName>,
        pub postal_code: TextColumn<PostalCode>,
        pub fiscal_regime: TextColumn<FiscalRegime>,
        pub cfdi_use: TextColumn<CfdiUse>,
        pub street: String,
        pub neighborhood: String,
        pub municipality: String,
        pub state: String,
        pub is_default: bool,
        pub created_at: Instant,
        pub version: u32,
        pub padron_check: Option<JsonColumn<PadronCheck>>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// An issued invoice, with its receiver's data at that time.
pub(crate) mod invoice {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invoices")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TextColumn<InvoiceId>,
        pub account_id: TextColumn<AccountId>,
        pub tag_id: TextColumn<TagId>,
        pub series: String,
        pub folio: i64,
        pub folio_sort: String,
        pub uuid: TextColumn<Uuid>,
        pub stamped_at: TextColumn<CfdiDateTime>,
        pub receiver_rfc: TextColumn<Rfc>,
        pub receiver_name: String,
        pub receiver_postal_code: TextColumn<PostalCode>,
        pub receiver_regime: TextColumn<FiscalRegime>,
        pub receiver_use: TextColumn<CfdiUse>,
        pub issued_at: TextColumn<CfdiDateTime>,
        pub period: TextColumn<Period>,
        pub total: Centavos,
        pub commission: Centavos,
        pub payment_form: String,
        pub status: EnumColumn<InvoiceStatus>,
        pub replaces_uuid: Option<TextColumn<Uuid>>,
        pub origin_rebill_id: Option<TextColumn<RebillId>>,
        pub search: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The last folio in use in a series.
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
        pub id: TextColumn<MovementId>,
        pub tag_id: TextColumn<TagId>,
        pub kind: EnumColumn<MovementKind>,
        pub occurred_at: Instant,
        pub day: TextColumn<NaiveDate>,
        pub concept: String,
        pub plaza: Option<String>,
        pub lane: Option<String>,
        pub amount: Centavos,
        pub invoice_id: Option<TextColumn<InvoiceId>>,
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
        pub id: TextColumn<RebillId>,
        pub account_id: TextColumn<AccountId>,
        pub invoice_id: TextColumn<InvoiceId>,
        pub status: EnumColumn<RebillStatus>,
        pub from_rfc: TextColumn<Rfc>,
        pub from_name: String,
        pub to_rfc: TextColumn<Rfc>,
        pub to_name: TextColumn<TaxpayerName>,
        pub to_postal_code: TextColumn<PostalCode>,
        pub to_regime: TextColumn<FiscalRegime>,
        pub to_use: TextColumn<CfdiUse>,
        pub registered_at: Instant,
        pub acceptance_due_at: Option<Instant>,
        pub available_by: Option<Instant>,
        pub corrected_folio: Option<i64>,
        pub corrected_issued_at: Option<TextColumn<CfdiDateTime>>,
        pub failures: i64,
        pub next_attempt_at: Instant,
        pub fiscal_profile_id: Option<TextColumn<FiscalProfileId>>,
        pub corrections: JsonColumn<Vec<ReceiverRefusal>>,
        pub cancellation_asked_at: Option<Instant>,
        pub cancellation_received_at: Option<Instant>,
        pub sat_status: Option<EnumColumn<SatCfdiStatus>>,
        pub sat_asked_at: Option<Instant>,
        pub receipt_received_at: Option<Instant>,
        pub stamp_asked_at: Option<Instant>,
        pub waits: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A step that a trámite has taken.
pub(crate) mod rebill_step {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rebill_steps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rebill_id: TextColumn<RebillId>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub step: EnumColumn<RebillStatus>,
        pub at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The stored answer to a request that may be repeated.
pub(crate) mod idempotent_answer {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotent_answers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: TextColumn<AccountId>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub request: String,
        pub body: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A legal act. Rows are only added.
pub(crate) mod audit_entry {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub at: Instant,
        pub account_id: TextColumn<AccountId>,
        pub act: String,
        pub rebill_id: TextColumn<RebillId>,
        pub invoice_id: TextColumn<InvoiceId>,
        pub from_rfc: TextColumn<Rfc>,
        pub to_rfc: TextColumn<Rfc>,
        pub shown: String,
        pub trace_id: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
