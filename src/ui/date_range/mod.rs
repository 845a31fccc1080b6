//! A first and a last day, both inclusive, by the browser's own calendars; each bounds the other.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use chrono::NaiveDate;
use leptos::ev::Event;
use leptos::prelude::*;

use super::FieldError;
use super::field::Tied;

/// From one day to another; either may be open.
pub type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// What is wrong with a range that ends before it begins.
const BACKWARDS: FieldError =
    FieldError { field: "to", message: "El día de Fin es anterior al de Inicio. Cambia uno de los dos." };

/// A range of days.
#[component]
pub fn DateRange(
    /// The days.
    #[prop(into)]
    value: Signal<Days>,
    /// The days now.
    on_change: Callback<Days>,
) -> impl IntoView {
    let errors = Signal::derive(move || match value.get() {
        (Some(from), Some(to)) if to < from => vec![BACKWARDS],
        _ => Vec::new(),
    });
    let day = |label, name, min: Signal<Option<NaiveDate>>, max: Signal<Option<NaiveDate>>, held, change| {
        let held: Signal<Option<NaiveDate>> = held;
        let change: Callback<Option<NaiveDate>> = change;
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let tied = Tied::new(label, name, "", errors);
        let control = view! {
            <input
                {..tied.attributes()}
                class="field__control"
                type="date"
                min=move || text(min.get())
                max=move || text(max.get())
                prop:value=move || text(held.get()).unwrap_or_default()
                on:change=move |event: Event| change.run(event_target_value(&event).parse().ok())
            />
        };
        tied.around(control)
    };
    let from = Signal::derive(move || value.get().0);
    let to = Signal::derive(move || value.get().1);
    let open = Signal::stored(None);
    let change_from = Callback::new(move |from| on_change.run((from, value.get_untracked().1)));
    let change_to = Callback::new(move |to| on_change.run((value.get_untracked().0, to)));
    view! {
        <div class="date-range">
            {day("Inicio", "from", open, to, from, change_from)} {day("Fin", "to", from, open, to, change_to)}
        </div>
    }
}
