//! The cells: a canvas, what the pointer or the arrows are at, and what that is.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};
use leptos::{
    ev::{self, KeyboardEvent, PointerEvent},
    html,
    prelude::*,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::found::Found;
use super::layout::Layout;
use super::paint::Painting;
use crate::live::use_live;
use crate::paths::Page;
use crate::theme::ThemeChoice;
use crate::ui::format::{milli, plural};

/// The map.
#[component]
pub fn Cells(shown: Memo<Found>) -> impl IntoView {
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
    let layout = Memo::new(move |_| Layout::of(shown.with(|shown| shown.groups.clone()), width.get()));
    // The colours change with the theme, which tells nobody but the style.
    let theme: ThemeChoice = expect_context();
    let painting = Painting::new();
    Effect::new(move || {
        let theme = theme.get().name();
        if let Some(canvas) = canvas.get() {
            shown.with(|shown| {
                layout.with(|layout| painting.paint(&canvas, layout, &shown.shades, width.get(), theme));
            });
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
