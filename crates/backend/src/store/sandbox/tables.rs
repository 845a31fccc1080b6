//! The tables of the sandbox's clock, PAC and SAT.

use mx_fiscal::Rfc;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use super::cancellation_outcome::CancellationOutcome;
use super::fault::Fault;
use crate::store::columns::{Centavos, EnumColumn, Instant, JsonColumn, TextColumn};

/// How far the sandbox's clock is from the real one.
pub(crate) mod sandbox_clock {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sandbox_clock")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub offset_millis: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A document that the sandbox's PAC has stamped.
pub(crate) mod sandbox_stamp {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sandbox_stamps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub reference: String,
        pub uuid: TextColumn<Uuid>,
        pub xml: Vec<u8>,
        pub asked: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// A cancellation that the sandbox's tax authority was asked for.
pub(crate) mod sandbox_cancellation {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sandbox_cancellations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub uuid: TextColumn<Uuid>,
        pub receiver_rfc: TextColumn<Rfc>,
        pub total: Centavos,
        pub requested_at: Instant,
        pub outcome: Option<EnumColumn<CancellationOutcome>>,
        pub decided_at: Option<Instant>,
        pub asked: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What an operation was told to do wrong.
pub(crate) mod sandbox_fault {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sandbox_faults")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub operation: String,
        pub fault: JsonColumn<Fault>,
        pub times_left: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
