//! `GET /api/events`: what happened, newest first. The master's stream tells an event once, to whoever listens then; here the latest are kept,
//! so that a fresh tab has the last hours. What no event tells, polls find: agents and frameworks in another state, quotas, weights, the leader,
//! the connection.
//!
//! | in the query | events |
//! |---|---|
//! | `kind=TASK_UPDATED,AGENT_STATE` | of these kinds |
//! | `text=web` | with this anywhere in an id, a name, a state, a reason or the message, in any case |
//! | `framework_id=`, `agent_id=`, `task_id=`, `role=` | about exactly this |
//! | `before=100` | older than that number: the next page |
//! | `after=100` | newer than that number: what has come since |
//! | `limit=200` | so many at most, 200 if not said, 1000 at most |

mod buffer;
mod kind;
mod names;
mod told;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use http::header::CACHE_CONTROL;
use serde::{Deserialize, Serialize};

pub(super) use buffer::{Buffer, Counts, Told};
use kind::Kind;

use super::edge::Edge;
use crate::access::Permission;
use crate::app::AppState;
use crate::caller::Caller;
use crate::error::{Error, Result};

/// How many are sent at most, and if the query does not say.
const LIMIT: (usize, usize) = (1000, 200);

/// How many are looked at in one go; in between, new ones come in.
const AT_ONCE: u64 = 4096;

/// What is wanted.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    after: Option<u64>,
    before: Option<u64>,
    limit: Option<usize>,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    text: String,
    framework_id: Option<String>,
    agent_id: Option<String>,
    task_id: Option<String>,
    role: Option<String>,
}

/// The answer.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The number of the newest event there is; 0 if there has been none.
    newest: u64,
    /// The number of the oldest that is still kept.
    oldest: u64,
    /// How many have been and are no longer kept.
    dropped: u64,
    /// Whether there are older ones that pass, within what was asked.
    more: bool,
    /// Newest first.
    events: Vec<Event>,
}

/// An event, as it is sent. What does not apply is left out.
#[derive(Debug, Serialize)]
pub struct Event {
    /// Its number: the first since the console started is 1.
    seq: u64,
    at_ms: i64,
    kind: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    framework_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    framework: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    agent_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    host: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    task_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    role: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    state: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    message: String,
    /// What changed, for kinds that the console makes: `active, now draining`.
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
}

/// The door.
pub async fn events(
    State(app): State<AppState>,
    caller: Caller,
    wanted: std::result::Result<Query<Wanted>, QueryRejection>,
) -> Result<([(http::HeaderName, &'static str); 1], Json<Page>)> {
    caller.may(&app, Permission::See)?;
    let Query(wanted) = wanted.map_err(|error| {
        Error::bad_request("`after`, `before` and `limit` are numbers").with_detail(error.body_text())
    })?;
    let filter = Filter::new(&wanted)?;
    let sight = caller.sight().await?;
    // Text is looked for in all events that are kept: not on the executor's threads.
    let page = tokio::task::spawn_blocking(move || page(sight.edge(), &wanted, &filter))
        .await
        .map_err(|error| Error::internal("the events could not be read").with_cause(error))?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(page)))
}

fn page(edge: &Edge, wanted: &Wanted, filter: &Filter) -> Page {
    let limit = wanted.limit.unwrap_or(LIMIT.1).min(LIMIT.0);
    let after = wanted.after.unwrap_or(0);
    let mut events = Vec::new();
    let (newest, oldest) = {
        let buffer = edge.events();
        (buffer.newest(), buffer.oldest())
    };
    let mut before = wanted.before.unwrap_or(u64::MAX).min(newest + 1);
    let mut more = false;
    while before > after.saturating_add(1).max(oldest) && !more {
        let down_to = before.saturating_sub(AT_ONCE).max(after.saturating_add(1));
        let buffer = edge.events();
        for (seq, at_ms, told) in buffer.back_from(before, down_to).filter(|(_, _, told)| filter.passes(told))
        {
            if events.len() == limit {
                more = true;
                break;
            }
            events.push(Event::new(seq, at_ms, &told));
        }
        before = down_to;
    }
    Page { newest, oldest, dropped: oldest - 1, more, events }
}

impl Event {
    fn new(seq: u64, at_ms: i64, told: &Told<'_>) -> Self {
        let text = match (told.before, told.state) {
            ("", _) | (_, "") => String::new(),
            (before, now) if before == now => format!("{now}, elected anew"),
            (before, now) => format!("{before}, now {now}"),
        };
        Self {
            seq,
            at_ms,
            kind: told.kind.name(),
            framework_id: told.framework_id.to_owned(),
            framework: told.framework.to_owned(),
            agent_id: told.agent_id.to_owned(),
            host: told.host.to_owned(),
            task_id: told.task_id.to_owned(),
            role: told.role.to_owned(),
            state: told.state.to_owned(),
            reason: told.reason.to_owned(),
            message: told.message.to_owned(),
            text,
        }
    }
}

/// Which events pass.
struct Filter {
    /// All if empty.
    kinds: Vec<Kind>,
    /// In lower case; all if empty.
    text: String,
    exactly: [Option<String>; 4],
}

impl Filter {
    fn new(wanted: &Wanted) -> Result<Self> {
        let names = wanted.kind.split(',').map(str::trim).filter(|name| !name.is_empty());
        let kinds = names
            .map(|name| {
                Kind::of(name).ok_or_else(|| Error::bad_request(format!("no event is of the kind `{name}`")))
            })
            .collect::<Result<Vec<_>>>()?;
        let exactly = [&wanted.framework_id, &wanted.agent_id, &wanted.task_id, &wanted.role];
        Ok(Self { kinds, text: wanted.text.trim().to_lowercase(), exactly: exactly.map(Clone::clone) })
    }

    fn passes(&self, told: &Told<'_>) -> bool {
        let about = [told.framework_id, told.agent_id, told.task_id, told.role];
        let is_exact = self
            .exactly
            .iter()
            .zip(about)
            .all(|(wanted, is)| wanted.as_deref().is_none_or(|wanted| wanted == is));
        is_exact
            && (self.kinds.is_empty() || self.kinds.contains(&told.kind))
            && (self.text.is_empty() || self.is_in(told))
    }

    fn is_in(&self, told: &Told<'_>) -> bool {
        let texts = [
            told.task_id,
            told.framework,
            told.host,
            told.state,
            told.message,
            told.reason,
            told.framework_id,
            told.agent_id,
            told.role,
            told.before,
            told.kind.name(),
        ];
        texts.into_iter().any(|text| cluster_model::query::contains(text, &self.text))
    }
}
