//! Logging in, asking who is logged in, and logging out. The session itself is a cookie that no
//! script can read.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Endpoint, Method, Nothing, ProblemCode};

/// The account that is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// Identifier of the account.
    pub id: AccountId,
    /// The name with which the portal greets the customer.
    pub name: String,
}

/// What the login form sends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// E-mail address, or a Mexican phone number in any usual form.
    pub identifier: String,
    /// Password.
    pub password: String,
}

/// `POST /session`: logs in. It returns the account and sets the session cookie.
#[derive(Clone, Debug)]
pub struct LogIn {
    /// What the customer typed.
    pub credentials: Credentials,
}

impl Endpoint for LogIn {
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/session";
    const PROBLEMS: &'static [ProblemCode] =
        &[ProblemCode::InvalidCredentials, ProblemCode::InvalidInput, ProblemCode::TooManyAttempts];
    type Body = Credentials;
    type Response = Account;

    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    fn body(&self) -> &Credentials {
        &self.credentials
    }
}

/// `GET /session`: the account that is logged in, or `null` if nobody is.
#[derive(Clone, Copy, Debug)]
pub struct WhoAmI;

impl Endpoint for WhoAmI {
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/session";
    const PROBLEMS: &'static [ProblemCode] = &[];
    type Body = Nothing;
    type Response = Option<Account>;

    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}

/// `DELETE /session`: logs out by ending the session on the server. Without a session it succeeds
/// and does nothing.
#[derive(Clone, Copy, Debug)]
pub struct LogOut;

impl Endpoint for LogOut {
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/session";
    const STATUS: u16 = 204;
    const PROBLEMS: &'static [ProblemCode] = &[];
    type Body = Nothing;
    type Response = Nothing;

    fn path(&self) -> String {
        Self::PATH.to_owned()
    }

    fn body(&self) -> &Nothing {
        &Nothing
    }
}
