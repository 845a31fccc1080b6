//! The tables of what is stored byte for byte as it was received. They are separate tables, so that
//! a list of invoices or trámites never reads their blobs.

use pase_contract::{InvoiceId, RebillId};
use sea_orm::entity::prelude::*;

use crate::store::columns::{Instant, TextColumn};

/// An invoice's XML as it was certified.
pub(crate) mod document {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "documents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub invoice_id: TextColumn<InvoiceId>,
        pub xml: Vec<u8>,
        pub verification_url: String,
        pub stored_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The SAT's receipt of a trámite's cancellation.
pub(crate) mod receipt {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "receipts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub rebill_id: TextColumn<RebillId>,
        pub xml: Vec<u8>,
        pub received_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
