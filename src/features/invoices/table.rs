//! The table itself: columns that sort, rows that open.

use leptos::prelude::*;
use pase_contract::List;
use pase_contract::invoices::{Invoice, InvoiceSort, InvoiceSortKey};

use super::row::Row;
use super::section::Href;
use crate::api::Load;
use crate::route::InvoicesAddress;

/// The table. On a phone the stylesheet lays its rows out as cards; the roles keep it a table for whoever listens.
#[component]
pub(super) fn Table(
    /// The invoices.
    invoices: Load<List<Invoice>>,
    /// What is shown.
    address: Signal<InvoicesAddress>,
    /// The full path of a state of the table.
    href: Href,
    /// Goes to a state of the table.
    to_address: Callback<InvoicesAddress>,
) -> impl IntoView {
    let ids = move || {
        invoices.value.with(|list| {
            let items = list.as_ref().map(|list| list.items.iter().map(|invoice| invoice.id.clone()));
            items.map(Iterator::collect::<Vec<_>>).unwrap_or_default()
        })
    };
    let rows = move || {
        view! {
            <For
                each=ids
                key=Clone::clone
                children=move |id| {
                    let own = id.clone();
                    let invoice = Memo::new(move |_| {
                        invoices
                            .value
                            .with(|list| list.as_ref()?.items.iter().find(|invoice| invoice.id == own).cloned())
                    });
                    view! { <Row id=id invoice=invoice address=address to_address=to_address/> }
                }
            />
        }
    };
    let sortable = {
        move |key: InvoiceSortKey, words: &'static str, class: &'static str| {
            view! { <Sortable key=key words=words class=class address=address href=href.clone()/> }
        }
    };
    view! {
        <table class="table table--invoices" role="table">
            <caption class="visually-hidden">
                "Facturas publicadas. El botón al final de cada renglón lo abre."
            </caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"Concepto"</th>
                    <th scope="col" role="columnheader">"RFC/Razón Social"</th>
                    {sortable(InvoiceSortKey::IssuedAt, "Fecha", "")}
                    <th scope="col" role="columnheader">"Período"</th>
                    {sortable(InvoiceSortKey::Folio, "Folio", "")}
                    {sortable(InvoiceSortKey::Total, "Total", "table__amount")}
                    <th scope="col" role="columnheader"><span class="visually-hidden">"Abrir"</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows()}</tbody>
        </table>
    }
}

/// The head of a column that sorts: a link, so that an order is an address.
#[component]
fn Sortable(
    key: InvoiceSortKey,
    words: &'static str,
    class: &'static str,
    address: Signal<InvoicesAddress>,
    href: Href,
) -> impl IntoView {
    let present = Memo::new(move |_| address.with(|address| address.sort));
    let order = move || {
        let InvoiceSort { key: by, ascending } = present.get();
        (by == key).then_some(if ascending { "ascending" } else { "descending" })
    };
    let target = move || {
        let InvoiceSort { key: by, ascending } = present.get();
        let sort = InvoiceSort { key, ascending: by == key && !ascending };
        href(InvoicesAddress { sort, cursor: None, open: None, ..address.get() })
    };
    view! {
        <th scope="col" role="columnheader" class=class aria-sort=order>
            <a class="table__sort" href=target data-noscroll="">
                {words}
                <span class="table__arrow" aria-hidden="true"></span>
            </a>
        </th>
    }
}
