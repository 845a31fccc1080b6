//! The section: filter bar and table, and the modal that re-bills.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use pase_contract::TagId;
use pase_contract::invoices::{Invoice, InvoiceQuery, ListInvoices};

use super::FilterText;
use super::filters::Filters;
use super::table::InvoiceTable;
use crate::api::{Client, load};
use crate::browser::focus;
use crate::features::rebill::RebillModal;
use crate::listing::{ListWords, Listing, ToPage};
use crate::navigation::Navigation;
use crate::route::{HelpContext, InvoicesAddress, Route, Section};
use crate::ui::{Empty, Page};

const WORDS: ListWords = ListWords {
    loading: "Cargando tus facturas…",
    one_and_many: ("factura", "facturas"),
    pages: "Páginas de facturas",
    unreadable: "Algunas facturas no se pudieron mostrar. Si te falta una, repórtalo en Ayuda.",
};

/// The full path of a state of the table.
pub(super) type Href = Arc<dyn Fn(InvoicesAddress) -> String + Send + Sync>;

/// The section.
#[component]
pub fn Invoices(
    /// The tag.
    tag: TagId,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let FilterText(typed) = expect_context::<FilterText>();
    let address = Memo::new(move |_| match navigation.route.get() {
        Route::Tag(_, Section::Invoices(address)) => address,
        _ => InvoicesAddress::default(),
    });
    // An open row is a matter of the screen: opening one asks the server for nothing.
    let asked = Memo::new(move |_| InvoicesAddress { open: None, ..address.get() });
    let applied = RwSignal::new(typed.get_untracked());
    let own = tag.clone();
    let invoices = load(client, move || {
        let InvoicesAddress { from, to, sort, cursor, .. } = asked.get();
        let query = InvoiceQuery { text: applied.get(), from, to, sort, cursor, limit: None };
        Some(ListInvoices { tag_id: own.clone(), query })
    });
    let context = HelpContext { tag: Some(tag.clone()), ..HelpContext::default() };
    let href: Href =
        Arc::new(move |address| navigation.href(&Route::Tag(tag.clone(), Section::Invoices(address))));
    let to_address = {
        let href = href.clone();
        Callback::new(move |address: InvoicesAddress| navigation.replace_href(href(address)))
    };
    let to_page: ToPage = {
        let href = href.clone();
        Arc::new(move |cursor| href(InvoicesAddress { cursor: Some(cursor), open: None, ..address.get() }))
    };
    let element = NodeRef::<html::Div>::new();
    let on_changed = Callback::new(move |invoice: Invoice| {
        invoices.reload();
        // The closing dialog gives focus back to the button that opened it, which is about to leave; the row's own stays.
        request_animation_frame(move || {
            if let Some(element) = element.try_get_untracked().flatten() {
                focus::focus_within(&element, &format!("[data-row='{}'] button[aria-expanded]", invoice.id));
            }
        });
    });
    let filtered = Signal::derive(move || {
        let dates = address.with(|address| address.from.is_some() || address.to.is_some());
        dates || applied.with(|text| !text.trim().is_empty())
    });
    let rows = move || {
        view! { <InvoiceTable invoices=invoices address=address.into() href=href.clone() to_address=to_address/> }
    };
    view! {
        <Page title="Facturas">
            <Filters typed=typed applied=applied address=address change=to_address/>
            <div node_ref=element>
                <Listing
                    list=invoices
                    words=WORDS
                    empty=move || view! { <NoInvoices filtered=filtered/> }
                    rows=rows
                    to_page=to_page
                    context=context
                />
            </div>
            <RebillModal on_changed=on_changed/>
        </Page>
    }
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
