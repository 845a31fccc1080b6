//! What an endpoint is.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ProblemCode;

/// An HTTP method that the contract uses (RFC 9110, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or acts.
    Post,
    /// Replaces.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One endpoint; its value is one request to it.
pub trait Endpoint {
    /// The method.
    const METHOD: Method;
    /// The path under the API's base, with its parameters in braces: `/invoices/{id}`.
    const PATH: &'static str;
    /// The status of success.
    const STATUS: u16 = 200;
    /// The problems that it may answer, besides those that every endpoint may ([`ProblemCode::ANYWHERE`]).
    const PROBLEMS: &'static [ProblemCode];
    /// The JSON body of a request; [`Nothing`] without one.
    type Body: Serialize + DeserializeOwned + 'static;
    /// The JSON body of a success; [`Nothing`] without one.
    type Response: Serialize + DeserializeOwned + 'static;

    /// The path with its parameters filled in, and the query if there is one.
    fn path(&self) -> String;

    /// The body of this request.
    fn body(&self) -> &Self::Body;

    /// The `Idempotency-Key` of this request, for endpoints that need one.
    fn idempotency_key(&self) -> Option<&str> {
        None
    }

    /// The version that a change is made to, for endpoints that need it: `If-Match: "7"`, a strong entity tag (RFC 9110,
    /// section 13.1.1).
    fn if_match(&self) -> Option<u32> {
        None
    }
}

/// No body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nothing;

impl Serialize for Nothing {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> serde::Deserialize<'de> for Nothing {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer).map(|()| Self)
    }
}

/// A query's value, percent-encoded but for the unreserved characters (RFC 3986, section 2.3).
pub fn encode_query_value(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            const HEX: [char; 16] =
                ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
            let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or('0');
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// A path with a query of those parameters that have a value.
pub(crate) fn with_query(path: String, parameters: &[(&str, Option<&str>)]) -> String {
    let mut address = path;
    let mut separator = '?';
    for (name, value) in parameters {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            address.push(separator);
            address.push_str(name);
            address.push('=');
            address.push_str(&encode_query_value(value));
            separator = '&';
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_carries_any_text() {
        let parameters =
            [("q", Some("Ñ & 50%+")), ("from", None), ("to", Some("")), ("sort", Some("-total"))];
        assert_eq!(with_query("/x".to_owned(), &parameters), "/x?q=%C3%91%20%26%2050%25%2B&sort=-total");
    }
}
