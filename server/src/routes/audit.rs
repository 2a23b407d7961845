//! `GET /api/audit`: the audit log, newest first, by what is looked for and a page at a time.

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use serde::Deserialize;
use serde_json::json;

use crate::access::audit::{Budget, Filter, Time};
use crate::access::{Asker, Permission};
use crate::app::AppState;
use crate::error::{Error, Result};

/// The most lines of one answer.
const MOST: usize = 1000;

/// What is looked for; what is empty is not.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wanted {
    user: String,
    call: String,
    target: String,
    decision: String,
    text: String,
    from: String,
    until: String,
    before: String,
    limit: Option<usize>,
}

/// The lines.
pub async fn audit(
    State(app): State<AppState>,
    asker: Asker,
    wanted: std::result::Result<Query<Wanted>, QueryRejection>,
) -> Result<Response> {
    app.access.decide(&asker.who, Permission::Audit)?;
    let Query(wanted) = wanted
        .map_err(|error| Error::bad_request("this cannot be looked for").with_detail(error.body_text()))?;
    let Some(log) = app.audit_log.clone() else {
        return Err(Error::not_found(
            "this console writes no audit log of its own: its lines are in the console's own log. Whoever runs it can name a file: --audit-file",
        ));
    };
    if log.path().is_none() {
        let words = "the audit log goes to standard output, where it cannot be read back";
        return Err(Error::new(StatusCode::NOT_IMPLEMENTED, words));
    }
    let lines = wanted.limit.map_or(Budget::default().lines, |limit| limit.clamp(1, MOST));
    let (filter, before) = wanted.filter()?;
    let budget = Budget { lines, ..Budget::default() };
    let found = tokio::task::spawn_blocking(move || log.find(&filter, before.as_ref(), &budget)).await;
    let found = found
        .map_err(|error| Error::internal("the audit log could not be read").with_cause(error))?
        .map_err(|error| {
            Error::internal(format!("the audit log cannot be read: {error}")).with_cause(error)
        })?;
    let body = json!({ "lines": found.lines, "more": found.before.is_some(), "before": found.before });
    Ok(([(CACHE_CONTROL, "no-store")], Json(body)).into_response())
}

impl Wanted {
    fn filter(self) -> Result<(Filter, Option<Time>)> {
        let text = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let time = |name: &str, value: String| match text(value) {
            None => Ok(None),
            Some(value) => Time::parse(&value)
                .map(Some)
                .ok_or_else(|| Error::bad_request(format!("`{name}` is no time as in 2026-01-31T12:00:00Z"))),
        };
        let filter = Filter {
            from: time("from", self.from)?,
            until: time("until", self.until)?,
            user: text(self.user),
            call: text(self.call),
            target: text(self.target),
            decision: text(self.decision),
            text: text(self.text),
        };
        Ok((filter, time("before", self.before)?))
    }
}
