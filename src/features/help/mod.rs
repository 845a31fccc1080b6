//! Help: telephone numbers, and a mail to CAVI that is filled in from where the customer was.
//! Without a topic it is the manual's last page; with one it is only about that topic.

pub mod cavi;
mod mail;
mod topic;

use leptos::prelude::*;
use pase_contract::invoices::GetInvoice;
use pase_contract::tags::ListTags;

use crate::api::{Client, load};
use crate::context::session::{Session, SessionState};
use crate::features::legal::LegalItems;
use crate::navigation::{HelpContext, Navigation, Route};
use crate::ui::{ButtonKind, ButtonLink, Page, Subtitle};
use cavi::{LOCAL, MAIL, Phone, TOLL_FREE};

/// The help page. It also serves customers who are not logged in.
#[component]
pub fn Help(
    /// Where the customer was.
    context: HelpContext,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let session = expect_context::<Session>();
    let topic = context.topic.map(topic::topic_text);
    let logged_in =
        Memo::new(move |_| session.state.with(|state| matches!(state, SessionState::LoggedIn(_))));
    // What fails to load is left for the customer to write.
    let tags = load(client.clone(), move || logged_in.get().then_some(ListTags));
    let wanted = context.invoice.clone();
    let invoice = load(client, move || {
        let wanted = wanted.clone().filter(|_| logged_in.get());
        wanted.map(|id| GetInvoice { id })
    });
    let href = Memo::new(move |_| {
        let tag = tags.value.with(|tags| {
            let tags = &tags.as_ref()?.items;
            let invoice_tag =
                invoice.value.with(|invoice| invoice.as_ref().map(|invoice| invoice.tag_id.clone()));
            let wanted = context.tag.clone().or(invoice_tag);
            let tag = tags.iter().find(|tag| Some(&tag.id) == wanted.as_ref());
            tag.or(if tags.len() == 1 { tags.first() } else { None }).map(|tag| tag.number.clone())
        });
        mail::href(
            topic,
            &mail::Report {
                tag_number: tag,
                folio: invoice.value.with(|invoice| invoice.as_ref().map(|invoice| invoice.folio.clone())),
                rebill: context.rebill.as_ref().map(ToString::to_string),
                error: context.error.clone(),
            },
        )
    });
    let home = navigation.href(&Route::Home);
    let address = move || view! { <a href=move || href.get()>{MAIL}</a> };
    let write = move || {
        view! {
            <div class="actions">
                <ButtonLink kind=ButtonKind::Primary href=href.get()>
                    "Escribir el correo"
                </ButtonLink>
            </div>
        }
    };
    let phones = || {
        view! {
            <Subtitle>"Llámanos"</Subtitle>
            <ul class="help__phones">
                <li><Phone number=LOCAL/></li>
                <li><Phone number=TOLL_FREE/></li>
            </ul>
        }
    };
    let content = match topic {
        Some(topic) => view! {
            <p>{topic.today}</p>
            <Subtitle>"Ten a la mano"</Subtitle>
            <ul class="list">{topic.at_hand.iter().map(|item| view! { <li>{*item}</li> }).collect_view()}</ul>
            {(!topic.note.is_empty()).then(|| view! { <p class="hint">{topic.note}</p> })}
            {write}
            <p>"O escribe a " {address()} "."</p>
            {phones()}
        }
        .into_any(),
        None => view! {
            <Subtitle>"Reporta un problema"</Subtitle>
            <div class="manual">
                <p>
                    "Si tiene alguna duda o inconveniente para concluir el trámite de re facturación, agradeceremos reporte la situación a "
                    {address()} " con la siguiente información:"
                </p>
                <ul class="list help__wanted">
                    <li><strong>"Número de Tag"</strong></li>
                    <li>
                        <strong>"Motivo del contacto"</strong>
                        " (adjuntando la pantalla donde se presentó el inconveniente)"
                    </li>
                </ul>
                <p>"En 48 horas hábiles ofreceremos estatus a su reporte."</p>
            </div>
            {write}
            {phones()}
        }
        .into_any(),
    };
    view! {
        <Page title=topic.map_or("Ayuda", |topic| topic.title)>
            {content}
            <ul class="help__links">
                <li><a href=home>"Ir al inicio"</a></li>
                <LegalItems/>
            </ul>
        </Page>
    }
}
