//! *Movimientos*: what happened on a tag.

use std::sync::Arc;

use leptos::prelude::*;
use pase_contract::movements::{ListMovements, Movement, MovementKind, MovementQuery};
use pase_contract::{List, TagId};

use crate::api::{Client, Load, load};
use crate::data_views::listing::{ListTexts, Listing, ToPage};
use crate::features::attention::attention_header;
use crate::locale::format;
use crate::locale::mexico_city;
use crate::navigation::{HelpContext, MovementsAddress, Navigation, Route, Section};
use crate::ui::{Cell, CellKind, Column, DateRange, Days, Empty, Page, Row, Table};

const TEXTS: ListTexts = ListTexts {
    loading: "Cargando tus movimientos…",
    one_and_many: ("movimiento", "movimientos"),
    pages: "Páginas de movimientos",
    unreadable: "Algunos movimientos no se pudieron mostrar. Si te falta uno, repórtalo en Ayuda.",
};

/// The section *Movimientos*.
#[component]
pub fn Movements(
    /// The tag.
    tag: TagId,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let address = Memo::new(move |_| match navigation.route.get() {
        Route::Tag(_, Section::Movements(address)) => address,
        _ => MovementsAddress::default(),
    });
    let own = tag.clone();
    let movements = load(client, move || {
        let MovementsAddress { from, to, cursor } = address.get();
        Some(ListMovements { tag_id: own.clone(), query: MovementQuery { from, to, cursor, limit: None } })
    });
    let context = HelpContext { tag: Some(tag.clone()), ..HelpContext::default() };
    let own = tag.clone();
    let change = Callback::new(move |(from, to): Days| {
        let address = MovementsAddress { from, to, cursor: None };
        navigation.replace(&Route::Tag(own.clone(), Section::Movements(address)));
    });
    let to_page: ToPage = Arc::new(move |cursor| {
        let address = MovementsAddress { cursor: Some(cursor), ..address.get() };
        navigation.href(&Route::Tag(tag.clone(), Section::Movements(address)))
    });
    let days = Signal::derive(move || address.with(|address| (address.from, address.to)));
    view! {
        <Page title="Movimientos">
            <div class="filters no-print">
                <DateRange value=days on_change=change/>
            </div>
            <Listing
                list=movements
                texts=TEXTS
                empty=move || view! { <NoMovements filtered=days.get() != (None, None)/> }
                rows=move || {
                    view! {
                        <MovementTable movements=movements/>
                        <p class="hint">"Fecha y hora de la Ciudad de México."</p>
                    }
                }
                header=attention_header()
                to_page=to_page
                context=context
            />
        </Page>
    }
}

#[component]
fn NoMovements(filtered: bool) -> impl IntoView {
    if filtered {
        view! {
            <Empty title="No hay movimientos en esas fechas">
                <p>"Cambia las fechas de Inicio y Fin para ver otros."</p>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title="Aún no hay movimientos">
                <p>"Aquí verás tus cruces y recargas en cuanto uses tu PASE."</p>
            </Empty>
        }
        .into_any()
    }
}

#[component]
fn MovementTable(movements: Load<List<Movement>>) -> impl IntoView {
    let columns = vec![
        Column::new("Fecha"),
        Column::new("Concepto"),
        Column::new("Plaza/Carril"),
        Column::new("Facturado"),
        Column::of_amounts("Importe"),
    ];
    let rows = move || {
        let items = movements.value.with(|list| list.as_ref().map(|list| list.items.clone()));
        items.unwrap_or_default().into_iter().map(row).collect_view()
    };
    view! {
        <Table caption="Movimientos, del más reciente al más antiguo" columns=columns>
            {rows}
        </Table>
    }
}

fn row(movement: Movement) -> impl IntoView {
    let place = [movement.plaza, movement.lane.map(|lane| format!("carril {lane}"))];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let concept = match movement.kind {
        MovementKind::Recharge if movement.concept.is_empty() => "Recarga".to_owned(),
        _ => movement.concept,
    };
    // A recharge is what the customer paid in, whichever sign it has on the wire.
    let amount = match movement.kind {
        MovementKind::Recharge => format::credit(movement.amount),
        _ => format::money(movement.amount),
    };
    view! {
        <Row>
            <Cell label="Fecha">
                <time translate="no" datetime=movement.occurred_at.to_rfc3339()>{mexico_city::short(movement.occurred_at)}</time>
            </Cell>
            <Cell label="Concepto">
                <span>{concept}</span>
            </Cell>
            <Cell label="Plaza/Carril">{(!place.is_empty()).then(|| view! { <span>{place}</span> })}</Cell>
            <Cell label="Facturado">{if movement.invoiced { "Sí" } else { "No" }}</Cell>
            <Cell label="Importe" kind=CellKind::Amount>
                <strong translate="no">{amount}</strong>
            </Cell>
        </Row>
    }
}
