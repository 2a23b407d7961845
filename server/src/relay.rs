//! The relay: one Operator API call as JSON in, the cluster's own answer out.
//!
//! Every operator call is a POST, so nothing is decided by the method: [`policy`] decides by the call's type, and what it does not know it
//! refuses. What is checked is what is sent: the body is parsed once and written anew, so that no reader further on can understand it
//! differently. A browser never names an address: agents are named by id.
//!
//! What changes something goes on as a change ([`crate::changes`]). Files are read through it, too, but only those that have been seen to be regular ones: `file`.

mod agents;
pub mod bounds;
pub(crate) mod call;
mod file;
mod master;
pub mod policy;
pub mod secrets;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use operator_api::calls::{self, Kind, Target};
use tokio::sync::oneshot;

pub use agents::call as agent;
pub use call::Call;
pub use master::call as master;
pub use policy::allowed;

use crate::app::{App, AppState};
use crate::audit::{Entry, Weight};
use crate::caller::Caller;
use crate::changes::request::Request;
use crate::changes::{self, Reply};
use crate::error::{Error, Result};
use crate::node::Node;
use crate::telemetry;
use crate::upstream::{Answer, Encoding, UpstreamError};

/// The largest call taken from a browser. The largest real ones, maintenance schedules of thousands of machines, are below it.
pub const MOST_BYTES: usize = 4 << 20;

/// Who asks, and for what: the part that is the same for masters and agents.
struct Asked<'a> {
    app: &'a App,
    caller: Caller,
    target: Target,
    /// `master`, or the agent's id.
    name: &'a str,
    call: Call,
}

impl<'a> Asked<'a> {
    /// Reads a call and decides on it.
    async fn read(
        app: &'a App,
        caller: Caller,
        target: Target,
        name: &'a str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self> {
        let asked = Self { app, caller, target, name, call: Call::read(headers, body)? };
        let agent = (target == Target::Agent).then_some(name);
        match policy::judge(app, &asked.caller, agent, &asked.call).await {
            Ok(()) => Ok(asked),
            Err(refusal) => {
                asked.note("refused", None, Weight::Notable);
                Err(refusal)
            }
        }
    }

    /// Makes the call.
    async fn relay(self, app: &AppState, node: &Node) -> Result<Response> {
        if let Some(known) =
            calls::find(self.target, self.call.kind()).filter(|call| call.kind == Kind::Change)
        {
            return self.change(app, known).await;
        }
        let answer = match file::judge(node, &self.call).await {
            Ok(file::Verdict::Send) => node.ask(self.call.to_bytes(), Encoding::Json).await,
            Ok(file::Verdict::Answered(answer)) => Ok(answer),
            Ok(file::Verdict::Refuse(refusal)) => {
                self.note("refused", None, Weight::Notable);
                return Err(Error::forbidden(refusal.to_string()));
            }
            Err(error) => Err(error),
        };
        self.done(&answer);
        Ok(respond(secrets::without(self.call.kind(), answer?).await))
    }

    /// Makes the call as a change of one step, which is tracked like others; the answer is Mesos' own. Whoever asks may leave meanwhile.
    async fn change(self, app: &AppState, known: &'static calls::Call) -> Result<Response> {
        let agent_id = (self.target == Target::Agent).then(|| self.name.to_owned());
        let request = Request::of_call(agent_id, known, self.call.into_value());
        let (waiter, answer) = oneshot::channel();
        let change = changes::begin(app, request, self.caller, Some(waiter)).await?;
        let (decision, answer) = match answer.await {
            Ok(Reply::Answer(Ok(answer))) => ("relayed", Ok(respond(answer))),
            Ok(Reply::Answer(Err(unanswered))) => (unanswered.error.kind(), Err(unanswered.error.into())),
            Ok(Reply::Kept(words)) => ("refused", Err(Error::forbidden(words))),
            Err(_) => ("failed", Err(Error::internal("the change was given up before it was sent"))),
        };
        count(self.target, known.name, decision);
        let mut response = answer.unwrap_or_else(IntoResponse::into_response);
        let id = HeaderValue::try_from(&change.id);
        response.headers_mut().extend(id.ok().map(|id| (changes::CHANGE, id)));
        Ok(response)
    }

    /// What came of it, for the audit log and the metrics.
    fn done(&self, answer: &std::result::Result<Answer, UpstreamError>) {
        let (decision, status) = match answer {
            Ok(answer) => ("relayed", Some(answer.status.as_u16())),
            Err(error) => (error.kind(), None),
        };
        let weight = if self.call.kind() == "READ_FILE" { Weight::Notable } else { Weight::Read };
        self.note(decision, status, weight);
    }

    fn note(&self, decision: &'static str, status: Option<u16>, weight: Weight) {
        // The label must not be the browser's to choose.
        let call = policy::known_name(self.target, self.call.kind()).unwrap_or("unknown");
        count(self.target, call, decision);
        let entry = self.caller.entry(self.call.kind(), self.name, decision);
        let entry = Entry { path: file::path(&self.call), status, ..entry };
        self.app.record(&entry, weight, Some(&self.caller.asker));
    }
}

fn count(target: Target, call: &'static str, decision: &'static str) {
    let target = match target {
        Target::Master => "master",
        Target::Agent => "agent",
    };
    metrics::counter!(telemetry::RELAY_CALLS, "target" => target, "call" => call, "decision" => decision)
        .increment(1);
}

/// The cluster's answer as the browser gets it: status, type and body as they came. It is data, whatever type it claims to be: the headers that
/// every response gets keep a browser from showing it as a page.
fn respond(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    if let Some(kind) = answer.content_type.and_then(|kind| HeaderValue::try_from(kind).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, kind);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
