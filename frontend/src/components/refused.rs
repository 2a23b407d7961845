//! What the master does not tell this console, and why, above what is made of it: an empty list that may not be seen is not an empty list.

use leptos::prelude::*;

use crate::live::use_live;

/// A read call, and what is not to be had without it.
pub type Needs = (&'static str, &'static str);

/// A line for each of the calls that the master refuses; nothing while it answers them.
#[component]
pub fn Refused(
    /// The calls that the page lives on.
    calls: &'static [Needs],
) -> impl IntoView {
    let status = use_live().status();
    let refused = Memo::new(move |_| {
        status.with(|status| {
            let told =
                calls.iter().filter_map(|(call, lacks)| Some((*call, *lacks, status.refused.get(*call)?)));
            told.map(|(call, lacks, why)| (call, lacks, why.clone())).collect::<Vec<_>>()
        })
    });
    let lines = move || {
        let lines = refused.get().into_iter().map(|(call, lacks, why)| {
            view! {
                <p class="refused">
                    {lacks} " The master does not answer " <code>{call}</code> " to this console: " {why}
                </p>
            }
        });
        lines.collect_view()
    };
    view! { <div role="status">{lines}</div> }.into_any()
}
