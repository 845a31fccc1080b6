//! Gallery examples of the countdown.

use chrono::{DateTime, TimeDelta};
use leptos::prelude::*;

use crate::ui::Countdown;
use crate::ui::gallery::Example;

/// A deadline on 4 June 2020 at 10:00 in Mexico City, seen this many minutes before it.
fn before(minutes: i64) -> AnyView {
    let due_at = DateTime::from_timestamp(1_591_282_800, 0).unwrap_or_default();
    let now = due_at - TimeDelta::minutes(minutes);
    view! { <Countdown label="para aceptarla: hasta el" label_past="El plazo para aceptarla era el" due_at=due_at now=Signal::stored(now)/> }.into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "hours away", view: || before(3 * 60 + 12) },
    Example { name: "minutes away", view: || before(7) },
    Example { name: "past", view: || before(-95) },
];
