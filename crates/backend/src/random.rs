//! What must not be guessable: identifiers and session tokens, from the operating system's source.

use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::failure::{Failure, Outcome};

/// 128 bits as 22 characters that are safe in a path: an identifier of the contract.
///
/// # Errors
/// When the operating system gives no random bytes.
pub(crate) fn identifier<T: FromStr>() -> Outcome<T> {
    text::<16>()?.parse().map_err(|_| Failure::Broken("a random identifier is none"))
}

/// `BYTES` random bytes in base64url.
///
/// # Errors
/// When the operating system gives no random bytes.
pub(crate) fn text<const BYTES: usize>() -> Outcome<String> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes::<BYTES>()?))
}

/// `BYTES` random bytes.
///
/// # Errors
/// When the operating system gives none.
pub(crate) fn bytes<const BYTES: usize>() -> Outcome<[u8; BYTES]> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| Failure::Broken("the operating system gives no random bytes"))?;
    Ok(bytes)
}
