//! `/dashboards`: the links that were given out.

use std::time::Duration;

use leptos::prelude::*;
use serde_json::Value;

use super::given::{Given, Standing};
use super::revoke::Revoke;
use crate::call::{json::Read, reading::Reading};
use crate::components::{
    page::PageTitle,
    panel::{Condition, Panel, otherwise},
};
use crate::paths::{Door, Page};
use crate::session::use_session;
use crate::ui::{clock::use_clock, format::span_exact, time::Time};

/// How often the list is asked for.
const EVERY: Duration = Duration::from_secs(10);

const HEADS: [&str; 7] = ["Name", "State", "Pages", "Shows", "Made by", "Made", "Ends"];

/// The list.
#[component]
pub fn Dashboards() -> impl IntoView {
    let session = use_session();
    let refused = Memo::new(move |_| session.may("dashboards"));
    view! {
        <PageTitle
            title="Dashboards"
            facts=|| "Links that show some pages, read-only, to whoever has them. A link is shown once, when it is made; what it opens ends when it expires or is revoked.".into_any()
        >
            {move || refused.get().is_none().then(|| view! {
                <a class="button primary" href=Page::NewDashboard.href()>"Make a dashboard"</a>
            })}
        </PageTitle>
        {move || match refused.get() {
            Some(why) => otherwise(&Condition::Forbidden(why), "the dashboards").into_any(),
            None => view! { <Links /> }.into_any(),
        }}
    }
}

#[component]
fn Links() -> impl IntoView {
    let reading = Reading::of_console(&Door::Dashboards, EVERY);
    let links = reading.read(links);
    let chosen = RwSignal::new(None::<Given>);
    let condition = Signal::derive(move || match reading.condition.get() {
        Condition::Ready if links.with(Vec::is_empty) => Condition::Empty(
            "No dashboard was made yet. Make one here, or by “Share as dashboard…” on any page.".to_owned(),
        ),
        condition => condition,
    });
    view! {
        <Panel title="Given out" what="the dashboards" condition>
            <div class="sheet scrolls" role="group" tabindex="0" aria-label="Dashboards">
                <table class="plain-table dashboards">
                    <thead>
                        <tr>
                            {HEADS.map(|head| view! { <th scope="col">{head}</th> }).collect_view()}
                            <th scope="col">
                                <span class="visually-hidden">"Revoke"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{move || links.with(|links| links.iter().map(|link| row(link, chosen)).collect_view())}</tbody>
                </table>
            </div>
        </Panel>
        <Revoke chosen on_done=move |()| reading.ask() />
    }
    .into_any()
}

/// The latest first.
fn links(answer: &Value) -> Vec<Given> {
    answer.list("dashboards").iter().rev().map(Given::read).collect()
}

fn row(link: &Given, chosen: RwSignal<Option<Given>>) -> AnyView {
    let clock = use_clock();
    let kept = StoredValue::new(link.clone());
    let standing = Memo::new(move |_| kept.with_value(|link| link.standing(clock.now_ms())));
    let chip = move || {
        let (tone, word) = standing.get().chip();
        view! { <span class=tone.class()>{word}</span> }
    };
    let views = link.views().into_iter().map(|(href, name)| match href {
        Some(href) => view! { <li><a href=href>{name}</a></li> }.into_any(),
        None => view! { <li><code>{name}</code></li> }.into_any(),
    });
    let every = (link.pages.len() > 1).then(|| {
        view! { <li class="muted">{format!("{} each", span_exact(link.every_seconds * 1000))}</li> }
    });
    let ends_ms = link.revoked_ms.unwrap_or(link.expires_ms);
    let name = format!("Revoke {}", link.name);
    let revoke = move || {
        let name = name.clone();
        (standing.get() == Standing::Active).then(|| {
            view! {
                <button
                    type="button"
                    class="button"
                    aria-label=name
                    on:click=move |_| chosen.set(Some(kept.get_value()))
                >
                    "Revoke…"
                </button>
            }
        })
    };
    view! {
        <tr>
            <th scope="row">{link.name.clone()}</th>
            <td>{chip}</td>
            <td>
                <ul>{views.collect_view()} {every}</ul>
            </td>
            <td>{link.sight()}</td>
            <td>{link.made_by.clone()}</td>
            <td>
                <Time at_ms=link.made_ms />
            </td>
            <td>
                <Time at_ms=Some(ends_ms) />
            </td>
            <td class="number">{revoke}</td>
        </tr>
    }
    .into_any()
}
