//! Fetches documents, which are files and not JSON. Documents are plain links, too, so their
//! failures are pages (docs/API.md), and only the status says what went wrong.

use gloo_net::http::{Method, RequestBuilder, Response};
use pase_contract::{Problem, ProblemCode};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::answer::error_from_intermediary;
use super::client::{Attempt, is_page, retry_after};
use super::{ApiError, Client, SessionSignal};
use crate::browser::cancellation::Cancellation;
use crate::browser::files::File;

impl Client {
    /// Fetches the document at an API path, under the name that the server gives it. The browser
    /// holds its bytes; the caller limits how many are fetched at a time.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn fetch_document(&self, path: &str, cancellation: &Cancellation) -> Result<File, ApiError> {
        let attempt = Attempt::new(cancellation);
        let response = self.request_document(&attempt, path, Method::GET).await?;
        let status = response.status();
        let disposition = response.headers().get("Content-Disposition");
        let name = disposition.as_deref().and_then(file_name);
        let raw: web_sys::Response = response.into();
        let blob = match raw.blob() {
            Ok(promise) => JsFuture::from(promise).await.ok().and_then(|blob| blob.dyn_into::<Blob>().ok()),
            Err(_) => None,
        };
        let content = blob.ok_or_else(|| attempt.truncated_error(status))?;
        // A page of another origin may be unable to read this header. Then the last segment of the
        // path must do.
        let (path, _) = path.split_once('?').unwrap_or((path, ""));
        let name = name.or_else(|| Some(path.rsplit_once('/')?.1.to_owned())).unwrap_or_default();
        Ok(File::new(name, content))
    }

    /// Checks whether a document could be fetched now.
    ///
    /// # Errors
    /// The [`ApiError`] that would prevent it.
    pub async fn check_document(&self, path: &str, cancellation: &Cancellation) -> Result<(), ApiError> {
        self.request_document(&Attempt::new(cancellation), path, Method::HEAD).await.map(|_| ())
    }

    async fn request_document(
        &self,
        attempt: &Attempt<'_>,
        path: &str,
        method: Method,
    ) -> Result<Response, ApiError> {
        let builder = RequestBuilder::new(&self.address(path)).method(method);
        let response = attempt.send(builder, None).await?;
        let status = response.status();
        let is_document = response
            .headers()
            .get("Content-Type")
            .is_some_and(|kind| kind.starts_with("application/xml") || kind.starts_with("application/pdf"));
        if response.ok() && is_document {
            self.report_session(SessionSignal::Confirmed);
            return Ok(response);
        }
        let problem = |code| ApiError::Problem(Box::new(Problem::new(code, String::new())));
        Err(match status {
            200..300 if is_page(&response) => ApiError::Intercepted { status },
            401 => {
                self.report_session(SessionSignal::Ended);
                ApiError::Unauthenticated
            }
            404 => problem(ProblemCode::NotFound),
            500 => problem(ProblemCode::Internal),
            _ => error_from_intermediary(status, retry_after(&response)),
        })
    }
}

/// The file name in a `Content-Disposition` (RFC 6266): the exact name (`filename*`), or else the
/// one for old programs (`filename`).
fn file_name(disposition: &str) -> Option<String> {
    let parameter = |name: &str| {
        disposition.split(';').find_map(|parameter| parameter.trim().strip_prefix(name)?.strip_prefix('='))
    };
    let exact =
        parameter("filename*").and_then(|value| value.strip_prefix("UTF-8''")).and_then(percent_decoded);
    let plain = || parameter("filename").map(|value| value.trim_matches('"').to_owned());
    exact.or_else(plain).filter(|name| !name.is_empty())
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let mut digit =
                    || char::from(rest.next()?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit()? << 4 | digit()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_saved_under_the_name_that_the_server_gives_it() {
        let exact =
            "attachment; filename=\"IA_L750210963_O-1.xml\"; filename*=UTF-8''IA%C3%91L750210963_O-1.xml";
        assert_eq!(file_name(exact).unwrap(), "IAÑL750210963_O-1.xml");
        assert_eq!(file_name("attachment; filename=\"a.pdf\"").unwrap(), "a.pdf");
        assert_eq!(file_name("inline; filename*=UTF-8''%C3; filename=\"b.pdf\"").unwrap(), "b.pdf");
        assert_eq!(file_name("attachment"), None);
    }
}
