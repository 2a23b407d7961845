//! A value told apart from how it looks: a fact's, or a cell's of a list.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::{
    external_link::{ExternalLink, WebUrl},
    gated_link::GatedLink,
    id_link::IdLink,
    labels::Labels,
    quota_bar::{QuotaBar, QuotaUse},
    resource_bar::{ResourceBar, ResourceKind, Shares},
    state_chip::StateOf,
};
use crate::call::json::Label;
use crate::paths::{Form, Page, Query};
use crate::ui::{
    chip::Tone,
    format::{bytes, grouped, span},
    id::Id,
    time::Time,
};

/// What stands right of a fact's name, or in a list's cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Words.
    Text(String),
    /// What machines read: a command, a path.
    Code(String),
    /// An id without a page.
    Id(String),
    /// An id whose thing has a page.
    IdOf(Page, String),
    /// The name of something that has a page.
    Link(Page, String),
    /// A moment, in milliseconds since 1970.
    Time(i64),
    /// An address of the web.
    Url(WebUrl),
    /// Labels.
    Labels(Vec<Label>),
    /// A link to a page with a query, or to a part of it.
    Href(String, String),
    /// A link to a form about something.
    Form(Form, Query, String),
    /// A whole number.
    Count(i64),
    /// A quantity of a resource, in thousandths.
    Amount(ResourceKind, i64),
    /// A number of bytes.
    Bytes(i64),
    /// A span of time, in milliseconds.
    Span(i64),
    /// A state.
    State(StateOf, String),
    /// Words in a tone.
    Chip(Tone, String),
    /// Where all of a resource is.
    Bar(ResourceKind, Shares),
    /// What counts against a quota of a resource.
    Quota(ResourceKind, QuotaUse),
    /// Nothing to say: a dash.
    None,
    /// Several, one below the other.
    Many(Vec<Shown>),
}

impl Shown {
    /// Whether it is a number, which stands at the right.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Amount(..) | Self::Bytes(_) | Self::Span(_))
    }

    /// The order of a list's rows by this cell. What is not there comes last.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        match (self.number(), other.number()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => match (self, other) {
                (Self::None, Self::None) => Ordering::Equal,
                (Self::None, _) => Ordering::Greater,
                (_, Self::None) => Ordering::Less,
                _ => self.words().cmp(&other.words()),
            },
        }
    }

    /// What a search looks through and an order by words goes by.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Id(text) | Self::State(_, text) => text.clone(),
            Self::IdOf(_, text)
            | Self::Link(_, text)
            | Self::Href(_, text)
            | Self::Form(_, _, text)
            | Self::Chip(_, text) => text.clone(),
            Self::Url(url) => url.href().to_owned(),
            Self::Labels(labels) => labels.iter().map(|(key, value)| format!("{key}:{value} ")).collect(),
            Self::Many(all) => all.iter().map(|one| one.words() + " ").collect(),
            _ => String::new(),
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Time(number) | Self::Count(number) | Self::Bytes(number) | Self::Span(number) => {
                Some(*number)
            }
            Self::Amount(_, milli) => Some(*milli),
            Self::Bar(_, shares) => Some(shares.taken()),
            Self::Quota(_, quota) => Some(quota.consumed),
            _ => None,
        }
    }
}

fn chip(tone: Tone, word: String) -> AnyView {
    view! { <span class=tone.class()>{word}</span> }.into_any()
}

fn gated(href: String, needs: &'static [&'static str], name: String) -> AnyView {
    view! { <GatedLink href needs>{name}</GatedLink> }.into_any()
}

/// A value as an element; `name` is what it is the value of.
pub fn show(name: &'static str, shown: Shown) -> AnyView {
    // The copy button says what it copies: "Copy container id".
    let what = || {
        let name = name.to_lowercase();
        if name.ends_with("id") { name } else { format!("{name} id") }
    };
    match shown {
        Shown::Text(text) => text.into_any(),
        Shown::Code(text) => view! { <code>{text}</code> }.into_any(),
        Shown::Id(id) => view! { <Id id=id what=what() /> }.into_any(),
        Shown::IdOf(page, id) => view! { <IdLink id href=page.href() what=what() /> }.into_any(),
        Shown::Link(page, name) if page.needs().is_empty() => {
            view! { <a href=page.href()>{name}</a> }.into_any()
        }
        Shown::Link(page, name) => gated(page.href(), page.needs(), name),
        Shown::Form(form, query, name) => gated(Page::Form(form).href_with(&query), form.calls(), name),
        Shown::Time(at_ms) => view! { <Time at_ms=Some(at_ms) /> }.into_any(),
        Shown::Url(url) => view! { <ExternalLink url /> }.into_any(),
        Shown::Labels(labels) => view! { <Labels label=name labels /> }.into_any(),
        Shown::Href(href, name) => view! { <a href=href>{name}</a> }.into_any(),
        Shown::State(of, state) => chip(of.tone(&state), of.word(&state)),
        Shown::Chip(tone, word) => chip(tone, word),
        Shown::Quota(resource, quota) => {
            view! { <QuotaBar resource quota=Signal::stored(quota) /> }.into_any()
        }
        Shown::Bar(resource, shares) => view! { <ResourceBar resource shares /> }.into_any(),
        Shown::Count(count) => grouped(count).into_any(),
        Shown::Amount(resource, milli) => resource.amount(milli).into_any(),
        Shown::Bytes(count) => bytes(count).into_any(),
        Shown::Span(ms) => span(ms).into_any(),
        Shown::None => "–".into_any(),
        Shown::Many(all) => {
            let all = all.into_iter().map(|one| view! { <li>{show(name, one)}</li> }).collect_view();
            view! { <ul>{all}</ul> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_ordered_by_their_number_else_by_their_words() {
        assert_eq!(Shown::Count(9).compare(&Shown::Count(10)), Ordering::Less);
        assert_eq!(Shown::Text("b".into()).compare(&Shown::Code("a".into())), Ordering::Greater);
        assert_eq!(Shown::None.compare(&Shown::Text("a".into())), Ordering::Greater);
    }
}
