//! The customer's toll tags.

use serde::{Deserialize, Serialize};

use crate::{Endpoint, Method, Nothing, ProblemCode, TagId};

/// A toll tag, shown as a vehicle card on the dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tag {
    /// Identifier of the tag.
    pub id: TagId,
    /// The number printed on the tag: `IMDM 29999999-9`.
    pub number: String,
    /// The customer's name for it: "mi auto".
    pub alias: String,
    /// How it is paid.
    pub plan: Plan,
    /// Whether it works.
    pub status: TagStatus,
}

/// How a tag is paid (*esquema de pago*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// Pospago: crossings are billed at the end of the month.
    Postpaid,
    /// Prepago: crossings are taken from a balance.
    Prepaid,
    /// A plan that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// Whether a tag works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TagStatus {
    /// Activo.
    Active,
    /// Suspendido: a payment is missing.
    Suspended,
    /// Cancelado.
    Cancelled,
    /// A status that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// `GET /tags`: all tags of the account, in the account's own order.
#[derive(Clone, Copy, Debug)]
pub struct ListTags;

impl Endpoint for ListTags {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/tags";
    const PROBLEMS: &'static [ProblemCode] = ProblemCode::WITH_SESSION;
    type Body = Nothing;
    type Response = crate::List<Tag>;

    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}
