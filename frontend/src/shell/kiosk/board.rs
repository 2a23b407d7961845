//! What a dashboard shows.

use serde_json::Value;

use crate::call::json::Read;
use crate::paths::{Query, View};
use crate::session;

/// The shortest time a page is shown, whatever the server says.
const SHORTEST_SECONDS: i64 = 5;

/// A dashboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// What it is called.
    pub name: String,
    /// Its pages; at least one.
    pub views: Vec<View>,
    /// How long each of them is shown, in milliseconds.
    pub every_ms: i64,
    /// When its link ends, in milliseconds since 1970.
    pub expires_ms: Option<i64>,
    /// The Mesos roles that the link shows; all if `None`. Not told by a session.
    pub bound: Option<Vec<String>>,
}

impl Board {
    /// The one of a session.
    pub fn of_session(board: session::Board) -> Self {
        Self::new(board.name, &board.pages, board.every_seconds, board.expires_ms)
    }

    /// What the door that opens links answers.
    pub fn read(answer: &Value) -> Self {
        let every = answer.whole("every_seconds").unwrap_or_default();
        let bound = answer.at("bound").is_array().then(|| answer.texts("bound", ""));
        let name = answer.text("name").to_owned();
        Self { bound, ..Self::new(name, &answer.texts("pages", ""), every, answer.whole("expires_ms")) }
    }

    fn new(name: String, pages: &[String], every_seconds: i64, expires_ms: Option<i64>) -> Self {
        // A page that this version of the app does not know is passed over; there is always something to show.
        let mut views: Vec<View> = pages.iter().filter_map(|page| View::at(page).ok()).collect();
        if views.is_empty() {
            views.extend(View::at("/").ok());
        }
        let every_ms = every_seconds.max(SHORTEST_SECONDS) * 1000;
        Self { name, views, every_ms, expires_ms, bound: None }
    }

    /// Whether its link has ended at this time.
    #[must_use]
    pub fn is_over(&self, now_ms: i64) -> bool {
        self.expires_ms.is_some_and(|at| at <= now_ms)
    }

    /// Whether another shows the same. The session does not tell the roles of the link.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        *self == Self { bound: self.bound.clone(), ..other.clone() }
    }

    /// The page that stands at this address, if it is one of the dashboard's: best with the same query, else with the same path.
    #[must_use]
    pub fn place_of(&self, path: &str, search: &str) -> Option<usize> {
        let whole = self.views.iter().position(|view| is_at(view, path, search));
        whole.or_else(|| self.views.iter().position(|view| is_path(view, path)))
    }
}

/// Whether a page stands at this address, in whatever way that is written.
#[must_use]
pub fn is_at(view: &View, path: &str, search: &str) -> bool {
    is_path(view, path) && Query::parse(search) == view.query()
}

fn is_path(view: &View, path: &str) -> bool {
    view.path().trim_end_matches('/') == path.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_address_finds_its_page_again() {
        let board =
            Board::read(&json!({"name": "Wall", "pages": ["/", "/tasks?filter=a", "/tasks?filter=b"],
            "every_seconds": 30, "expires_ms": 9, "bound": ["eng"]}));
        assert_eq!(board.place_of("/tasks", "?filter=b"), Some(2));
        assert_eq!(board.place_of("/tasks", "filter=b"), Some(2));
        assert_eq!(board.place_of("/tasks", "?filter=c"), Some(1));
        assert_eq!(board.place_of("/", ""), Some(0));
        assert_eq!(board.place_of("/agents", ""), None);
        assert_eq!((board.every_ms, board.bound.as_deref()), (30_000, Some(&["eng".to_owned()][..])));
    }

    #[test]
    fn there_is_always_something_to_show() {
        let board =
            Board::read(&json!({"name": "Wall", "pages": ["/audit", "//evil.test"], "every_seconds": 0}));
        assert_eq!(board.views.len(), 1);
        assert_eq!(board.every_ms, 5_000);
    }
}
