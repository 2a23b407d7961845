//! Paths of the app's pages, as they may come back from a browser: nothing that could lead to another site.

/// The longest, in bytes.
const LONGEST: usize = 1000;

/// Whether it is a path of the app, with its query: under the base path, and for every browser on this site.
#[must_use]
pub fn is_page(page: &str) -> bool {
    let path = page.split(['?', '#']).next().unwrap_or_default();
    let goes_up =
        |segment: &str| matches!(segment, "." | "..") || segment.to_ascii_lowercase().contains("%2e");
    page.len() <= LONGEST
        && page.starts_with('/')
        && !page.starts_with("//")
        && !page.contains('\\')
        && !page.chars().any(|letter| letter.is_control() || letter.is_whitespace())
        && !path.split('/').any(goes_up)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_page;

    #[test]
    fn pages_are_pages_of_the_app() {
        for page in
            ["/", "/tasks", "/tasks?q=a%20b&sort=name", "/agents/S1#resources", "/files/a..b", "/x?back=//y"]
        {
            assert!(is_page(page), "{page}");
        }
        for page in [
            "",
            "tasks",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "https://evil.example",
            "/a/../b",
            "/%2E%2e/b",
            "/a\nb",
            "/\t/evil.example",
            "\u{7}/",
            "/ /",
        ] {
            assert!(!is_page(page), "{page:?}");
        }
    }

    proptest! {
        #[test]
        fn a_page_never_leaves_the_site(page in "[/\\\\.:@?#a-z%2eE\t ]{0,20}") {
            if is_page(&page) {
                let here = reqwest::Url::parse("https://console.example/").unwrap();
                let there = here.join(&page).unwrap();
                prop_assert_eq!(there.origin(), here.origin());
            }
        }
    }
}
