//! The dashboard: the vehicle card and the three sections of a tag.

use std::sync::Arc;

use leptos::prelude::*;
use pase_contract::TagId;
use pase_contract::tags::{ListTags, Plan, Tag, TagStatus};

use crate::api::{Client, Load, load};
use crate::browser::page;
use crate::config::Config;
use crate::failure::Failure;
use crate::navigation::Navigation;
use crate::route::{HelpContext, InvoicesAddress, MovementsAddress, Route, Section};
use crate::ui::{Empty, Skeleton};

type Tags = pase_contract::List<Tag>;

/// Leads to the first tag's invoices: what the portal is for.
#[component]
pub fn Home() -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    page::set_title("Tu cuenta · PASE");
    let tags = load(client, || Some(ListTags));
    Effect::new(move |_| {
        let first = tags.value.with(|tags| tags.as_ref()?.items.first().map(|tag| tag.id.clone()));
        if let Some(first) = first {
            navigation.replace(&Route::invoices(first));
        }
    });
    view! {
        <section class="panel">
            <h1 class="page-title" tabindex="-1">"Tu cuenta"</h1>
            {move || waiting_for(tags, |tags| tags.items.is_empty().then(|| view! { <NoTags/> }).into_any())}
        </section>
    }
}

/// The bones, the failure, or what the tags give.
fn waiting_for(tags: Load<Tags>, ready: impl FnOnce(Tags) -> AnyView) -> AnyView {
    match (tags.value.get(), tags.failure.get()) {
        (Some(tags), _) => ready(tags),
        (None, Some(error)) => {
            view! { <Failure error=error retry=Callback::new(move |()| tags.reload())/> }.into_any()
        }
        (None, None) => view! { <Skeleton label="Cargando tu cuenta…" lines=3/> }.into_any(),
    }
}

#[component]
fn NoTags() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let help = navigation.href(&Route::Help(HelpContext::default()));
    view! {
        <Empty title="Tu cuenta aún no tiene un tag">
            <p>
                "Cuando actives tu PASE aparecerá aquí con sus movimientos y facturas. Si ya tienes uno, "
                <a href=help>"escríbenos"</a> " y lo agregamos a tu cuenta."
            </p>
        </Empty>
    }
}

/// A tag: its card, its sections, and the section that is looked at.
#[component]
pub fn Dashboard(
    /// The tag.
    tag: TagId,
    /// The name of the section that is looked at.
    #[prop(into)]
    section: Signal<&'static str>,
    /// The section.
    children: ChildrenFn,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let tags = load(client, || Some(ListTags));
    let own = tag.clone();
    let card = move || {
        let own = own.clone();
        waiting_for(tags, move |tags| match tags.items.iter().find(|tag| tag.id == own) {
            Some(tag) => view! { <VehicleCard tag=tag.clone() others=tags.items.clone()/> }.into_any(),
            None => view! { <UnknownTag/> }.into_any(),
        })
    };
    view! {
        <h1 class="visually-hidden" tabindex="-1">"Tu PASE"</h1>
        <div class="vehicle-slot">{card}</div>
        <Sections tag=tag section=section/>
        {children()}
    }
}

#[component]
fn UnknownTag() -> impl IntoView {
    let home = expect_context::<Navigation>().href(&Route::Home);
    view! {
        <Empty title="Este tag no está en tu cuenta">
            <p><a href=home>"Ver mis tags"</a></p>
        </Empty>
    }
}

#[component]
fn VehicleCard(tag: Tag, others: Vec<Tag>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let links = expect_context::<Config>().links;
    let help =
        navigation.href(&Route::Help(HelpContext { tag: Some(tag.id.clone()), ..HelpContext::default() }));
    let link = move |address: Option<Arc<str>>, words: &'static str| {
        let external = address.is_some();
        let href = address.map_or_else(|| help.clone(), |address| address.to_string());
        view! { <a class="button" href=href rel=external.then_some("external")>{words}</a> }
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
                <p class="vehicle__alias">{tag.alias.clone()} <span class=mark>{status}</span></p>
                <p class="vehicle__number">
                    <span class="visually-hidden">"Tag "</span>
                    {tag.number.clone()}
                </p>
                <p class="vehicle__plan">"Esquema de pago: " {plan}</p>
            </div>
            <div class="vehicle__actions">{link(links.recharge, "RECARGAR")} {link(links.invoice, "FACTURAR")}</div>
            {(others.len() > 1).then(|| view! { <OtherTags present=tag.id others=others/> })}
        </section>
    }
}

#[component]
fn OtherTags(present: TagId, others: Vec<Tag>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let link = move |tag: Tag| {
        let current = (tag.id == present).then_some("true");
        let href = navigation.href(&Route::invoices(tag.id));
        view! {
            <li>
                <a class="chip" href=href aria-current=current>
                    {tag.alias}
                    " · "
                    {tag.number}
                </a>
            </li>
        }
    };
    view! {
        <nav class="vehicle__others" aria-label="Tus tags">
            <ul class="chips">{others.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
}

/// The sections as addresses, not as tabs: Back, reload and a shared link work.
#[component]
fn Sections(tag: TagId, section: Signal<&'static str>) -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let link = |target: Section, words: &'static str| {
        let name = target.name();
        let href = navigation.href(&Route::Tag(tag.clone(), target));
        let current = move || (section.get() == name).then_some("page");
        view! {
            <li>
                <a class="sections__link" href=href aria-current=current data-noscroll="">
                    {words}
                </a>
            </li>
        }
    };
    view! {
        <nav class="sections" aria-label="Secciones">
            <ul class="sections__list">
                {link(Section::Movements(MovementsAddress::default()), "Movimientos")}
                {link(Section::Invoices(InvoicesAddress::default()), "Facturas")}
                {link(Section::Clarifications, "Aclaraciones")}
            </ul>
        </nav>
    }
}
