//! The tables of what stands for the world outside in the sandbox.

use mx_fiscal::Rfc;
use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::gateways::{Fault, Outcome};
use crate::store::columns::{AsJson, Centavos, Instant, Text, Word};

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

/// What the sandbox's PAC has stamped.
pub(crate) mod sandbox_stamp {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sandbox_stamps")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub reference: String,
        pub uuid: Text<Uuid>,
        pub xml: Vec<u8>,
        pub asked: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was asked of the sandbox's tax authority.
pub(crate) mod sandbox_cancellation {
    use super::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sandbox_cancellations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub uuid: Text<Uuid>,
        pub receiver_rfc: Text<Rfc>,
        pub total: Centavos,
        pub requested_at: Instant,
        pub outcome: Option<Word<Outcome>>,
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
        pub fault: AsJson<Fault>,
        pub times_left: Option<i64>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}
