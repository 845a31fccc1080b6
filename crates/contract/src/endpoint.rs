//! The [`Endpoint`] trait: each type that implements it describes one endpoint of the API.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ProblemCode;

/// An HTTP method used by the contract (RFC 9110, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads a resource.
    Get,
    /// Creates a resource or performs an action.
    Post,
    /// Replaces a resource.
    Put,
    /// Removes a resource.
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

/// One endpoint of the API. A value of an implementing type is one request to that endpoint.
pub trait Endpoint {
    /// The HTTP method.
    const METHOD: Method;
    /// The path under the API's base, with its parameters in braces: `/invoices/{id}`.
    const PATH: &'static str;
    /// The HTTP status of a successful response.
    const STATUS: u16 = 200;
    /// The problems that this endpoint may return, in addition to [`ProblemCode::ANYWHERE`], which
    /// every endpoint may return.
    const PROBLEMS: &'static [ProblemCode];
    /// The JSON body of a request; [`Nothing`] if it has none.
    type Body: Serialize + DeserializeOwned + 'static;
    /// The JSON body of a successful response; [`Nothing`] if it has none.
    type Response: Serialize + DeserializeOwned + 'static;

    /// The path with its parameters filled in, plus the query if there is one.
    fn path(&self) -> String;

    /// The body of this request.
    fn body(&self) -> &Self::Body;

    /// The `Idempotency-Key` of this request, for endpoints that need one.
    fn idempotency_key(&self) -> Option<&str> {
        None
    }

    /// The version that this request changes, for endpoints that need it. It is sent as a strong
    /// entity tag: `If-Match: "7"` (RFC 9110, section 13.1.1).
    fn if_match(&self) -> Option<u32> {
        None
    }
}

/// An empty body.
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

/// Percent-encodes a query value, except for the unreserved characters (RFC 3986, section 2.3).
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

/// Appends those parameters that have a value to `path` as its query.
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
