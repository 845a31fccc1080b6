//! Choosing the razón social (the manual's step 5).

use leptos::prelude::*;
use pase_contract::fiscal_profiles::FiscalProfile;
use pase_contract::invoices::Invoice;

use super::model::RebillModel;
use super::open_rebill::OpenRebill;
use super::steps::Steps;
use crate::features::fiscal_profiles::texts;
use crate::features::help::cavi;
use crate::locale::format;
use crate::navigation::RebillStep;
use crate::ui::{
    Button, ButtonKind, CardText, DialogFoot, Empty, Glyph, Notice, NoticeKind, RadioCard, RadioCards,
    TagKind,
};

/// The invoice, the manual's two paragraphs, the razones sociales as cards, the "+" button, and the
/// button that continues.
#[component]
pub(super) fn Choose(rebill: OpenRebill, steps: Steps) -> impl IntoView {
    let invoice = rebill.read_untracked(|model| Some(model.invoice.clone()));
    let cards = Memo::new(move |_| {
        rebill.read(|model| model.profiles.iter().map(|profile| card(profile, model)).collect::<Vec<_>>())
    });
    let chosen = Signal::derive(move || rebill.read(|model| model.chosen.as_ref().map(ToString::to_string)));
    let is_missing = Memo::new(move |_| rebill.read(|model| model.choice_missing));
    let unreadable = Memo::new(move |_| rebill.read(|model| model.unreadable_profiles > 0));
    let choose = Callback::new(move |value: String| {
        rebill.change(|model| {
            if let Ok(id) = value.parse() {
                model.choose(id);
            }
        });
    });
    let continue_to_review = move |_| {
        if let Some(chosen) = rebill.change(RebillModel::review).flatten() {
            steps.open(RebillStep::Review(chosen));
        }
    };
    let added = Memo::new(move |_| rebill.read(RebillModel::newly_added));
    let answer = move || {
        match added.get() {
        _ if is_missing.get() => view! {
            <Notice kind=NoticeKind::Error announced=true>
                "Elige la razón social del nuevo documento, o agrega una con el botón +."
            </Notice>
        }
        .into_any(),
        Some(rfc) => view! {
            <Notice kind=NoticeKind::Success announced=true>
                "La razón social " <span class="code" translate="no">{rfc}</span> " se guardó y quedó elegida."
            </Notice>
        }
        .into_any(),
        None => ().into_any(),
    }
    };
    view! {
        <div class="stack">
            {invoice.map(|invoice| view! { <InvoiceLine invoice=invoice/> })}
            <div class="manual">
                <p>
                    "Selecciona la razón social con la que deseas que sean generadas tus facturas. Las facturas se generan de forma automática al realizar una recarga a tu PASE. Para agregar un nuevo dato fiscal presiona el botón \"+\". Para modificar los datos de un registro ve a tu cuenta y selecciona \"Datos fiscales\"."
                </p>
                <p>
                    "Si tienes dudas sobre alguna de las facturas generadas comunícate a nuestro centro de atención telefónica al "
                    <cavi::Phone number=cavi::LOCAL/> " o al " <cavi::Phone number=cavi::TOLL_FREE/> "."
                </p>
            </div>
            <RadioCards
                legend="Razón social del nuevo documento"
                name="fiscal_profile"
                cards=cards
                chosen=chosen
                on_choose=choose
            >
                <Show when=move || unreadable.get()>
                    <Notice kind=NoticeKind::Attention>
                        "Alguna de tus razones sociales no se pudo mostrar. Si te falta una, repórtalo en Ayuda."
                    </Notice>
                </Show>
                <Show when=move || cards.with(Vec::is_empty) && !unreadable.get()>
                    <div class="rebill__none">
                        <Empty title="Aún no tienes razones sociales">
                            <p>"Agrega la razón social a la que quieres que se emita el documento con el botón +."</p>
                        </Empty>
                    </div>
                </Show>
                <Button glyph=Glyph::Plus wide=true on_press=move |_| steps.open(RebillStep::Add)>
                    "Agregar razón social"
                </Button>
            </RadioCards>
        </div>
        <DialogFoot answer=answer>
            <Button on_press=move |_| steps.close()>"Cancelar"</Button>
            <Button kind=ButtonKind::Primary on_press=continue_to_review>
                "Continuar"
            </Button>
        </DialogFoot>
    }
}

/// What the customer recognizes the invoice by.
#[component]
fn InvoiceLine(invoice: Invoice) -> impl IntoView {
    view! {
        <p class="rebill__invoice">
            "Factura " <span class="code" translate="no">{invoice.folio}</span> " · " {format::period(invoice.period)} " · "
            {format::cfdi_date_time(invoice.issued_at)} " · " <strong>{format::money(invoice.total)}</strong>
        </p>
    }
}

/// A razón social as in the manual's picture (RFC, kind of person, name, address), with its régimen
/// and uso CFDI.
fn card(profile: &FiscalProfile, model: &RebillModel) -> RadioCard {
    let mut lines = texts::address_lines(profile);
    lines.extend(texts::regime_and_use(profile));
    let mut marks = Vec::new();
    if model.is_current_receiver(profile) {
        marks.push((TagKind::Plain, "actual"));
    }
    if profile.is_default {
        marks.push((TagKind::Plain, "La que usamos en tus próximas facturas"));
    }
    RadioCard {
        value: profile.id.to_string(),
        text: CardText {
            title: texts::title(profile),
            marks,
            name: profile.name.to_string(),
            lines,
            warning: texts::warning(profile),
        },
    }
}
