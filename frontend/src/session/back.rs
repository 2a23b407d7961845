//! Where somebody goes on after they have logged in: a page of this console, and nothing else.

use crate::paths::{Page, Query, base};

/// The name of the address to come back to, in the query of the login page.
pub const BACK: &str = "back";

/// The login page that leads back to `here`: a path with its query and fragment.
#[must_use]
pub fn login_from(here: &str) -> String {
    Page::Login.href_with(&Query::new().with(BACK, here))
}

/// Where the login page with this query leads to. What is no page of this console is not followed.
#[must_use]
pub fn back(search: &str) -> String {
    let query = Query::parse(search);
    let asked = query.get(BACK).filter(|address| is_ours(address, base()));
    asked.map_or_else(|| Page::Overview.href(), str::to_owned)
}

/// Whether an address stays on this origin, below the base path, and is neither a door nor the login itself.
fn is_ours(address: &str, base: &str) -> bool {
    // Browsers read a backslash as a slash and drop control characters, so both can hide another host.
    let is_plain = !address.contains(|c: char| c == '\\' || c.is_control());
    let Some(path) = address.strip_prefix(base).filter(|_| is_plain) else { return false };
    let is_page = |place: &str| {
        path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    };
    path.starts_with('/') && !path.starts_with("//") && !is_page("/api") && !is_page("/login")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_exactly_where_one_was() {
        let here = "/tasks/f%2F1/web%20100%25?filter=role%3Aeng&tab=a%26b#log";
        let search = login_from(here);
        let search = search.strip_prefix("/login").unwrap_or_default();
        assert_eq!(back(search), here);
    }

    #[test]
    fn nothing_leads_out_of_the_console() {
        for address in [
            "https://evil.test/",
            "//evil.test/",
            "/\\evil.test/",
            "/\t/evil.test",
            "javascript:alert(1)",
            "/api/master",
            "/api",
            "/login?back=%2Flogin",
            "tasks",
            "",
        ] {
            assert_eq!(back(login_from(address).trim_start_matches("/login")), "/", "{address}");
        }
        assert!(is_ours("/apis", ""));
        assert!(is_ours("/m/tasks", "/m"));
        assert!(!is_ours("/tasks", "/m"));
        assert!(!is_ours("/m//evil.test", "/m"));
        assert!(!is_ours("/mm/tasks", "/m"));
    }
}
