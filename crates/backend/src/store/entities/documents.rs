//! The tables of what is kept byte for byte as it was received. Rows with blobs of their own, so that a list of invoices or
//! trámites never reads them.

use pase_contract::{InvoiceId, RebillId};
use sea_orm::entity::prelude::*;

use crate::store::columns::{Instant, Text};

/// An invoice's XML as it was certified.
pub(crate) mod document {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "documents")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub invoice_id: Text<InvoiceId>,
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
        pub rebill_id: Text<RebillId>,
        pub xml: Vec<u8>,
        pub received_at: Instant,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
