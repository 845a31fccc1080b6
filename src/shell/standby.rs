//! What is shown in place of a screen that is still loading or cannot be loaded.

use leptos::prelude::*;

use crate::api::Client;
use crate::browser::page;
use crate::context::session::{Session, SessionState};
use crate::data_views::failure::{FailureNotice, RequestKind};
use crate::navigation::{Navigation, Route};
use crate::ui::{Button, Notice, NoticeKind, Page, Skeleton};

/// The skeleton of a screen that is loading.
#[component]
pub(crate) fn LoadingScreen() -> impl IntoView {
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

/// Says that the server could not be asked who the customer is, and offers a retry.
#[component]
pub(crate) fn SessionUnknown() -> impl IntoView {
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
                        <FailureNotice error=error request_kind=RequestKind::Read retry=retry/>
                    </Page>
                })
            }
            _ => None,
        })
    }
}

/// Says that the deferred screens could not be downloaded. A newer release may have replaced their
/// file, so it also offers to reload the page. The session survives that.
#[component]
pub(crate) fn DownloadFailed(
    /// Downloads again.
    retry: Callback<()>,
) -> impl IntoView {
    view! {
        <Page title="Tu cuenta">
            <Notice kind=NoticeKind::Error title="No pudimos cargar el resto del portal" announced=true>
                <p>
                    "Revisa tu conexión a internet e inténtalo de nuevo. Si no funciona, recarga la página: \
                    puede que haya una versión nueva. Tu sesión sigue abierta."
                </p>
                <p class="actions">
                    <Button on_press=move |_| retry.run(())>"Intentar de nuevo"</Button>
                    <Button on_press=move |_| page::reload()>"Recargar la página"</Button>
                </p>
            </Notice>
        </Page>
    }
}
