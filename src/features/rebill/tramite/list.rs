//! All trámites of the customer, the newest first.

use std::sync::Arc;

use leptos::prelude::*;
use pase_contract::rebills::{ListRebills, Rebill};

use super::timeline::status_tag;
use crate::api::{Client, load};
use crate::browser::mexico_city;
use crate::format;
use crate::listing::{ListWords, Listing, ToPage};
use crate::navigation::Navigation;
use crate::route::{HelpContext, Route};
use crate::ui::{ButtonLink, Card, CardText, Cards, Empty, Page};

const WORDS: ListWords = ListWords {
    loading: "Cargando tus trámites…",
    one_and_many: ("trámite", "trámites"),
    pages: "Páginas de trámites",
    unreadable: "Algunos trámites no se pudieron mostrar.",
};

/// The page.
#[component]
pub fn TramitesPage() -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let cursor = Memo::new(move |_| match navigation.route.get() {
        Route::Rebills(cursor) => cursor,
        _ => None,
    });
    let rebills = load(client, move || Some(ListRebills { cursor: cursor.get(), limit: None }));
    let to_page: ToPage = Arc::new(move |cursor| navigation.href(&Route::Rebills(Some(cursor))));
    let cards = move || {
        let items = rebills.value.with(|list| list.as_ref().map(|list| list.items.clone()));
        let items = items.unwrap_or_default().into_iter();
        view! { <Cards>{items.map(|rebill| view! { <One rebill=rebill/> }).collect_view()}</Cards> }
    };
    view! {
        <Page title="Mis trámites">
            <Listing
                list=rebills
                words=WORDS
                empty=|| view! { <NoTramites/> }
                rows=cards
                to_page=to_page
                context=HelpContext::default()
            />
        </Page>
    }
}

#[component]
fn NoTramites() -> impl IntoView {
    let home = expect_context::<Navigation>().href(&Route::Home);
    view! {
        <Empty title="Aún no tienes trámites de refacturación">
            <p>"Abre una factura y elige REFACTURAR para corregir su razón social. " <a href=home>"Ir a mis facturas"</a></p>
        </Empty>
    }
}

#[component]
fn One(rebill: Rebill) -> impl IntoView {
    let href = expect_context::<Navigation>().href(&Route::Rebill(rebill.id.clone()));
    let folio = rebill.original.folio.clone();
    view! {
        <Card text=card(&rebill)>
            <ButtonLink href=href>
                "Ver el trámite" <span class="visually-hidden">" de la factura " {folio}</span>
            </ButtonLink>
        </Card>
    }
}

fn card(rebill: &Rebill) -> CardText {
    let from = format!("De {} a {}", rebill.from.rfc, rebill.to.rfc);
    let registered = format!("Registrado: {}", mexico_city::day_and_time(rebill.registered_at));
    CardText {
        title: format!("Factura {}", rebill.original.folio),
        marks: vec![status_tag(rebill.status)],
        name: format::money(rebill.original.total),
        lines: vec![from, rebill.to.name.clone(), registered],
        warning: rebill.overdue.then_some("El plazo para aceptar la cancelación ya pasó."),
    }
}
