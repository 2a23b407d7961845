//! The page of one thing: its content, or in what way there is none.

use leptos::prelude::*;

use super::{freshness_chip::Freshness, panel::Condition};
use crate::call::detail::Detail;
use crate::live::use_live;
use crate::paths::Page;
use crate::ui::{
    notice::{Loading, Notice, NoticeKind},
    time::Time,
};

/// What a page is about, for what is said while it is not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// `task`.
    pub noun: &'static str,
    /// `the task`.
    pub the: &'static str,
    /// The list of them, and what it is called: `all tasks`.
    pub list: (Page, &'static str),
    /// How it can be that there is none of this id.
    pub absence: &'static str,
}

/// What the page is called: the name in the row, else the one in the JSON, else the id.
pub fn name_of(in_row: Memo<String>, in_json: Memo<String>, id: String) -> Memo<String> {
    Memo::new(move |_| {
        let names = [in_row.get(), in_json.get()];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| id.clone())
    })
}

/// The content of a page about one thing, once its JSON is here.
#[component]
pub fn Whole(
    /// What it is.
    subject: Subject,
    /// Its JSON.
    detail: Detail,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let is_here = Memo::new(move |_| {
        detail.condition.with(|condition| matches!(condition, Condition::Ready | Condition::Stale(_)))
    });
    let subject = StoredValue::new(subject);
    let children = StoredValue::new(children);
    move || {
        if is_here.get() {
            view! {
                <Age subject detail />
                {children.with_value(|children| children())}
            }
            .into_any()
        } else {
            (move || subject.with_value(|subject| absence(subject, detail.condition.get()))).into_any()
        }
    }
}

/// What is to be said of content that is not of now, where the line above the page does not say it already.
#[component]
fn Age(subject: StoredValue<Subject>, detail: Detail) -> impl IntoView {
    let noun = subject.with_value(|subject| subject.noun);
    let freshness = use_live().surroundings().freshness;
    let as_of = Memo::new(move |_| match detail.condition.get() {
        Condition::Stale(at_ms) if detail.is_gone.get() || !freshness.with(Freshness::is_stale) => {
            Some(at_ms)
        }
        _ => None,
    });
    let said = move || {
        as_of.get().map(|at_ms| {
            let why = if detail.is_gone.get() {
                format!("The master does not list this {noun} any more. What is shown was last known ")
            } else {
                format!(
                    "The console could not give this {noun} anew and is asked again. What is shown is from "
                )
            };
            view! { <p class="whole-age">{why} <Time at_ms=Some(at_ms) /> "."</p> }
        })
    };
    view! { <div role="status">{said}</div> }
}

fn absence(subject: &Subject, condition: Condition) -> AnyView {
    let noun = subject.noun;
    match condition {
        Condition::Empty(words) => {
            let (page, name) = subject.list.clone();
            let absence = subject.absence;
            view! {
                <Notice kind=NoticeKind::Empty title=format!("No such {noun}")>
                    <p>{words} " " {absence}</p>
                    <p class="notice-way">
                        <a href=page.href()>"Go to " {name}</a>
                    </p>
                </Notice>
            }
            .into_any()
        }
        Condition::Forbidden(why) => {
            view! { <Notice kind=NoticeKind::Forbidden title="Not allowed">{why}</Notice> }.into_any()
        }
        Condition::Broken { what, advice } => {
            view! { <Notice kind=NoticeKind::Broken title=what>{advice}</Notice> }.into_any()
        }
        Condition::Loading | Condition::Ready | Condition::Stale(_) => {
            view! { <Loading what=subject.the /> }.into_any()
        }
    }
}
