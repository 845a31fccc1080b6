//! The section: filter bar, table, pages; loading, empty and failed.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use pase_contract::invoices::{Invoice, InvoiceQuery, ListInvoices};
use pase_contract::{List, TagId};

use super::FilterText;
use super::filters::Filters;
use super::table::Table;
use crate::api::{Client, Load, load};
use crate::browser::{focus, page};
use crate::failure::Failure;
use crate::features::rebill::RebillModal;
use crate::format;
use crate::navigation::Navigation;
use crate::route::{HelpContext, InvoicesAddress, Route, Section};
use crate::ui::{Empty, Notice, Pagination, Skeleton};

/// The section.
#[component]
pub fn Invoices(
    /// The tag.
    tag: TagId,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let navigation = expect_context::<Navigation>();
    let FilterText(typed) = expect_context::<FilterText>();
    page::set_title("Facturas · PASE");
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
    let element = NodeRef::<html::Section>::new();
    let on_changed = Callback::new(move |invoice: Invoice| {
        invoices.reload();
        // The closing dialog gives focus back to the button that opened it, which is about to leave; the row's own stays.
        request_animation_frame(move || {
            if let Some(element) = element.try_get_untracked().flatten() {
                focus::focus_within(&element, &format!("[data-row='{}']", invoice.id));
            }
        });
    });
    let filtered = Signal::derive(move || {
        let dates = address.with(|address| address.from.is_some() || address.to.is_some());
        dates || applied.with(|text| !text.trim().is_empty())
    });
    view! {
        <section class="panel" aria-labelledby="pase-invoices" node_ref=element>
            <h2 class="panel__title" id="pase-invoices" tabindex="-1">"Facturas"</h2>
            <Filters typed=typed applied=applied address=address change=to_address/>
            <p class="visually-hidden" role="status">{move || count_words(&invoices)}</p>
            <Listing
                invoices=invoices
                address=address
                filtered=filtered
                href=href
                to_address=to_address
                context=context
            />
            <RebillModal on_changed=on_changed/>
        </section>
    }
}

/// The full path of a state of the table.
pub(super) type Href = Arc<dyn Fn(InvoicesAddress) -> String + Send + Sync>;

/// What a screen reader hears when the list has changed.
fn count_words(invoices: &Load<List<Invoice>>) -> Option<String> {
    if invoices.loading.get() {
        return None;
    }
    invoices.value.with(|list| {
        list.as_ref().map(|list| match list.total {
            0 => "No hay facturas que mostrar.".to_owned(),
            1 => "1 factura.".to_owned(),
            total => format!("{} facturas.", format::integer(total)),
        })
    })
}

#[component]
fn Listing(
    invoices: Load<List<Invoice>>,
    #[prop(into)] address: Signal<InvoicesAddress>,
    filtered: Signal<bool>,
    href: Href,
    to_address: Callback<InvoicesAddress>,
    context: HelpContext,
) -> impl IntoView {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Showing {
        Loading,
        Failed,
        Empty,
        Rows,
    }
    let showing = Memo::new(move |_| {
        let rows = invoices.value.with(|list| list.as_ref().map(|list| list.items.len() + list.unreadable));
        match (invoices.failure.with(Option::is_some), rows) {
            (true, _) => Showing::Failed,
            (false, None) => Showing::Loading,
            (false, Some(0)) => Showing::Empty,
            (false, Some(_)) => Showing::Rows,
        }
    });
    let rows_href = href.clone();
    let content = move || match showing.get() {
        Showing::Loading => view! { <Skeleton label="Cargando tus facturas…" lines=6/> }.into_any(),
        Showing::Failed => invoices
            .failure
            .get()
            .map(|error| {
                let retry = Callback::new(move |()| invoices.reload());
                view! { <Failure error=error retry=retry context=context.clone()/> }
            })
            .into_any(),
        Showing::Empty => view! { <NoInvoices filtered=filtered/> }.into_any(),
        Showing::Rows => {
            view! { <Table invoices=invoices address=address href=rows_href.clone() to_address=to_address/> }
                .into_any()
        }
    };
    let pages = move || {
        let href = href.clone();
        (showing.get() == Showing::Rows).then(|| {
            invoices.value.with(|list| {
                let list = list.as_ref()?;
                let to_page = |cursor: &Option<String>| {
                    let cursor = Some(cursor.clone()?);
                    Some(href(InvoicesAddress { cursor, open: None, ..address.get() }))
                };
                let unreadable = (list.unreadable > 0).then(|| {
                    view! {
                        <Notice>
                            "Algunas facturas no se pudieron mostrar. Si te falta una, repórtalo en Ayuda."
                        </Notice>
                    }
                });
                let rows = u64::try_from(list.items.len() + list.unreadable).unwrap_or_default();
                Some(view! {
                    {unreadable}
                    <Pagination
                        label="Páginas de facturas"
                        offset=list.offset
                        rows=rows
                        total=list.total
                        previous=to_page(&list.previous_cursor)
                        next=to_page(&list.next_cursor)
                    />
                })
            })
        })
    };
    view! {
        <div class="listing" aria-busy=move || invoices.loading.get().to_string()>{content} {pages}</div>
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
