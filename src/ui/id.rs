//! Ids for labels and descriptions. Nothing is ever looked up by them.

use std::sync::atomic::{AtomicU32, Ordering};

/// An id that is unique in the page.
pub(super) fn unique_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("pase-{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
