//! The app: contexts for all views, the session gate, the frame around every screen, and which screen an address is. The
//! screens behind the login are `customer`'s.

use leptos::prelude::*;
use pase_contract::{AccountId, RebillId, TagId};

use crate::api::Client;
use crate::browser::host::Host;
use crate::browser::{focus, page};
use crate::config::Config;
use crate::customer::{Arrival, CustomerScreens};
use crate::failure::Failure;
use crate::features::login::Login;
use crate::header::Header;
use crate::navigation::Navigation;
use crate::route::{FiscalProfilesAddress, HelpContext, Route};
use crate::session::{Session, SessionState};
use crate::start::{InTurn, Start};
use crate::ui::{Button, Notice, NoticeKind, Page, Skeleton};

/// The whole portal.
#[component]
pub fn App(
    /// What the host page sets.
    config: Config,
    /// The page itself.
    host: Host,
) -> impl IntoView {
    let navigation = Navigation::new(config.base.clone(), host);
    let says_nobody = config.says_nobody;
    let session = Session::new(if says_nobody { SessionState::Nobody } else { SessionState::Checking });
    let client = share(config, host, navigation, session);

    if says_nobody {
        // It is asked all the same, since a browser that goes back may show this page out of its cache; but after the login is
        // there, in a task of its own, so that the browser can answer the customer in between.
        let client = client.clone();
        page::soon(move || session.check(&client));
    } else {
        session.check(&client);
    }
    provide_context(Start::new());
    // Logged out in another tab, or out of the browser's cache: nothing is shown that is nobody's any more.
    page::on_return(move || session.check(&client));
    tell_of_session(session, host);
    view! { <Frame screens=CustomerScreens::new()/> }
}

/// What every view may ask for.
fn share(config: Config, host: Host, navigation: Navigation, session: Session) -> Client {
    let client = Client::new(config.api.clone(), move || session.end());
    provide_context(config);
    provide_context(host);
    provide_context(navigation);
    provide_context(session);
    provide_context(client.clone());
    client
}

/// A screen as it is before anything has been asked of a server or a browser.
#[cfg(feature = "ssr")]
pub(crate) fn still(config: Config, host: Host, route: Route, known: SessionState) -> impl IntoView {
    let navigation = Navigation::at(config.base.clone(), host, route);
    share(config, host, navigation, Session::new(known));
    view! { <Frame screens=CustomerScreens::here()/> }
}

/// The page learns that somebody is logged in, and when nobody is any more; never who.
fn tell_of_session(session: Session, host: Host) {
    let state = Memo::new(move |_| session.state.with(SessionState::word));
    Effect::new(move |_| {
        if let Some(state) = state.get() {
            host.tell("pase-session", &[("state", state)]);
        }
    });
}

/// The name of the screen that stands for one that is under way.
const LOADING: &str = "loading";

/// What an address and a session show; it changes less often than either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    Checking,
    Unknown,
    /// The customer's screens are under way.
    Arriving,
    /// They did not arrive.
    Missing,
    Login,
    Home,
    Tag(TagId),
    Rebills,
    Rebill(RebillId),
    FiscalProfiles(FiscalProfilesAddress),
    Help(HelpContext),
    NotFound,
}

impl Screen {
    fn of(state: &SessionState, route: &Route) -> Self {
        match (state, route) {
            // Help serves everyone, also before the server has answered.
            (_, Route::Help(context)) => Self::Help(context.clone()),
            (SessionState::Checking, _) => Self::Checking,
            (SessionState::Unknown(_), _) => Self::Unknown,
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

    /// What can be shown of it after `before`: the customer's screens may not have arrived yet. The first screen is waited for
    /// as the session is, so that nothing moves twice.
    fn shown_after(self, arrival: Arrival, before: Option<&Self>) -> Self {
        match (arrival, before) {
            _ if !self.is_of_customers() => self,
            (Arrival::Here(_), _) => self,
            (Arrival::Failed, _) => Self::Missing,
            (Arrival::UnderWay, None | Some(Self::Checking)) => Self::Checking,
            (Arrival::UnderWay, Some(_)) => Self::Arriving,
        }
    }

    fn is_of_customers(&self) -> bool {
        match self {
            Self::Checking | Self::Unknown | Self::Arriving | Self::Missing | Self::Login => false,
            Self::Home
            | Self::Tag(_)
            | Self::Rebills
            | Self::Rebill(_)
            | Self::FiscalProfiles(_)
            | Self::Help(_)
            | Self::NotFound => true,
        }
    }

    /// What the host page is told that it is; of a tag, its section.
    fn name(&self, section: &'static str) -> &'static str {
        match self {
            Self::Checking | Self::Arriving => LOADING,
            Self::Unknown | Self::Missing => "unavailable",
            Self::Login => "login",
            Self::Home => "home",
            Self::Tag(_) => match section {
                "movimientos" => "movements",
                "aclaraciones" => "clarifications",
                _ => "invoices",
            },
            Self::Rebills => "tramites",
            Self::Rebill(_) => "tramite",
            Self::FiscalProfiles(_) => "fiscal-profiles",
            Self::Help(_) => "help",
            Self::NotFound => "not-found",
        }
    }
}

/// The frame around every screen.
#[component]
fn Frame(screens: CustomerScreens) -> impl IntoView {
    let host = expect_context::<Host>();
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let wanted = Memo::new(move |_| {
        session.state.with(|state| navigation.route.with(|route| Screen::of(state, route)))
    });
    let screen =
        Memo::new(move |before: Option<&Screen>| wanted.get().shown_after(screens.arrival.get(), before));
    Effect::new(move |_| {
        // They are fetched while the customer logs in; what is needed before the server has answered goes beside that.
        if wanted.with(|screen| *screen == Screen::Login) {
            page::soon(move || screens.fetch());
        } else if wanted.with(|screen| *screen != Screen::Checking) {
            screens.fetch();
        }
    });
    // Another customer's screen is built anew, also at the same address.
    let shown = Memo::new(move |_| (screen.get(), session.state.with(|state| owner(state, &screen.get()))));
    let section = Memo::new(move |_| navigation.route.with(section_name));
    let start = use_context::<Start>();
    Effect::new(move |_| {
        if start.is_some_and(|start| !start.is_settled()) {
            return;
        }
        let name = screen.with(|screen| screen.name(section.get()));
        let path = navigation.route.with(|route| navigation.href(route));
        host.tell("pase-navigation", &[("screen", name), ("path", &path)]);
        if let Some(start) = start.filter(|_| name != LOADING) {
            start.end();
        }
    });
    let frame = NodeRef::<leptos::html::Div>::new();
    let main = NodeRef::<leptos::html::Main>::new();
    let read_from_the_top = move || {
        if let Some(main) = main.try_get_untracked().flatten() {
            focus::focus_within(&main, "h1");
        }
    };
    Effect::new(move |before: Option<(Screen, &str)>| {
        let now = (screen.get(), section.get());
        if before.is_some_and(|before| before != now && before.0 != Screen::Checking) {
            // A new screen is announced by its heading, and the keyboard starts there; it comes with this frame. Who is at
            // work beside the portal, in the host's page, is left there.
            request_animation_frame(move || {
                if frame.try_get_untracked().flatten().is_some_and(|frame| focus::is_within_or_lost(&frame)) {
                    read_from_the_top();
                }
            });
        }
        now
    });
    view! {
        <div node_ref=frame on:click=move |event| navigation.follow(&event)>
            <Header on_skip=Callback::new(move |()| read_from_the_top())/>
            <main class="portal__main" node_ref=main>
                <InTurn>{move || show(shown.get().0, screens)}</InTurn>
            </main>
        </div>
    }
}

/// Whose a screen is; what serves everyone is nobody's.
fn owner(state: &SessionState, screen: &Screen) -> Option<AccountId> {
    match (state, screen) {
        (_, Screen::Help(_)) => None,
        (SessionState::LoggedIn(account), _) => Some(account.id.clone()),
        _ => None,
    }
}

fn show(screen: Screen, screens: CustomerScreens) -> AnyView {
    match screen {
        Screen::Checking | Screen::Arriving => view! { <Bones/> }.into_any(),
        Screen::Unknown => view! { <Unreachable/> }.into_any(),
        Screen::Missing => view! { <Missing screens=screens/> }.into_any(),
        Screen::Login => view! { <Login/> }.into_any(),
        screen => screens.show(screen),
    }
}

/// Which section of the dashboard an address is.
pub(crate) fn section_name(route: &Route) -> &'static str {
    match route {
        Route::Tag(_, section) => section.name(),
        _ => "",
    }
}

/// What stands for a screen that is under way.
#[component]
fn Bones() -> impl IntoView {
    let is_help =
        expect_context::<Navigation>().route.with_untracked(|route| matches!(route, Route::Help(_)));
    view! {
        <Page title=if is_help { "Ayuda" } else { "Tu cuenta" }>
            {(!is_help)
                .then(|| {
                    view! {
                        <p>"Estamos trayendo tus facturas. Si tu conexión es lenta, puede tardar unos segundos."</p>
                    }
                })}
            <Skeleton label="Cargando…" lines=4/>
        </Page>
    }
}

/// The server could not say who this is.
#[component]
fn Unreachable() -> impl IntoView {
    let client = expect_context::<Client>();
    let session = expect_context::<Session>();
    let retry = Callback::new(move |()| {
        session.state.set(SessionState::Checking);
        session.check(&client);
    });
    move || {
        session.state.with(|state| match state {
            SessionState::Unknown(error) => {
                let error = error.clone();
                Some(view! {
                    <Page title="Tu cuenta">
                        <Failure error=error retry=retry/>
                    </Page>
                })
            }
            _ => None,
        })
    }
}

/// The customer's screens did not arrive. They may be those of a release that is no longer there, so the page can be loaded anew,
/// too; the session outlives that.
#[component]
fn Missing(screens: CustomerScreens) -> impl IntoView {
    view! {
        <Page title="Tu cuenta">
            <Notice kind=NoticeKind::Error title="No pudimos cargar el resto del portal" announced=true>
                <p>
                    "Revisa tu conexión a internet e inténtalo de nuevo. Si no funciona, recarga la página: \
                    puede que haya una versión nueva. Tu sesión sigue abierta."
                </p>
                <p class="actions">
                    <Button on_press=move |_| screens.fetch()>"Intentar de nuevo"</Button>
                    <Button on_press=move |_| page::reload()>"Recargar la página"</Button>
                </p>
            </Notice>
        </Page>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::Customer;

    const NOTHING: Customer = Customer { begin: || (), show: |_| ().into_any() };

    #[test]
    fn help_is_there_for_who_cannot_log_in() {
        let help = Route::Help(HelpContext::default());
        for state in [SessionState::Checking, SessionState::Nobody] {
            assert_eq!(Screen::of(&state, &help), Screen::Help(HelpContext::default()));
        }
    }

    #[test]
    fn nothing_of_a_customer_is_shown_without_his_session() {
        let route = Route::Rebill("r1".parse().unwrap());
        for state in [SessionState::Nobody, SessionState::Ended("a".parse().unwrap())] {
            assert_eq!(Screen::of(&state, &route), Screen::Login);
        }
        assert_eq!(Screen::of(&SessionState::Checking, &route), Screen::Checking);
    }

    #[test]
    fn who_has_logged_in_before_the_screens_are_there_waits_for_them() {
        let wait = |screen: Screen, arrival, before| screen.shown_after(arrival, before);
        assert_eq!(wait(Screen::Home, Arrival::UnderWay, Some(&Screen::Login)), Screen::Arriving);
        assert_eq!(wait(Screen::Home, Arrival::UnderWay, Some(&Screen::Checking)), Screen::Checking);
        assert_eq!(wait(Screen::Home, Arrival::Failed, Some(&Screen::Arriving)), Screen::Missing);
        assert_eq!(wait(Screen::Home, Arrival::Here(NOTHING), None), Screen::Home);
        assert_eq!(wait(Screen::Login, Arrival::Failed, None), Screen::Login);
    }
}
