//! Ids that connect labels and descriptions to their elements. No code looks an element up by its
//! id.

use std::cell::Cell;

thread_local! {
    // For each thread, because tests render pages at the same time, and the ids of a prerendered
    // page must not depend on other pages. In the browser there is one thread.
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Returns an id that is unique in the page.
pub(super) fn unique_id(prefix: &str) -> String {
    format!("pase-{prefix}-{}", NEXT.replace(NEXT.get().wrapping_add(1)))
}
