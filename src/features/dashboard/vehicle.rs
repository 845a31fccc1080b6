//! The vehicle card: alias, number, plan and status of a tag, the menu of the other tags, RECARGAR
//! and FACTURAR.

use std::sync::Arc;

use leptos::prelude::*;
use pase_contract::tags::{Plan, Tag, TagStatus};

use crate::context::config::Config;
use crate::navigation::{HelpContext, HelpTopic, Navigation, Route};
use crate::ui::{ButtonKind, ButtonLink, Menu, MenuLink};

#[component]
pub(super) fn VehicleCard(
    tag: Tag,
    /// All tags of the account.
    all: Vec<Tag>,
) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let links = expect_context::<Config>().links;
    let id = tag.id.clone();
    let help = move |topic| {
        let context = HelpContext { topic: Some(topic), tag: Some(id.clone()), ..HelpContext::default() };
        navigation.href(&Route::Help(context))
    };
    let link = move |address: Option<Arc<str>>, topic, label: &'static str| {
        let external = address.is_some();
        let href = address.map_or_else(|| help(topic), |address| address.to_string());
        view! { <ButtonLink kind=ButtonKind::OnBrand href=href external=external>{label}</ButtonLink> }
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
                        view! { <OtherTags current=tag all=all/> }.into_any()
                    } else {
                        view! { <span class="visually-hidden">"Tag "</span> {tag.number} }.into_any()
                    }}
                </div>
                <p class="vehicle__plan">"Esquema de pago: " {plan}</p>
            </div>
            <div class="vehicle__actions">
                {link(links.recharge, HelpTopic::Recharge, "RECARGAR")}
                {link(links.invoice, HelpTopic::Invoice, "FACTURAR")}
            </div>
        </section>
    }
}

/// The card's skeleton while the data load. It has the card's height, so that nothing below it
/// moves when they arrive.
#[component]
pub(super) fn VehicleSkeleton() -> impl IntoView {
    view! {
        <div class="vehicle" role="status">
            <span class="visually-hidden">"Cargando tu vehículo…"</span>
            <div class="vehicle__data" aria-hidden="true">
                <div class="vehicle__top">
                    <p class="vehicle__skeleton-line"></p>
                </div>
                <div class="vehicle__number">
                    <p class="vehicle__skeleton-line"></p>
                </div>
                <p class="vehicle__plan vehicle__skeleton-line"></p>
            </div>
            <div class="vehicle__actions vehicle__actions--skeleton" aria-hidden="true"></div>
        </div>
    }
}

/// The tag's number as a menu that leads to the account's other tags.
#[component]
fn OtherTags(current: Tag, all: Vec<Tag>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let label = current.number.clone();
    let links = move || {
        let link = |tag: &Tag| {
            let href = navigation.href(&Route::invoices(tag.id.clone()));
            let label = format!("{} · {}", tag.alias, tag.number);
            view! {
                <MenuLink href=href current=tag.id == current.id>
                    {label}
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
