//! The mails about a trámite: `kind` says which there are, `facts` what they state, and `letters`
//! what each of them says.

mod facts;
mod kind;
pub(super) mod letters;
mod wording;

use pase_contract::RebillId;
use serde::{Deserialize, Serialize};

pub(crate) use self::facts::{RefusedField, TramiteFacts};
pub(crate) use self::kind::{REMINDER_BEFORE, TramiteMailKind};
use super::letter::Letter;
use super::settings::PublicUrl;

/// A mail about a trámite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TramiteMail {
    pub(crate) rebill_id: RebillId,
    pub(crate) kind: TramiteMailKind,
    pub(crate) facts: TramiteFacts,
}

impl TramiteMail {
    /// The letter to a customer with this name.
    pub(super) fn letter(&self, name: &str, portal: &PublicUrl) -> Result<Letter, askama::Error> {
        letters::content(self.kind, &self.facts, &portal.tramite(&self.rebill_id)).write(name)
    }
}
