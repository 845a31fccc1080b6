//! A tag's movements: crossings, recharges and charges.

use chrono::{DateTime, NaiveDate, Utc};
use mx_fiscal::Money;
use serde::{Deserialize, Serialize};

use crate::endpoint::with_query;
use crate::{Endpoint, List, Method, MovementId, Nothing, ProblemCode, TagId};

/// One movement of a tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Movement {
    /// Identifier of the movement.
    pub id: MovementId,
    /// The kind of movement.
    pub kind: MovementKind,
    /// When it happened. Screens show it in Mexico City time.
    pub occurred_at: DateTime<Utc>,
    /// What it was for, in Spanish.
    pub concept: String,
    /// For a crossing: the toll plaza.
    pub plaza: Option<String>,
    /// For a crossing: the lane of the plaza.
    pub lane: Option<String>,
    /// MXN: a positive amount is charged to the customer, a negative one is paid by them.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "61.00"))]
    pub amount: Money,
    /// Whether an invoice contains it.
    pub invoiced: bool,
}

/// The kind of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Cruce de caseta.
    Crossing,
    /// Recarga.
    Recharge,
    /// Cargo: a commission or a monthly fee.
    Charge,
    /// A kind that this version does not know. Never sent.
    #[serde(other)]
    Unknown,
}

/// Which movements to list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovementQuery {
    /// First day, in Mexico City time, inclusive.
    pub from: Option<NaiveDate>,
    /// Last day, in Mexico City time, inclusive.
    pub to: Option<NaiveDate>,
    /// Which page: a cursor from an earlier response to the same query.
    pub cursor: Option<String>,
    /// Rows per page, at most 100; `None` uses the server's default.
    pub limit: Option<u32>,
}

/// `GET /tags/{id}/movements`: a page of a tag's movements, newest first.
#[derive(Clone, Debug)]
pub struct ListMovements {
    /// The tag.
    pub tag_id: TagId,
    /// Which of its movements.
    pub query: MovementQuery,
}

impl Endpoint for ListMovements {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/tags/{id}/movements";
    const PROBLEMS: &'static [ProblemCode] =
        &[ProblemCode::Unauthenticated, ProblemCode::NotFound, ProblemCode::InvalidInput];
    type Body = Nothing;
    type Response = List<Movement>;

    fn path(&self) -> String {
        let MovementQuery { from, to, cursor, limit } = &self.query;
        let path = Self::PATH.replace("{id}", self.tag_id.as_str());
        let (from, to) = (from.map(|day| day.to_string()), to.map(|day| day.to_string()));
        let limit = limit.map(|limit| limit.to_string());
        with_query(
            path,
            &[
                ("from", from.as_deref()),
                ("to", to.as_deref()),
                ("cursor", cursor.as_deref()),
                ("limit", limit.as_deref()),
            ],
        )
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}
