//! A digital seal, as found in a CFDI.

use std::fmt;
use std::str::FromStr;

use base64ct::{Base64, Encoding};
use thiserror::Error;

/// A *sello digital*: an RSA signature in base64 (`Sello`, `SelloCFD`, `SelloSAT`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seal(String);

/// The text is not a seal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a seal is base64 and not empty")]
pub struct NotASeal;

impl Seal {
    pub(crate) fn of(signature: &[u8]) -> Self {
        Self(Base64::encode_string(signature))
    }

    pub(crate) fn signature(&self) -> Vec<u8> {
        // Both constructors guarantee valid base64.
        Base64::decode_vec(&self.0).unwrap_or_default()
    }

    /// The seal, in base64.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its last eight characters, which the SAT's verification page takes as the parameter `fe`.
    pub fn ending(&self) -> &str {
        self.0.get(self.0.len().saturating_sub(8)..).unwrap_or_default()
    }
}

impl FromStr for Seal {
    type Err = NotASeal;

    fn from_str(text: &str) -> Result<Self, NotASeal> {
        match Base64::decode_vec(text) {
            Ok(signature) if !signature.is_empty() => Ok(Self(text.to_owned())),
            _ => Err(NotASeal),
        }
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_base64_and_known_by_its_end() {
        let seal: Seal = "AAAA5tSZhA==".parse().unwrap();
        assert_eq!(seal.ending(), "5tSZhA==");
        assert_eq!(Seal::of(&seal.signature()), seal);
        for text in ["", "AAA", "AAAA AAAA", "ñandú==="] {
            assert_eq!(text.parse::<Seal>(), Err(NotASeal), "{text:?}");
        }
    }
}
