//! Parts of a form that come and go: roles, containers, reservations.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon},
};

/// The parts there are. Each is a handful of signals.
pub struct Rows<T: Copy + Send + Sync + 'static> {
    list: RwSignal<Vec<T>>,
    /// What made the form: signals of parts that are added later live as long as it does.
    owner: StoredValue<Owner>,
    root: NodeRef<html::Div>,
}

impl<T: Copy + Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy + Send + Sync + 'static> Copy for Rows<T> {}

impl<T: Copy + Send + Sync + 'static> Rows<T> {
    /// The parts that the form opens with.
    pub fn new(first: Vec<T>) -> Self {
        Self {
            list: RwSignal::new(first),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            root: NodeRef::new(),
        }
    }

    /// The parts, in order.
    pub fn get(self) -> Vec<T> {
        self.list.get()
    }

    /// The parts as they are, without subscribing.
    pub fn get_untracked(self) -> Vec<T> {
        self.list.get_untracked()
    }

    /// Other parts in place of those there are; `make` makes their signals.
    pub fn set(self, make: impl FnOnce() -> Vec<T>) {
        let parts = self.owner.with_value(|owner| owner.with(make));
        self.list.set(parts);
    }

    /// One more at the end, which leaves the focus where it is.
    pub fn add_quietly(self, make: impl FnOnce() -> T) {
        let part = self.owner.with_value(|owner| owner.with(make));
        self.list.update(|list| list.push(part));
    }

    /// One more at the end, which gets the focus.
    pub fn add(self, make: impl FnOnce() -> T) {
        self.add_quietly(make);
        // The new part's field is there after this turn.
        self.focus(":scope > fieldset:last-of-type input");
    }

    /// The element that the parts are in, each in a `fieldset`.
    pub fn root(self) -> NodeRef<html::Div> {
        self.root
    }

    /// Takes one away.
    pub fn remove(self, at: usize) {
        self.list.update(|list| {
            list.remove(at);
        });
        self.focus(":scope > p > button");
    }

    /// Brings the focus to something within the parts.
    fn focus(self, selector: &'static str) {
        request_animation_frame(move || {
            let within = self.root.get_untracked();
            let found = within.and_then(|within| within.query_selector(selector).ok().flatten());
            if let Some(found) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
                // It fails only for what is not in the document.
                let _ = found.focus();
            }
        });
    }
}

/// The parts, one below the other, each in a group of its own, and the button that adds one.
pub fn rows<T: Copy + Send + Sync + 'static>(
    rows: Rows<T>,
    // What the button says: `Add a role`.
    add: &'static str,
    make: fn() -> T,
    view: impl Fn(usize, T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let parts = move || rows.get().into_iter().enumerate().map(|(at, part)| view(at, part)).collect_view();
    view! {
        <div class="change-rows" node_ref=rows.root>
            {parts}
            <p>
                <button type="button" class="button quiet change-add" on:click=move |_| rows.add(make)>
                    {add}
                </button>
            </p>
        </div>
    }
    .into_any()
}

/// A part in its group, with a button that takes it away unless it must stay.
pub fn row<T: Copy + Send + Sync + 'static>(
    rows: Rows<T>,
    at: usize,
    // What the group is called: `role eng`.
    name: Signal<String>,
    // Whether one of them has to stay.
    keeps_one: bool,
    content: AnyView,
) -> AnyView {
    let is_removable = !keeps_one || rows.get_untracked().len() > 1;
    let remove = is_removable.then(|| {
        let label = Signal::derive(move || format!("Remove {}", name.get()));
        view! {
            <Button kind=ButtonKind::Quiet label on_press=move |()| rows.remove(at)>
                <Icon glyph=Glyph::Close />
            </Button>
        }
    });
    view! {
        <fieldset class="change-row">
            <legend>{name}</legend>
            {content}
            {remove}
        </fieldset>
    }
    .into_any()
}
