//! Problems: RFC 9457 `application/problem+json` with a stable code.

use serde::{Deserialize, Deserializer, Serialize};

use crate::RebillId;
use crate::fiscal_profiles::FiscalProfile;
use crate::problem_code::ProblemCode;

/// The body of a problem (RFC 9457), `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that identifies the kind of problem. It is always `about:blank`, because `code`
    /// identifies the kind.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// A short summary of the kind of problem, in English.
    #[serde(default)]
    pub title: String,
    /// The HTTP status, repeated in the body.
    pub status: u16,
    /// The stable code.
    pub code: ProblemCode,
    /// Identifies this request in the server's log (W3C trace id, 32 hexadecimal digits). The
    /// customer can quote it.
    #[serde(default)]
    pub trace_id: String,
    /// Every field that is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// With `already_rebilled`: the trámite that the invoice already has. With
    /// `fiscal_profile_in_use`: the trámite that uses the razón social.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebill_id: Option<RebillId>,
    /// With `precondition_failed`: the current state of the razón social.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_profile: Option<Box<FiscalProfile>>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name in the request's body.
    pub field: String,
    /// A stable code, such as `required`, `form` or `not_for_person`.
    pub code: String,
    /// An explanation in English, for developers.
    #[serde(default)]
    pub detail: String,
}

/// A [`Problem`] as read by [`Problem::deserialize_bare`], without its razón social. If either of
/// the two structs lacks a field of the other, it does not compile.
#[derive(Deserialize)]
#[serde(remote = "Problem")]
struct BareProblem {
    #[serde(rename = "type", default = "about_blank")]
    kind: String,
    #[serde(default)]
    title: String,
    status: u16,
    code: ProblemCode,
    #[serde(default)]
    trace_id: String,
    #[serde(default)]
    errors: Vec<FieldProblem>,
    #[serde(default)]
    rebill_id: Option<RebillId>,
    #[serde(skip)]
    fiscal_profile: Option<Box<FiscalProfile>>,
}

fn about_blank() -> String {
    "about:blank".to_owned()
}

impl Problem {
    /// Reads a problem without its `fiscal_profile`. The code that parses a razón social is large,
    /// and only a client that changes one receives that field.
    ///
    /// # Errors
    /// The deserializer's errors.
    pub fn deserialize_bare<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BareProblem::deserialize(deserializer)
    }

    /// A problem with this code and no further details.
    pub fn new(code: ProblemCode, trace_id: String) -> Self {
        Self {
            kind: about_blank(),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            trace_id,
            errors: Vec::new(),
            rebill_id: None,
            fiscal_profile: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_and_the_table_agree() {
        for code in ProblemCode::ALL {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.as_str()));
        }
    }

    #[test]
    fn a_bare_problem_is_the_same_without_the_razon_social() {
        let mut problem = Problem::new(ProblemCode::AlreadyRebilled, "abc".to_owned());
        problem.rebill_id = "r1".parse().ok();
        let field = FieldProblem { field: "rfc".to_owned(), code: "form".to_owned(), detail: String::new() };
        problem.errors.push(field);
        let mut value = serde_json::to_value(&problem).unwrap();
        assert_eq!(Problem::deserialize_bare(&value).unwrap(), problem);
        // The field is skipped, so not even its type matters.
        value["fiscal_profile"] = serde_json::json!({ "rfc": 1 });
        assert_eq!(Problem::deserialize_bare(&value).unwrap(), problem);
    }

    #[test]
    fn an_unknown_code_is_still_a_problem() {
        let problem: Problem = serde_json::from_str(r#"{"status": 418, "code": "teapot"}"#).unwrap();
        assert_eq!((problem.status, problem.code), (418, ProblemCode::Unknown));
    }
}
