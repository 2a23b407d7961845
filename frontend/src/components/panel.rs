//! A part of a page with a heading, which says in what condition its content is.

use leptos::prelude::*;

use crate::ui::{
    notice::{Loading, Notice, NoticeKind},
    time::Time,
    unique::unique_id,
};

/// The condition of a panel's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Condition {
    /// On its way.
    #[default]
    Loading,
    /// Here, and as fresh as the page's.
    Ready,
    /// There is none, and that is fine. The text says so.
    Empty(String),
    /// It may not be seen. The text says who refused it and why.
    Forbidden(String),
    /// Here, but from this time, in milliseconds since 1970.
    Stale(i64),
    /// It should be here and is not.
    Broken {
        /// What happened.
        what: String,
        /// What it means and what can be done.
        advice: String,
    },
}

/// What stands where there is no content to show, and why.
pub fn otherwise(condition: &Condition, what: &'static str) -> Option<AnyView> {
    match condition.clone() {
        Condition::Loading => Some(view! { <Loading what /> }.into_any()),
        Condition::Empty(text) => Some(view! { <Notice kind=NoticeKind::Empty title=text /> }.into_any()),
        Condition::Forbidden(why) => {
            Some(view! { <Notice kind=NoticeKind::Forbidden title="Not allowed">{why}</Notice> }.into_any())
        }
        Condition::Broken { what, advice } => {
            Some(view! { <Notice kind=NoticeKind::Broken title=what>{advice}</Notice> }.into_any())
        }
        Condition::Ready | Condition::Stale(_) => None,
    }
}

/// A panel.
#[component]
pub fn Panel(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// What its content is called while it is on its way: `the task`.
    what: &'static str,
    /// The condition of its content.
    #[prop(into)]
    condition: Signal<Condition>,
    /// What stands at the right of the heading: a link, a button, a count.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// Its content; built when there is some.
    children: ChildrenFn,
) -> impl IntoView {
    let heading = unique_id("panel");
    // Fresh content that turns stale is the same content; only a change of kind builds anew.
    let shows_content =
        Memo::new(move |_| condition.with(|now| matches!(now, Condition::Ready | Condition::Stale(_))));
    let children = StoredValue::new(children);
    let otherwise = move || condition.with(|condition| otherwise(condition, what));
    let stale_since = Memo::new(move |_| match condition.get() {
        Condition::Stale(at_ms) => Some(at_ms),
        _ => None,
    });
    view! {
        <section class="panel" class:stale=move || stale_since.get().is_some() aria-labelledby=heading>
            <div class="panel-head">
                <h2 id=heading.clone()>{title}</h2>
                {move || {
                    stale_since.get().map(|at_ms| view! { <span class="panel-age">"as of " <Time at_ms=at_ms /></span> })
                }}
                {aside.map(|aside| view! { <div class="panel-aside">{move || aside.run()}</div> })}
            </div>
            {move || {
                if shows_content.get() {
                    children.with_value(|children| children()).into_any()
                } else {
                    otherwise().into_any()
                }
            }}
        </section>
    }
}
