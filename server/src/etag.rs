//! Answers that a browser has already: it names their tag, and gets 304 instead of the same again.

use http::HeaderMap;
use http::header::IF_NONE_MATCH;

/// Whether the browser says that it has the answer with this tag.
#[must_use]
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == tag)
}
