//! Tabs: one of several views of the same thing at a time.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::unique::unique_id;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// What it is called in a URL.
    pub key: &'static str,
    /// What it is called on the page.
    pub title: &'static str,
    /// What it shows; built when it is selected.
    pub view: ViewFn,
}

/// A row of tabs and what the selected one shows.
#[component]
pub fn Tabs(
    /// What the tabs have in common.
    #[prop(into)]
    label: String,
    /// The tabs; at least one.
    tabs: Vec<Tab>,
    /// The key of the selected tab. A key that no tab has selects the first.
    #[prop(into)]
    selected: Signal<String>,
    /// Takes the key of the tab that somebody selects.
    #[prop(into)]
    on_select: Callback<&'static str>,
) -> impl IntoView {
    let id = unique_id("tabs");
    let panel = format!("{id}-panel");
    let keys: Vec<_> = tabs.iter().map(|tab| tab.key).collect();
    let count = keys.len();
    let current = Memo::new(move |_| {
        selected.with(|selected| keys.iter().position(|key| key == selected)).unwrap_or_default()
    });
    let list = NodeRef::<html::Div>::new();
    let keys: Vec<_> = tabs.iter().map(|tab| tab.key).collect();
    // One tab is in the tab order; the arrows go on from there, as in every other tab list.
    let press = move |event: KeyboardEvent| {
        let Some(next) = neighbour(&event.key(), current.get_untracked(), count) else { return };
        event.prevent_default();
        if let Some(key) = keys.get(next) {
            on_select.run(key);
        }
        let tab = list.get_untracked().and_then(|list| list.children().item(next as u32));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    };
    let buttons = tabs
        .iter()
        .enumerate()
        .map(|(index, tab)| {
            let key = tab.key;
            let selected = move || current.get() == index;
            view! {
                <button
                    type="button"
                    role="tab"
                    class="tab"
                    aria-selected=move || if selected() { "true" } else { "false" }
                    aria-controls=panel.clone()
                    tabindex=move || if selected() { "0" } else { "-1" }
                    on:click=move |_| on_select.run(key)
                >
                    {tab.title}
                </button>
            }
        })
        .collect_view();
    let title = {
        let titles: Vec<_> = tabs.iter().map(|tab| tab.title).collect();
        move || titles.get(current.get()).copied()
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=press>
            {buttons}
        </div>
        <div class="tab-panel" role="tabpanel" id=panel aria-label=title>
            {move || tabs.get(current.get()).map(|tab| tab.view.run())}
        </div>
    }
}

/// The tab that a key leads to from the tab `at`, of `count`.
fn neighbour(key: &str, at: usize, count: usize) -> Option<usize> {
    match key {
        "ArrowRight" => Some((at + 1) % count),
        "ArrowLeft" => Some((at + count - 1) % count),
        "Home" => Some(0),
        "End" => Some(count - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn arrows_go_round() {
        assert_eq!(neighbour("ArrowRight", 2, 3), Some(0));
        assert_eq!(neighbour("ArrowLeft", 0, 3), Some(2));
        assert_eq!(neighbour("End", 0, 3), Some(2));
        assert_eq!(neighbour("Home", 2, 3), Some(0));
        assert_eq!(neighbour("Enter", 1, 3), None);
    }
}
