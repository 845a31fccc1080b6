//! A session's token: 256 random bits that only the customer's browser keeps. The database stores
//! its hash, which is enough to recognize the token. The hash needs no salt, because nobody can try
//! out 2²⁵⁶ tokens.

use crate::kernel::digest::digest;
use crate::kernel::random;
use crate::use_cases::failure::Outcome;

/// A token as the cookie carries it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

/// The number of characters that 256 bits have in base64url.
const CHARACTERS: usize = 43;

impl Token {
    pub(super) fn random() -> Outcome<Self> {
        Ok(Self(random::text::<32>()?))
    }

    /// Parses a cookie's value.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (text.len() == CHARACTERS && text.bytes().all(fits)).then(|| Self(text.to_owned()))
    }

    /// The token's text, for the cookie.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The hash under which the database stores the token.
    pub(super) fn hash(&self) -> String {
        digest(&self.0)
    }
}

/// Shows no part of the token, so that it is never logged, not even by mistake.
impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token")
    }
}
