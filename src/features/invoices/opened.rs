//! The invoice of the open row, if the address names one that the table does not show: it is on
//! another page, the filter leaves it out, or it cannot be shown at all. If no such invoice is
//! found, a notice says so.

use leptos::prelude::*;
use pase_contract::invoices::{GetInvoice, Invoice};
use pase_contract::{InvoiceId, List, ProblemCode};

use super::row::InvoiceRow;
use super::table_address::TableAddress;
use crate::api::{ApiError, Client, Load, load};
use crate::data_views::failure::FailureNotice;
use crate::ui::{Button, Column, Notice, Table};

/// The invoice of the open row, from the table's list or fetched by itself.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    /// The invoice, once it is known.
    pub(super) invoice: Memo<Option<Invoice>>,
    /// The open row, if the table does not show it.
    outside_table: Memo<Option<InvoiceId>>,
    fetched: Load<Invoice>,
}

impl Opened {
    /// Looks for the open row in what the table shows, and asks the server if it is not there.
    pub(super) fn new(client: Client, address: TableAddress, invoices: Load<List<Invoice>>) -> Self {
        let open = Memo::new(move |_| address.with(|address| address.open_id().cloned()));
        let listed = Memo::new(move |_| {
            let open = open.get()?;
            invoices
                .value
                .with(|list| list.as_ref()?.items.iter().find(|invoice| invoice.id == open).cloned())
        });
        let outside_table = Memo::new(move |_| {
            // While the list is loading, the row may still arrive with it.
            let is_settled = !invoices.loading.get() && invoices.value.with(Option::is_some);
            open.get().filter(|_| is_settled && listed.with(Option::is_none))
        });
        let fetched = load(client, move || outside_table.get().map(|id| GetInvoice { id }));
        let invoice = Memo::new(move |_| {
            listed.get().or_else(|| {
                let open = open.get()?;
                fetched.value.with(|invoice| invoice.clone().filter(|invoice| invoice.id == open))
            })
        });
        Self { invoice, outside_table, fetched }
    }

    /// Fetches the invoice again, if the table does not show it.
    pub(super) fn reload(&self) {
        if self.outside_table.with_untracked(Option::is_some) {
            self.fetched.reload();
        }
    }
}

/// The open row above the table, if the table does not show it.
#[component]
pub(super) fn OpenedOutsideTable(opened: Opened, address: TableAddress) -> impl IntoView {
    let Opened { invoice, outside_table, fetched } = opened;
    let shown = Memo::new(move |_| {
        let id = outside_table.get()?;
        let is_there = invoice.with(|invoice| invoice.as_ref().is_some_and(|invoice| invoice.id == id));
        is_there.then_some(id)
    });
    let failure = move || outside_table.get().and_then(|_| fetched.failure.get());
    let close = move |_| address.close_row();
    view! {
        {move || shown.get().map(|id| view! { <OpenedTable id=id invoice=invoice address=address/> })}
        {move || {
            failure()
                .map(|error| match error.code() {
                    Some(ProblemCode::NotFound) => view! {
                        <Notice title="No encontramos la factura que abriste">
                            <p>"Es posible que la dirección esté incompleta o que la factura pertenezca a otra cuenta."</p>
                            <Button on_press=close>"Ver todas mis facturas"</Button>
                        </Notice>
                    }
                        .into_any(),
                    _ => view! { <NotFetched error=error fetched=fetched/> }.into_any(),
                })
        }}
    }
}

#[component]
fn NotFetched(error: ApiError, fetched: Load<Invoice>) -> impl IntoView {
    view! { <FailureNotice error=error retry=Callback::new(move |()| fetched.reload())/> }
}

#[component]
fn OpenedTable(id: InvoiceId, invoice: Memo<Option<Invoice>>, address: TableAddress) -> impl IntoView {
    let columns = ["Concepto", "RFC/Razón Social", "Fecha", "Período", "Folio"].map(Column::new);
    let columns = columns.into_iter().chain([Column::of_amounts("Total"), Column::of_openers("Abrir")]);
    view! {
        <Notice>"La factura que abriste no está entre las que muestra la lista. Aquí la tienes:"</Notice>
        <Table caption="La factura que abriste" columns=columns.collect()>
            <InvoiceRow id=id invoice=invoice address=address/>
        </Table>
    }
}
