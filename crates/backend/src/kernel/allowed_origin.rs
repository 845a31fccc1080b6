//! An origin, other than the API's own, whose pages may use the API. Such a page belongs to a site
//! that embeds the portal and is served from another host of the same site.

use std::str::FromStr;

use axum::http::{HeaderValue, Uri};
use thiserror::Error;

/// An origin as a browser writes it: `https://www.pase.example`, with a port only if it is not the
/// scheme's default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedOrigin(HeaderValue);

impl AllowedOrigin {
    /// The origin as the `Origin` header states it.
    pub(crate) fn as_header(&self) -> &HeaderValue {
        &self.0
    }
}

/// The error for a text that is not an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "an origin is a scheme and a host in small letters, as in https://www.pase.example or http://127.0.0.1:8081"
)]
pub struct InvalidOrigin;

impl FromStr for AllowedOrigin {
    type Err = InvalidOrigin;

    /// Accepts only what a browser would send, character by character. A browser never sends `*` or
    /// a path, so a setting with one of them would seem to allow something and allow nothing.
    fn from_str(text: &str) -> Result<Self, InvalidOrigin> {
        let uri: Uri = text.parse().map_err(|_| InvalidOrigin)?;
        let (scheme, authority) =
            (uri.scheme_str().unwrap_or_default(), uri.authority().ok_or(InvalidOrigin)?);
        let own_port = [("http", 80), ("https", 443)];
        let is_plain = own_port.iter().any(|(own, _)| *own == scheme)
            && !own_port.contains(&(scheme, authority.port_u16().unwrap_or_default()))
            && !authority.as_str().contains(['@', '*'])
            && text == format!("{scheme}://{}", authority.as_str().to_ascii_lowercase());
        if is_plain {
            HeaderValue::from_str(text).map(Self).map_err(|_| InvalidOrigin)
        } else {
            Err(InvalidOrigin)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_a_browser_sends() {
        for origin in ["https://www.pase.example", "http://127.0.0.1:8081", "http://[::1]:8081"] {
            assert_eq!(
                origin.parse::<AllowedOrigin>().map(|origin| origin.0),
                Ok(HeaderValue::from_static(origin))
            );
        }
    }

    #[test]
    fn what_would_allow_more_or_nothing_is_none() {
        for text in [
            "*",
            "null",
            "",
            "www.pase.example",
            "https://*.pase.example",
            "https://www.pase.example/",
            "https://www.pase.example/up",
            "https://www.pase.example?x",
            "https://WWW.pase.example",
            "https://www.pase.example:443",
            "http://www.pase.example:80",
            "https://user@www.pase.example",
            "ftp://www.pase.example",
            "https://a.example,https://b.example",
        ] {
            assert_eq!(text.parse::<AllowedOrigin>(), Err(InvalidOrigin), "{text}");
        }
    }
}
