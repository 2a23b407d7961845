//! `/agents/map`: every agent as a cell, coloured and grouped by what the address says. Ten thousand cells are one canvas.

mod layout;
mod paint;
mod shade;

use std::time::Duration;

use cluster_model::query::Query as Filter;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, roles};
use cluster_model::view::View;
use leptos::{
    ev::{self, KeyboardEvent, PointerEvent},
    html,
    prelude::*,
};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use self::layout::{Layout, group};
use self::paint::paint;
use self::shade::{Colouring, Shade, Swatch, shade};
use crate::components::{arrival::arrival, page::PageTitle, panel::Panel};
use crate::live::{Live, use_live};
use crate::paths::{FILTER, Page, Query};
use crate::theme::ThemeChoice;
use crate::ui::{
    clock::use_clock,
    format::{milli, plural},
};

/// The cells follow the cluster at most this often: faster than anybody sees, slower than a busy cluster changes.
const EVERY: Duration = Duration::from_millis(1_000);

/// What the map shows, as far as the cluster decides it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    slots: Vec<u32>,
    groups: Vec<String>,
    shades: Vec<Shade>,
    legend: Vec<Swatch>,
}

/// The page.
#[component]
pub fn AgentMap() -> impl IntoView {
    let live = use_live();
    let search = use_location().search;
    let query = Memo::new(move |_| search.with(|search| Query::parse(search)));
    let navigate = StoredValue::new_local(use_navigate());
    let change = Callback::new(move |(name, value): (&'static str, String)| {
        let href = Page::AgentMap.href_with(&query.get_untracked().with(name, &value));
        let options =
            NavigateOptions { resolve: false, scroll: false, replace: true, ..NavigateOptions::default() };
        navigate.with_value(|navigate| navigate(&href, options));
    });
    let shown = RwSignal::new(Shown::default());
    let clock = use_clock();
    let look = move || {
        let now = live.read(|replica| query.with_untracked(|query| look(replica, query, clock.exact_ms())));
        if shown.with_untracked(|shown| *shown != now) {
            shown.set(now);
        }
    };
    Effect::new(move || {
        query.track();
        let _ = live.is_whole();
        look();
    });
    follow(live, look);
    let facts = move || plural(shown.with(|shown| shown.slots.len()) as i64, "agent", "agents");
    view! {
        <PageTitle title="Agent map" facts=move || facts()>
            <a href=move || Page::Agents.filtered(query.with(|query| query.get(FILTER).unwrap_or_default().to_owned()).as_str())>
                "As a list"
            </a>
        </PageTitle>
        <Tools query change />
        <Panel title="Agents" what="the agents" condition=arrival(live) aside=move || legend(shown)>
            <Map shown />
        </Panel>
    }
}

/// Looks again when agents or tasks changed, at a pace.
fn follow(live: Live, look: impl Fn() + Copy + 'static) {
    let changed = StoredValue::new(false);
    live.on_change(move |_, changes| {
        let concerned = [Table::Agents, Table::Tasks].map(|table| !changes.slots[table.index()].is_empty());
        if changes.reset || concerned.contains(&true) {
            changed.set_value(true);
        }
    });
    let looking = move || {
        if changed.get_value() && !document().hidden() {
            changed.set_value(false);
            look();
        }
    };
    if let Ok(handle) = set_interval_with_handle(looking, EVERY) {
        on_cleanup(move || handle.clear());
    }
}

/// Finds the agents, their groups and their colours.
fn look(replica: &Replica, query: &Query, now_ms: i64) -> Shown {
    let said = |name| query.get(name).unwrap_or_default();
    let mut view = View::new(Table::Agents, Filter::parse(said(FILTER), Table::Agents), Vec::new());
    view.rebuild(replica, now_ms);
    let mut slots: Vec<u32> = view.slots_from(0).collect();
    slots.sort_by(|a, b| {
        let host = |slot: &u32| replica.text(Table::Agents, *slot, agents::HOST);
        host(a).cmp(host(b))
    });
    let by = said("group");
    let groups = slots.iter().map(|slot| group_of(replica, *slot, by)).collect();
    let (shades, legend) = shade(replica, &Colouring::read(said("color")), &slots);
    Shown { slots, groups, shades, legend }
}

fn group_of(replica: &Replica, slot: u32, by: &str) -> String {
    let text = |column| replica.text(Table::Agents, slot, column);
    let named = |name: &str| if name.is_empty() { "none".to_owned() } else { name.to_owned() };
    match by {
        "" => String::new(),
        "zone" => format!("{} / {}", named(text(agents::REGION)), named(text(agents::ZONE))),
        "region" => named(text(agents::REGION)),
        "state" => named(text(agents::STATE)),
        "version" => named(text(agents::VERSION)),
        by => {
            let attribute = by.strip_prefix("attribute:").unwrap_or(by);
            named(attribute_of(text(agents::ATTRIBUTES), attribute))
        }
    }
}

/// The value of an attribute in a list such as `rack:r1, ssd:true`.
fn attribute_of<'a>(attributes: &'a str, name: &str) -> &'a str {
    let pairs = attributes.split([',', ';', ' ']).filter_map(|pair| pair.trim().split_once(':'));
    pairs.into_iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
}

/// The choices: colour, group, filter.
#[component]
fn Tools(query: Memo<Query>, change: Callback<(&'static str, String)>) -> impl IntoView {
    let live = use_live();
    let colours = Memo::new(move |_| {
        let plain =
            ["cpus", "mem", "disk", "gpus"].map(|name| (name.to_owned(), format!("{name} allocated")));
        let mut all: Vec<(String, String)> = plain.into();
        all.push(("state".to_owned(), "state".to_owned()));
        all.push(("version".to_owned(), "version".to_owned()));
        all.extend(
            live.watch(&[Table::Roles], role_names)
                .into_iter()
                .map(|role| (format!("role:{role}"), format!("cpus of {role}"))),
        );
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
            live.watch(&[Table::Agents], attribute_names)
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
fn attribute_names(replica: &Replica) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for slot in replica.rows(Table::Agents).slots() {
        for pair in replica.text(Table::Agents, slot, agents::ATTRIBUTES).split([',', ';', ' ']) {
            if let Some((name, _)) = pair.trim().split_once(':')
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
    }
    names.sort_unstable();
    names
}

fn legend(shown: RwSignal<Shown>) -> AnyView {
    let legend = Memo::new(move |_| shown.with(|shown| shown.legend.clone()));
    let swatches = move || {
        let all = legend.get().into_iter();
        all.map(|swatch| {
            view! {
                <li>
                    <span class=swatch.shade aria-hidden="true"></span>
                    {swatch.words}
                </li>
            }
            .into_any()
        })
        .collect_view()
    };
    view! { <ul class="map-legend" aria-label="What the colours mean">{swatches}</ul> }.into_any()
}

/// The canvas, what the pointer or the arrows are at, and what that is.
#[component]
fn Map(shown: RwSignal<Shown>) -> impl IntoView {
    let live = use_live();
    let canvas = NodeRef::<html::Canvas>::new();
    let frame = NodeRef::<html::Div>::new();
    let width = RwSignal::new(0.0_f64);
    let measure = move || {
        if let Some(frame) = frame.get_untracked() {
            width.set(frame.get_bounding_client_rect().width());
        }
    };
    Effect::new(move || {
        frame.track();
        measure();
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let layout = Memo::new(move |_| Layout::of(shown.with(|shown| group(&shown.groups)), width.get()));
    // The colours change with the theme, which tells nobody but the style.
    let theme: ThemeChoice = expect_context();
    Effect::new(move || {
        theme.get();
        if let Some(canvas) = canvas.get() {
            shown.with(|shown| layout.with(|layout| paint(&canvas, layout, &shown.shades, width.get())));
        }
    });
    let at = RwSignal::new(None::<usize>);
    let navigate = StoredValue::new_local(use_navigate());
    let open = move || {
        let slot =
            at.get_untracked().and_then(|at| shown.with_untracked(|shown| shown.slots.get(at).copied()));
        if let Some(slot) = slot {
            let id = live.read(|replica| replica.text(Table::Agents, slot, agents::ID).to_owned());
            let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
            navigate.with_value(|navigate| navigate(&Page::Agent { id }.href(), options));
        }
    };
    let point = move |event: PointerEvent| {
        at.set(
            layout
                .with_untracked(|layout| layout.at(f64::from(event.offset_x()), f64::from(event.offset_y()))),
        );
    };
    let press = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            open();
            return;
        }
        let from = at.get_untracked().unwrap_or_default();
        let to = if at.get_untracked().is_none() {
            event.key().starts_with("Arrow").then_some(from)
        } else {
            layout.with_untracked(|layout| layout.beside(from, &event.key()))
        };
        if let Some(to) = to {
            event.prevent_default();
            at.set(Some(to));
        }
    };
    let corner = Memo::new(move |_| at.get().and_then(|at| layout.with(|layout| layout.corner(at))));
    let place =
        move |axis: fn((f64, f64)) -> f64| format!("{}px", corner.get().map(axis).unwrap_or_default());
    let said = Memo::new(move |_| {
        let slot = at.get().and_then(|at| shown.with(|shown| shown.slots.get(at).copied()));
        slot.map(|slot| live.read(|replica| words(replica, slot))).unwrap_or_default()
    });
    let titles = move || {
        layout.with(|layout| {
            let titled = layout.groups.iter().filter(|(_, group)| !group.name.is_empty());
            titled
                .map(|(top, group)| {
                    let words = format!("{} · {}", group.name, group.members.len());
                    view! { <h3 class="map-group" style=("--top", format!("{top}px"))>{words}</h3> }
                        .into_any()
                })
                .collect_view()
        })
    };
    let height = move || format!("{}px", layout.with(|layout| layout.height));
    view! {
        <div class="map" node_ref=frame style=("--height", height)>
            <canvas
                node_ref=canvas
                tabindex="0"
                role="application"
                aria-label="Agents, a cell each. Arrows go from cell to cell, Enter opens the agent."
                on:pointermove=point
                on:pointerleave=move |_| at.set(None)
                on:click=move |_| open()
                on:keydown=press
            ></canvas>
            {titles}
            <Show when=move || corner.get().is_some()>
                <span
                    class="map-at"
                    style=("--x", move || place(|(x, _)| x))
                    style=("--y", move || place(|(_, y)| y))
                    style=("--cell", move || format!("{}px", layout.with(|layout| layout.cell)))
                ></span>
            </Show>
        </div>
        <p class="map-said" role="status">
            {said}
        </p>
    }
}

/// An agent in a line.
fn words(replica: &Replica, slot: u32) -> String {
    let text = |column| replica.text(Table::Agents, slot, column);
    let number = |column| replica.number(Table::Agents, slot, column).unwrap_or_default();
    let taken = number(agents::CPUS_ALLOCATED) + number(agents::CPUS_FROM_RESERVATION);
    let parts = [
        text(agents::HOST).to_owned(),
        text(agents::STATE).to_owned(),
        format!("{} of {} cpus allocated", milli(taken), milli(number(agents::CPUS_TOTAL))),
        plural(number(agents::TASKS), "task", "tasks"),
        text(agents::VERSION).to_owned(),
        text(agents::ATTRIBUTES).to_owned(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::attribute_of;

    #[test]
    fn an_attribute_is_found_by_its_name() {
        assert_eq!(attribute_of("rack:r1, ssd:true", "ssd"), "true");
        assert_eq!(attribute_of("rack:r1", "rac"), "");
    }
}
