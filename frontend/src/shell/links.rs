//! Follows links within the app without loading the page anew.
//!
//! The router would do it too, but writes a half-decoded path into the address bar, which is another page after a reload
//! when an id holds a percent sign. It leaves alone what was handled here.

use leptos_router::NavigateOptions;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::{paths, session};

/// Navigates if `event` is a plain click on a link to a page of the app.
pub fn follow(event: &MouseEvent, navigate: &impl Fn(&str, NavigateOptions)) {
    let special =
        event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if special || event.default_prevented() {
        return;
    }
    let Some(link) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|target| target.closest("a[href]").ok().flatten())
    else {
        return;
    };
    if link.has_attribute("download") {
        // A browser does not tell the page what came of a download.
        session::ask();
    }
    let elsewhere = ["target", "download", "rel"].iter().any(|name| link.has_attribute(name));
    let Some(href) = link.get_attribute("href").filter(|href| !elsewhere && is_page(href, paths::base()))
    else {
        return;
    };
    event.prevent_default();
    let scroll = !link.has_attribute("data-noscroll");
    navigate(&href, NavigateOptions { resolve: false, scroll, ..NavigateOptions::default() });
}

/// Whether `href` is an absolute path under `base` that is no door of the server.
fn is_page(href: &str, base: &str) -> bool {
    let path = href.strip_prefix(base).unwrap_or_default();
    path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/api/")
}

#[cfg(test)]
mod tests {
    use super::is_page;

    #[test]
    fn pages_are_paths_under_the_base() {
        assert!(is_page("/tasks?filter=a", ""));
        assert!(is_page("/m/agents/1", "/m"));
        assert!(!is_page("/mm/agents", "/m"));
        assert!(!is_page("/agents", "/m"));
    }

    #[test]
    fn doors_fragments_and_other_hosts_are_not() {
        assert!(!is_page("/api/agents/1", ""));
        assert!(!is_page("#main", ""));
        assert!(!is_page("//evil.example/x", ""));
        assert!(!is_page("https://mesos.apache.org/", ""));
    }
}
