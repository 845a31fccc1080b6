//! Which screen the portal shows. It depends only on the session, the address, and whether the
//! deferred screens have been downloaded.

use pase_contract::{AccountId, RebillId, TagId};

use crate::context::session::SessionState;
use crate::navigation::{FiscalProfilesAddress, HelpContext, Route, SectionName};

/// A screen. It changes less often than the address: when only the order or the page of a list
/// changes, the screen stays the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The server has not yet said who the customer is.
    Checking,
    /// The server could not be asked who the customer is.
    SessionUnknown,
    /// The deferred screens are being downloaded.
    Downloading,
    /// The deferred screens could not be downloaded.
    DownloadFailed,
    Login,
    Home,
    Tag(TagId),
    Rebills,
    Rebill(RebillId),
    FiscalProfiles(FiscalProfilesAddress),
    Help(HelpContext),
    NotFound,
}

/// Whether the deferred screens, which are in a wasm file of their own, can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Availability {
    /// The download is in progress, or nobody has requested it yet.
    Pending,
    Failed,
    Available,
}

impl Screen {
    /// The screen that belongs to an address.
    pub(crate) fn of(state: &SessionState, route: &Route) -> Self {
        match (state, route) {
            // Help is for everyone, even before the server has answered.
            (_, Route::Help(context)) => Self::Help(context.clone()),
            (SessionState::Checking, _) => Self::Checking,
            (SessionState::Unknown(_), _) => Self::SessionUnknown,
            (SessionState::Nobody | SessionState::Ended(_), _) => Self::Login,
            (SessionState::LoggedIn(_), Route::Home) => Self::Home,
            (SessionState::LoggedIn(_), Route::Tag(tag, _)) => Self::Tag(tag.clone()),
            (SessionState::LoggedIn(_), Route::Rebills(_)) => Self::Rebills,
            (SessionState::LoggedIn(_), Route::Rebill(id)) => Self::Rebill(id.clone()),
            (SessionState::LoggedIn(_), Route::FiscalProfiles(address)) => {
                Self::FiscalProfiles(address.clone())
            }
            (SessionState::LoggedIn(_), Route::NotFound) => Self::NotFound,
        }
    }

    /// The screen that is shown now: the loading screen or the failure, if this screen needs the
    /// second wasm file and that has not arrived. At the start of a visit it is the same loading
    /// screen as while the session is being checked, so that the page does not change twice.
    pub(crate) fn or_placeholder(self, availability: Availability, before: Option<&Self>) -> Self {
        match (availability, before) {
            _ if !self.is_deferred() => self,
            (Availability::Available, _) => self,
            (Availability::Failed, _) => Self::DownloadFailed,
            (Availability::Pending, None | Some(Self::Checking)) => Self::Checking,
            (Availability::Pending, Some(_)) => Self::Downloading,
        }
    }

    /// Whether the screen is in the second wasm file.
    fn is_deferred(&self) -> bool {
        match self {
            Self::Checking
            | Self::SessionUnknown
            | Self::Downloading
            | Self::DownloadFailed
            | Self::Login => false,
            Self::Home
            | Self::Tag(_)
            | Self::Rebills
            | Self::Rebill(_)
            | Self::FiscalProfiles(_)
            | Self::Help(_)
            | Self::NotFound => true,
        }
    }

    /// Whether another screen will follow without the customer doing anything.
    pub(crate) fn is_loading(&self) -> bool {
        matches!(self, Self::Checking | Self::Downloading)
    }

    /// The screen's name in the event for the host page. For a tag it is the name of its section.
    pub(crate) fn name(&self, section: Option<SectionName>) -> &'static str {
        match self {
            Self::Checking | Self::Downloading => "loading",
            Self::SessionUnknown | Self::DownloadFailed => "unavailable",
            Self::Login => "login",
            Self::Home => "home",
            Self::Tag(_) => match section {
                Some(SectionName::Movements) => "movements",
                Some(SectionName::Clarifications) => "clarifications",
                Some(SectionName::Invoices) | None => "invoices",
            },
            Self::Rebills => "tramites",
            Self::Rebill(_) => "tramite",
            Self::FiscalProfiles(_) => "fiscal-profiles",
            Self::Help(_) => "help",
            Self::NotFound => "not-found",
        }
    }

    /// The customer whose data the screen shows; `None` if the screen is the same for everyone.
    pub(crate) fn owner(&self, state: &SessionState) -> Option<AccountId> {
        match (state, self) {
            (_, Self::Help(_)) => None,
            (SessionState::LoggedIn(account), _) => Some(account.id.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_there_for_who_cannot_log_in() {
        let help = Route::Help(HelpContext::default());
        for state in [SessionState::Checking, SessionState::Nobody] {
            assert_eq!(Screen::of(&state, &help), Screen::Help(HelpContext::default()));
        }
    }

    #[test]
    fn nothing_of_a_customer_is_shown_without_their_session() {
        let route = Route::Rebill("r1".parse().unwrap());
        for state in [SessionState::Nobody, SessionState::Ended("a".parse().unwrap())] {
            assert_eq!(Screen::of(&state, &route), Screen::Login);
        }
        assert_eq!(Screen::of(&SessionState::Checking, &route), Screen::Checking);
    }

    #[test]
    fn a_customer_who_logs_in_before_the_screens_are_there_waits_for_them() {
        let shown = |screen: Screen, availability, before| screen.or_placeholder(availability, before);
        assert_eq!(shown(Screen::Home, Availability::Pending, Some(&Screen::Login)), Screen::Downloading);
        assert_eq!(shown(Screen::Home, Availability::Pending, Some(&Screen::Checking)), Screen::Checking);
        assert_eq!(
            shown(Screen::Home, Availability::Failed, Some(&Screen::Downloading)),
            Screen::DownloadFailed
        );
        assert_eq!(shown(Screen::Home, Availability::Available, None), Screen::Home);
        assert_eq!(shown(Screen::Login, Availability::Failed, None), Screen::Login);
    }
}
