//! Gallery examples of the date range.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::ui::DateRange;
use crate::ui::gallery::Example;

fn range(from: Option<u32>, to: Option<u32>) -> AnyView {
    let day = |day| NaiveDate::from_ymd_opt(2020, 5, day);
    let days = RwSignal::new((from.and_then(day), to.and_then(day)));
    view! { <DateRange value=days on_change=Callback::new(move |now| days.set(now))/> }.into_any()
}

pub const EXAMPLES: &[Example] = &[
    Example { name: "open", view: || range(None, None) },
    Example { name: "days", view: || range(Some(1), Some(31)) },
    Example { name: "backwards", view: || range(Some(27), Some(2)) },
];
