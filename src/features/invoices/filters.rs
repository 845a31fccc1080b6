//! The filter bar: text, first day, last day.

use std::time::Duration;

use leptos::prelude::*;

use crate::route::InvoicesAddress;
use crate::ui::{Button, ButtonKind, DateRange, Days, Glyph, SearchField};

/// How long a customer pauses before what he typed is asked for.
const PAUSE: Duration = Duration::from_millis(250);

/// The filter bar.
#[component]
pub(super) fn Filters(
    /// What is typed.
    typed: RwSignal<String>,
    /// What is asked for: what was typed, after a pause.
    applied: RwSignal<String>,
    /// The dates.
    #[prop(into)]
    address: Signal<InvoicesAddress>,
    /// Changes the address, back to the first page.
    change: Callback<InvoicesAddress>,
) -> impl IntoView {
    let first_page = move || InvoicesAddress { cursor: None, open: None, ..address.get_untracked() };
    Effect::new(move |before: Option<String>| {
        let text = typed.get();
        if before.is_some_and(|before| before != text) {
            let apply = move || {
                if applied.try_get_untracked().is_some_and(|applied| applied != text) {
                    applied.set(text);
                    if address.get_untracked().cursor.is_some() {
                        change.run(first_page());
                    }
                }
            };
            if let Ok(pause) = set_timeout_with_handle(apply, PAUSE) {
                on_cleanup(move || pause.clear());
            }
        }
        typed.get_untracked()
    });
    let days = Signal::derive(move || address.with(|address| (address.from, address.to)));
    let filtered = move || days.get() != (None, None) || typed.with(|text| !text.is_empty());
    let clear = move |_| {
        typed.set(String::new());
        change.run(InvoicesAddress { from: None, to: None, ..first_page() });
    };
    view! {
        <form
            class="filters no-print"
            role="search"
            aria-label="Filtrar facturas"
            on:submit=|event| event.prevent_default()
        >
            <SearchField
                label="Filtro"
                name="filter"
                placeholder="RFC, razón social, folio…"
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
            />
            <DateRange
                value=days
                on_change=Callback::new(move |(from, to): Days| {
                    change.run(InvoicesAddress { from, to, ..first_page() });
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
