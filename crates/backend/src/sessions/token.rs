//! A session's token: 256 random bits that only the customer's browser keeps. The database knows its hash, which is enough
//! to recognise it; it needs no salt, for nobody can try out 2²⁵⁶ tokens.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::failure::Outcome;
use crate::random;

/// A token as the cookie carries it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

/// How many characters 256 bits have in base64url.
const CHARACTERS: usize = 43;

impl Token {
    /// A new one.
    pub(super) fn random() -> Outcome<Self> {
        Ok(Self(random::text::<32>()?))
    }

    /// Reads a cookie's value.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (text.len() == CHARACTERS && text.bytes().all(fits)).then(|| Self(text.to_owned()))
    }

    /// For the cookie.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database knows it by.
    pub(super) fn hash(&self) -> String {
        digest(&self.0)
    }
}

/// A token is never written to a log, not even by mistake.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}

/// SHA-256 in base64url.
pub(crate) fn digest(text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}
