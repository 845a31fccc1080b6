//! The login screen.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::model::LoginForm;
use crate::api::Client;
use crate::browser::cancellation::Cancellation;
use crate::browser::focus;
use crate::browser::page::set_title;
use crate::config::Config;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::session::{Session, SessionState};
use crate::ui::{Button, ButtonKind, Notice, NoticeKind, PasswordField, TextField};

/// The login screen; after it, the customer is where he was.
#[component]
pub fn Login() -> impl IntoView {
    let client = expect_context::<Client>();
    let session = expect_context::<Session>();
    let form = RwSignal::new(LoginForm::default());
    let failure = NodeRef::<html::Div>::new();
    let element = NodeRef::<html::Form>::new();
    let ended = matches!(session.state.get_untracked(), SessionState::Ended(_));
    set_title("Entrar");

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(request) = form.try_update(LoginForm::submit).flatten() else {
            if let Some(element) = element.get_untracked() {
                let wrong = form.with_untracked(|form| form.errors.first().map(|error| error.field));
                focus::focus_within(&element, &format!("[name='{}']", wrong.unwrap_or("identifier")));
            }
            return;
        };
        let client = client.clone();
        spawn_local(async move {
            let answer = client.send(&request, &Cancellation::new()).await;
            let account = form.try_update(|form| form.answered(answer)).flatten();
            if let Some(account) = account {
                session.state.try_set(SessionState::LoggedIn(account));
            }
        });
    };
    Effect::new(move |_| {
        if form.with(|form| form.failure.is_some())
            && let Some(element) = failure.get()
        {
            focus::focus(&element);
        }
    });
    view! {
        <div class="login">
            <form class="login__card" method="post" novalidate=true node_ref=element on:submit=submit>
                <h1 class="login__title" tabindex="-1">"Entra a tu cuenta"</h1>
                {ended
                    .then(|| {
                        view! {
                            <Notice announced=true title="Tu sesión terminó">
                                "Por tu seguridad, entra de nuevo. Continuarás donde estabas y lo que escribiste sigue aquí."
                            </Notice>
                        }
                    })}
                <div class="login__failure" tabindex="-1" node_ref=failure>
                    {move || {
                        form.with(|form| form.failure.clone())
                            .map(|words| {
                                view! {
                                    <Notice kind=NoticeKind::Error announced=true title="No pudimos abrir tu sesión">
                                        {words}
                                    </Notice>
                                }
                            })
                    }}
                </div>
                <TextField
                    label="Teléfono/Email"
                    name="identifier"
                    hint="Ingrese su usuario."
                    autocomplete="username"
                    inputmode="email"
                    errors=Signal::derive(move || form.with(|form| form.errors.clone()))
                    value=Signal::derive(move || form.with(|form| form.credentials.identifier.clone()))
                    on_input=Callback::new(move |text| form.update(|form| form.credentials.identifier = text))
                />
                <PasswordField
                    label="Contraseña"
                    name="password"
                    autocomplete="current-password"
                    errors=Signal::derive(move || form.with(|form| form.errors.clone()))
                    value=Signal::derive(move || form.with(|form| form.credentials.password.clone()))
                    on_input=Callback::new(move |text| form.update(|form| form.credentials.password = text))
                />
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    wide=true
                    busy=Signal::derive(move || form.with(|form| form.sending))
                >
                    "ENTRAR"
                </Button>
                <LoginLinks/>
            </form>
            <Promise/>
        </div>
    }
}

/// What the portal is for, beside the way in.
#[component]
fn Promise() -> impl IntoView {
    view! {
        <section class="login__promise" aria-labelledby="pase-promise">
            <h2 class="login__claim" id="pase-promise">
                "Tus facturas, a la razón social correcta"
            </h2>
            <ol class="login__steps">
                <li>"Ubica la factura que quieres corregir."</li>
                <li>"Elige la razón social y refactura."</li>
                <li>"Descarga tu documento corregido en el transcurso de las siguientes 24 horas."</li>
            </ol>
        </section>
    }
}

/// The ways on for who cannot log in here; without an address of the host's they lead to help.
#[component]
fn LoginLinks() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let links = expect_context::<Config>().links;
    let help = navigation.href(&Route::Help(HelpContext::default()));
    let link = move |address: Option<std::sync::Arc<str>>, words: &'static str| match address {
        Some(address) => view! { <a href=address.to_string() rel="external">{words}</a> }.into_any(),
        None => view! { <a href=help.clone()>{words}</a> }.into_any(),
    };
    view! {
        <ul class="login__links">
            <li>"¿Olvidaste tu contraseña? " {link(links.reset_password, "Restablece tu contraseña")}</li>
            <li>"¿No tienes una cuenta? " {link(links.register, "CREAR TU CUENTA")}</li>
            <li>{link(links.corporate, "Soy cliente corporativo")}</li>
        </ul>
    }
}
