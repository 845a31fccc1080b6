//! A deadline: how long it is away, and its date. It counts silently: a screen reader hears it when it comes by.

#[cfg(feature = "gallery")]
pub(super) mod examples;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::browser::mexico_city;
use crate::format;

/// A deadline.
#[component]
pub fn Countdown(
    /// What it is the deadline of: "Acéptala antes del".
    label: &'static str,
    /// The deadline, an instant; shown in Mexico City's time.
    due_at: DateTime<Utc>,
    /// The server's time now.
    #[prop(into)]
    now: Signal<DateTime<Utc>>,
) -> impl IntoView {
    let left = move || due_at.signed_duration_since(now.get());
    let past = Memo::new(move |_| left() < chrono::TimeDelta::zero());
    view! {
        <div class="countdown" class:countdown--past=past>
            <p class="countdown__left">{move || format::remaining(left())}</p>
            <p>
                {label} " "
                <time datetime=due_at.to_rfc3339()>
                    <strong>{mexico_city::day_and_time(due_at)}</strong>
                </time>
            </p>
        </div>
    }
}
