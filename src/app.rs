//! The app: contexts for all views, the session gate, the frame around every screen, and which screen an address is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;
use pase_contract::{AccountId, RebillId, TagId};

use crate::api::Client;
use crate::browser::clock::ServerClock;
use crate::browser::{focus, page};
use crate::config::Config;
use crate::failure::{Failure, words};
use crate::features::clarifications::Clarifications;
use crate::features::dashboard::{Dashboard, Home};
use crate::features::help::Help;
use crate::features::invoices::{FilterText, Invoices};
use crate::features::login::Login;
use crate::features::movements::Movements;
use crate::features::rebill::{OpenRebill, TramitePage};
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route, Section};
use crate::session::{Session, SessionState};
use crate::ui::{Button, ButtonKind, Empty, Notice, NoticeKind, Skeleton};

/// The whole portal.
#[component]
pub fn App(
    /// What the host page sets.
    config: Config,
) -> impl IntoView {
    let base = config.base.to_string();
    let own = config.base.clone();
    let session = Session::new();
    let client = Client::new(config.api.clone(), move || session.end());
    let rebill = OpenRebill::new();
    let filter = FilterText::new();
    provide_context(config);
    provide_context(session);
    provide_context(client.clone());
    provide_context(ServerClock::new());
    provide_context(rebill);
    provide_context(filter);

    session.check(&client);
    // Logged out in another tab, or out of the browser's cache: nothing is shown that is nobody's any more.
    page::on_return(move || session.check(&client));
    forget_what_was_anothers(session, move || {
        rebill.close();
        filter.clear();
    });
    view! {
        <Router base=base>
            <Frame base=own/>
        </Router>
    }
}

/// What was typed and chosen outlives the end of a session, but not its customer: who logs out, or logs in after
/// someone else, finds nothing of it.
fn forget_what_was_anothers(session: Session, forget: impl Fn() + 'static) {
    Effect::new(move |earlier: Option<Option<AccountId>>| {
        let earlier = earlier.flatten();
        session.state.with(|state| {
            if !state.keeps_place_of(earlier.as_ref()) {
                forget();
            }
            match state {
                SessionState::LoggedIn(account) => Some(account.id.clone()),
                SessionState::Nobody => None,
                _ => earlier,
            }
        })
    });
}

/// What an address and a session show; it changes less often than either.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Screen {
    Checking,
    Unknown,
    Login,
    Home,
    Tag(TagId),
    Rebill(RebillId),
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
            (SessionState::LoggedIn(_), Route::Rebill(id)) => Self::Rebill(id.clone()),
            (SessionState::LoggedIn(_), Route::NotFound) => Self::NotFound,
        }
    }
}

/// The frame around every screen.
#[component]
fn Frame(base: std::sync::Arc<str>) -> impl IntoView {
    let navigation = Navigation::new(base);
    provide_context(navigation);
    let session = expect_context::<Session>();
    let screen = Memo::new(move |_| {
        session.state.with(|state| navigation.route.with(|route| Screen::of(state, route)))
    });
    let main = NodeRef::<leptos::html::Main>::new();
    Effect::new(move |before: Option<Screen>| {
        let screen = screen.get();
        if let (Some(main), Some(before)) = (main.get(), before)
            && before != screen
            && before != Screen::Checking
        {
            // A new screen is announced by its heading, and the keyboard starts there.
            focus::focus_within(&main, "h1");
        }
        screen
    });
    view! {
        <div class="portal" on:click=move |event| navigation.follow(&event)>
            <Header/>
            <main class="portal__main" node_ref=main>
                {move || show(screen.get())}
            </main>
        </div>
    }
}

fn show(screen: Screen) -> AnyView {
    match screen {
        Screen::Checking => view! {
            <div class="panel">
                <Skeleton label="Cargando…" lines=4/>
            </div>
        }
        .into_any(),
        Screen::Unknown => view! { <Unreachable/> }.into_any(),
        Screen::Login => view! { <Login/> }.into_any(),
        Screen::Home => view! { <Home/> }.into_any(),
        Screen::Tag(tag) => view! { <TagScreen tag=tag/> }.into_any(),
        Screen::Rebill(id) => view! { <TramitePage id=id/> }.into_any(),
        Screen::Help(context) => view! { <Help context=context/> }.into_any(),
        Screen::NotFound => view! { <NotFound/> }.into_any(),
    }
}

#[component]
fn TagScreen(tag: TagId) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let section = Memo::new(move |_| {
        navigation.route.with(|route| match route {
            Route::Tag(_, section) => section.name(),
            _ => "",
        })
    });
    let own = tag.clone();
    view! {
        <Dashboard tag=tag section=section>
            {
                let tag = own.clone();
                move || {
                    let tag = tag.clone();
                    match section.get() {
                        name if name == Section::Clarifications.name() => view! { <Clarifications tag=tag/> }.into_any(),
                        "facturas" => view! { <Invoices tag=tag/> }.into_any(),
                        "movimientos" => view! { <Movements tag=tag/> }.into_any(),
                        _ => ().into_any(),
                    }
                }
            }
        </Dashboard>
    }
}

#[component]
fn Header() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let home = navigation.href(&Route::Home);
    let help = move || {
        let context = match navigation.route.get() {
            Route::Tag(tag, Section::Invoices(address)) => {
                HelpContext { tag: Some(tag), invoice: address.open, ..HelpContext::default() }
            }
            Route::Tag(tag, _) => HelpContext { tag: Some(tag), ..HelpContext::default() },
            Route::Rebill(id) => HelpContext { rebill: Some(id), ..HelpContext::default() },
            Route::Help(context) => context,
            Route::Home | Route::NotFound => HelpContext::default(),
        };
        navigation.href(&Route::Help(context))
    };
    let name = Memo::new(move |_| {
        session.state.with(|state| match state {
            SessionState::LoggedIn(account) => Some(account.name.clone()),
            _ => None,
        })
    });
    view! {
        <header class="header">
            <a class="header__brand" href=home>
                <span class="header__mark">"PASE"</span>
                <span class="header__product">"Facturación"</span>
            </a>
            <nav class="header__nav" aria-label="Tu cuenta">
                {move || name.get().map(|name| view! { <span class="header__name">{name}</span> })}
                <a class="header__link" href=help>"Ayuda"</a>
                {move || name.get().map(|_| view! { <LogOut/> })}
            </nav>
        </header>
    }
}

#[component]
fn LogOut() -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None);
    let log_out = move |_| {
        let client = client.clone();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            match session.log_out(&client).await {
                Ok(()) => navigation.go(&Route::Home),
                Err(error) => {
                    failure.try_set(Some(words(&error)));
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <Button kind=ButtonKind::Quiet busy=busy on_press=log_out>"Cerrar sesión"</Button>
        {move || {
            failure
                .get()
                .map(|words| {
                    view! {
                        <div class="header__failure">
                            <Notice kind=NoticeKind::Error announced=true title=words.title>
                                "Tu sesión sigue abierta. Inténtalo de nuevo."
                            </Notice>
                        </div>
                    }
                })
        }}
    }
}

/// The server could not say who this is.
#[component]
fn Unreachable() -> impl IntoView {
    let client = expect_context::<Client>();
    let session = expect_context::<Session>();
    page::set_title("PASE");
    let retry = Callback::new(move |()| {
        session.state.set(SessionState::Checking);
        session.check(&client);
    });
    move || {
        session.state.with(|state| match state {
            SessionState::Unknown(error) => {
                let error = error.clone();
                Some(view! {
                    <div class="panel">
                        <h1 class="visually-hidden" tabindex="-1">"PASE"</h1>
                        <Failure error=error retry=retry/>
                    </div>
                })
            }
            _ => None,
        })
    }
}

#[component]
fn NotFound() -> impl IntoView {
    let home = expect_context::<Navigation>().href(&Route::Home);
    page::set_title("Página no encontrada · PASE");
    view! {
        <section class="panel">
            <h1 class="page-title" tabindex="-1">"No encontramos esta página"</h1>
            <Empty title="La dirección no existe o cambió">
                <p><a href=home>"Ir a mis facturas"</a></p>
            </Empty>
        </section>
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
    fn nothing_of_a_customer_is_shown_without_his_session() {
        let route = Route::Rebill("r1".parse().unwrap());
        for state in [SessionState::Nobody, SessionState::Ended("a".parse().unwrap())] {
            assert_eq!(Screen::of(&state, &route), Screen::Login);
        }
        assert_eq!(Screen::of(&SessionState::Checking, &route), Screen::Checking);
    }
}
