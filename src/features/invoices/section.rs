//! The section *Facturas*: the filter bar, the table, and the modal that re-bills.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use pase_contract::invoices::{Invoice, InvoiceQuery, ListInvoices, Rebillability, RefusalReason};
use pase_contract::rebills::RebillStatus;
use pase_contract::{InvoiceId, List, TagId};

use super::FilterText;
use super::filters::Filters;
use super::opened::{Opened, OpenedOutsideTable};
use super::table::InvoiceTable;
use super::table_address::TableAddress;
use crate::api::{Client, load};
use crate::browser::focus;
use crate::context::session::{Session, SessionState};
use crate::data_views::listing::{ListTexts, Listing, ToPage};
use crate::data_views::polling::poll_while_unsettled;
use crate::features::attention::attention_header;
use crate::features::rebill_modal::{RebillModal, Steps, StepsChange};
use crate::navigation::{HelpContext, InvoicesAddress, Navigation};
use crate::ui::{Empty, Page};

const TEXTS: ListTexts = ListTexts {
    loading: "Cargando tus facturas…",
    one_and_many: ("factura", "facturas"),
    pages: "Páginas de facturas",
    unreadable: "Algunas facturas no se pudieron mostrar. Si te falta una, repórtalo en Ayuda.",
};

/// The section *Facturas*.
#[component]
pub fn Invoices(
    /// The tag.
    tag: TagId,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let filter = expect_context::<FilterText>();
    // A customer who has just logged in finds their text in the very first list.
    expect_context::<Session>().state.with_untracked(|state| {
        if let SessionState::LoggedIn(account) = state {
            filter.set_owner(&account.id);
        }
    });
    filter.set_tag(&tag);
    let typed = filter.typed;
    let address = TableAddress::new(expect_context::<Navigation>(), tag.clone());
    // Which row is open concerns only the screen: opening one sends no request for the list.
    let list_address = Memo::new(move |_| InvoicesAddress { open: None, ..address.get() });
    let applied = RwSignal::new(typed.get_untracked());
    let own = tag.clone();
    let invoices = load(client.clone(), move || {
        let InvoicesAddress { from, to, sort, cursor, .. } = list_address.get();
        let query = InvoiceQuery {
            text: mx_fiscal::visible_text(&applied.get()),
            from,
            to,
            sort,
            cursor,
            limit: None,
        };
        Some(ListInvoices { tag_id: own.clone(), query })
    });
    let opened = Opened::new(client, address, invoices);
    poll_while_unsettled(invoices, running_tramites);
    let context = HelpContext { tag: Some(tag), ..HelpContext::default() };
    let to_page: ToPage = Arc::new(move |cursor| {
        address.href(InvoicesAddress { cursor: Some(cursor), open: None, ..address.get() })
    });
    let element = NodeRef::<html::Div>::new();
    let on_changed = Callback::new(move |()| {
        invoices.reload();
        opened.reload();
    });
    let on_closed = Callback::new(move |id: InvoiceId| {
        // The closing dialog returns the focus to the button that opened it. If that button is
        // gone, or never existed because the page began in the dialog, the row's own button takes
        // the focus.
        request_animation_frame(move || {
            if let Some(element) = element.try_get_untracked().flatten().filter(|_| focus::is_lost()) {
                focus::focus_within(&element, &format!("[data-row='{id}'] button[aria-expanded]"));
            }
        });
    });
    let filtered = Signal::derive(move || {
        let dates = address.with(|address| address.from.is_some() || address.to.is_some());
        dates || applied.with(|text| !text.trim().is_empty())
    });
    let rows = move || view! { <InvoiceTable invoices=invoices address=address/> };
    let steps = Steps {
        at: Signal::derive(move || address.with(|address| address.step().cloned())),
        change: Callback::new(move |change| match change {
            StepsChange::Open(step) => address.open_step(step),
            StepsChange::Replace(step) => address.replace_step(step),
            StepsChange::Close(steps, step) => address.close_steps(steps, step),
        }),
    };
    view! {
        <Page title="Facturas">
            <Filters typed=typed applied=applied address=address/>
            <div node_ref=element>
                <OpenedOutsideTable opened=opened address=address/>
                <Listing
                    list=invoices
                    texts=TEXTS
                    empty=move || view! { <NoInvoices filtered=filtered/> }
                    rows=rows
                    header=attention_header()
                    to_page=to_page
                    context=context
                />
            </div>
            <RebillModal invoice=opened.invoice steps=steps on_changed=on_changed on_closed=on_closed/>
        </Page>
    }
}

/// The status of each trámite in which something may still happen; `None` if there are none.
fn running_tramites(invoices: &List<Invoice>) -> Option<Vec<(InvoiceId, Option<RebillStatus>)>> {
    let running_status = |invoice: &Invoice| match &invoice.rebill {
        Rebillability::Refused { reason: RefusalReason::InProgress, tramite, .. } => {
            Some((invoice.id.clone(), tramite.as_ref().map(|tramite| tramite.status)))
        }
        _ => None,
    };
    let running_tramites: Vec<_> = invoices.items.iter().filter_map(running_status).collect();
    (!running_tramites.is_empty()).then_some(running_tramites)
}

#[component]
fn NoInvoices(filtered: Signal<bool>) -> impl IntoView {
    move || {
        if filtered.get() {
            view! {
                <Empty title="Ninguna factura coincide">
                    <p>"Revisa el texto del filtro o cambia las fechas de Inicio y Fin."</p>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty title="Aún no hay facturas publicadas">
                    <p>"Tus facturas aparecen aquí en cuanto se emiten, a la razón social de tu cuenta."</p>
                </Empty>
            }
            .into_any()
        }
    }
}
