//! Starts the portal in several tasks, so that a slow phone can respond to the customer in between.
//! The parts of the first screen are rendered one after another. On our own page nobody sees this,
//! because the prerendered screen is shown until all parts are there. On a host's page they appear
//! right after one another. Later screens are rendered in one task.

use leptos::prelude::*;

use crate::browser::page;

/// How far the start has come.
#[derive(Clone, Copy)]
pub struct StagedStart {
    is_under_way: StoredValue<bool>,
    /// How many parts have not been rendered yet.
    waiting: RwSignal<usize>,
}

impl StagedStart {
    /// A start that has just begun.
    pub fn new() -> Self {
        Self { is_under_way: StoredValue::new(true), waiting: RwSignal::new(0) }
    }

    /// Whether all parts that were created so far have been rendered; tracked.
    pub fn is_settled(&self) -> bool {
        self.waiting.get() == 0
    }

    /// Ends the start: the first screen is there.
    pub fn end(&self) {
        self.is_under_way.set_value(false);
    }
}

impl Default for StagedStart {
    fn default() -> Self {
        Self::new()
    }
}

/// A part of the screen. During the start it is rendered in a task of its own, otherwise at once.
#[component]
pub fn StagedPart(
    /// The content of the part.
    children: ChildrenFn,
) -> impl IntoView {
    let start = use_context::<StagedStart>().filter(|start| start.is_under_way.get_value());
    let may_render = RwSignal::new(start.is_none());
    if let Some(start) = start {
        start.waiting.update(|waiting| *waiting += 1);
        page::soon(move || {
            may_render.try_set(true);
        });
    }
    move || {
        may_render.get().then(|| {
            if let Some(start) = start {
                // The parts inside this one are created in the same update, so nobody can see a
                // count of 0 in between.
                start.waiting.update(|waiting| *waiting = waiting.saturating_sub(1));
            }
            children()
        })
    }
}
