//! A change as JSON: whole for its own page, without its steps for the list.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{Change, Step, Wait};
use crate::access::identity::Way;
use crate::access::redact;
use crate::changes::step::State;

#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    title: &'a str,
    /// Who made it; `null` where the console asks nobody who he is.
    by: Option<&'a str>,
    from: Option<IpAddr>,
    at_ms: i64,
    ended_ms: Option<i64>,
    state: &'static str,
    at_once: usize,
    stop_at_failure: bool,
    wait: Wait,
    counts: BTreeMap<&'static str, usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<ToldStep<'a>>>,
}

#[derive(Serialize)]
struct ToldStep<'a> {
    agent_id: Option<&'a str>,
    host: Option<&'a str>,
    kind: &'static str,
    title: &'a str,
    #[serde(serialize_with = "as_json")]
    call: &'a str,
    state: State,
    status: Option<u16>,
    words: Option<&'a str>,
    field: Option<&'a str>,
    detail: Option<&'a str>,
    sent_ms: Option<i64>,
    seen_ms: Option<i64>,
    deadline_ms: Option<i64>,
    ended_ms: Option<i64>,
    request_id: &'a str,
}

impl Change {
    /// The whole of it, written.
    ///
    /// # Errors
    /// Never: it is made of texts and numbers.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        self.tell(true, |told| serde_json::to_vec(told))
    }

    /// The same without its steps.
    #[must_use]
    pub fn summary(&self) -> Value {
        self.tell(false, |told| serde_json::to_value(told)).unwrap_or_default()
    }

    /// A name for how it stands: another one whenever something is other than it was.
    #[must_use]
    pub fn tag(&self) -> String {
        format!("W/\"{}-{}\"", self.id, self.inner().version)
    }

    /// About how many bytes it takes.
    #[must_use]
    pub fn size(&self) -> usize {
        let of = |step: &Step| {
            let texts = [&step.agent_id, &step.host, &step.words, &step.field, &step.detail];
            let texts = texts.into_iter().flatten().map(String::len).sum::<usize>();
            size_of::<Step>() + step.title.len() + step.call.len() + texts
        };
        self.inner().steps.iter().map(of).sum::<usize>() + size_of::<Self>()
    }

    fn tell<T>(&self, whole: bool, write: impl FnOnce(&Told<'_>) -> T) -> T {
        let (inner, who) = (self.inner(), &self.maker.asker.who);
        let counts = State::ALL.into_iter().map(|state| (state.name(), inner.counts[state as usize]));
        let steps = whole.then(|| inner.steps.iter().map(|step| self.tell_step(step)).collect());
        write(&Told {
            id: &self.id,
            title: &self.title,
            by: (who.way != Way::Open).then_some(&who.name),
            from: Some(self.maker.asker.client).filter(|client| !client.is_unspecified()),
            at_ms: self.at_ms,
            ended_ms: inner.ended_ms,
            state: inner.state(),
            at_once: self.order.at_once,
            stop_at_failure: self.order.stop_at_failure,
            wait: self.order.wait,
            counts: counts.filter(|(_, count)| *count > 0).collect(),
            steps,
        })
    }

    fn tell_step<'a>(&'a self, step: &'a Step) -> ToldStep<'a> {
        ToldStep {
            agent_id: step.agent_id.as_deref(),
            host: step.host.as_deref(),
            kind: step.kind,
            title: &step.title,
            call: &step.call,
            state: step.standing.state,
            status: step.status,
            words: step.words.as_deref(),
            field: step.field.as_deref(),
            detail: step.detail.as_deref(),
            sent_ms: step.sent_ms,
            seen_ms: step.seen_ms,
            deadline_ms: step.deadline_ms,
            ended_ms: step.ended_ms,
            request_id: &self.maker.request_id,
        }
    }
}

/// A text that is JSON already. What was sent is not shown with the secrets in it.
fn as_json<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut value: Value = serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
    redact::redact(&mut value);
    value.serialize(serializer)
}
