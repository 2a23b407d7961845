//! An instant as people think of it: how long ago; the date on hover.

use leptos::prelude::*;

use super::{
    clock::use_clock,
    format::{Zone, absolute, iso, relative},
};

/// `12 min ago`, counting on by itself, with the absolute time on hover.
#[component]
pub fn Time(
    /// Milliseconds since 1970; nothing where it is not known.
    #[prop(into)]
    at_ms: MaybeProp<i64>,
) -> impl IntoView {
    let clock = use_clock();
    // Most ticks change nothing: a memo keeps them from the document.
    let text =
        Memo::new(move |_| at_ms.get().map_or_else(|| "–".to_owned(), |at| relative(at, clock.now_ms())));
    view! {
        <time datetime=move || at_ms.get().map(iso) title=move || at_ms.get().map(|at| absolute(at, zone_at(at)))>
            {text}
        </time>
    }
}

/// The reader's time zone at an instant, summer time included.
pub fn zone_at(at_ms: i64) -> Zone {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at_ms as f64));
    // JavaScript counts minutes west of UTC.
    Zone(-(date.get_timezone_offset() as i64))
}
