//! Choosing the razón social (the manual's step 5).

use leptos::prelude::*;
use mx_fiscal::PersonKind;
use pase_contract::fiscal_profiles::FiscalProfile;

use super::model::{Phase, RebillModel};
use crate::cavi;
use crate::ui::{Button, ButtonKind, Empty, Notice, NoticeKind};

/// The manual's two paragraphs, the razones sociales as cards, "+", and the way on.
#[component]
pub(super) fn Choose(model: RwSignal<Option<RebillModel>>, on_cancel: Callback<()>) -> impl IntoView {
    let change = move |change: fn(&mut RebillModel)| {
        model.update(|model| {
            if let Some(model) = model {
                change(model);
            }
        });
    };
    let profiles = Memo::new(move |_| model.with(|model| model.as_ref().map(|model| model.profiles.clone())));
    let missing = move || {
        model.with(|model| {
            let phase = model.as_ref().map(|model| &model.phase);
            matches!(phase, Some(Phase::Choosing { choice_missing: true }))
        })
    };
    let cards = move || {
        let profiles = profiles.get().unwrap_or_default();
        if profiles.is_empty() {
            return view! {
                <Empty title="Aún no tienes razones sociales">
                    <p>"Agrega la razón social a la que quieres que se emita el documento con el botón +."</p>
                </Empty>
            }
            .into_any();
        }
        profiles
            .into_iter()
            .map(|profile| view! { <Card model=model profile=profile/> })
            .collect_view()
            .into_any()
    };
    view! {
        <p>
            "Selecciona la razón social con la que deseas que sean generadas tus facturas. Las facturas se generan de forma automática al realizar una recarga a tu PASE. Para agregar un nuevo dato fiscal presiona el botón \"+\". Para modificar los datos de un registro ve a tu cuenta y selecciona \"Datos fiscales\"."
        </p>
        <p>
            "Si tienes dudas sobre alguna de las facturas generadas comunícate a nuestro centro de atención telefónica al "
            <cavi::Phone number=cavi::LOCAL/> " o al " <cavi::Phone number=cavi::TOLL_FREE/> "."
        </p>
        <fieldset class="profiles">
            <legend class="profiles__legend">"Razón social del nuevo documento"</legend>
            {move || {
                missing()
                    .then(|| {
                        view! {
                            <Notice kind=NoticeKind::Error announced=true>
                                "Elige la razón social del nuevo documento, o agrega una con el botón +."
                            </Notice>
                        }
                    })
            }}
            <div class="profiles__list">{cards}</div>
            <button
                type="button"
                class="profiles__add"
                on:click=move |_| change(RebillModel::add)
            >
                <span class="profiles__plus" aria-hidden="true">"+"</span>
                "Agregar razón social"
            </button>
        </fieldset>
        <div class="actions actions--end">
            <Button on_press=move |_| on_cancel.run(())>"Cancelar"</Button>
            <Button kind=ButtonKind::Primary on_press=move |_| change(RebillModel::review)>"Continuar"</Button>
        </div>
    }
}

/// A razón social as the manual's picture has it: RFC, kind of person, name, address.
#[component]
fn Card(model: RwSignal<Option<RebillModel>>, profile: FiscalProfile) -> impl IntoView {
    let id = StoredValue::new(profile.id.clone());
    let chosen = move || {
        model.with(|model| {
            let chosen = model.as_ref().and_then(|model| model.chosen.as_ref());
            chosen.is_some() && chosen == id.try_get_value().as_ref()
        })
    };
    let choose = move |_| {
        if let Some(id) = id.try_get_value() {
            model.update(|model| {
                if let Some(model) = model {
                    model.choose(id);
                }
            });
        }
    };
    let present =
        model.with_untracked(|model| model.as_ref().is_some_and(|model| model.is_present(&profile)));
    let person = match profile.person {
        PersonKind::Fisica => "(FÍSICA)",
        PersonKind::Moral => "(MORAL)",
    };
    let doubtful = !profile.rfc.has_valid_check_digit();
    let address = &profile.address;
    let town = [&*address.municipality, &*address.state, &profile.postal_code.to_string(), "MÉXICO"]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let lines = [address.street.clone(), address.neighborhood.clone(), town];
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    view! {
        <label class="profile" class:profile--chosen=chosen>
            <input
                class="profile__radio"
                type="radio"
                name="fiscal_profile"
                value=profile.id.to_string()
                prop:checked=chosen
                on:change=choose
            />
            <span class="profile__body">
                <span class="profile__head">
                    <span class="profile__rfc">{profile.rfc.to_string()} " " {person}</span>
                    {present.then(|| view! { <span class="tag">"actual"</span> })}
                </span>
                <span class="profile__name">{profile.name.to_string()}</span>
                {lines.map(|line| view! { <span class="profile__line">{line}</span> }).collect_view()}
                <span class="profile__line">
                    {format!("Régimen {} · Uso {}", profile.fiscal_regime.code(), profile.cfdi_use.code())}
                </span>
                {doubtful
                    .then(|| {
                        view! {
                            <span class="profile__warning">
                                "El último carácter del RFC no coincide con los demás: compáralo con tu Constancia."
                            </span>
                        }
                    })}
            </span>
        </label>
    }
}
