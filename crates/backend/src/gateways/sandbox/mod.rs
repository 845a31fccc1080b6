//! The sandbox's PAC and tax authority: no network, but a memory of their own in the database, as the real ones have, and
//! what can go wrong with real ones on demand (`faults`). The padrón that the PAC goes by is a list in this program.

mod faults;
mod pac;
pub(crate) mod padron;
mod tax_authority;

use sea_orm::DbErr;

use super::GatewayError;

pub(crate) use self::faults::{Clocked, Fault, Faults, Operation};
pub(crate) use self::pac::SandboxPac;
pub(crate) use self::tax_authority::{DecisionError, Outcome, SandboxTaxAuthority};

impl From<DbErr> for GatewayError {
    fn from(error: DbErr) -> Self {
        Self::NoAnswer(error.to_string())
    }
}
