//! Values that must not be guessable, such as identifiers and session tokens, from the operating
//! system's random source.

use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use thiserror::Error;

/// Why there is no random value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum RandomError {
    #[error("the operating system gives no random bytes")]
    NoBytes,
    #[error("a random identifier is not valid")]
    Invalid,
}

/// A random identifier of the contract: 128 bits as 22 characters that are safe in a path.
///
/// # Errors
/// If the operating system gives no random bytes.
pub(crate) fn identifier<T: FromStr>() -> Result<T, RandomError> {
    text::<16>()?.parse().map_err(|_| RandomError::Invalid)
}

/// `BYTES` random bytes in base64url.
///
/// # Errors
/// If the operating system gives no random bytes.
pub(crate) fn text<const BYTES: usize>() -> Result<String, RandomError> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes::<BYTES>()?))
}

/// `BYTES` random bytes.
///
/// # Errors
/// If the operating system gives none.
pub(crate) fn bytes<const BYTES: usize>() -> Result<[u8; BYTES], RandomError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| RandomError::NoBytes)?;
    Ok(bytes)
}
