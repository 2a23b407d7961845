//! The lines in the page, and the element that scrolls them.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::ResizeObserver;

use super::LogFile;
use super::model::Line;
use super::reader::Reader;
use super::text::{Hit, Span};

/// The scrolled lines.
#[component]
pub fn LogLines(
    /// The view.
    reader: Reader,
    /// The file, for the links of its lines.
    file: LogFile,
    /// Whether long lines are wrapped.
    wrap: Signal<bool>,
) -> impl IntoView {
    follow_size(reader);
    Effect::watch(move || wrap.get(), move |_, _, _| reader.laid_out(), false);
    // The element scrolls within what is in the page; its own ends are not the file's.
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Home" => reader.head(),
            "End" => reader.tail(),
            _ => return,
        }
        event.prevent_default();
    };
    let label = file.name().to_owned();
    let file = StoredValue::new(file);
    view! {
        <div class="log-wide">
            <div
                class="log-scroll"
                class:wrap=wrap
                role="group"
                tabindex="0"
                aria-label=label
                node_ref=reader.scroller
                on:scroll=move |_| reader.scrolled()
                on:keydown=key
            >
                <div class="log-lines" node_ref=reader.rows>
                    <For each=move || reader.lines.get() key=Line::key children=move |line| row(&line, file) />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Keeps the place when the page gets another size: the window's, or because something came above or beside.
fn follow_size(reader: Reader) {
    let changed = StoredValue::new_local(Closure::<dyn FnMut()>::new(move || reader.laid_out()));
    let observer = changed.with_value(|changed| ResizeObserver::new(changed.as_ref().unchecked_ref()).ok());
    let observer = StoredValue::new_local(observer);
    Effect::new(move || {
        let Some(scroller) = reader.scroller.get() else { return };
        observer.with_value(|observer| observer.iter().for_each(|observer| observer.observe(&scroller)));
    });
    on_cleanup(move || observer.with_value(|observer| observer.iter().for_each(ResizeObserver::disconnect)));
}

fn row(line: &Line, file: StoredValue<LogFile>) -> AnyView {
    let class = match (line.marked, line.begins) {
        (true, true) => "log-line marked",
        (true, false) => "log-line marked goes-on",
        (false, true) => "log-line",
        (false, false) => "log-line goes-on",
    };
    let href = file.with_value(|file| file.href_at(line.at));
    let text = line.spans.iter().map(span).collect_view();
    view! {
        <div class=class>
            <a class="log-link" href=href title="Link to this line" tabindex="-1" aria-hidden="true" data-noscroll></a>
            <span class="log-text">{text}</span>
        </div>
    }
    .into_any()
}

fn span(span: &Span) -> AnyView {
    let Span { text, style, hit } = span.clone();
    let classes = style.classes();
    match hit {
        Hit::None if classes.is_empty() => text.into_any(),
        Hit::None => view! { <span class=classes>{text}</span> }.into_any(),
        Hit::Found => view! { <mark class=classes>{text}</mark> }.into_any(),
        Hit::Current => view! { <mark class=format!("current {classes}")>{text}</mark> }.into_any(),
    }
}
