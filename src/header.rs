//! The line at the top of every screen: where this is, who is logged in, and help.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Client;
use crate::failure::words;
use crate::navigation::Navigation;
use crate::route::{FiscalProfilesAddress, HelpContext, Route, Section};
use crate::session::{Session, SessionState};
use crate::ui::{Glyph, Menu, MenuButton, MenuLink, Notice, NoticeKind};

/// The header. Help stands last, at the end of the line, so that it does not move when the account appears beside it.
#[component]
pub(crate) fn Header(
    /// Goes past the header to what the screen is about.
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
                {move || name.get().map(|name| view! { <AccountMenu name=name failure=log_out_failure/> })}
                <a class="header__link" href=help>
                    "Ayuda"
                </a>
            </nav>
            {move || {
                log_out_failure
                    .get()
                    .map(|title| {
                        view! {
                            <div class="header__failure">
                                <Notice kind=NoticeKind::Error announced=true title=title>
                                    "Tu sesión sigue abierta. Inténtalo de nuevo."
                                </Notice>
                            </div>
                        }
                    })
            }}
        </header>
    }
}

/// What help is told of where the customer stands.
fn help_for(route: &Route) -> HelpContext {
    match route.clone() {
        Route::Tag(tag, Section::Invoices(address)) => {
            HelpContext { tag: Some(tag), invoice: address.open, ..HelpContext::default() }
        }
        Route::Tag(tag, _) => HelpContext { tag: Some(tag), ..HelpContext::default() },
        Route::Rebill(id) => HelpContext { rebill: Some(id), ..HelpContext::default() },
        Route::Help(context) => context,
        Route::Home | Route::FiscalProfiles(_) | Route::Rebills(_) | Route::NotFound => {
            HelpContext::default()
        }
    }
}

/// Who is logged in, and the way out.
#[component]
fn AccountMenu(
    name: String,
    /// Why logging out failed.
    failure: RwSignal<Option<&'static str>>,
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
                    failure.try_set(Some(words(&error).title));
                }
            }
            busy.try_set(false);
        });
    });
    let label = Signal::derive(move || if busy.get() { "Cerrando sesión…".to_owned() } else { name.clone() });
    let rebills = navigation.href(&Route::Rebills(None));
    let profiles = Route::FiscalProfiles(FiscalProfilesAddress::List);
    view! {
        <Menu label=label glyph=Glyph::Person at_end=true>
            <MenuLink
                href=rebills.clone()
                current=navigation.route.with(|route| matches!(route, Route::Rebills(_)))
            >
                "Mis trámites"
            </MenuLink>
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
