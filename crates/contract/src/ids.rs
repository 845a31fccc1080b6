//! Identifiers of the API: opaque, unguessable, and safe to use in a path without encoding.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

/// The text cannot be an identifier of this API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an identifier is 1 to 64 letters, digits, hyphens or underscores")]
pub struct MalformedId;

fn read(text: &str) -> Result<String, MalformedId> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if (1..=64).contains(&text.len()) && text.bytes().all(fits) {
        Ok(text.to_owned())
    } else {
        Err(MalformedId)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The identifier as text, as it appears in a path.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                read(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// Identifies a customer's account.
    AccountId
    /// Identifies a toll tag.
    TagId
    /// Identifies a movement of a tag.
    MovementId
    /// Identifies an invoice.
    InvoiceId
    /// Identifies a trámite: the re-billing of one invoice.
    RebillId
    /// Identifies a razón social of an account.
    FiscalProfileId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_cannot_leave_its_place_in_a_path() {
        assert!("018f-Ab_9".parse::<InvoiceId>().is_ok());
        for text in ["", "..", "a/b", "a?b", "a%2Fb", "ñ", &"a".repeat(65)] {
            assert_eq!(text.parse::<InvoiceId>(), Err(MalformedId), "{text}");
        }
        assert!(serde_json::from_str::<InvoiceId>("\"../x\"").is_err());
    }
}
