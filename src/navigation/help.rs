//! The address of the help page: the topic, and where the customer came from.

use std::fmt;
use std::str::FromStr;

use pase_contract::{InvoiceId, RebillId, TagId};

use super::query::{Query, TraceId, parameter};

/// A topic of the help page: something that the portal itself does not do yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpTopic {
    /// "CREAR TU CUENTA"
    CreateAccount,
    /// "Restablece tu contraseña"
    ResetPassword,
    /// "Soy cliente corporativo"
    Corporate,
    /// Adding a tag to the account.
    AddTag,
    /// "RECARGAR"
    Recharge,
    /// "FACTURAR"
    Invoice,
    /// "Pedir una aclaración"
    Clarification,
}

impl HelpTopic {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::CreateAccount,
        Self::ResetPassword,
        Self::Corporate,
        Self::AddTag,
        Self::Recharge,
        Self::Invoice,
        Self::Clarification,
    ];

    /// The topic's name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::CreateAccount => "crear-cuenta",
            Self::ResetPassword => "restablecer-contrasena",
            Self::Corporate => "cliente-corporativo",
            Self::AddTag => "agregar-tag",
            Self::Recharge => "recargar",
            Self::Invoice => "facturar",
            Self::Clarification => "aclaracion",
        }
    }
}

impl FromStr for HelpTopic {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|topic| topic.name() == text).ok_or(())
    }
}

impl fmt::Display for HelpTopic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where the customer was when they asked for help.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelpContext {
    /// What they asked for; `None` for help in general.
    pub topic: Option<HelpTopic>,
    /// The tag that they were looking at.
    pub tag: Option<TagId>,
    /// The invoice that they were looking at.
    pub invoice: Option<InvoiceId>,
    /// The trámite that they were looking at.
    pub rebill: Option<RebillId>,
    /// The trace id of the request that failed.
    pub error: Option<String>,
}

impl HelpContext {
    /// Reads the context from a query.
    pub(super) fn parse(query: &str) -> Self {
        Self {
            topic: parameter(query, "tema"),
            tag: parameter(query, "tag"),
            invoice: parameter(query, "factura"),
            rebill: parameter(query, "tramite"),
            error: parameter::<TraceId>(query, "error").map(|TraceId(id)| id),
        }
    }

    /// Writes the context as a query.
    pub(super) fn write_query(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = Query::new(f);
        query.add("tema", self.topic.as_ref())?;
        query.add("tag", self.tag.as_ref())?;
        query.add("factura", self.invoice.as_ref())?;
        query.add("tramite", self.rebill.as_ref())?;
        query.add("error", self.error.as_ref())
    }
}
