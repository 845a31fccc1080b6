//! The filter bar: text, first day, last day.

use std::time::Duration;

use leptos::ev::Event;
use leptos::prelude::*;

use crate::route::InvoicesAddress;
use crate::ui::{Button, ButtonKind, DateField};

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
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
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
    let filtered = move || {
        let dates = address.with(|address| address.from.is_some() || address.to.is_some());
        dates || typed.with(|text| !text.is_empty())
    };
    let clear = move |_| {
        typed.set(String::new());
        change.run(InvoicesAddress { from: None, to: None, ..first_page() });
    };
    view! {
        <form class="filters" role="search" aria-label="Filtrar facturas" on:submit=|event| event.prevent_default()>
            <div class="field filters__text">
                <label class="field__label" for="pase-invoice-filter">"Filtro"</label>
                <input
                    class="field__control"
                    id="pase-invoice-filter"
                    type="search"
                    name="filter"
                    placeholder="RFC, razón social, folio…"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || typed.get()
                    on:input=move |event: Event| typed.set(event_target_value(&event))
                />
            </div>
            <DateField
                label="Inicio"
                name="from"
                value=Signal::derive(move || day(address.with(|address| address.from)))
                on_change=Callback::new(move |day: String| {
                    change.run(InvoicesAddress { from: day.parse().ok(), ..first_page() });
                })
            />
            <DateField
                label="Fin"
                name="to"
                value=Signal::derive(move || day(address.with(|address| address.to)))
                on_change=Callback::new(move |day: String| {
                    change.run(InvoicesAddress { to: day.parse().ok(), ..first_page() });
                })
            />
            <Show when=filtered>
                <Button kind=ButtonKind::Quiet on_press=clear>"Quitar filtros"</Button>
            </Show>
        </form>
    }
}
