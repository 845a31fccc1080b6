//! The table itself: columns that sort, rows that open.

use leptos::prelude::*;
use pase_contract::invoices::{Invoice, InvoiceSort, InvoiceSortKey, Rebillability, RefusalReason};
use pase_contract::{InvoiceId, List};

use super::refusal;
use super::row::{COLUMNS, InvoiceRow};
use super::table_address::TableAddress;
use crate::api::Load;
use crate::browser::scroll;
use crate::data_views::listing::ListElement;
use crate::features::attention::Attention;
use crate::features::rebills::turn::Turn;
use crate::navigation::InvoicesAddress;
use crate::ui::{Column, SortOrder, Table};

#[component]
pub(super) fn InvoiceTable(
    /// The current page of invoices.
    invoices: Load<List<Invoice>>,
    address: TableAddress,
) -> impl IntoView {
    reload_attention_on_turn_change(invoices);
    let list_element = use_context::<ListElement>();
    let before = StoredValue::new(Vec::<InvoiceId>::new());
    let ids = move || {
        let ids = invoices.value.with(|list| {
            let items = list.as_ref().map(|list| list.items.iter().map(|invoice| invoice.id.clone()));
            items.map(Iterator::collect::<Vec<_>>).unwrap_or_default()
        });
        let earlier = before.try_update_value(|before| std::mem::replace(before, ids.clone()));
        let is_corrected = |id: &InvoiceId| {
            invoices.value.with_untracked(|list| list.as_ref().is_some_and(|list| is_corrected(list, id)))
        };
        if let Some(earlier) = earlier
            && only_corrected_document_added(&earlier, &ids, is_corrected)
            && let Some(root) =
                list_element.and_then(|ListElement(element)| element.try_get_untracked().flatten())
        {
            let open = address.get_untracked().open_id().cloned();
            if let Some(row) = open.as_ref().or(earlier.first()) {
                scroll::keep_in_place(&root, &format!("[data-row='{row}']"));
            }
        }
        ids
    };
    let sorted = |column: Column, key: InvoiceSortKey| {
        let order = Signal::derive(move || order_by(key, address.with(|address| address.sort)));
        let target = Signal::derive(move || {
            let ascending = order.get() == Some(SortOrder::Descending);
            let sort = InvoiceSort { key, ascending };
            address.href(InvoicesAddress { sort, cursor: None, open: None, ..address.get() })
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
                    view! { <InvoiceRow id=id invoice=invoice address=address/> }
                }
            />
        </Table>
    }
}

/// Reloads what waits for the customer when the turn in the trámite of a listed invoice changes.
fn reload_attention_on_turn_change(invoices: Load<List<Invoice>>) {
    let Some(attention) = use_context::<Attention>() else { return };
    Effect::new(move |before: Option<Vec<InvoiceTurn>>| {
        let now = invoices.value.with(|list| {
            let items = list.as_ref().map(|list| list.items.iter().map(invoice_turn));
            items.map(Iterator::collect::<Vec<_>>).unwrap_or_default()
        });
        if before.is_some_and(|before| any_turn_changed(&before, &now)) {
            attention.reload();
        }
        now
    });
}

/// An invoice, and whose turn it is in its trámite.
type InvoiceTurn = (InvoiceId, Option<Turn>);

fn invoice_turn(invoice: &Invoice) -> InvoiceTurn {
    let turn = match &invoice.rebill {
        Rebillability::Refused { reason, tramite, .. } => refusal::turn_for_reason(*reason, tramite.as_ref()),
        Rebillability::Allowed { .. } => None,
    };
    (invoice.id.clone(), turn)
}

fn any_turn_changed(before: &[InvoiceTurn], now: &[InvoiceTurn]) -> bool {
    now.iter().any(|(id, turn)| before.iter().any(|(other, earlier)| other == id && earlier != turn))
}

/// Whether the only new row is a corrected document, which appears by itself and not because the
/// customer asked for other rows.
fn only_corrected_document_added(
    before: &[InvoiceId],
    now: &[InvoiceId],
    is_corrected: impl Fn(&InvoiceId) -> bool,
) -> bool {
    let mut new = now.iter().filter(|id| !before.contains(id));
    let first = new.next();
    !before.is_empty() && new.next().is_none() && first.is_some_and(is_corrected)
}

/// Whether this invoice is a corrected document.
fn is_corrected(list: &List<Invoice>, id: &InvoiceId) -> bool {
    list.items.iter().find(|invoice| invoice.id == *id).is_some_and(|invoice| {
        matches!(invoice.rebill, Rebillability::Refused { reason: RefusalReason::Substitute, .. })
    })
}

fn order_by(key: InvoiceSortKey, present: InvoiceSort) -> Option<SortOrder> {
    let order = if present.ascending { SortOrder::Ascending } else { SortOrder::Descending };
    (present.key == key).then_some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> Vec<InvoiceId> {
        ids.iter().map(|id| id.parse().unwrap()).collect()
    }

    #[test]
    fn rows_stay_where_they_are_only_for_a_corrected_document_that_came_by_itself() {
        let corrected = |id: &InvoiceId| id.as_str() == "new";
        assert!(only_corrected_document_added(&ids(&["b", "a"]), &ids(&["new", "b", "a"]), corrected));
        assert!(
            only_corrected_document_added(&ids(&["b", "a"]), &ids(&["new", "b"]), corrected),
            "the page is full"
        );
        assert!(
            !only_corrected_document_added(&ids(&["b", "a"]), &ids(&["c", "b", "a"]), corrected),
            "a filter was taken off"
        );
        assert!(!only_corrected_document_added(&[], &ids(&["new"]), corrected), "the first answer");
        assert!(
            !only_corrected_document_added(&ids(&["b", "a"]), &ids(&["a", "b"]), corrected),
            "another order"
        );
    }

    #[test]
    fn only_another_turn_is_news() {
        let at = |turn| vec![("a".parse().unwrap(), turn)];
        assert!(any_turn_changed(&at(None), &at(Some(Turn::Ours))));
        assert!(!any_turn_changed(&at(Some(Turn::Ours)), &at(Some(Turn::Ours))));
        assert!(!any_turn_changed(&[], &at(Some(Turn::Ours))), "another page");
    }
}
