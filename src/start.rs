//! The portal's start in several tasks, so that a slow phone can answer the customer in between: what the first screen is made
//! of comes piece by piece. On our own page nobody sees that, because it shows what was rendered ahead until all pieces are
//! there; on a host's page they follow one another at once. Later screens come in one piece.

use leptos::prelude::*;

use crate::browser::page;

/// How far the start has come.
#[derive(Clone, Copy)]
pub struct Start {
    is_under_way: StoredValue<bool>,
    /// Pieces whose turn has not come.
    waiting: RwSignal<usize>,
}

impl Start {
    /// A start that has just begun.
    pub fn new() -> Self {
        Self { is_under_way: StoredValue::new(true), waiting: RwSignal::new(0) }
    }

    /// Whether every piece that there is has had its turn; tracked.
    pub fn is_settled(&self) -> bool {
        self.waiting.get() == 0
    }

    /// The first screen is there.
    pub fn end(&self) {
        self.is_under_way.set_value(false);
    }
}

impl Default for Start {
    fn default() -> Self {
        Self::new()
    }
}

/// A piece: while the portal starts it comes in a task of its own, otherwise at once.
#[component]
pub fn InTurn(
    /// What comes.
    children: ChildrenFn,
) -> impl IntoView {
    let start = use_context::<Start>().filter(|start| start.is_under_way.get_value());
    let has_turn = RwSignal::new(start.is_none());
    if let Some(start) = start {
        start.waiting.update(|waiting| *waiting += 1);
        page::soon(move || {
            has_turn.try_set(true);
        });
    }
    move || {
        has_turn.get().then(|| {
            if let Some(start) = start {
                // With this change the pieces within are made, too: nobody takes the start for settled in between.
                start.waiting.update(|waiting| *waiting = waiting.saturating_sub(1));
            }
            children()
        })
    }
}
