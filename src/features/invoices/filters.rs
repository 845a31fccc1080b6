//! The filter bar: text, first day, last day.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::table_address::TableAddress;
use crate::browser::focus;
use crate::navigation::InvoicesAddress;
use crate::ui::{Button, ButtonKind, DateRange, Days, Glyph, SearchField};

/// How long the customer must pause before what they typed is applied.
const PAUSE: Duration = Duration::from_millis(250);

#[component]
pub(super) fn Filters(
    /// What is typed.
    typed: RwSignal<String>,
    /// What the list is filtered by: what was typed, after a pause.
    applied: RwSignal<String>,
    address: TableAddress,
) -> impl IntoView {
    Effect::new(move |_| {
        let text = typed.get();
        if applied.with_untracked(|applied| *applied != text) {
            let apply = move || {
                if applied.try_get_untracked().is_some_and(|applied| applied != text) {
                    applied.set(text);
                    // A customer who looks for another invoice is done with the open one.
                    let InvoicesAddress { cursor, open, .. } = address.get_untracked();
                    if cursor.is_some() {
                        address.replace(address.first_page());
                    } else if open.is_some() {
                        address.close_row();
                    }
                }
            };
            if let Ok(pause) = set_timeout_with_handle(apply, PAUSE) {
                on_cleanup(move || pause.clear());
            }
        }
    });
    let days = Signal::derive(move || address.with(|address| (address.from, address.to)));
    let filtered = move || days.get() != (None, None) || typed.with(|text| !text.is_empty());
    let form = NodeRef::<html::Form>::new();
    let clear = move |_| {
        typed.set(String::new());
        // The button disappears with the filter. So the focus moves to the field, for another
        // search.
        if let Some(form) = form.get_untracked() {
            focus::focus_within(&form, "[name='filter']");
        }
        address.replace(InvoicesAddress { from: None, to: None, ..address.first_page() });
    };
    view! {
        <form
            class="filters no-print"
            role="search"
            aria-label="Filtrar facturas"
            node_ref=form
            on:submit=|event| event.prevent_default()
        >
            <SearchField
                label="Filtro"
                name="filter"
                placeholder="RFC, nombre, folio, importe, mes…"
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
            />
            <DateRange
                value=days
                on_change=Callback::new(move |(from, to): Days| {
                    address.replace(InvoicesAddress { from, to, ..address.first_page() });
                })
            />
            <Show when=filtered>
                <Button kind=ButtonKind::Quiet glyph=Glyph::Cross on_press=clear>
                    "Quitar filtros"
                </Button>
            </Show>
        </form>
    }
}
