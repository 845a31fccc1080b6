//! Movimientos: what happened on a tag.

use leptos::prelude::*;
use pase_contract::TagId;
use pase_contract::movements::{ListMovements, Movement, MovementKind, MovementQuery};

use crate::api::{Client, load};
use crate::browser::{mexico_city, page};
use crate::failure::Failure;
use crate::format;
use crate::navigation::Navigation;
use crate::route::{HelpContext, MovementsAddress, Route, Section};
use crate::ui::{DateField, Empty, Notice, Pagination, Skeleton};

/// The section.
#[component]
pub fn Movements(
    /// The tag.
    tag: TagId,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    page::set_title("Movimientos · PASE");
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
    let own = StoredValue::new(tag);
    let change = move |change: &dyn Fn(&mut MovementsAddress)| {
        let mut address = MovementsAddress { cursor: None, ..address.get_untracked() };
        change(&mut address);
        if let Some(tag) = own.try_get_value() {
            navigation.replace(&Route::Tag(tag, Section::Movements(address)));
        }
    };
    let text = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let list = move || {
        if let Some(error) = movements.failure.get() {
            let retry = Callback::new(move |()| movements.reload());
            return view! { <Failure error=error retry=retry context=context.clone()/> }.into_any();
        }
        let Some(list) = movements.value.get() else {
            return view! { <Skeleton label="Cargando tus movimientos…" lines=6/> }.into_any();
        };
        let MovementsAddress { from, to, .. } = address.get();
        if list.items.is_empty() && list.unreadable == 0 {
            let filtered = from.is_some() || to.is_some();
            return view! { <NoMovements filtered=filtered/> }.into_any();
        }
        let to_page = |cursor: Option<String>| {
            let address = MovementsAddress { from, to, cursor: Some(cursor?) };
            Some(navigation.href(&Route::Tag(own.try_get_value()?, Section::Movements(address))))
        };
        let rows = u64::try_from(list.items.len()).unwrap_or_default();
        view! {
            {(list.unreadable > 0).then(|| view! { <Notice>"Algunos movimientos no se pudieron mostrar."</Notice> })}
            <Table movements=list.items/>
            <Pagination
                label="Páginas de movimientos"
                offset=list.offset
                rows=rows
                total=list.total
                previous=to_page(list.previous_cursor)
                next=to_page(list.next_cursor)
            />
        }
        .into_any()
    };
    view! {
        <section class="panel" aria-labelledby="pase-movements">
            <h2 class="panel__title" id="pase-movements" tabindex="-1">"Movimientos"</h2>
            <div class="filters">
                <DateField
                    label="Inicio"
                    name="from"
                    value=Signal::derive(move || text(address.get().from))
                    on_change=Callback::new(move |day: String| change(&|address| address.from = day.parse().ok()))
                />
                <DateField
                    label="Fin"
                    name="to"
                    value=Signal::derive(move || text(address.get().to))
                    on_change=Callback::new(move |day: String| change(&|address| address.to = day.parse().ok()))
                />
            </div>
            <div class="listing" aria-busy=move || movements.loading.get().to_string()>{list}</div>
        </section>
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
fn Table(movements: Vec<Movement>) -> impl IntoView {
    view! {
        <table class="table" role="table">
            <caption class="visually-hidden">"Movimientos, del más reciente al más antiguo"</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"Fecha"</th>
                    <th scope="col" role="columnheader">"Concepto"</th>
                    <th scope="col" role="columnheader">"Plaza/Carril"</th>
                    <th scope="col" role="columnheader">"Facturado"</th>
                    <th scope="col" role="columnheader" class="table__amount">"Importe"</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{movements.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(movement: Movement) -> impl IntoView {
    let place = [movement.plaza, movement.lane.map(|lane| format!("carril {lane}"))];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let concept = match movement.kind {
        MovementKind::Recharge if movement.concept.is_empty() => "Recarga".to_owned(),
        _ => movement.concept,
    };
    view! {
        <tr role="row">
            <td role="cell" data-label="Fecha">
                <time datetime=movement.occurred_at.to_rfc3339()>{mexico_city::short(movement.occurred_at)}</time>
            </td>
            <td role="cell" data-label="Concepto">{concept}</td>
            <td role="cell" data-label="Plaza/Carril">{place}</td>
            <td role="cell" data-label="Facturado">{if movement.invoiced { "Sí" } else { "No" }}</td>
            <td role="cell" data-label="Importe" class="table__amount">{format::money(movement.amount)}</td>
        </tr>
    }
}
