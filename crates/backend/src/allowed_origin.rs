//! An origin whose pages may use this API besides the API's own: the page of a host that embeds the portal, on another host
//! of the same site.

use std::str::FromStr;

use axum::http::{HeaderValue, Uri};
use thiserror::Error;

/// An origin as a browser writes it: `https://www.pase.example`, with a port where it is not the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedOrigin(HeaderValue);

impl AllowedOrigin {
    /// As `Origin` has it.
    pub(crate) fn as_header(&self) -> &HeaderValue {
        &self.0
    }
}

/// Why a text is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "an origin is a scheme and a host in small letters, as in https://www.pase.example or http://127.0.0.1:8081"
)]
pub struct NoOrigin;

impl FromStr for AllowedOrigin {
    type Err = NoOrigin;

    /// Only what a browser would send, letter by letter: `*` or a path would look as if it allowed something.
    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        let uri: Uri = text.parse().map_err(|_| NoOrigin)?;
        let (scheme, authority) = (uri.scheme_str().unwrap_or_default(), uri.authority().ok_or(NoOrigin)?);
        let own_port = [("http", 80), ("https", 443)];
        let is_plain = own_port.iter().any(|(own, _)| *own == scheme)
            && !own_port.contains(&(scheme, authority.port_u16().unwrap_or_default()))
            && !authority.as_str().contains(['@', '*'])
            && text == format!("{scheme}://{}", authority.as_str().to_ascii_lowercase());
        if is_plain { HeaderValue::from_str(text).map(Self).map_err(|_| NoOrigin) } else { Err(NoOrigin) }
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
            assert_eq!(text.parse::<AllowedOrigin>(), Err(NoOrigin), "{text}");
        }
    }
}
