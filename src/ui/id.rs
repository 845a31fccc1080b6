//! Ids that connect labels and descriptions to their elements. No code looks an element up by its
//! id.

use std::sync::atomic::{AtomicU32, Ordering};

/// Returns an id that is unique in the page.
pub(super) fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("pase-{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
