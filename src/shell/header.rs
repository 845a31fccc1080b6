//! The header of every screen: the brand, the customer's trámites and account, and help.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Client;
use crate::context::session::{LogOutError, Session, SessionState};
use crate::context::waiting_count::WaitingCount;
use crate::data_views::failure::title_and_advice;
use crate::locale::format;
use crate::navigation::{FiscalProfilesAddress, HelpContext, Navigation, Route, Section};
use crate::ui::{Glyph, Menu, MenuButton, MenuLink, Notice, NoticeKind};

/// The header. Help is at the end of the line, so that it does not move when the account menu
/// appears beside it.
#[component]
pub(crate) fn Header(
    /// Moves the focus past the header, to the screen's heading.
    on_skip: Callback<()>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let home = navigation.href(&Route::Home);
    let help = move || navigation.href(&Route::Help(navigation.route.with(help_for)));
    let name = Memo::new(move |_| {
        session.state.with(|state| match state {
            SessionState::LoggedIn(account) => Some(account.name.clone()),
            _ => None,
        })
    });
    let log_out_failure = RwSignal::new(None);
    view! {
        <header class="header">
            <button type="button" class="header__skip" on:click=move |_| on_skip.run(())>
                "Ir al contenido"
            </button>
            <a class="header__brand" href=home>
                <span class="header__mark">"PASE"</span>
                <span class="header__product">"Facturación"</span>
            </a>
            <nav class="header__nav" aria-label="Tu cuenta">
                {move || {
                    name.get()
                        .map(|name| {
                            view! {
                                <Tramites/>
                                <AccountMenu name=name failure=log_out_failure/>
                            }
                        })
                }}
                <a class="header__link" href=help>
                    "Ayuda"
                </a>
            </nav>
            {move || {
                log_out_failure
                    .get()
                    .map(|LogOutError { error, is_known_open }| {
                        let (title, advice) = title_and_advice(&error);
                        let state = if is_known_open {
                            "Tu sesión sigue abierta."
                        } else {
                            "No sabemos si tu sesión se cerró."
                        };
                        view! {
                            <div class="header__failure">
                                <Notice kind=NoticeKind::Error announced=true title=title>
                                    {state} " " {advice}
                                </Notice>
                            </div>
                        }
                    })
            }}
        </header>
    }
}

/// What the link to help passes on about the current screen.
fn help_for(route: &Route) -> HelpContext {
    match route.clone() {
        Route::Tag(tag, Section::Invoices(address)) => HelpContext {
            tag: Some(tag),
            invoice: address.open.map(|open| open.id),
            ..HelpContext::default()
        },
        Route::Tag(tag, _) => HelpContext { tag: Some(tag), ..HelpContext::default() },
        Route::Rebill(id) => HelpContext { rebill: Some(id), ..HelpContext::default() },
        // The header's link leads to help in general, even from the help page of one topic.
        Route::Help(context) => HelpContext { topic: None, ..context },
        Route::Home | Route::FiscalProfiles(_) | Route::Rebills(_) | Route::NotFound => {
            HelpContext::default()
        }
    }
}

/// The link to all trámites, with the number of trámites that wait for the customer.
#[component]
fn Tramites() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let waiting = expect_context::<WaitingCount>();
    let href = navigation.href(&Route::Rebills(None));
    let current = move || {
        navigation.route.with(|route| matches!(route, Route::Rebills(_) | Route::Rebill(_))).then_some("true")
    };
    let number = move || {
        let waiting = waiting.get();
        (waiting > 0).then(|| {
            let explained = if waiting == 1 { " espera algo de ti" } else { " esperan algo de ti" };
            view! {
                <span class="header__number">
                    <span class="visually-hidden">": "</span>
                    {format::integer(waiting)}
                    <span class="visually-hidden">{explained}</span>
                </span>
            }
        })
    };
    view! {
        <a class="header__link header__link--counted" href=href aria-current=current>
            "Mis trámites"
            {number}
        </a>
    }
}

/// The menu of the account: the customer's name, *Datos fiscales*, and logging out.
#[component]
fn AccountMenu(
    name: String,
    /// Why logging out failed.
    failure: RwSignal<Option<LogOutError>>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let busy = RwSignal::new(false);
    let log_out = Callback::new(move |_| {
        if busy.get_untracked() {
            return;
        }
        let client = client.clone();
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            match session.log_out(&client).await {
                Ok(()) => navigation.go(&Route::Home),
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
            busy.try_set(false);
        });
    });
    let label = Signal::derive(move || if busy.get() { "Cerrando sesión…".to_owned() } else { name.clone() });
    let profiles = Route::FiscalProfiles(FiscalProfilesAddress::List);
    view! {
        <Menu label=label glyph=Glyph::Person at_end=true>
            <MenuLink
                href=navigation.href(&profiles)
                current=navigation.route.with(|route| matches!(route, Route::FiscalProfiles(_)))
            >
                "Datos fiscales"
            </MenuLink>
            <MenuButton on_press=log_out>"Cerrar sesión"</MenuButton>
        </Menu>
    }
}
