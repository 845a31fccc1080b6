//! The sandbox's PAC and tax authority: no network, no waiting, but a memory of their own in the database, as the real ones
//! have, so that what is asked twice is done once. The padrón that the PAC goes by is a list in this program.

mod pac;
pub(crate) mod padron;
mod tax_authority;

use sea_orm::DbErr;

use super::GatewayError;

pub(crate) use self::pac::SandboxPac;
pub(crate) use self::tax_authority::{DecisionError, Outcome, SandboxTaxAuthority};

impl From<DbErr> for GatewayError {
    fn from(error: DbErr) -> Self {
        Self(error.to_string())
    }
}
