//! The dashboard: the vehicle card and the three sections of a tag.

mod vehicle;

use leptos::prelude::*;
use pase_contract::TagId;
use pase_contract::tags::ListTags;

use crate::api::{Client, load};
use crate::loaded::loaded;
use crate::navigation::Navigation;
use crate::route::{HelpContext, InvoicesAddress, MovementsAddress, Route, Section};
use crate::ui::{Empty, Page, SectionLink, Sections, Skeleton};
use vehicle::{VehicleBones, VehicleCard};

/// Leads to the first tag's invoices: what the portal is for.
#[component]
pub fn Home() -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let tags = load(client, || Some(ListTags));
    Effect::new(move |_| {
        let first = tags.value.with(|tags| tags.as_ref()?.items.first().map(|tag| tag.id.clone()));
        if let Some(first) = first {
            navigation.replace(&Route::invoices(first));
        }
    });
    let bones = || view! { <Skeleton label="Cargando tu cuenta…" lines=4/> }.into_any();
    view! {
        <Page title="Tu cuenta">
            {move || loaded(tags, bones, |tags| tags.items.is_empty().then(|| view! { <NoTags/> }).into_any())}
        </Page>
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
    let navigation = expect_context::<Navigation>();
    let tags = load(client, || Some(ListTags));
    let own = tag.clone();
    let card = move || {
        let own = own.clone();
        let bones = || view! { <VehicleBones/> }.into_any();
        loaded(tags, bones, move |tags| match tags.items.iter().find(|tag| tag.id == own) {
            Some(tag) => view! { <VehicleCard tag=tag.clone() all=tags.items.clone()/> }.into_any(),
            None => view! { <UnknownTag/> }.into_any(),
        })
    };
    let link = |target: Section, words| {
        let name = target.name();
        let current = Signal::derive(move || section.get() == name);
        SectionLink { words, href: navigation.href(&Route::Tag(tag.clone(), target)), current }
    };
    let links = vec![
        link(Section::Movements(MovementsAddress::default()), "Movimientos"),
        link(Section::Invoices(InvoicesAddress::default()), "Facturas"),
        link(Section::Clarifications, "Aclaraciones"),
    ];
    view! {
        {card}
        <Sections label="Secciones" links=links/>
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
