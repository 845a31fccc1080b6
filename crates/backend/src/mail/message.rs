//! A letter as a message of RFC 5322. The same mail gives the same bytes each time, under the same
//! `Message-ID`.

use std::time::SystemTime;

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use thiserror::Error;

use super::Letter;
use crate::store::entities::mail;

/// Says that a program sent the message, so that no vacation notice answers it (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// Why no message can be made of a mail.
#[derive(Debug, Error)]
pub(crate) enum MessageError {
    /// The error does not contain the wrong address, because errors are logged.
    #[error("the receiver's address is none")]
    Receiver,
    #[error("a message cannot be made")]
    Message,
}

pub(crate) fn message(mail: &mail::Model, letter: &Letter, from: &Mailbox) -> Result<Message, MessageError> {
    let facts = &mail.facts.0;
    let address = facts.email.parse().map_err(|_| MessageError::Receiver)?;
    // lettre panics if a name contains a line break.
    let name = facts.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let id = mail.id.0;
    let body = MultiPart::alternative()
        .boundary(id.to_string())
        .singlepart(SinglePart::plain(letter.text.clone()))
        .singlepart(SinglePart::html(letter.html.clone()));
    Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(SystemTime::from(mail.due_at.0))
        .from(from.clone())
        .to(Mailbox::new(Some(name), address))
        .subject(letter.subject.clone())
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
        .multipart(body)
        .map_err(|_| MessageError::Message)
}

#[cfg(test)]
mod tests {
    use super::super::letters::tests::{facts, mail};
    use super::super::{Mail, MailFacts, MailKind};
    use super::*;
    use crate::store::columns::JsonColumn;

    fn formatted(facts: MailFacts) -> Result<String, MessageError> {
        let mail = mail::Model { facts: JsonColumn(facts), ..mail(MailKind::Ready) };
        let letter = Mail::unconnected().letter(&mail).unwrap();
        let from = "PASE <cavi@pase.com.mx>".parse().unwrap();
        message(&mail, &letter, &from).map(|message| String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_repeat_is_the_same_to_the_byte() {
        let first = formatted(facts()).unwrap();
        assert_eq!(first, formatted(facts()).unwrap());
        for header in [
            "Message-ID: <5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60@pase.com.mx>\r\n",
            "Date: Wed, 03 Jun 2020 15:00:00 +0000\r\n",
            "From: PASE <cavi@pase.com.mx>\r\n",
            "To: Xochilt <xochilt@pase.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Content-Type: multipart/alternative;",
        ] {
            assert!(first.contains(header), "{header} in {first}");
        }
        assert!(first.lines().all(|line| line.len() <= 998 && line.is_ascii()), "RFC 5322, section 2.1.1");
    }

    #[test]
    fn a_name_writes_no_header() {
        for name in ["A\r\nBcc: all@pase.example", "\" <all@pase.example>, \"", &"Ñ&,<>\"\\ ".repeat(40)] {
            let written = formatted(MailFacts { name: name.to_owned(), ..facts() }).unwrap();
            let (head, _) = written.split_once("\r\n\r\n").unwrap();
            assert!(!head.contains("\r\nBcc:"), "{head}");
            let receivers: Vec<_> = head.split("\r\n").filter(|line| line.starts_with("To:")).collect();
            assert_eq!(receivers.len(), 1, "{head}");
            assert!(head.contains("<xochilt@pase.example>\r\n"), "{head}");
        }
    }

    #[test]
    fn what_is_no_address_is_not_written_to() {
        let refused = formatted(MailFacts { email: "xochilt".to_owned(), ..facts() });
        assert!(matches!(refused, Err(MessageError::Receiver)));
    }
}
