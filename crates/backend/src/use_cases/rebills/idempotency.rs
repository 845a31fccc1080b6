//! Requests that may be repeated: the header `Idempotency-Key`, as the IETF's draft defines it.
//!
//! Only the answers to successful requests are kept. A refused request did nothing, so its
//! repetition is handled as a new request.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use pase_contract::{AccountId, ProblemCode};
use thiserror::Error;

use crate::use_cases::failure::{Failure, Outcome};

/// A key: 1 to 128 visible ASCII characters, with or without the double quotes of a structured
/// field's string.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct IdempotencyKey(String);

/// The error for a header that contains no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an Idempotency-Key is a text of 1 to 128 visible characters")]
pub(crate) struct MalformedKey;

const MAX_CHARACTERS: usize = 128;

impl IdempotencyKey {
    /// Parses the header's value.
    pub(crate) fn read(header: &str) -> Result<Self, MalformedKey> {
        let header = header.trim();
        let quoted = header.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let key = quoted.unwrap_or(header);
        let fits = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
        if (1..=MAX_CHARACTERS).contains(&key.len()) && key.bytes().all(fits) {
            Ok(Self(key.to_owned()))
        } else {
            Err(MalformedKey)
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The requests that are being answered at this moment.
#[derive(Clone, Debug, Default)]
pub(crate) struct InFlight(Arc<Mutex<HashSet<(AccountId, IdempotencyKey)>>>);

/// Marks a request as being answered, until it is dropped.
#[derive(Debug)]
pub(crate) struct InFlightGuard<'a> {
    requests: &'a InFlight,
    request: (AccountId, IdempotencyKey),
}

impl InFlight {
    /// Marks a request as being answered.
    ///
    /// # Errors
    /// `idempotency_in_progress` if the same request is already being answered.
    pub(crate) fn begin(&self, account: &AccountId, key: &IdempotencyKey) -> Outcome<InFlightGuard<'_>> {
        let request = (account.clone(), key.clone());
        let mut requests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.insert(request.clone()) {
            Ok(InFlightGuard { requests: self, request })
        } else {
            Err(Failure::Refused(ProblemCode::IdempotencyInProgress))
        }
    }
}

impl Drop for InFlightGuard<'_> {
    fn drop(&mut self) {
        self.requests.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.request);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_stand_in_quotes_or_not() {
        assert_eq!(IdempotencyKey::read("\"8e03978e-40d5\"").unwrap().as_str(), "8e03978e-40d5");
        assert_eq!(IdempotencyKey::read("8e03978e-40d5").unwrap().as_str(), "8e03978e-40d5");
        for header in ["", "\"\"", "a b", "\"a", "a\"b", "é", &"a".repeat(129)] {
            assert_eq!(IdempotencyKey::read(header), Err(MalformedKey), "{header}");
        }
    }

    #[test]
    fn a_request_is_answered_by_one_at_a_time() {
        let (requests, account) = (InFlight::default(), "a".parse().unwrap());
        let key = IdempotencyKey::read("k").unwrap();
        let guard = requests.begin(&account, &key).unwrap();
        assert!(requests.begin(&account, &key).is_err());
        assert!(requests.begin(&"b".parse().unwrap(), &key).is_ok(), "a key is its account's");
        drop(guard);
        assert!(requests.begin(&account, &key).is_ok());
    }
}
