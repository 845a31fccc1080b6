//! A deadline: the remaining time and the date. It updates silently: a screen reader reads it only
//! when the user reaches it.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::locale::format;
use crate::locale::mexico_city;

/// The remaining time until a deadline, and its date.
#[component]
pub fn Countdown(
    /// The words before the date: "para aceptarla: hasta el".
    label: &'static str,
    /// The words before the date once the deadline has passed: "El plazo para aceptarla era el".
    label_past: &'static str,
    /// The deadline, an instant. It is shown in Mexico City's time.
    due_at: DateTime<Utc>,
    /// The server's current time.
    #[prop(into)]
    now: Signal<DateTime<Utc>>,
) -> impl IntoView {
    let left = move || due_at.signed_duration_since(now.get());
    let date = Memo::new(move |_| mexico_city::day_and_time(due_at, now.get()));
    let past = Memo::new(move |_| left() < chrono::TimeDelta::zero());
    view! {
        <div class="countdown" class:countdown--past=past>
            <p class="countdown__left">{move || format::remaining(left())}</p>
            <p>
                {move || if past.get() { label_past } else { label }} " "
                <time translate="no" datetime=due_at.to_rfc3339()>
                    <strong>{move || date.get()}</strong>
                </time>
                " "
                <span class="hint">{format::MEXICO_CITY_TIME}</span>
            </p>
        </div>
    }
}
