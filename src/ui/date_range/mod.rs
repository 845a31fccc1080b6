//! A first and a last day, both inclusive, entered in the browser's own date fields. Each day
//! limits the other.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use std::time::Duration;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::FieldError;
use super::field::FieldFrame;
use crate::browser::date_input;

/// A first and a last day, both inclusive. `None` leaves that side open.
pub type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// The error of a range that ends before it begins.
const BACKWARDS: FieldError =
    FieldError::new("to", "El día de Fin es anterior al de Inicio. Cambia uno de los dos.");

/// The error of a field that holds an incomplete date when it loses the focus.
const INCOMPLETE: &str = "Completa la fecha o bórrala.";

/// How long the error of a field that lost the focus is delayed. By then the press that moved the
/// focus is over.
const ERROR_DELAY: Duration = Duration::from_millis(400);

/// The first year that counts as fully typed: a browser reports `0002`, `0020` and `0202` while the
/// user types `2020`.
const FIRST_YEAR: i32 = 1900;

/// Two date fields for a range of days. A range is passed on only if it is valid: a last day before
/// the first one stays in its field, with an error, until the user corrects it.
#[component]
pub fn DateRange(
    /// The current range.
    #[prop(into)]
    value: Signal<Days>,
    /// Called with the new range when the user changes a day.
    on_change: Callback<Days>,
) -> impl IntoView {
    let typed = RwSignal::new(value.get_untracked());
    // The range may also change from outside, through Back or a button. Then the fields show the
    // new range.
    Effect::new(move |before: Option<Days>| {
        let days = value.get();
        if before.is_some_and(|before| before != days) {
            typed.set(days);
        }
        days
    });
    let errors = Signal::derive(move || if is_backwards(typed.get()) { vec![BACKWARDS] } else { Vec::new() });
    let change = move |days: Days| {
        typed.set(days);
        if !is_backwards(days) && days != value.get_untracked() {
            on_change.run(days);
        }
    };
    let day = |label, name, bound: (Signal<Option<NaiveDate>>, Signal<Option<NaiveDate>>), shown, change| {
        let shown: Signal<Option<NaiveDate>> = shown;
        let change: Callback<Option<NaiveDate>> = change;
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string());
        let was_left = RwSignal::new(false);
        let errors = Signal::derive(move || {
            let incomplete = was_left.get().then_some(FieldError::new(name, INCOMPLETE));
            incomplete.into_iter().chain(errors.get()).collect::<Vec<_>>()
        });
        let frame = FieldFrame::new(label, name, "", errors);
        let (min, max) = bound;
        // A browser sends `change` when the first part of a date is deleted, and nothing for the
        // other parts.
        let read = move |field: &HtmlInputElement| {
            // A focused field that is removed from the page sends `blur`, too. By then its signals
            // are gone.
            if date_input::is_incomplete(field) || was_left.try_set(false).is_some() {
                return;
            }
            let day = field.value().parse::<NaiveDate>().ok();
            if day.is_none_or(|day| day.year() >= FIRST_YEAR) {
                change.run(day);
            }
        };
        let control = view! {
            <input
                {..frame.attributes()}
                class="field__control"
                type="date"
                min=move || text(min.get())
                max=move || text(max.get())
                prop:value=move || text(shown.get()).unwrap_or_default()
                on:change=move |event| read(&event_target(&event))
                on:keyup=move |event| read(&event_target(&event))
                on:blur=move |event| {
                    let field = event_target(&event);
                    read(&field);
                    // The error moves what is below the field. It appears only after the press that
                    // took the focus, so that the press hits what the user aimed at.
                    let show_error = move || {
                        was_left.try_set(date_input::is_incomplete(&field));
                    };
                    set_timeout(show_error, ERROR_DELAY);
                }
            />
        };
        frame.render_around(control)
    };
    let from = Signal::derive(move || typed.get().0);
    let to = Signal::derive(move || typed.get().1);
    let open = Signal::stored(None);
    let change_from = Callback::new(move |from| change((from, typed.get_untracked().1)));
    let change_to = Callback::new(move |to| change((typed.get_untracked().0, to)));
    view! {
        <div class="date-range">
            {day("Inicio", "from", (open, to), from, change_from)} {day("Fin", "to", (from, open), to, change_to)}
        </div>
    }
}

fn is_backwards((from, to): Days) -> bool {
    matches!((from, to), (Some(from), Some(to)) if to < from)
}
