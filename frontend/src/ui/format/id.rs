//! Ids, shortened where they say least.

use std::borrow::Cow;

/// At most `most` characters (at least 5) of `id`, with an ellipsis in the middle. Both ends tell ids apart: the beginning names
/// the master's run or the job, the end counts.
pub fn shorten(id: &str, most: usize) -> Cow<'_, str> {
    let length = id.chars().count();
    let most = most.max(5);
    if length <= most {
        return Cow::Borrowed(id);
    }
    let tail = (most - 1) / 2;
    let head = most - 1 - tail;
    let start: String = id.chars().take(head).collect();
    let end: String = id.chars().skip(length - tail).collect();
    Cow::Owned(format!("{start}…{end}"))
}
