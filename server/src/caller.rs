//! Who asks, at which seat, by which request: what every door that speaks of the cluster begins with. A handler that takes a [`Caller`] is not
//! reached by anybody who is not known, and cannot ask the cluster with other credentials than the caller's.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;

use crate::access::{Asker, Permission};
use crate::app::{App, AppState};
use crate::audit::Entry;
use crate::error::{Error, Result};
use crate::live::Sight;
use crate::middleware::request_id;
use crate::node::Node;
use crate::relay::bounds;
use crate::seat::Seat;

/// Who asks.
#[derive(Clone)]
pub struct Caller {
    /// Who, and from where.
    pub asker: Asker,
    /// What is asked with his credentials.
    pub seat: Arc<Seat>,
    /// By which request.
    pub request_id: String,
}

impl Caller {
    /// Whether he may do something.
    ///
    /// # Errors
    /// 403 with the reason why not.
    pub fn may(&self, app: &App, permission: Permission) -> Result<()> {
        Ok(app.access.decide(&self.asker.who, permission)?)
    }

    /// The Mesos roles that he is bound to; `None` if he sees everything.
    #[must_use]
    pub fn bound(&self) -> Option<&[String]> {
        self.asker.who.bound.as_deref()
    }

    /// What he sees of the cluster.
    ///
    /// # Errors
    /// 403 or 503 if what he is bound to cannot be shown.
    pub async fn sight(&self) -> Result<Sight> {
        self.seat.hub.sight(self.bound()).await
    }

    /// The agent of this id; one on which he sees nothing is none.
    ///
    /// # Errors
    /// 404 if there is none.
    pub async fn agent(&self, id: &str) -> Result<Node> {
        bounds::agent(self, id).await
    }

    /// A line of the audit log about something he asked for, of which more may be said.
    #[must_use]
    pub fn entry<'a>(&'a self, call: &'a str, target: &'a str, decision: &'a str) -> Entry<'a> {
        Entry {
            user: Some(&self.asker.who.name),
            peer: Some(self.asker.peer),
            call,
            target,
            path: None,
            change: None,
            decision,
            status: None,
            request_id: &self.request_id,
        }
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self> {
        let asker = Asker::from_request_parts(parts, app).await?;
        let seat = app.seats.of(&asker.who)?;
        Ok(Self { asker, seat, request_id: request_id::of(&parts.headers).to_owned() })
    }
}
