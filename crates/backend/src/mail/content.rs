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
    use serde_json::json;

    use super::*;
    use crate::mail::tramite::TramiteMailKind;
    use crate::mail::tramite::letters::tests::mail;

    /// Rows of the outbox are read by later versions of this program, so their form stays.
    #[test]
    fn the_stored_form_of_a_mail_stays_readable() {
        let stored = json!({
            "about": "tramite",
            "rebill_id": "r1",
            "kind": "ready",
            "facts": {
                "tag": "IMDM 28400017-3",
                "folio": "O-48120357",
                "uuid": "8c7f3a52-1d0b-4e9a-9a51-2f60c9b4d7e1",
                "period": "2020-05",
                "total": "1093.40",
                "from": { "rfc": "ISD950921HE5", "name": "PASE" },
                "to": { "rfc": "EKU9003173C9", "name": "KEMPER" },
                "acceptance_due_at": "2020-06-04T15:00:00Z",
                "refused": [{ "field": "name", "code": "CFDI40145", "value": "KEMPER" }],
                "corrected_folio": "O-48900001",
            },
        });
        let content: MailContent = serde_json::from_value(stored.clone()).unwrap();
        assert_eq!(serde_json::to_value(&content).unwrap(), stored);
        let MailContent::Tramite(read) = content;
        let MailContent::Tramite(mail) = mail(TramiteMailKind::Ready);
        assert_eq!((read.rebill_id, read.facts.folio), (mail.rebill_id, mail.facts.folio));
    }
}
