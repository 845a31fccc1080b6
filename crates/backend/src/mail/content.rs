//! What a mail says, as the outbox keeps it. Each thing that customers are written about is a
//! variant here and a folder beside this file.

use serde::{Deserialize, Serialize};

use super::letter::Letter;
use super::settings::PublicUrl;
use super::tramite::TramiteMail;

/// What a mail says. It is copied when the mail is written, so that a mail that is sent late, or
/// again, says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub(crate) enum MailContent {
    /// A step of a trámite.
    Tramite(TramiteMail),
}

impl MailContent {
    /// The letter to a customer with this name.
    pub(super) fn letter(&self, name: &str, portal: &PublicUrl) -> Result<Letter, askama::Error> {
        match self {
            Self::Tramite(mail) => mail.letter(name, portal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::tramite::TramiteMailKind;
    use crate::mail::tramite::letters::tests::mail;

    /// The file is never edited: rows of the outbox that an earlier version wrote have this form.
    #[test]
    fn a_mail_that_was_stored_before_stays_readable() {
        let stored = include_str!("tramite/stored_before.json");
        let MailContent::Tramite(mail) = serde_json::from_str(stored).unwrap();
        assert_eq!((mail.rebill_id.as_str(), mail.kind), ("r", TramiteMailKind::NeedsCorrection));
        assert_eq!((&*mail.facts.folio, &*mail.facts.refused[0].code), ("O-48120357", "CFDI40145"));
        assert!(mail.facts.acceptance_due_at.is_some() && mail.facts.corrected_folio.is_none());
    }

    #[test]
    fn a_mail_is_read_as_it_was_stored() {
        let mail = mail(TramiteMailKind::Ready);
        let stored = serde_json::to_value(&mail).unwrap();
        assert_eq!(serde_json::from_value::<MailContent>(stored).unwrap(), mail);
    }
}
