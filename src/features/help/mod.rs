//! Help (the manual's last page): telephones, and a mail to CAVI filled in from where the customer stood.

mod mail;

use leptos::prelude::*;
use pase_contract::invoices::GetInvoice;
use pase_contract::tags::ListTags;

use crate::api::{Client, load};
use crate::cavi::{LOCAL, MAIL, Phone, TOLL_FREE};
use crate::config::Config;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::session::{Session, SessionState};
use crate::ui::{ButtonKind, ButtonLink, Page, Subtitle};

/// The page; it also serves who is not logged in.
#[component]
pub fn Help(
    /// Where the customer stood.
    context: HelpContext,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let links = expect_context::<Config>().links;
    let logged_in =
        Memo::new(move |_| session.state.with(|state| matches!(state, SessionState::LoggedIn(_))));
    // What fails to load is simply left for the customer to write.
    let tags = load(client.clone(), move || logged_in.get().then_some(ListTags));
    let wanted = context.invoice.clone();
    let invoice = load(client, move || {
        let wanted = wanted.clone().filter(|_| logged_in.get());
        wanted.map(|id| GetInvoice { id })
    });
    let href = move || {
        let tag = tags.value.with(|tags| {
            let tags = &tags.as_ref()?.items;
            let invoice_tag =
                invoice.value.with(|invoice| invoice.as_ref().map(|invoice| invoice.tag_id.clone()));
            let wanted = context.tag.clone().or(invoice_tag);
            let tag = tags.iter().find(|tag| Some(&tag.id) == wanted.as_ref());
            tag.or(if tags.len() == 1 { tags.first() } else { None }).map(|tag| tag.number.clone())
        });
        mail::href(&mail::Report {
            tag_number: tag,
            folio: invoice.value.with(|invoice| invoice.as_ref().map(|invoice| invoice.folio.clone())),
            rebill: context.rebill.as_ref().map(ToString::to_string),
            error: context.error.clone(),
        })
    };
    let home = navigation.href(&Route::Home);
    let outside = |address: Option<std::sync::Arc<str>>, words: &'static str| {
        address.map(|address| {
            view! { <li><a href=address.to_string() rel="external">{words}</a></li> }
        })
    };
    view! {
        <Page title="Ayuda">
            <Subtitle>"Reporta un problema"</Subtitle>
            <p>
                "Si tiene alguna duda o inconveniente para concluir el trámite de re facturación, agradeceremos reporte la situación a "
                <a href=href.clone()>{MAIL}</a> " con la siguiente información:"
            </p>
            <ul class="list help__wanted">
                <li><strong>"Número de Tag"</strong></li>
                <li>
                    <strong>"Motivo del contacto"</strong>
                    " (adjuntando la pantalla donde se presentó el inconveniente)"
                </li>
            </ul>
            <p>"En 48 horas hábiles ofreceremos estatus a su reporte."</p>
            <div class="actions">
                {move || {
                    view! {
                        <ButtonLink kind=ButtonKind::Primary href=href()>
                            "Escribir el correo"
                        </ButtonLink>
                    }
                }}
            </div>
            <Subtitle>"Llámanos"</Subtitle>
            <ul class="help__phones">
                <li><Phone number=LOCAL/></li>
                <li><Phone number=TOLL_FREE/></li>
            </ul>
            <ul class="help__links">
                <li><a href=home>"Ir al inicio"</a></li>
                {outside(links.privacy, "Aviso de privacidad")}
                {outside(links.terms, "Términos y condiciones")}
            </ul>
        </Page>
    }
}
