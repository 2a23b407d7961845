//! `/quota`: guarantees and limits of all roles, what counts against them, and what of them cannot be met.

mod rows;
mod standing;
mod troubles;

use cluster_model::schema::Table;
use leptos::prelude::*;

use self::rows::{CAPACITY, ROLES, capacity_rows, custom_rows, role_rows};
use self::standing::Standing;
use self::troubles::troubles;
use crate::call::reading::{OFTEN, Reading};
use crate::components::{
    actions::{Action, Actions},
    arrival::arrival,
    listing::Listing,
    page::PageTitle,
    panel::{Condition, Panel},
    quota_bar::QuotaLegend,
    refused::Refused,
};
use crate::live::use_live;
use crate::paths::{Form, Page, Place, Query};
use crate::ui::format::{grouped, plural};

/// The page.
#[component]
pub fn Quota() -> impl IntoView {
    let live = use_live();
    let reading = Reading::of_call(Place::Master, "GET_QUOTA", OFTEN);
    let custom = reading.read(custom_rows);
    let standing = Memo::new(move |_| live.watch(&[Table::Roles, Table::Agents], Standing::read));
    let condition = arrival(live);
    let roles = Signal::derive(move || {
        let mut rows = standing.with(role_rows);
        rows.extend(custom.get());
        rows
    });
    let capacity = Signal::derive(move || standing.with(capacity_rows));
    let facts = move || {
        standing.with(|standing| {
            let with = plural(standing.roles.len() as i64, "role has quota", "roles have quota");
            format!("{with} · {} at the top of the tree have none", grouped(standing.without.len() as i64))
        })
    };
    // What is refused is no quota at all.
    let of_roles = Memo::new(move |_| match reading.condition.get() {
        Condition::Forbidden(why) => Condition::Forbidden(why),
        _ => condition.get(),
    });
    view! {
        <PageTitle title="Quota" facts=move || facts()>
            <Actions about="quota" actions=vec![Action::new(Form::Quota, Query::new()).named("Set quota…")] />
        </PageTitle>
        <Refused calls=&[("GET_QUOTA", "Guarantees and limits are not known.")] />
        <Troubles standing condition=of_roles />
        <Panel title="Roles with quota" what="the quota" condition=of_roles>
            <QuotaLegend />
            <Listing
                label="Quota by role"
                heads=ROLES
                rows=roles
                empty="No role has quota, or none that you may see: each gets its fair share, and none is held back for it."
            />
        </Panel>
        // Without the quota of all, and of the whole cluster, there is nothing to hold against each other.
        <Show when=move || !matches!(of_roles.get(), Condition::Forbidden(_))>
            <Panel title="Against the cluster" what="the capacity" condition>
                <Listing label="Quota and capacity" heads=CAPACITY rows=capacity empty="No agent has registered." />
            </Panel>
        </Show>
        <Without standing />
    }
}

/// What cannot be met and why.
#[component]
fn Troubles(standing: Memo<Standing>, condition: Memo<Condition>) -> impl IntoView {
    let found = Memo::new(move |_| standing.with(troubles));
    let lines = move || {
        let lines = found.get().into_iter().map(|trouble| {
            let role = trouble.role.map(|name| {
                let href = Page::Role { name: name.clone() }.href();
                view! { <a href=href>{name}</a> " " }
            });
            view! {
                <li class="trouble-line">
                    <span class=trouble.tone.class()>{trouble.what}</span>
                    <span>{role} {trouble.words}</span>
                </li>
            }
        });
        lines.collect_view()
    };
    view! {
        <Show when=move || condition.get() == Condition::Ready && standing.with(|standing| !standing.roles.is_empty())>
            <Panel title="What cannot be met" what="the quota" condition=Condition::Ready>
                <ul class="sheet trouble-lines" aria-live="polite">
                    {lines}
                    <Show when=move || found.with(Vec::is_empty)>
                        <li class="trouble-none">"Nothing: every guarantee is met or can be, and no role is above its limit."</li>
                    </Show>
                </ul>
            </Panel>
        </Show>
    }
}

/// The roles that quota could be set for and was not.
#[component]
fn Without(standing: Memo<Standing>) -> impl IntoView {
    let names = Memo::new(move |_| standing.with(|standing| standing.without.clone()));
    let links = move || {
        let links = names.get().into_iter().map(|name| {
            let href = Page::Role { name: name.clone() }.href();
            view! { <li><a href=href>{name}</a></li> }
        });
        links.collect_view()
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <Panel title="Roles without quota" what="the roles" condition=Condition::Ready>
                <p class="aside-note">
                    "They get their fair share of what is left and are held to no limit. Roles below others count against the quota of the one at the top."
                </p>
                <ul class="name-list">{links}</ul>
            </Panel>
        </Show>
    }
}
