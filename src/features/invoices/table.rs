//! The table itself: columns that sort, rows that open.

use leptos::prelude::*;
use pase_contract::List;
use pase_contract::invoices::{Invoice, InvoiceSort, InvoiceSortKey};

use super::row::InvoiceRow;
use super::section::Href;
use crate::api::Load;
use crate::route::InvoicesAddress;
use crate::ui::{Column, SortOrder, Table};

/// How many columns the table has.
pub(super) const COLUMNS: usize = 7;

/// The table.
#[component]
pub(super) fn InvoiceTable(
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
    let sorted = |column: Column, key: InvoiceSortKey| {
        let href = href.clone();
        let order = Signal::derive(move || order_by(key, address.with(|address| address.sort)));
        let target = Signal::derive(move || {
            let ascending = order.get() == Some(SortOrder::Descending);
            let sort = InvoiceSort { key, ascending };
            href(InvoicesAddress { sort, cursor: None, open: None, ..address.get() })
        });
        column.sorted(order, target)
    };
    let columns: [Column; COLUMNS] = [
        Column::new("Concepto"),
        Column::new("RFC/Razón Social"),
        sorted(Column::new("Fecha"), InvoiceSortKey::IssuedAt),
        Column::new("Período"),
        sorted(Column::new("Folio"), InvoiceSortKey::Folio),
        sorted(Column::of_amounts("Total"), InvoiceSortKey::Total),
        Column::of_openers("Abrir"),
    ];
    view! {
        <Table
            caption="Facturas publicadas. El botón al final de cada renglón lo abre."
            columns=columns.into()
        >
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
                    view! { <InvoiceRow id=id invoice=invoice address=address to_address=to_address/> }
                }
            />
        </Table>
    }
}

fn order_by(key: InvoiceSortKey, present: InvoiceSort) -> Option<SortOrder> {
    let order = if present.ascending { SortOrder::Ascending } else { SortOrder::Descending };
    (present.key == key).then_some(order)
}
