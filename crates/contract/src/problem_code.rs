//! The stable codes of problems.

use serde::{Deserialize, Serialize};

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $variant:ident $code:literal $status:literal $title:literal;)*) => {
        /// What went wrong, as a stable code from which a client chooses its message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode {
            $($(#[$doc])* $variant,)*
            /// A code that this version does not know. Never sent.
            #[serde(other)]
            Unknown,
        }

        impl ProblemCode {
            /// Every code that can be sent.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* Self::Unknown => "unknown" }
            }

            /// The HTTP status sent with the code (RFC 9110, section 15).
            pub fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* Self::Unknown => 500 }
            }

            /// A short summary of the kind of problem, in English, for developers.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* Self::Unknown => "Unknown problem" }
            }
        }
    };
}

problem_codes! {
    /// The request breaks the contract: it is not JSON, or has a value of the wrong type or an
    /// unknown field.
    MalformedRequest "malformed_request" 400 "The request is malformed";
    /// `Idempotency-Key` is missing, or is not 1 to 128 visible ASCII characters without double
    /// quotes and backslashes.
    IdempotencyKeyMissing "idempotency_key_missing" 400 "An Idempotency-Key is required";
    /// There is no session, or it has ended.
    Unauthenticated "unauthenticated" 401 "There is no session";
    /// Login: the identifier or the password is wrong. The response never says which.
    InvalidCredentials "invalid_credentials" 401 "The credentials are not right";
    /// The write comes from another site.
    CrossSiteRequest "cross_site_request" 403 "A write must come from the portal's own site";
    /// Nothing exists at this address, or nothing that belongs to this account.
    NotFound "not_found" 404 "Not found";
    /// The address does not support this method.
    MethodNotAllowed "method_not_allowed" 405 "Method not allowed";
    /// The invoice already has its one trámite, which `rebill_id` names.
    AlreadyRebilled "already_rebilled" 409 "The invoice has been re-billed already";
    /// No customer can re-bill the invoice: it is itself a corrected document, it is cancelled, or
    /// the last day on which it could be cancelled has passed.
    NotRebillable "not_rebillable" 409 "The invoice cannot be re-billed";
    /// The same request is still being processed.
    IdempotencyInProgress "idempotency_in_progress" 409 "The same request is in progress";
    /// A running trámite, which `rebill_id` names, uses the razón social.
    FiscalProfileInUse "fiscal_profile_in_use" 409 "A running trámite uses the razón social";
    /// The razón social is the default and there are others: another default must be chosen first.
    FiscalProfileIsDefault "fiscal_profile_is_default" 409 "The razón social is the default";
    /// The resource has changed since it was read; `fiscal_profile` holds its current state.
    PreconditionFailed "precondition_failed" 412 "It has changed since it was read";
    /// The body is longer than any request needs.
    PayloadTooLarge "payload_too_large" 413 "The body is too large";
    /// The write's body is not JSON.
    UnsupportedMediaType "unsupported_media_type" 415 "A write is application/json";
    /// Some fields are wrong; `errors` lists all of them.
    InvalidInput "invalid_input" 422 "Some fields are not right";
    /// `Idempotency-Key` was already used for another request.
    IdempotencyKeyReused "idempotency_key_reused" 422 "The Idempotency-Key belongs to another request";
    /// The receiver would stay the same, and the request does not confirm that.
    SameReceiverUnconfirmed "same_receiver_unconfirmed" 422 "Keeping the receiver must be confirmed";
    /// A change must name the version it applies to in `If-Match` (RFC 6585, section 3).
    PreconditionRequired "precondition_required" 428 "An If-Match is required";
    /// Too many failed logins. `Retry-After` says how many seconds to wait.
    TooManyAttempts "too_many_attempts" 429 "Too many attempts";
    /// The server failed.
    Internal "internal" 500 "The server failed";
    /// The server cannot respond at the moment.
    Unavailable "unavailable" 503 "The server is not available";
}

impl ProblemCode {
    /// What any endpoint may return.
    pub const ANYWHERE: &'static [Self] = &[Self::Internal, Self::Unavailable];
    /// What any endpoint that needs a session may return in addition.
    pub const WITH_SESSION: &'static [Self] = &[Self::Unauthenticated];
    /// What any write with a body may return in addition.
    pub const ON_WRITE: &'static [Self] =
        &[Self::MalformedRequest, Self::CrossSiteRequest, Self::PayloadTooLarge, Self::UnsupportedMediaType];
}
