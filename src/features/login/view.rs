//! The view of the login screen.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use pase_contract::session::Credentials;

use super::model::LoginForm;
use crate::api::Client;
use crate::browser::page::set_title;
use crate::browser::{focus, inputs};
use crate::context::config::Config;
use crate::context::session::{Session, SessionState};
use crate::features::legal::LegalItems;
use crate::navigation::{HelpTopic, Navigation, Route};
use crate::ui::{Button, ButtonKind, Notice, NoticeKind, PasswordField, TextField};

/// The login screen. After it, the customer is back where they were.
#[component]
pub fn Login() -> impl IntoView {
    let client = expect_context::<Client>();
    let session = expect_context::<Session>();
    let form = RwSignal::new(LoginForm::default());
    let failure = NodeRef::<html::Div>::new();
    let element = NodeRef::<html::Form>::new();
    let cookies_blocked = session.cookies_blocked.get_untracked();
    let ended = !cookies_blocked && matches!(session.state.get_untracked(), SessionState::Ended(_));
    set_title("Entrar");

    // The values of the elements count: some password managers fill them in without an `input`
    // event.
    let read_fields = move || {
        if let Some(element) = element.try_get_untracked().flatten() {
            let value = |name| inputs::value(&element, name).unwrap_or_default();
            let credentials = Credentials { identifier: value("identifier"), password: value("password") };
            form.try_update(|form| form.set_values(credentials));
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        read_fields();
        let Some(request) = form.try_update(LoginForm::submit).flatten() else {
            if let Some(element) = element.get_untracked() {
                let wrong = form.with_untracked(|form| form.errors.first().map(|error| error.field));
                focus::focus_within(&element, &format!("[name='{}']", wrong.unwrap_or("identifier")));
            }
            return;
        };
        let client = client.clone();
        spawn_local(async move {
            let answer = session.log_in(&client, &request).await;
            let account = form.try_update(|form| form.apply_answer(answer)).flatten();
            if let Some(account) = account {
                session.begin(account);
            }
        });
    };
    let failures = Memo::new(move |_| form.with(|form| form.failures));
    Effect::new(move |_| {
        // The focus moves once for each answer, and never away from a field that is being typed
        // into. The notice is announced in that case, too.
        if failures.get() > 0
            && form.with_untracked(|form| !form.typed_while_sending)
            && let Some(element) = failure.get_untracked()
        {
            focus::focus(&element);
        }
    });
    let failure_text = Memo::new(move |_| form.with(|form| form.failure.clone()));
    let errors = Memo::new(move |_| form.with(|form| form.errors.clone()));
    let on_input = Callback::new(move |_| read_fields());
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
                {cookies_blocked.then(|| view! { <CookiesBlocked/> })}
                <div class="login__failure" tabindex="-1" node_ref=failure>
                    {move || {
                        failure_text
                            .get()
                            .map(|text| {
                                view! {
                                    <Notice kind=NoticeKind::Error announced=true title="No pudimos abrir tu sesión">
                                        {text}
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
                    errors=errors
                    value=Memo::new(move |_| form.with(|form| form.credentials.identifier.clone()))
                    on_input=on_input
                />
                <PasswordField
                    label="Contraseña"
                    name="password"
                    autocomplete="current-password"
                    errors=errors
                    value=Memo::new(move |_| form.with(|form| form.credentials.password.clone()))
                    on_input=on_input
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
            <PortalIntroduction/>
        </div>
    }
}

/// Explains that the password was right and that there is no session all the same.
#[component]
fn CookiesBlocked() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Attention announced=true title="Tu navegador bloquea las cookies">
            "Tus datos son correctos, pero tu navegador no guardó tu sesión. Permite las cookies de este sitio en la \
            configuración de tu navegador, o ábrelo en otro navegador o fuera de la ventana privada, y entra de nuevo."
        </Notice>
    }
}

/// What the portal is for, shown beside the form.
#[component]
fn PortalIntroduction() -> impl IntoView {
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

/// Links for those who cannot log in here. If the host gives no address for a link, it leads to
/// help with that topic.
#[component]
fn LoginLinks() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let links = expect_context::<Config>().links;
    let link = move |address: Option<std::sync::Arc<str>>, topic, label: &'static str| match address {
        Some(address) => view! { <a href=address.to_string() rel="external">{label}</a> }.into_any(),
        None => view! { <a href=navigation.href(&Route::help_with(topic))>{label}</a> }.into_any(),
    };
    view! {
        <ul class="login__links">
            <li>
                "¿Olvidaste tu contraseña? "
                {link(links.reset_password, HelpTopic::ResetPassword, "Restablece tu contraseña")}
            </li>
            <li>
                "¿No tienes una cuenta? " {link(links.register, HelpTopic::CreateAccount, "CREAR TU CUENTA")}
            </li>
            <li>{link(links.corporate, HelpTopic::Corporate, "Soy cliente corporativo")}</li>
            <LegalItems/>
        </ul>
    }
}
