//! Ids for elements that refer to each other.

use std::sync::atomic::{AtomicU32, Ordering};

/// An element id that no other element of the document has, readable by what it is for.
pub fn unique_id(purpose: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{purpose}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
