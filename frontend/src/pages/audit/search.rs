//! Which lines are wanted: what the page's address says of it, and what is asked of the server.

use crate::paths::Query;

/// Lines on a page of them: each is a dozen elements.
const MOST: &str = "100";

/// The name, in the page's address, of the time that older lines are wanted from.
pub const BEFORE: &str = "before";

/// What is looked for, by its name in the page's address and at the door.
pub const NAMES: [&str; 7] = ["user", "call", "target", "decision", "text", "from", "until"];

/// What the page's address asks of the server.
pub fn asked(query: &Query) -> Query {
    let names = NAMES.iter().chain([&BEFORE]);
    names.fold(Query::new().with("limit", MOST), |asked, name| {
        asked.with(name, query.get(name).unwrap_or_default().trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_asked_and_nothing_else() {
        let query = Query::parse(
            "?text=%20web&user=ada&tab=x&limit=9&from=2026-11-22T10:00:00Z&before=2026-11-22T11:00:00Z",
        );
        assert_eq!(
            asked(&query).to_suffix(),
            "?limit=100&user=ada&text=web&from=2026-11-22T10%3A00%3A00Z&before=2026-11-22T11%3A00%3A00Z"
        );
        assert_eq!(asked(&Query::new()).to_suffix(), "?limit=100");
    }
}
