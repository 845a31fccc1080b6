//! All trámites of the customer. On each page, those that wait for the customer come first, then
//! the newest.

use std::sync::Arc;

use leptos::prelude::*;
use pase_contract::rebills::{ListRebills, Rebill};

use crate::api::{Client, load};
use crate::data_views::listing::{ListTexts, Listing, ToPage};
use crate::features::rebills::turn::{Turn, deadline_text, turn_of, urgency};
use crate::locale::format;
use crate::locale::mexico_city;
use crate::navigation::{HelpContext, Navigation, Route};
use crate::ui::{ButtonLink, Card, CardText, Cards, Empty, Page};

const TEXTS: ListTexts = ListTexts {
    loading: "Cargando tus trámites…",
    one_and_many: ("trámite", "trámites"),
    pages: "Páginas de trámites",
    unreadable: "Algunos trámites no se pudieron mostrar. Si te falta uno, repórtalo en Ayuda.",
};

/// The page *Mis trámites*.
#[component]
pub fn TramitesPage() -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let cursor = Memo::new(move |_| match navigation.route.get() {
        Route::Rebills(cursor) => cursor,
        _ => None,
    });
    let rebills = load(client, move || Some(ListRebills { cursor: cursor.get(), ..ListRebills::default() }));
    let to_page: ToPage = Arc::new(move |cursor| navigation.href(&Route::Rebills(Some(cursor))));
    let cards = move || {
        let items = rebills.value.with(|list| list.as_ref().map(|list| list.items.clone()));
        let mut items = items.unwrap_or_default();
        items.sort_by_key(urgency);
        view! {
            <Cards>{items.into_iter().map(|rebill| view! { <TramiteCard rebill=rebill/> }).collect_view()}</Cards>
            <p class="hint">"Fecha y hora de la Ciudad de México."</p>
        }
    };
    view! {
        <Page title="Mis trámites">
            <Listing
                list=rebills
                texts=TEXTS
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
fn TramiteCard(rebill: Rebill) -> impl IntoView {
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
    let until = match (turn_of(rebill), &rebill.acceptance) {
        (Turn::Accept { overdue }, Some(acceptance)) => {
            Some(deadline_text(acceptance, overdue, rebill.as_of))
        }
        (Turn::Correct, _) => Some("El SAT no reconoció un dato de la nueva razón social.".to_owned()),
        _ => None,
    };
    let from = format!("De {} a {}", rebill.from.rfc, rebill.to.rfc);
    let registered = format!("Registrado: {}", mexico_city::day_and_time(rebill.registered_at, rebill.as_of));
    CardText {
        title: format!("Factura {}", rebill.original.folio),
        marks: vec![turn_of(rebill).tag()],
        name: format::money(rebill.original.total),
        lines: until.into_iter().chain([from, rebill.to.name.clone(), registered]).collect(),
        warning: None,
    }
}
