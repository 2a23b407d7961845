//! The line above a page whose data are getting old: since when, why, what happens next.

use leptos::prelude::*;

use crate::{
    components::freshness_chip::Freshness,
    ui::{
        format::clock,
        icon::{Glyph, Icon},
        time::{Time, zone_at},
    },
};

/// The line.
#[component]
pub fn StaleNote(
    /// How fresh the picture is.
    freshness: Signal<Freshness>,
    /// When the master was last heard from.
    heard_ms: Signal<Option<i64>>,
) -> impl IntoView {
    // The countdown changes each second, the meaning seldom.
    let meaning = Memo::new(move |_| freshness.with(Freshness::meaning));
    let pictured = move || {
        heard_ms.get().map(|at_ms| {
            view! {
                <span class="stale-since">
                    "Shown as of " {clock(at_ms, zone_at(at_ms))} ", " <Time at_ms=at_ms /> "."
                </span>
            }
        })
    };
    view! {
        <div class="stale-note">
            <Icon glyph=Glyph::Alert />
            <p>{meaning} " " {pictured}</p>
        </div>
    }
}
