//! The frame around every screen. It renders the header and the current screen, moves the focus to
//! a new screen, and reports the screen to the host page.

use leptos::html;
use leptos::prelude::*;

use super::deferred_screens::DeferredScreens;
use super::header::Header;
use super::screen::Screen;
use super::staged_start::{StagedPart, StagedStart};
use super::standby::{DownloadFailed, LoadingScreen, SessionUnknown};
use crate::browser::host::Host;
use crate::browser::{focus, page, press};
use crate::context::content::MainElement;
use crate::context::session::Session;
use crate::features::login::Login;
use crate::navigation::{Navigation, Route, SectionName};

/// The frame.
#[component]
pub(crate) fn Frame(
    /// The deferred screens.
    screens: DeferredScreens,
) -> impl IntoView {
    let host = expect_context::<Host>();
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let wanted_screen = Memo::new(move |_| {
        session.state.with(|state| navigation.route.with(|route| Screen::of(state, route)))
    });
    let screen = Memo::new(move |before: Option<&Screen>| {
        wanted_screen.get().or_placeholder(screens.availability(), before)
    });
    Effect::new(move |_| {
        // While the login is shown, they are downloaded after everything that the login itself
        // needs, as the customer types their password. If another screen is known to be needed,
        // they are downloaded at once, even before the server has said who the customer is.
        if wanted_screen.with(|screen| *screen == Screen::Login) {
            page::soon(move || screens.fetch());
        } else if wanted_screen.with(|screen| *screen != Screen::Checking) {
            screens.fetch();
        }
    });
    // When another customer logs in at the same address, the screen is rendered again.
    let screen_and_owner =
        Memo::new(move |_| (screen.get(), session.state.with(|state| screen.get().owner(state))));
    let section = Memo::new(move |_| navigation.route.with(Route::section_name));
    report_to_host(screen, section, host, navigation);
    let frame = NodeRef::<html::Div>::new();
    let MainElement(main) = expect_context();
    let focus_heading = move || {
        if let Some(main) = main.try_get_untracked().flatten() {
            focus::focus_within(&main, "h1");
        }
    };
    Effect::new(move |before: Option<(Screen, Option<SectionName>)>| {
        let now = (screen.get(), section.get());
        if before.is_some_and(|before| before != now && before.0 != Screen::Checking) {
            // The focus moves to the heading of a new screen once it is rendered, so that screen
            // readers announce it. If the customer is working in the host's page beside the portal,
            // the focus stays there.
            request_animation_frame(move || {
                if frame.try_get_untracked().flatten().is_some_and(|frame| focus::is_within_or_lost(&frame)) {
                    focus_heading();
                }
            });
        }
        now
    });
    view! {
        <div
            class="portal__frame"
            node_ref=frame
            on:click:capture=press::suppress_stray_double_clicks()
            on:click=move |event| navigation.follow(&event)
        >
            <Header on_skip=Callback::new(move |()| focus_heading())/>
            <main class="portal__main" node_ref=main>
                <StagedPart>{move || render(screen_and_owner.get().0, screens)}</StagedPart>
            </main>
        </div>
    }
}

/// Tells the host page which screen is shown. The first screen that is not a loading one ends the
/// staged start.
fn report_to_host(
    screen: Memo<Screen>,
    section: Memo<Option<SectionName>>,
    host: Host,
    navigation: Navigation,
) {
    let start = use_context::<StagedStart>();
    Effect::new(move |_| {
        if start.is_some_and(|start| !start.is_settled()) {
            return;
        }
        let (name, is_loading) = screen.with(|screen| (screen.name(section.get()), screen.is_loading()));
        let path = navigation.route.with(|route| navigation.href(route));
        host.dispatch_event("pase-navigation", &[("screen", name), ("path", &path)]);
        if let Some(start) = start.filter(|_| !is_loading) {
            start.end();
        }
    });
}

fn render(screen: Screen, screens: DeferredScreens) -> AnyView {
    match screen {
        Screen::Checking | Screen::Downloading => view! { <LoadingScreen/> }.into_any(),
        Screen::SessionUnknown => view! { <SessionUnknown/> }.into_any(),
        Screen::DownloadFailed => {
            let retry = Callback::new(move |()| screens.fetch());
            view! { <DownloadFailed retry=retry/> }.into_any()
        }
        Screen::Login => view! { <Login/> }.into_any(),
        Screen::Home
        | Screen::Tag(_)
        | Screen::Rebills
        | Screen::Rebill(_)
        | Screen::FiscalProfiles(_)
        | Screen::Help(_)
        | Screen::NotFound => screens.render(screen),
    }
}
