//! Classifies an answer that arrived: the contract's answer, a problem of ours, or an answer from
//! something in the server's place.

use pase_contract::Problem;
use serde::de::DeserializeOwned;

use super::ApiError;

/// An HTTP answer with its body.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) is_success: bool,
    /// Whether its `Content-Type` is HTML.
    pub(super) is_page: bool,
    /// Seconds to wait before another try.
    pub(super) retry_after: Option<u32>,
    pub(super) body: String,
}

impl Answer {
    /// Reads a success. Only status 204 has no body; with any other status an empty body was cut
    /// off.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        if self.looks_like_page() {
            return Err(ApiError::Intercepted { status: self.status });
        }
        let body = if self.status == 204 { "null" } else { self.body.as_str() };
        serde_json::from_str(body).map_err(|error| self.unreadable(&error))
    }

    /// Classifies a failure that is not one of our problems. Something in front of the server sent
    /// it, and only the server knows the contract.
    pub(super) fn error_from_intermediary(&self) -> ApiError {
        let is_cut = |error: serde_json::Error| error.is_eof() && !self.body.trim().is_empty();
        // A problem that was cut off is ours, too.
        if !self.looks_like_page()
            && serde_json::from_str::<serde::de::IgnoredAny>(&self.body).is_err_and(is_cut)
        {
            return ApiError::Truncated { status: self.status };
        }
        error_from_intermediary(self.status, self.retry_after)
    }

    fn unreadable(&self, error: &serde_json::Error) -> ApiError {
        let status = self.status;
        if error.is_eof() { ApiError::Truncated { status } } else { ApiError::Unreadable { status } }
    }

    fn looks_like_page(&self) -> bool {
        self.is_page || self.body.trim_start().starts_with('<')
    }
}

/// What a status means if it did not come from the server (RFC 9110, section 15).
pub(super) fn error_from_intermediary(status: u16, retry_after: Option<u32>) -> ApiError {
    match status {
        429 => ApiError::TooManyAttempts { retry_after: retry_after.unwrap_or(60) },
        // Network Authentication Required (RFC 6585, section 6): a captive portal that says what it
        // is.
        511 => ApiError::Intercepted { status },
        500.. => ApiError::Gateway { status, retry_after },
        401 | 403 | 406 | 407 | 451 => ApiError::Blocked { status },
        _ => ApiError::Unreadable { status },
    }
}

/// Reads a problem, with the razón social that it may carry.
pub(super) fn problem_with_profile(body: &str) -> Option<Problem> {
    serde_json::from_str(body).ok()
}

/// Reads a problem without the razón social.
pub(super) fn problem_without_profile(body: &str) -> Option<Problem> {
    let mut deserializer = serde_json::Deserializer::from_str(body);
    let problem = Problem::deserialize_bare(&mut deserializer).ok()?;
    deserializer.end().ok().map(|()| problem)
}

#[cfg(test)]
mod tests {
    use pase_contract::session::Account;

    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            status,
            is_success: (200..300).contains(&status),
            is_page: false,
            retry_after: None,
            body: body.to_owned(),
        }
    }

    type Who = Result<Option<Account>, ApiError>;

    #[test]
    fn a_page_in_the_place_of_an_answer_is_the_networks() {
        let read: Who = answer(200, "\n<!doctype html><title>Wifi</title>").read();
        assert_eq!(read, Err(ApiError::Intercepted { status: 200 }));
        let page = Answer { is_page: true, ..answer(200, "") };
        assert_eq!(page.read::<Option<Account>>(), Err(ApiError::Intercepted { status: 200 }));
    }

    #[test]
    fn what_is_cut_off_is_told_from_what_is_wrong() {
        let read: Who = answer(200, r#"{"id": "a", "na"#).read();
        assert_eq!(read, Err(ApiError::Truncated { status: 200 }));
        let read: Who = answer(200, r#"{"id": 7}"#).read();
        assert_eq!(read, Err(ApiError::Unreadable { status: 200 }));
        assert_eq!(
            answer(409, r#"{"type": "ab"#).error_from_intermediary(),
            ApiError::Truncated { status: 409 }
        );
    }

    #[test]
    fn an_answer_that_lost_its_body_logs_nobody_out() {
        let read: Who = answer(200, "").read();
        assert_eq!(read, Err(ApiError::Truncated { status: 200 }));
        assert!(answer(204, "").read::<pase_contract::Nothing>().is_ok());
        let nobody: Who = answer(200, "null").read();
        assert_eq!(nobody, Ok(None));
    }

    #[test]
    fn each_of_those_who_answer_in_our_place_is_its_own_error() {
        let of = |status, retry_after| {
            Answer { retry_after, ..answer(status, "<html>") }.error_from_intermediary()
        };
        assert_eq!(of(403, None), ApiError::Blocked { status: 403 });
        assert_eq!(of(429, Some(7)), ApiError::TooManyAttempts { retry_after: 7 });
        assert_eq!(of(502, None), ApiError::Gateway { status: 502, retry_after: None });
        assert_eq!(of(503, Some(9)), ApiError::Gateway { status: 503, retry_after: Some(9) });
        assert_eq!(of(511, None), ApiError::Intercepted { status: 511 });
        assert_eq!(of(404, None), ApiError::Unreadable { status: 404 });
    }
}
