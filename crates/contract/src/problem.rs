//! Problems: RFC 9457 `application/problem+json` with a stable code.

use serde::{Deserialize, Deserializer, Serialize};

use crate::RebillId;
use crate::fiscal_profiles::FiscalProfile;

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $variant:ident $code:literal $status:literal $title:literal;)*) => {
        /// What went wrong, as a stable code that a client words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode {
            $($(#[$doc])* $variant,)*
            /// A code that this version does not know; never sent.
            #[serde(other)]
            Unknown,
        }

        impl ProblemCode {
            /// Every code that is sent.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* Self::Unknown => "unknown" }
            }

            /// The HTTP status that it comes with (RFC 9110, section 15).
            pub fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* Self::Unknown => 500 }
            }

            /// A short, human-readable summary of the kind of problem, in English, for developers.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* Self::Unknown => "Unknown problem" }
            }
        }
    };
}

problem_codes! {
    /// The request is not what the contract says: no JSON, a missing header, a value of the wrong kind.
    MalformedRequest "malformed_request" 400 "The request is malformed";
    /// `Idempotency-Key` is missing or is no quotable text of 1 to 128 characters.
    IdempotencyKeyMissing "idempotency_key_missing" 400 "An Idempotency-Key is required";
    /// There is no session, or it has ended.
    Unauthenticated "unauthenticated" 401 "There is no session";
    /// Login: the identifier or the password is wrong; never said which.
    InvalidCredentials "invalid_credentials" 401 "The credentials are not right";
    /// A write that comes from another site.
    CrossSiteRequest "cross_site_request" 403 "A write must come from the portal's own site";
    /// Nothing here, or nothing of this account's.
    NotFound "not_found" 404 "Not found";
    /// The address does not know this method.
    MethodNotAllowed "method_not_allowed" 405 "Method not allowed";
    /// The invoice has its one trámite already; `rebill_id` names it.
    AlreadyRebilled "already_rebilled" 409 "The invoice has been re-billed already";
    /// The invoice cannot be re-billed, whoever asks: it is a substitute itself, cancelled, or past its last date.
    NotRebillable "not_rebillable" 409 "The invoice cannot be re-billed";
    /// The same request is being answered at this moment.
    IdempotencyInProgress "idempotency_in_progress" 409 "The same request is in progress";
    /// The razón social is used by a running trámite, which `rebill_id` names.
    FiscalProfileInUse "fiscal_profile_in_use" 409 "A running trámite uses the razón social";
    /// The razón social is the default, and there are others: choose another default first.
    FiscalProfileIsDefault "fiscal_profile_is_default" 409 "The razón social is the default";
    /// What was to be changed has changed since it was read; `fiscal_profile` is how it now is.
    PreconditionFailed "precondition_failed" 412 "It has changed since it was read";
    /// The body is longer than any request needs.
    PayloadTooLarge "payload_too_large" 413 "The body is too large";
    /// A write that is not JSON.
    UnsupportedMediaType "unsupported_media_type" 415 "A write is application/json";
    /// Fields are wrong; `errors` names all of them.
    InvalidInput "invalid_input" 422 "Some fields are not right";
    /// `Idempotency-Key` was used before with another request.
    IdempotencyKeyReused "idempotency_key_reused" 422 "The Idempotency-Key belongs to another request";
    /// The receiver would stay the same, and that was not confirmed.
    SameReceiverUnconfirmed "same_receiver_unconfirmed" 422 "Keeping the receiver must be confirmed";
    /// A change must say by `If-Match` what it is made to (RFC 6585, section 3).
    PreconditionRequired "precondition_required" 428 "An If-Match is required";
    /// Too many failed logins; `Retry-After` says how many seconds to wait.
    TooManyAttempts "too_many_attempts" 429 "Too many attempts";
    /// A fault of the server.
    Internal "internal" 500 "The server failed";
    /// The server cannot answer just now.
    Unavailable "unavailable" 503 "The server is not available";
}

impl ProblemCode {
    /// What any endpoint may answer.
    pub const ANYWHERE: &'static [Self] = &[Self::Internal, Self::Unavailable];
    /// What any endpoint that needs a session may answer besides.
    pub const WITH_SESSION: &'static [Self] = &[Self::Unauthenticated];
    /// What any write may answer besides.
    pub const ON_WRITE: &'static [Self] =
        &[Self::MalformedRequest, Self::CrossSiteRequest, Self::PayloadTooLarge, Self::UnsupportedMediaType];
}

/// A problem's body (RFC 9457), `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that identifies the kind of problem: `about:blank`, since `code` does.
    #[serde(rename = "type", default = "about_blank")]
    pub kind: String,
    /// A short summary of the kind of problem, in English.
    #[serde(default)]
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// The stable code.
    pub code: ProblemCode,
    /// Names this request in the server's log (W3C trace id, 32 hexadecimal digits); the customer can quote it.
    #[serde(default)]
    pub trace_id: String,
    /// Every field that is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// With `already_rebilled`: the trámite that the invoice has. With `fiscal_profile_in_use`: the trámite that uses it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebill_id: Option<RebillId>,
    /// With `precondition_failed`: the razón social as it now is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_profile: Option<Box<FiscalProfile>>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// The field's name in the request's body.
    pub field: String,
    /// A stable code, as `required`, `form`, `not_for_person`.
    pub code: String,
    /// An explanation in English, for developers.
    #[serde(default)]
    pub detail: String,
}

/// A [`Problem`] as it is read by who expects no razón social with it; a field that one of them lacks does not compile.
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
    /// Reads a problem but for `fiscal_profile`, which is left out: what reads a whole razón social is large, and only who
    /// changes one is told of one.
    ///
    /// # Errors
    /// Those of the format.
    pub fn deserialize_bare<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BareProblem::deserialize(deserializer)
    }

    /// A problem of this kind, with nothing besides.
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
        // Not even looked at.
        value["fiscal_profile"] = serde_json::json!({ "rfc": 1 });
        assert_eq!(Problem::deserialize_bare(&value).unwrap(), problem);
    }

    #[test]
    fn an_unknown_code_is_still_a_problem() {
        let problem: Problem = serde_json::from_str(r#"{"status": 418, "code": "teapot"}"#).unwrap();
        assert_eq!((problem.status, problem.code), (418, ProblemCode::Unknown));
    }
}
