//! Choosing the razón social (the manual's step 5).

use leptos::prelude::*;
use pase_contract::fiscal_profiles::FiscalProfile;

use super::OpenRebill;
use super::model::{Phase, RebillModel};
use crate::cavi;
use crate::features::fiscal_profiles::words;
use crate::ui::{Button, ButtonKind, CardText, DialogFoot, Empty, Glyph, RadioCard, RadioCards, TagKind};

/// The manual's two paragraphs, the razones sociales as cards, "+", and the way on.
#[component]
pub(super) fn Choose(rebill: OpenRebill, on_cancel: Callback<()>) -> impl IntoView {
    let cards = Memo::new(move |_| {
        rebill.read(|model| model.profiles.iter().map(|profile| card(profile, model)).collect::<Vec<_>>())
    });
    let chosen = Signal::derive(move || rebill.read(|model| model.chosen.as_ref().map(ToString::to_string)));
    let error = Signal::derive(move || {
        let missing = rebill.read(|model| matches!(model.phase, Phase::Choosing { choice_missing: true }));
        missing.then_some("Elige la razón social del nuevo documento, o agrega una con el botón +.")
    });
    let choose = Callback::new(move |value: String| {
        rebill.change(|model| {
            if let Ok(id) = value.parse() {
                model.choose(id);
            }
        });
    });
    let add = move |_| rebill.add();
    let go_on = move |_| {
        rebill.change(RebillModel::review);
    };
    view! {
        <div class="stack">
            <div>
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
                error=error
                on_choose=choose
            >
                <Show when=move || cards.with(Vec::is_empty)>
                    <div class="rebill__none">
                        <Empty title="Aún no tienes razones sociales">
                            <p>"Agrega la razón social a la que quieres que se emita el documento con el botón +."</p>
                        </Empty>
                    </div>
                </Show>
                <Button glyph=Glyph::Plus wide=true on_press=add>
                    "Agregar razón social"
                </Button>
            </RadioCards>
        </div>
        <DialogFoot>
            <Button on_press=move |_| on_cancel.run(())>"Cancelar"</Button>
            <Button kind=ButtonKind::Primary on_press=go_on>
                "Continuar"
            </Button>
        </DialogFoot>
    }
}

/// A razón social as the manual's picture has it: RFC, kind of person, name, address.
fn card(profile: &FiscalProfile, model: &RebillModel) -> RadioCard {
    let regime = format!("Régimen {} · Uso {}", profile.fiscal_regime.code(), profile.cfdi_use.code());
    let mut lines = words::address(profile);
    lines.push(regime);
    RadioCard {
        value: profile.id.to_string(),
        text: CardText {
            title: words::title(profile),
            marks: if model.is_present(profile) { vec![(TagKind::Plain, "actual")] } else { Vec::new() },
            name: profile.name.to_string(),
            lines,
            warning: words::warning(profile),
        },
    }
}
