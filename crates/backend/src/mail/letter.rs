//! A letter: what a mail says, from which its text and its HTML (`templates/mail`) are made. It is
//! written once, so that both say the same.

use askama::Template;

/// Where customers get help.
pub(super) const CAVI: &str = "cavi@pase.com.mx";

/// A letter, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

/// The content of a letter.
pub(super) struct LetterContent {
    pub(super) subject: String,
    pub(super) title: &'static str,
    pub(super) blocks: Vec<Block>,
    /// The one thing that the customer is asked to do.
    pub(super) action: Link,
    /// The page in the portal, if `action` leads somewhere else.
    pub(super) secondary_action: Option<Link>,
    /// What the letter is about, below its text.
    pub(super) details: Vec<Line>,
    /// Why the customer gets this mail, as a sentence.
    pub(super) reason: &'static str,
}

pub(super) enum Block {
    Paragraph(String),
    /// Facts that the customer must see at a glance.
    KeyFacts(Vec<Line>),
    Steps(Vec<String>),
    Points(Vec<String>),
    FieldsToCorrect(Vec<FieldToCorrect>),
    /// A paragraph in small print.
    Note(String),
}

pub(super) struct Line {
    pub(super) label: &'static str,
    pub(super) value: String,
}

/// A field that the customer must correct: what it contains, and what to do.
pub(super) struct FieldToCorrect {
    pub(super) label: &'static str,
    pub(super) current_value: String,
    pub(super) advice: &'static str,
}

pub(super) struct Link {
    pub(super) label: &'static str,
    pub(super) address: String,
}

impl Link {
    /// The address as the customer reads it. For a `mailto:` link it is only the mail address.
    fn display_address(&self) -> &str {
        let mail = self.address.strip_prefix("mailto:").and_then(|rest| rest.split('?').next());
        mail.unwrap_or(&self.address)
    }
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlTemplate<'a> {
    content: &'a LetterContent,
    name: &'a str,
    cavi: &'a str,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextTemplate<'a> {
    content: &'a LetterContent,
    name: &'a str,
    cavi: &'a str,
}

impl LetterContent {
    /// The letter to a customer with this name.
    pub(super) fn write(self, name: &str) -> Result<Letter, askama::Error> {
        let content = &self;
        Ok(Letter {
            text: TextTemplate { content, name, cavi: CAVI }.render()?,
            html: HtmlTemplate { content, name, cavi: CAVI }.render()?,
            subject: self.subject,
        })
    }
}

pub(super) fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

pub(super) fn note(text: &str) -> Block {
    Block::Note(text.to_owned())
}
