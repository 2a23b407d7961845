//! The agents that a change is about, and all that Mesos says of each.

use std::sync::Arc;
use std::time::Duration;

use cluster_model::query::Query as Filter;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};
use cluster_model::view::View;
use leptos::prelude::*;
use serde_json::{Value, json};

use crate::call::answer::Answer;
use crate::call::json::Read;
use crate::call::send::send;
use crate::components::panel::Condition;
use crate::paths::Door;
use crate::ui::attention::every;

/// A change is about so many agents at most: more than anybody looks through before saying yes.
pub const MOST: usize = 1_000;

/// How often what is known of the agents is asked for again, in short and in long lists.
const OFTEN: Duration = Duration::from_secs(2);
const SELDOM: u32 = 5;
/// A list is long from so many agents.
const LONG: usize = 100;

/// An agent that a filter passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: String,
    /// Its host name.
    pub host: String,
    /// Its state, as `cluster_model::schema::agents::state` names it.
    pub state: String,
}

/// The agents that a filter passes, by host name.
pub fn find(replica: &Replica, filter: &str, now_ms: i64) -> Vec<Found> {
    let mut view = View::new(Table::Agents, Filter::parse(filter, Table::Agents), Vec::new());
    view.rebuild(replica, now_ms);
    let text = |slot, column| replica.text(Table::Agents, slot, column).to_owned();
    let mut found: Vec<_> = view
        .slots_from(0)
        .map(|slot| Found {
            id: text(slot, agents::ID),
            host: text(slot, agents::HOST),
            state: text(slot, agents::STATE),
        })
        .collect();
    found.sort_by(|a, b| (&a.host, &a.id).cmp(&(&b.host, &b.id)));
    found
}

/// What is known of agents: the whole JSON of each, as `GET_AGENTS` has it.
pub type Known = Arc<Vec<Arc<Value>>>;

/// The agents, as they are, for as long as the form is open.
#[derive(Clone, Copy)]
pub struct Agents {
    /// All that is known of each that the server knows, in the order of the ids.
    pub known: Memo<Known>,
    /// How things stand with it.
    pub condition: Signal<Condition>,
}

impl Agents {
    /// Asks for the agents of these ids, at most [`MOST`] of them, until the present owner is cleaned up.
    #[must_use]
    pub fn open(ids: Memo<Vec<String>>) -> Self {
        let known = RwSignal::new(Known::default());
        let trouble = RwSignal::new(None::<Answer>);
        let asked = RwSignal::new(None::<Vec<String>>);
        let ask = move || {
            let wanted: Vec<String> = ids.with_untracked(|ids| ids.iter().take(MOST).cloned().collect());
            leptos::task::spawn_local(async move {
                let answer =
                    if wanted.is_empty() { Answer::Found(Value::Null) } else { fetch(&wanted).await };
                // The form may have been closed, or be about others by now.
                let is_wanted = ids.try_with_untracked(|ids| ids.iter().take(MOST).eq(wanted.iter()));
                if is_wanted != Some(true) {
                    return;
                }
                match answer {
                    Answer::Found(found) => {
                        let next = merge(&known.get_untracked(), &wanted, found.list("agents"));
                        known.set(next);
                        trouble.set(None);
                        asked.set(Some(wanted));
                    }
                    other => trouble.set(Some(other)),
                }
            });
        };
        Effect::new(move || {
            ids.track();
            ask();
        });
        let rounds = StoredValue::new(0_u32);
        every(OFTEN, move || {
            rounds.update_value(|rounds| *rounds += 1);
            let is_long = ids.with_untracked(Vec::len) > LONG;
            if !is_long || rounds.get_value().is_multiple_of(SELDOM) {
                ask();
            }
        });
        let condition = Signal::derive(move || match (trouble.get(), asked.with(Option::is_some)) {
            (Some(Answer::Forbidden(words)), _) => Condition::Forbidden(words),
            (Some(Answer::Missing(what)), false) => Condition::Broken { what, advice: String::new() },
            (Some(Answer::Broken { what, advice }), false) => Condition::Broken { what, advice },
            (_, true) => Condition::Ready,
            (_, false) => Condition::Loading,
        });
        Self { known: Memo::new(move |_| known.get()), condition }
    }
}

async fn fetch(ids: &[String]) -> Answer {
    send(&Door::AgentDetails, &json!({ "ids": ids })).await
}

/// What was found, in the order asked for; what has not changed stays the same value.
fn merge(before: &Known, ids: &[String], found: &[Value]) -> Known {
    let id_of = |agent: &Value| agent.text("agent_info.id.value").to_owned();
    let agents: Vec<Arc<Value>> = ids
        .iter()
        .filter_map(|id| found.iter().find(|agent| id_of(agent) == *id))
        .map(|agent| {
            before.iter().find(|old| ***old == *agent).cloned().unwrap_or_else(|| Arc::new(agent.clone()))
        })
        .collect();
    if agents == **before { before.clone() } else { Arc::new(agents) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_come_in_the_order_asked_for_and_unchanged_ones_stay() {
        let agent =
            |id: &str, active: bool| json!({ "agent_info": { "id": { "value": id } }, "active": active });
        let ids = ["b".to_owned(), "a".to_owned(), "c".to_owned()];
        let first = merge(&Known::default(), &ids, &[agent("a", true), agent("b", true)]);
        assert_eq!(
            first.iter().map(|agent| agent.text("agent_info.id.value")).collect::<Vec<_>>(),
            ["b", "a"]
        );
        let same = merge(&first, &ids, &[agent("b", true), agent("a", true)]);
        assert!(Arc::ptr_eq(&first, &same));
        let other = merge(&first, &ids, &[agent("a", false), agent("b", true)]);
        assert!(Arc::ptr_eq(&first[0], &other[0]) && !Arc::ptr_eq(&first[1], &other[1]));
    }
}
