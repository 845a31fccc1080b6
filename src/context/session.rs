//! Who is logged in, as far as the browser knows. The session itself is a cookie that no script can
//! read.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::AccountId;
use pase_contract::session::{Account, LogIn, LogOut, WhoAmI};

use crate::api::{ApiError, Client, Outcome, SessionSignal};
use crate::browser::cancellation::Cancellation;
use crate::browser::other_windows::OtherWindows;

/// What the browser knows about the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionState {
    /// The server has not answered yet.
    Checking,
    /// The server could not be asked, for this reason.
    Unknown(ApiError),
    /// Nobody is logged in.
    Nobody,
    /// The session ended by itself. The same customer finds everything as they left it after
    /// logging in.
    Ended(AccountId),
    /// This customer is logged in.
    LoggedIn(Account),
}

impl SessionState {
    /// The state after the session has ended by itself. If nobody was logged in, nobody is
    /// afterwards.
    #[must_use]
    pub fn after_end(self) -> Self {
        match self {
            Self::LoggedIn(account) => Self::Ended(account.id),
            Self::Ended(account) => Self::Ended(account),
            Self::Checking | Self::Unknown(_) | Self::Nobody => Self::Nobody,
        }
    }

    /// The state after the server has answered who this is, or after the request failed.
    #[must_use]
    pub fn after_answer(self, answer: Result<Option<Account>, ApiError>) -> Self {
        match (self, answer) {
            (_, Ok(Some(account))) => Self::LoggedIn(account),
            (state, Ok(None)) => state.after_end(),
            // While somebody works or types a password, a failed request changes nothing. The next
            // request will show whether there is a session.
            (state @ (Self::LoggedIn(_) | Self::Ended(_) | Self::Nobody), Err(_)) => state,
            (_, Err(error)) => Self::Unknown(error),
        }
    }

    /// The state's name in the event for the host page; `None` while nothing is known.
    pub fn event_value(&self) -> Option<&'static str> {
        match self {
            Self::Checking | Self::Unknown(_) => None,
            Self::Nobody => Some("none"),
            Self::Ended(_) => Some("ended"),
            Self::LoggedIn(_) => Some("active"),
        }
    }

    /// Whether the customer who is logged in now may see what an earlier customer typed.
    pub fn may_see_input_of(&self, earlier: Option<&AccountId>) -> bool {
        match self {
            Self::LoggedIn(account) => earlier.is_none_or(|earlier| *earlier == account.id),
            Self::Ended(account) => earlier.is_none_or(|earlier| earlier == account),
            Self::Checking | Self::Unknown(_) => true,
            // A page that was loaded after the session ended knows no earlier customer. What the
            // tab has stored is bound to its customer, who finds it again after logging in.
            Self::Nobody => earlier.is_none(),
        }
    }
}

/// How long to wait for the second request, which only finds out what became of the first.
const FOLLOW_UP_TIMEOUT: Duration = Duration::from_secs(5);

/// The session, for all views.
#[derive(Clone, Copy)]
pub struct Session {
    /// What is known about it.
    pub state: RwSignal<SessionState>,
    /// Whether a session that was just opened was missing at the next request. Then the browser
    /// does not keep the cookie.
    pub cookies_blocked: RwSignal<bool>,
    /// Whether the server has confirmed the session since it was opened in this window.
    is_confirmed: StoredValue<bool>,
    windows: OtherWindows,
}

impl Session {
    /// A session with this state. All windows that use the same API share it.
    pub fn new(known: SessionState, api: &str) -> Self {
        Self {
            state: RwSignal::new(known),
            cookies_blocked: RwSignal::new(false),
            is_confirmed: StoredValue::new(true),
            windows: OtherWindows::open(&format!("pase-session {api}")),
        }
    }

    /// Listens to the other windows of this browser, as long as the current owner lives.
    pub fn sync_with_other_windows(self, client: Client) {
        self.windows.on_message(move |message| match message.as_str() {
            // That window has already asked the server. Here, too, what was typed is forgotten.
            LOGGED_OUT => {
                self.state.try_set(SessionState::Nobody);
            }
            _ => self.check(&client),
        });
    }

    /// Takes what an answer of the server says about the session.
    pub fn apply_signal(&self, signal: SessionSignal) {
        match signal {
            SessionSignal::Confirmed => {
                self.is_confirmed.try_set_value(true);
            }
            SessionSignal::Ended => self.end(),
        }
    }

    /// Ends the session in this window: it ended by itself, or the browser never kept its cookie.
    fn end(&self) {
        if self.is_confirmed.try_get_value() == Some(false) {
            self.cookies_blocked.try_set(true);
        }
        self.state.try_update(|state| *state = state.clone().after_end());
    }

    /// Asks the server who is logged in. If the state changes before the answer comes, for example
    /// by a log-in, the answer is ignored.
    pub fn check(&self, client: &Client) {
        let (session, client) = (*self, client.clone());
        let Some(known_state) = session.state.try_get_untracked() else { return };
        spawn_local(async move {
            let answer = client.send(&WhoAmI, &Cancellation::new()).await;
            if session.state.try_with_untracked(|state| *state == known_state) != Some(true) {
                return;
            }
            let new_state = known_state.clone().after_answer(answer);
            if new_state == known_state {
                return;
            }
            if matches!((&known_state, &new_state), (SessionState::LoggedIn(_), SessionState::Ended(_))) {
                session.end();
            } else {
                session.state.try_set(new_state);
            }
        });
    }

    /// Logs in on the server. If the answer is lost, asks the server whether there is a session
    /// nevertheless.
    ///
    /// # Errors
    /// As for any request. Then nobody is logged in, as far as is known.
    pub async fn log_in(&self, client: &Client, request: &LogIn) -> Result<Account, ApiError> {
        let answer = client.send(request, &Cancellation::new()).await;
        match answer {
            Err(error) if error.outcome() == Outcome::Unknown => {
                self.look_up_account(client).await.ok().flatten().ok_or(error)
            }
            answer => answer,
        }
    }

    /// Begins the session of a customer who has logged in, and tells the other windows.
    pub fn begin(&self, account: Account) {
        self.is_confirmed.try_set_value(false);
        self.cookies_blocked.try_set(false);
        if self.state.try_set(SessionState::LoggedIn(account)).is_none() {
            self.windows.send(LOGGED_IN);
        }
    }

    /// Logs out on the server. If the answer is lost, asks the server whether there still is a
    /// session.
    ///
    /// # Errors
    /// [`LogOutError`], if the session is or may still be open.
    pub async fn log_out(&self, client: &Client) -> Result<(), LogOutError> {
        let answer = match client.send(&LogOut, &Cancellation::new()).await {
            Ok(_) | Err(ApiError::Unauthenticated) => Ok(()),
            Err(error) if error.outcome() == Outcome::NotDone => {
                Err(LogOutError { error, is_known_open: true })
            }
            Err(error) => match self.look_up_account(client).await {
                Ok(None) => Ok(()),
                Ok(Some(_)) => Err(LogOutError { error, is_known_open: true }),
                Err(_) => Err(LogOutError { error, is_known_open: false }),
            },
        };
        if answer.is_ok() {
            self.state.try_set(SessionState::Nobody);
            self.windows.send(LOGGED_OUT);
        }
        answer
    }

    async fn look_up_account(&self, client: &Client) -> Result<Option<Account>, ApiError> {
        let cancellation = Cancellation::new();
        let _deadline = cancellation.after(FOLLOW_UP_TIMEOUT);
        client.send(&WhoAmI, &cancellation).await
    }
}

/// The messages between windows. They contain nothing personal.
const LOGGED_IN: &str = "in";
const LOGGED_OUT: &str = "out";

/// A log-out that did not succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogOutError {
    /// Why it did not succeed.
    pub error: ApiError,
    /// Whether it is known that the session is still open.
    pub is_known_open: bool,
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
        assert_eq!(state.clone().after_end(), SessionState::Ended("a".parse().unwrap()));
        assert_eq!(state.after_answer(Ok(None)), SessionState::Ended("a".parse().unwrap()));
        assert_eq!(SessionState::Checking.after_answer(Ok(None)), SessionState::Nobody);
    }

    #[test]
    fn a_network_that_fails_logs_nobody_out() {
        let state = SessionState::LoggedIn(account("a"));
        assert_eq!(state.clone().after_answer(Err(ApiError::Unreachable)), state);
        assert_eq!(SessionState::Nobody.after_answer(Err(ApiError::Unreachable)), SessionState::Nobody);
        let unknown = SessionState::Checking.after_answer(Err(ApiError::Unreachable));
        assert_eq!(unknown, SessionState::Unknown(ApiError::Unreachable));
    }

    #[test]
    fn nobody_sees_what_another_customer_typed() {
        let (a, b) = (account("a"), account("b"));
        assert!(SessionState::LoggedIn(a.clone()).may_see_input_of(Some(&a.id)));
        assert!(!SessionState::LoggedIn(b).may_see_input_of(Some(&a.id)));
        assert!(SessionState::Ended(a.id.clone()).may_see_input_of(Some(&a.id)));
        assert!(!SessionState::Nobody.may_see_input_of(Some(&a.id)));
        assert!(SessionState::Nobody.may_see_input_of(None));
    }
}
