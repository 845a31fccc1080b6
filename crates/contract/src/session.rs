//! Logging in, knowing who is logged in, logging out. The session itself is a cookie that no script can read.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Endpoint, Method, Nothing, ProblemCode};

/// Who is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// How to greet the customer.
    pub name: String,
}

/// What the login form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// E-mail, or a Mexican phone in any usual form.
    pub identifier: String,
    /// Password.
    pub password: String,
}

/// `POST /session`: log in. Answers who it is and sets the cookie.
#[derive(Clone, Debug)]
pub struct LogIn {
    /// What was typed.
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

/// `GET /session`: who am I; `null` when nobody.
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

/// `DELETE /session`: log out. Ends the session on the server; without one it is done already.
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
