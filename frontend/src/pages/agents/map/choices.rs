//! What can be chosen: the colour, the group, the filter.

use std::time::Duration;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, roles};
use leptos::prelude::*;

use crate::live::{Live, use_live};
use crate::paths::{FILTER, Query};
use crate::ui::turns::Turns;

/// What can be chosen changes seldom.
const PACE: Duration = Duration::from_secs(2);
/// How many agents are looked at between two looks at the clock.
const AGENTS: usize = 256;

/// The choices: colour, group, filter.
#[component]
pub fn Choices(query: Memo<Query>, change: Callback<(&'static str, String)>) -> impl IntoView {
    let live = use_live();
    let roles_changed = live.paced(&[Table::Roles], PACE);
    let roles = Memo::new(move |_| {
        roles_changed.track();
        live.read(role_names)
    });
    let agents_changed = live.paced(&[Table::Agents], PACE);
    let attributes = live.reckoned(move || agents_changed.get(), move |_| attribute_names(live));
    let colours = Memo::new(move |_| {
        let plain =
            ["cpus", "mem", "disk", "gpus"].map(|name| (name.to_owned(), format!("{name} allocated")));
        let mut all: Vec<(String, String)> = plain.into();
        all.push(("state".to_owned(), "state".to_owned()));
        all.push(("version".to_owned(), "version".to_owned()));
        all.extend(roles.get().into_iter().map(|role| (format!("role:{role}"), format!("cpus of {role}"))));
        all
    });
    let groups = Memo::new(move |_| {
        let plain = [
            ("", "nothing"),
            ("zone", "region and zone"),
            ("region", "region"),
            ("state", "state"),
            ("version", "version"),
        ];
        let mut all: Vec<(String, String)> =
            plain.map(|(key, words)| (key.to_owned(), words.to_owned())).into();
        all.extend(
            attributes
                .get()
                .unwrap_or_default()
                .into_iter()
                .map(|name| (format!("attribute:{name}"), format!("attribute {name}"))),
        );
        all
    });
    view! {
        <div class="event-tools">
            {choice("Colour by ", "color", colours, query, change)}
            {choice("Group by ", "group", groups, query, change)}
            <label class="event-filter">
                <span class="visually-hidden">"Filter agents"</span>
                <input
                    class="input"
                    type="search"
                    placeholder="Filter agents, as in their list"
                    data-filter=""
                    prop:value=move || query.with(|query| query.get(FILTER).unwrap_or_default().to_owned())
                    on:input:target=move |event| change.run((FILTER, event.target().value()))
                />
            </label>
        </div>
    }
}

fn choice(
    words: &'static str,
    name: &'static str,
    all: Memo<Vec<(String, String)>>,
    query: Memo<Query>,
    change: Callback<(&'static str, String)>,
) -> AnyView {
    let options = move || {
        let chosen = query.with(|query| query.get(name).unwrap_or_default().to_owned());
        let all = all.get().into_iter();
        all.map(|(key, words)| view! { <option value=key.clone() selected=key == chosen>{words}</option> })
            .collect_view()
    };
    view! {
        <label>
            {words}
            <select class="input" on:change:target=move |event| change.run((name, event.target().value()))>
                {options}
            </select>
        </label>
    }
    .into_any()
}

fn role_names(replica: &Replica) -> Vec<String> {
    let slots = replica.rows(Table::Roles).slots();
    let mut names: Vec<_> =
        slots.map(|slot| replica.text(Table::Roles, slot, roles::NAME).to_owned()).collect();
    names.sort_unstable();
    names
}

/// The names of all agents' attributes.
async fn attribute_names(live: Live) -> Vec<String> {
    let mut turns = Turns::begin();
    let mut names: Vec<String> = Vec::new();
    let slots: Vec<u32> = live.read(|replica| replica.rows(Table::Agents).slots().collect());
    for some in slots.chunks(AGENTS) {
        live.read(|replica| {
            for slot in some {
                add_names(replica.text(Table::Agents, *slot, agents::ATTRIBUTES), &mut names);
            }
        });
        turns.rest().await;
    }
    names.sort_unstable();
    names
}

/// Adds those of one agent.
fn add_names(attributes: &str, names: &mut Vec<String>) {
    for pair in attributes.split([',', ';', ' ']) {
        if let Some((name, _)) = pair.trim().split_once(':')
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attribute_is_named_once() {
        let mut names = vec!["rack".to_owned()];
        add_names("rack:r1, ssd:true; zone:a", &mut names);
        assert_eq!(names, ["rack", "ssd", "zone"]);
    }
}
