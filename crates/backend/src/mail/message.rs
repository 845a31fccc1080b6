//! A letter as a message of RFC 5322. The same mail gives the same bytes each time, under the same
//! `Message-ID`.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use thiserror::Error;
use uuid::Uuid;

use super::letter::Letter;

/// Says that a program sent the message, so that no vacation notice answers it (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// Why no message can be made of a mail.
#[derive(Debug, Error)]
pub(crate) enum MessageError {
    /// The error does not contain the wrong address, because errors are logged.
    #[error("the receiver's address is not an e-mail address")]
    Receiver,
    #[error("a message cannot be made")]
    Message,
}

/// What a message has besides its letter.
#[derive(Clone, Debug)]
pub(crate) struct Envelope<'a> {
    /// Becomes the `Message-ID`.
    pub(crate) id: Uuid,
    /// The receiver's e-mail address.
    pub(crate) email: &'a str,
    /// The receiver's name.
    pub(crate) name: &'a str,
    /// When the mail was due, which becomes its date.
    pub(crate) due_at: DateTime<Utc>,
}

/// The message that hands over a letter.
///
/// # Errors
/// If the receiver's address is not an e-mail address.
pub(crate) fn message(
    envelope: &Envelope<'_>,
    letter: &Letter,
    from: &Mailbox,
) -> Result<Message, MessageError> {
    let Envelope { id, email, name, due_at } = *envelope;
    let address = email.parse().map_err(|_| MessageError::Receiver)?;
    // lettre panics if a name contains a line break.
    let name = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let body = MultiPart::alternative()
        .boundary(id.to_string())
        .singlepart(SinglePart::plain(letter.text.clone()))
        .singlepart(SinglePart::html(letter.html.clone()));
    Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .date(SystemTime::from(due_at))
        .from(from.clone())
        .to(Mailbox::new(Some(name), address))
        .subject(letter.subject.clone())
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
        .multipart(body)
        .map_err(|_| MessageError::Message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Mail;
    use crate::mail::tramite::TramiteMailKind;
    use crate::mail::tramite::letters::tests::mail;

    fn formatted(name: &str, email: &str) -> Result<String, MessageError> {
        let letter = Mail::unconnected().letter(&mail(TramiteMailKind::Ready), name).unwrap();
        let from = "PASE <cavi@pase.com.mx>".parse().unwrap();
        let id = "5b2d0b40-6a02-4c54-8f0e-1d2c3b4a5f60".parse().unwrap();
        let due_at = "2020-06-03T15:00:00Z".parse().unwrap();
        let envelope = Envelope { id, email, name, due_at };
        message(&envelope, &letter, &from).map(|message| String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_repeat_is_the_same_to_the_byte() {
        let formatted = || formatted("Xochilt", "xochilt@pase.example").unwrap();
        let first = formatted();
        assert_eq!(first, formatted());
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
            let written = formatted(name, "xochilt@pase.example").unwrap();
            let (head, _) = written.split_once("\r\n\r\n").unwrap();
            assert!(!head.contains("\r\nBcc:"), "{head}");
            let receivers: Vec<_> = head.split("\r\n").filter(|line| line.starts_with("To:")).collect();
            assert_eq!(receivers.len(), 1, "{head}");
            assert!(head.contains("<xochilt@pase.example>\r\n"), "{head}");
        }
    }

    #[test]
    fn what_is_no_address_is_not_written_to() {
        let refused = formatted("Xochilt", "xochilt");
        assert!(matches!(refused, Err(MessageError::Receiver)));
    }
}
