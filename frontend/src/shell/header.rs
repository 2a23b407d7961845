//! The bar above every page: which cluster this is and how fresh the picture of it.

use leptos::prelude::*;

use super::{Cluster, ending::TimeLeft, theme_switch::ThemeSwitch, who::Who};
use crate::{
    components::freshness_chip::{Freshness, FreshnessChip, Progress},
    paths::Page,
    ui::icon::{Glyph, Icon},
};

/// How far the first picture of the cluster is. The chip says it in words.
#[component]
fn LoadingBar(
    /// How far.
    progress: Progress,
) -> impl IntoView {
    // Without an end there is no part of it.
    let of = progress.of.filter(|of| *of > 0);
    view! {
        <progress
            class="loading-bar"
            aria-label="Loading the cluster"
            max=of
            value=of.map(|of| progress.rows.min(of))
        ></progress>
    }
}

/// The header.
#[component]
pub fn Header(
    /// Which cluster it is.
    cluster: Signal<Cluster>,
    /// How fresh the picture is.
    freshness: Signal<Freshness>,
    /// Opens the list of keys.
    help: RwSignal<bool>,
    /// Opens the search of everything.
    search: RwSignal<bool>,
) -> impl IntoView {
    let name = move || cluster.with(|cluster| cluster.name.clone());
    let leader = move || cluster.with(|cluster| cluster.leader.clone());
    let version = move || cluster.with(|cluster| cluster.version.clone());
    let demo = move || cluster.with(|cluster| cluster.demo);
    let is_known = move || name().is_some() || leader().is_some() || version().is_some() || demo();
    let progress = Memo::new(move |_| freshness.with(Freshness::progress));
    view! {
        <header class="header">
            <a class="brand" href=Page::Overview.href() aria-label="Mesoscope, to the overview">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="brand-name" class:beside-cluster=is_known>
                    "Mesoscope"
                </span>
            </a>
            <p class="cluster">
                {move || name().map(|name| view! { <span class="cluster-name" title="Cluster">{name}</span> })}
                {move || {
                    leader()
                        .map(|leader| {
                            view! { <span class="cluster-leader" title="Leading master">"leader " {leader}</span> }
                        })
                }}
                {move || {
                    version().map(|version| view! { <span class="cluster-version" title="Mesos version">{version}</span> })
                }}
                {move || {
                    demo().then(|| view! { <span class="cluster-demo" title="No real cluster: one that the console makes up, to look around">"embedded"</span> })
                }}
            </p>
            <div class="header-end">
                <TimeLeft />
                <FreshnessChip freshness />
                <button
                    type="button"
                    class="button quiet icon-only"
                    aria-label="Search everything"
                    title="Search everything (Ctrl K)"
                    on:click=move |_| search.set(true)
                >
                    <Icon glyph=Glyph::Search />
                </button>
                <button
                    type="button"
                    class="button quiet icon-only keys-button"
                    aria-label="Keyboard shortcuts"
                    title="Keyboard shortcuts (?)"
                    on:click=move |_| help.set(true)
                >
                    <Icon glyph=Glyph::Keyboard />
                </button>
                <ThemeSwitch />
                <Who />
            </div>
            {move || progress.get().map(|progress| view! { <LoadingBar progress /> })}
        </header>
    }
}
