//! The head of a page: its title, what stands beside it, one line of facts.

use leptos::prelude::*;

use super::share::Share;

/// The title of the page that is open; the shell puts it into the document's title.
#[derive(Clone, Copy, Debug)]
pub struct PageHeading(RwSignal<String>);

impl PageHeading {
    /// Makes the context that [`PageTitle`] writes to.
    pub fn provide() -> Self {
        let heading = Self(RwSignal::new(String::new()));
        provide_context(heading);
        heading
    }

    /// The title; empty before the first page stands.
    pub fn get(self) -> String {
        self.0.get()
    }
}

/// A page's `h1`, which gets the focus when the page opens, and the line below it.
#[component]
pub fn PageTitle(
    /// What the page shows: a list's name, or the name or id of one thing.
    #[prop(into)]
    title: Signal<String>,
    /// Chips or buttons on the title's line.
    #[prop(optional)]
    children: Option<Children>,
    /// One line of facts, e.g. `3 regions · 148 frameworks`.
    #[prop(optional, into)]
    facts: Option<ViewFn>,
) -> impl IntoView {
    if let Some(heading) = use_context::<PageHeading>() {
        Effect::new(move || heading.0.set(title.get()));
    }
    view! {
        <div class="page-title">
            <h1 tabindex="-1">{title}</h1>
            {children.map(|children| children())}
            <Share />
        </div>
        {facts.map(|facts| view! { <p class="page-facts">{move || facts.run()}</p> })}
    }
}
