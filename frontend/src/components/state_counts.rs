//! How many rows are in each state, as chips that lead to the list of them.

use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use leptos::prelude::*;

use super::state_chip::StateOf;
use crate::live::use_live;
use crate::paths::{Page, exactly};
use crate::ui::format::grouped;

/// A chip for each state that any row is in, most rows first.
#[component]
pub fn StateCounts(
    /// The table that is counted.
    table: Table,
    /// Its column of states.
    column: usize,
    /// Whose states they are.
    of: StateOf,
    /// The list that the chips lead to.
    page: Page,
    /// States that are not worth a chip here.
    #[prop(default = &[])]
    except: &'static [&'static str],
) -> impl IntoView {
    let live = use_live();
    let counts = Memo::new(move |_| live.watch(&[table], |replica| count(replica, table, column, except)));
    let page = StoredValue::new(page);
    let key = table.columns()[column].key;
    let chips = move || {
        counts
            .get()
            .into_iter()
            .map(|(state, count)| {
                let href = page.with_value(|page| page.filtered(&exactly(key, &state)));
                let said =
                    format!("{} {}", grouped(i64::try_from(count).unwrap_or(i64::MAX)), of.word(&state));
                view! { <a class=of.tone(&state).class() href=href>{said}</a> }
            })
            .collect_view()
    };
    let so_far = move || (!live.is_whole()).then(|| view! { <span class="muted">"so far"</span> });
    view! { {chips} {so_far} }
}

fn count(replica: &Replica, table: Table, column: usize, except: &[&str]) -> Vec<(String, usize)> {
    let counts = replica.totals(table).by_name(replica.names(), column);
    counts
        .into_iter()
        .filter(|(state, _)| !state.is_empty() && !except.contains(state))
        .map(|(state, count)| (state.to_owned(), count))
        .collect()
}
