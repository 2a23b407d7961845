//! Loads the script and the style of the screen, once, when the first terminal opens.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlLinkElement, HtmlScriptElement};

use crate::paths::under_base;

const SCRIPT: &str = "terminal-script";
const STYLE: &str = "terminal-style";

/// Makes sure that the screen can be opened.
///
/// # Errors
/// What could not be loaded.
pub async fn load() -> Result<(), String> {
    let document = leptos::prelude::document();
    let lost = |what: &str| format!("The {what} of the terminal could not be loaded from the console.");
    let head = document.head().ok_or_else(|| lost("style"))?;
    if document.get_element_by_id(STYLE).is_none() {
        let link: HtmlLinkElement = create("link").ok_or_else(|| lost("style"))?;
        link.set_id(STYLE);
        link.set_rel("stylesheet");
        link.set_href(&under_base("/terminal.css"));
        wait(&head, &link).await.map_err(|()| lost("style"))?;
    }
    if document.get_element_by_id(SCRIPT).is_none() {
        let script: HtmlScriptElement = create("script").ok_or_else(|| lost("script"))?;
        script.set_id(SCRIPT);
        script.set_src(&under_base("/terminal.js"));
        wait(&head, &script).await.map_err(|()| lost("script"))?;
    }
    Ok(())
}

fn create<T: JsCast>(name: &str) -> Option<T> {
    leptos::prelude::document().create_element(name).ok()?.dyn_into().ok()
}

/// Puts an element into the head and waits until what it names is there. What failed is taken out, so that the next try is one.
async fn wait(head: &HtmlElement, element: &HtmlElement) -> Result<(), ()> {
    let mut append = |resolve: js_sys::Function, reject: js_sys::Function| {
        element.set_onload(Some(&resolve));
        element.set_onerror(Some(&reject));
        // It fails for no element that is not in the document yet.
        let _ = head.append_child(element);
    };
    let loaded = JsFuture::from(js_sys::Promise::new(&mut append)).await;
    if loaded.is_err() {
        element.remove();
    }
    loaded.map(|_| ()).map_err(|_| ())
}
