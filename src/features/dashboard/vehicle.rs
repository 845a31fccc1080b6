//! The vehicle's card: alias, number, plan and status of a tag, the way to another one, RECARGAR and FACTURAR.

use std::sync::Arc;

use leptos::prelude::*;
use pase_contract::tags::{Plan, Tag, TagStatus};

use crate::config::Config;
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::{ButtonKind, ButtonLink, Menu, MenuLink};

/// The card.
#[component]
pub(super) fn VehicleCard(
    /// The tag.
    tag: Tag,
    /// All tags of the account.
    all: Vec<Tag>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let links = expect_context::<Config>().links;
    let context = HelpContext { tag: Some(tag.id.clone()), ..HelpContext::default() };
    let help = navigation.href(&Route::Help(context));
    let link = move |address: Option<Arc<str>>, words: &'static str| {
        let external = address.is_some();
        let href = address.map_or_else(|| help.clone(), |address| address.to_string());
        view! { <ButtonLink kind=ButtonKind::OnBrand href=href external=external>{words}</ButtonLink> }
    };
    let (status, mark) = match tag.status {
        TagStatus::Active => ("Activo", "vehicle__status vehicle__status--active"),
        TagStatus::Suspended => ("Suspendido", "vehicle__status vehicle__status--off"),
        TagStatus::Cancelled => ("Cancelado", "vehicle__status vehicle__status--off"),
        TagStatus::Unknown => ("En revisión", "vehicle__status"),
    };
    let plan = match tag.plan {
        Plan::Postpaid => "Pospago",
        Plan::Prepaid => "Prepago",
        Plan::Unknown => "Otro",
    };
    view! {
        <section class="vehicle" aria-label="Tu vehículo">
            <div class="vehicle__data">
                <div class="vehicle__top">
                    <p class="vehicle__alias">{tag.alias.clone()}</p>
                    <p class=mark>{status}</p>
                </div>
                <div class="vehicle__number">
                    {if all.len() > 1 {
                        view! { <OtherTags present=tag all=all/> }.into_any()
                    } else {
                        view! { <span class="visually-hidden">"Tag "</span> {tag.number} }.into_any()
                    }}
                </div>
                <p class="vehicle__plan">"Esquema de pago: " {plan}</p>
            </div>
            <div class="vehicle__actions">{link(links.recharge, "RECARGAR")} {link(links.invoice, "FACTURAR")}</div>
        </section>
    }
}

/// The card before its data are there: of the same height, so that nothing beneath it moves when they come.
#[component]
pub(super) fn VehicleBones() -> impl IntoView {
    view! {
        <div class="vehicle" role="status">
            <span class="visually-hidden">"Cargando tu vehículo…"</span>
            <div class="vehicle__data" aria-hidden="true">
                <div class="vehicle__top">
                    <p class="vehicle__bone"></p>
                </div>
                <div class="vehicle__number">
                    <p class="vehicle__bone"></p>
                </div>
                <p class="vehicle__plan vehicle__bone"></p>
            </div>
            <div class="vehicle__actions vehicle__actions--bones" aria-hidden="true"></div>
        </div>
    }
}

/// The number as the way to the account's other tags.
#[component]
fn OtherTags(present: Tag, all: Vec<Tag>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let label = present.number.clone();
    let links = move || {
        let link = |tag: &Tag| {
            let href = navigation.href(&Route::invoices(tag.id.clone()));
            let words = format!("{} · {}", tag.alias, tag.number);
            view! {
                <MenuLink href=href current=tag.id == present.id>
                    {words}
                </MenuLink>
            }
        };
        all.iter().map(link).collect_view()
    };
    view! {
        <Menu purpose="Cambiar de tag:" label=label>
            {links()}
        </Menu>
    }
}
