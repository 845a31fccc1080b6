//! Who is logged in, as far as the browser knows: the session itself is a cookie that no script can read.

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::AccountId;
use pase_contract::session::{Account, LogOut, WhoAmI};

use crate::api::{ApiError, Client};
use crate::browser::cancellation::Cancellation;

/// What the browser knows of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// The server has not answered yet.
    Checking,
    /// The server could not be asked.
    Unknown(ApiError),
    /// Nobody is logged in.
    Nobody,
    /// A session has ended by itself; the same customer finds his place again after logging in.
    Ended(AccountId),
    /// This customer is logged in.
    LoggedIn(Account),
}

impl SessionState {
    /// The session has ended by itself. Who was not logged in stays nobody.
    #[must_use]
    pub fn ended(self) -> Self {
        match self {
            Self::LoggedIn(account) => Self::Ended(account.id),
            Self::Ended(account) => Self::Ended(account),
            Self::Checking | Self::Unknown(_) | Self::Nobody => Self::Nobody,
        }
    }

    /// What the server says about who this is.
    #[must_use]
    pub fn learned(self, answer: Result<Option<Account>, ApiError>) -> Self {
        match (self, answer) {
            (_, Ok(Some(account))) => Self::LoggedIn(account),
            (state, Ok(None)) => state.ended(),
            // While someone is at work, or types his password, a question that failed changes nothing: his next request will tell.
            (state @ (Self::LoggedIn(_) | Self::Ended(_) | Self::Nobody), Err(_)) => state,
            (_, Err(error)) => Self::Unknown(error),
        }
    }

    /// The word for it that the host page is told; none while nothing is known.
    pub fn word(&self) -> Option<&'static str> {
        match self {
            Self::Checking | Self::Unknown(_) => None,
            Self::Nobody => Some("none"),
            Self::Ended(_) => Some("ended"),
            Self::LoggedIn(_) => Some("active"),
        }
    }

    /// Whether what an earlier customer typed may be shown to the one who is logged in now.
    pub fn keeps_place_of(&self, earlier: Option<&AccountId>) -> bool {
        match self {
            Self::LoggedIn(account) => earlier.is_none_or(|earlier| *earlier == account.id),
            Self::Ended(account) => earlier.is_none_or(|earlier| earlier == account),
            Self::Checking | Self::Unknown(_) => true,
            Self::Nobody => false,
        }
    }
}

/// The session, for all views.
#[derive(Clone, Copy)]
pub struct Session {
    /// What is known.
    pub state: RwSignal<SessionState>,
}

impl Session {
    /// A session of which this is known.
    pub fn new(known: SessionState) -> Self {
        Self { state: RwSignal::new(known) }
    }

    /// The session has ended by itself.
    pub fn end(&self) {
        self.state.try_update(|state| *state = state.clone().ended());
    }

    /// Asks the server who this is. Who has logged in or out meanwhile is not what it was asked about.
    pub fn check(&self, client: &Client) {
        let (session, client) = (*self, client.clone());
        let Some(asked) = session.state.try_get_untracked() else { return };
        spawn_local(async move {
            let answer = client.send(&WhoAmI, &Cancellation::new()).await;
            if session.state.try_with_untracked(|state| *state == asked) != Some(true) {
                return;
            }
            let learned = asked.clone().learned(answer);
            if learned != asked {
                session.state.try_set(learned);
            }
        });
    }

    /// Logs out on the server.
    ///
    /// # Errors
    /// As for any request; then the session goes on.
    pub async fn log_out(&self, client: &Client) -> Result<(), ApiError> {
        match client.send(&LogOut, &Cancellation::new()).await {
            Ok(_) | Err(ApiError::Unauthenticated) => {
                self.state.try_set(SessionState::Nobody);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(id: &str) -> Account {
        Account { id: id.parse().unwrap(), name: "Cliente".to_owned() }
    }

    #[test]
    fn a_session_that_ends_by_itself_remembers_whose_it_was() {
        let state = SessionState::LoggedIn(account("a"));
        assert_eq!(state.clone().ended(), SessionState::Ended("a".parse().unwrap()));
        assert_eq!(state.learned(Ok(None)), SessionState::Ended("a".parse().unwrap()));
        assert_eq!(SessionState::Checking.learned(Ok(None)), SessionState::Nobody);
    }

    #[test]
    fn a_network_that_fails_logs_nobody_out() {
        let state = SessionState::LoggedIn(account("a"));
        assert_eq!(state.clone().learned(Err(ApiError::Unreachable)), state);
        assert_eq!(SessionState::Nobody.learned(Err(ApiError::Unreachable)), SessionState::Nobody);
        let unknown = SessionState::Checking.learned(Err(ApiError::Unreachable));
        assert_eq!(unknown, SessionState::Unknown(ApiError::Unreachable));
    }

    #[test]
    fn nobody_sees_what_another_customer_typed() {
        let (a, b) = (account("a"), account("b"));
        assert!(SessionState::LoggedIn(a.clone()).keeps_place_of(Some(&a.id)));
        assert!(!SessionState::LoggedIn(b).keeps_place_of(Some(&a.id)));
        assert!(SessionState::Ended(a.id.clone()).keeps_place_of(Some(&a.id)));
        assert!(!SessionState::Nobody.keeps_place_of(Some(&a.id)));
    }
}
