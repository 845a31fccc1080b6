//! The dashboard of a tag: the vehicle card and the three sections.

mod vehicle;

use leptos::prelude::*;
use pase_contract::tags::{ListTags, Tag};
use pase_contract::{List, TagId};

use crate::api::{Client, load};
use crate::data_views::listing::warn_of_unreadable;
use crate::data_views::loaded::loaded;
use crate::navigation::{
    HelpContext, HelpTopic, InvoicesAddress, MovementsAddress, Navigation, Route, Section, SectionName,
};
use crate::ui::{Empty, Notice, NoticeKind, Page, SectionLink, Sections, Skeleton};
use vehicle::{VehicleCard, VehicleSkeleton};

/// The front page. It leads on to the first tag's invoices, which are what the portal is for.
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
    warn_of_unreadable(tags, "tags");
    let skeleton = || view! { <Skeleton label="Cargando tu cuenta…" lines=4/> }.into_any();
    let none = |tags: List<Tag>| match (tags.items.is_empty(), tags.unreadable == 0) {
        (false, _) => ().into_any(),
        (true, true) => view! { <NoTags/> }.into_any(),
        (true, false) => view! { <UnreadableTags/> }.into_any(),
    };
    view! { <Page title="Tu cuenta">{move || loaded(tags, skeleton, none)}</Page> }
}

/// Says that some tags of the account cannot be shown, instead of claiming that it has none.
#[component]
fn UnreadableTags() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let help = navigation.href(&Route::Help(HelpContext::default()));
    view! {
        <Notice kind=NoticeKind::Attention title="No pudimos mostrar todos tus tags">
            <p>"Siguen en tu cuenta. Recarga la página y, si no aparecen, " <a href=help>"escríbenos"</a> "."</p>
        </Notice>
    }
}

#[component]
fn NoTags() -> impl IntoView {
    let navigation = expect_context::<Navigation>();
    let help = navigation.href(&Route::help_with(HelpTopic::AddTag));
    view! {
        <Empty title="Tu cuenta aún no tiene un tag">
            <p>
                "Cuando actives tu PASE aparecerá aquí con sus movimientos y facturas. Si ya tienes uno, "
                <a href=help>"escríbenos"</a> " y lo agregamos a tu cuenta."
            </p>
        </Empty>
    }
}

/// A tag: its card, the links to its sections, and the current section.
#[component]
pub fn Dashboard(
    /// The tag.
    tag: TagId,
    /// The name of the current section.
    #[prop(into)]
    section: Signal<Option<SectionName>>,
    /// The current section.
    children: ChildrenFn,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let tags = load(client, || Some(ListTags));
    warn_of_unreadable(tags, "tags");
    let own = tag.clone();
    let is_unknown = {
        let own = own.clone();
        Memo::new(move |_| {
            let known = |tags: &List<Tag>| tags.items.iter().any(|tag| tag.id == own) || tags.unreadable > 0;
            tags.value.with(|tags| tags.as_ref().is_some_and(|tags| !known(tags)))
        })
    };
    let card = move || {
        let own = own.clone();
        let skeleton = || view! { <VehicleSkeleton/> }.into_any();
        loaded(tags, skeleton, move |tags| {
            let card = tags.items.iter().find(|tag| tag.id == own).map(|tag| {
                view! { <VehicleCard tag=tag.clone() all=tags.items.clone()/> }
            });
            let some = tags.unreadable > 0;
            view! { {card} {some.then(|| view! { <UnreadableTags/> })} }.into_any()
        })
    };
    let link = |target: Section, label| {
        let name = target.name();
        let tag = tag.clone();
        let current = Signal::derive(move || section.get() == Some(name));
        let href = Signal::derive(move || {
            let top = navigation.route.with(|route| match route {
                Route::Tag(_, section) if section.name() == name => section.top(),
                _ => target.clone(),
            });
            navigation.href(&Route::Tag(tag.clone(), top))
        });
        SectionLink { label, href, current }
    };
    let links = vec![
        link(Section::Movements(MovementsAddress::default()), "Movimientos"),
        link(Section::Invoices(InvoicesAddress::default()), "Facturas"),
        link(Section::Clarifications, "Aclaraciones"),
    ];
    let links = StoredValue::new(links);
    // For a tag that is not the customer's, there is nothing to show but a link to their own tags.
    view! {
        <Show when=move || !is_unknown.get() fallback=|| view! { <UnknownTag/> }>
            {card.clone()}
            <Sections label="Secciones" links=links.get_value()/>
            {children()}
        </Show>
    }
}

#[component]
fn UnknownTag() -> impl IntoView {
    let home = expect_context::<Navigation>().href(&Route::Home);
    view! {
        <Page title="Tu vehículo">
            <Empty title="Este tag no está en tu cuenta">
                <p><a href=home>"Ver mis tags"</a></p>
            </Empty>
        </Page>
    }
}
