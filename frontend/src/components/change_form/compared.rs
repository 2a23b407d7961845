//! Before and after, and what would happen besides.

use leptos::prelude::*;

use crate::change::plan::{Bars, DiffRow, Impact, Plan, Weight};
use crate::components::{legend::Legend, resource_bar::ResourceBar};
use crate::ui::{
    chip::{Chip, Tone},
    more::More,
    notice::{Notice, NoticeKind},
};

/// Rows that stand in the page at first, and that come with each press.
const STEP: usize = 50;

/// The stage at which before and after are looked at.
#[component]
pub(super) fn Compared(
    plan: Signal<Plan>,
    /// Whether the cluster has changed since it was looked at first.
    overtaken: Memo<bool>,
) -> impl IntoView {
    let rows = Memo::new(move |_| plan.with(|plan| plan.diff.clone()));
    let impact = Signal::derive(move || plan.with(|plan| plan.impact.clone()));
    view! {
        <Show when=move || overtaken.get()>
            <div>
                <Notice kind=NoticeKind::Broken title="The cluster has changed meanwhile">
                    "What is below is new. Compare again before you confirm."
                </Notice>
            </div>
        </Show>
        <Diff rows />
        <BarsNowThen plan />
        <ImpactList impact />
    }
}

/// What the plan would come to, while it is being made.
#[component]
pub(super) fn Preview(plan: Signal<Plan>) -> impl IntoView {
    let impact = Signal::derive(move || plan.with(|plan| plan.impact.clone()));
    view! {
        <BarsNowThen plan />
        <ImpactList impact />
    }
}

#[component]
fn Diff(rows: Memo<Vec<DiffRow>>) -> impl IntoView {
    let shown = RwSignal::new(STEP);
    let left = Memo::new(move |_| rows.with(Vec::len).saturating_sub(shown.get()));
    let side = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let body = move || {
        let rows = rows.get().into_iter().take(shown.get());
        let row = move |row: DiffRow| {
            view! {
                <tr>
                    <th scope="row">{row.what}</th>
                    <td>{side(row.before)}</td>
                    <td class="after">{side(row.after)}</td>
                </tr>
            }
        };
        rows.map(row).collect_view()
    };
    view! {
        <Show
            when=move || rows.with(|rows| !rows.is_empty())
            fallback=|| view! { <Notice kind=NoticeKind::Empty title="Nothing that the console can compare would change" /> }
        >
            <div class="sheet scrolls" role="group" tabindex="0" aria-label="Now and then">
                <table class="plain-table diff">
                    <thead>
                        <tr>
                            <th scope="col">"What"</th>
                            <th scope="col">"Now"</th>
                            <th scope="col">"Then"</th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
            <More left on_more=move |()| shown.update(|shown| *shown += STEP) />
        </Show>
    }
}

/// Resources now and then, as bars.
#[component]
fn BarsNowThen(plan: Signal<Plan>) -> impl IntoView {
    let bars = Memo::new(move |_| plan.with(|plan| plan.bars.clone()));
    let line = |bars: Bars| {
        view! {
            <div class="now-then-line">
                <span class="resource-name">{bars.resource.name()}</span>
                <ResourceBar resource=bars.resource shares=bars.now />
                <ResourceBar resource=bars.resource shares=bars.then />
            </div>
        }
    };
    view! {
        <Show when=move || bars.with(|bars| !bars.is_empty())>
            <div class="now-then" role="group" aria-label="Resources now and then">
                <div class="now-then-line" aria-hidden="true">
                    <span></span>
                    <span>"now"</span>
                    <span>"then"</span>
                </div>
                {move || bars.get().into_iter().map(line).collect_view()}
                <Legend />
            </div>
        </Show>
    }
}

/// What would happen besides, the worst first.
#[component]
pub(super) fn ImpactList(#[prop(into)] impact: Signal<Vec<Impact>>) -> impl IntoView {
    let sorted = Memo::new(move |_| {
        let mut impact = impact.get();
        impact.sort_by_key(|impact| std::cmp::Reverse(impact.weight));
        impact
    });
    let line = |impact: Impact| {
        let (tone, word) = match impact.weight {
            Weight::Note => (Tone::Idle, "note"),
            Weight::Warn => (Tone::Warn, "takes effect on others"),
            Weight::Harm => (Tone::Bad, "loss"),
        };
        let words = match impact.page {
            Some(page) => view! { <a href=page target="_blank">{impact.words}</a> }.into_any(),
            None => impact.words.into_any(),
        };
        view! {
            <li>
                <Chip tone>{word}</Chip>
                <span>{words}</span>
            </li>
        }
    };
    view! {
        <Show when=move || sorted.with(|sorted| !sorted.is_empty())>
            <ul class="impact" aria-label="What would happen">{move || sorted.get().into_iter().map(line).collect_view()}</ul>
        </Show>
    }
}
