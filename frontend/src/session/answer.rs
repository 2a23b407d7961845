//! What the server says of the caller: who that is, what they may do, until when.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::call::json::Read;

/// A way to be known to the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Nobody is asked who they are.
    Open,
    /// With credentials of Mesos, which are passed on to it.
    Mesos,
    /// As a user of the console's own file.
    Users,
    /// By the proxy before the console.
    Proxy,
    /// By a provider of OpenID Connect.
    Oidc,
    /// By the link of a dashboard.
    Dashboard,
}

impl Way {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "open" => Self::Open,
            "mesos" => Self::Mesos,
            "user" | "users" => Self::Users,
            "proxy" => Self::Proxy,
            "oidc" => Self::Oidc,
            "dashboard" => Self::Dashboard,
            _ => return None,
        })
    }
}

/// The dashboard whose link was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its pages, as paths with their query, without the base path.
    pub pages: Vec<String>,
    /// How long each of them is shown.
    pub every_seconds: i64,
    /// When the link ends, in milliseconds since 1970.
    pub expires_ms: Option<i64>,
}

/// The caller, as the server knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whether the server knows who asks. `true` before it was asked: nothing speaks against it yet.
    pub known: bool,
    /// Why it does not.
    pub why: Option<String>,
    /// The name.
    pub user: Option<String>,
    /// The role in this console: `viewer`, `operator`, `admin`.
    pub role: Option<String>,
    /// How they are known; `None` before the server was asked.
    pub way: Option<Way>,
    /// The roles of Mesos that they see, with those below; `None` is all.
    pub bound: Option<Vec<String>>,
    /// The groups that a proxy or a provider told.
    pub groups: Vec<String>,
    /// What masters and agents know them as.
    pub principal: Option<String>,
    /// Whether every change is refused, whoever asks.
    pub read_only: bool,
    /// The ways to log in.
    pub ways: Vec<Way>,
    /// The host of the provider of OpenID Connect.
    pub oidc_name: Option<String>,
    /// Why no terminal can be opened, whoever asks.
    pub terminals_reason: Option<String>,
    /// The dashboard, if this is one.
    pub board: Option<Board>,
    /// What is refused, by the action's name, with the reason.
    refused: BTreeMap<String, String>,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            known: true,
            why: None,
            user: None,
            role: None,
            way: None,
            bound: None,
            groups: Vec::new(),
            principal: None,
            read_only: false,
            ways: Vec::new(),
            oidc_name: None,
            terminals_reason: None,
            board: None,
            refused: BTreeMap::new(),
        }
    }
}

impl Session {
    /// Reads an answer.
    pub fn read(answer: &Value) -> Self {
        let said = |name: &str| Some(answer.text(name)).filter(|text| !text.is_empty());
        let refused = answer.at("may").as_object().into_iter().flatten();
        let refused = refused.filter_map(|(action, why)| Some((action.clone(), why.as_str()?.to_owned())));
        let ways = answer.list("ways").iter().filter_map(Value::as_str);
        Self {
            known: answer.at("known").as_bool() != Some(false),
            why: said("why").map(str::to_owned),
            user: said("user").map(str::to_owned),
            role: said("role").map(str::to_owned),
            way: Way::read(answer.text("way")),
            bound: answer.at("bound").is_array().then(|| answer.texts("bound", "")),
            groups: answer.texts("groups", ""),
            principal: said("principal").map(str::to_owned),
            read_only: answer.flag("read_only"),
            ways: ways.filter_map(Way::read).collect(),
            oidc_name: said("oidc_name").map(str::to_owned),
            terminals_reason: said("terminals_reason")
                .filter(|_| !answer.flag("terminals"))
                .map(str::to_owned),
            board: Some(answer.at("board")).filter(|board| board.is_object()).map(board),
            refused: refused.collect(),
        }
    }

    /// Why an action is refused; `None` if it is not, or if only the server can tell when it is asked.
    #[must_use]
    pub fn refusal(&self, action: &str) -> Option<String> {
        if !self.known {
            return Some("nobody is logged in".to_owned());
        }
        self.refused.get(action).cloned()
    }

    /// Why none of several actions may be done: one that may be done is enough.
    #[must_use]
    pub fn refusal_of_all(&self, actions: &[&str]) -> Option<String> {
        let mut reasons = actions.iter().map(|action| self.refusal(action));
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first)
    }

    /// Whether this is somebody else than before: what was fetched for the one is not for the other.
    #[must_use]
    pub fn is_other_than(&self, before: &Self) -> bool {
        let who = |session: &Self| {
            let board = session.board.as_ref().map(|board| board.id.clone());
            (session.way, session.user.clone(), session.principal.clone(), session.bound.clone(), board)
        };
        before.way.is_some() && self.known && before.known && who(self) != who(before)
    }

    /// What they see of the cluster, if it is not all.
    #[must_use]
    pub fn sight(&self) -> Option<String> {
        Some(match self.bound.as_deref()? {
            [] => "You are bound to no role of the cluster: there is nothing that you see.".to_owned(),
            [role] => format!("You see {role} and what is below it."),
            [first @ .., last] => format!("You see {} and {last}, and what is below them.", first.join(", ")),
        })
    }
}

fn board(board: &Value) -> Board {
    Board {
        id: board.text("id").to_owned(),
        name: board.text("name").to_owned(),
        pages: board.texts("pages", ""),
        every_seconds: board.whole("every_seconds").unwrap_or_default(),
        expires_ms: board.whole("expires_ms"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ada() -> Value {
        json!({
            "known": true, "why": null, "user": "ada", "role": "operator", "way": "user", "bound": ["eng"], "groups": [],
            "principal": "ops", "read_only": false, "ways": ["users", "oidc", "carrier pigeon"], "oidc_name": "id.test",
            "may": {"DRAIN_AGENT": null, "TEARDOWN": "TEARDOWN needs the role admin", "files": null, "MARK_AGENT_GONE": "no"},
            "terminals": false, "terminals_reason": "terminals are off", "board": null,
        })
    }

    #[test]
    fn who_it_is_and_what_they_may_do_is_read() {
        let session = Session::read(&ada());
        assert_eq!((session.user.as_deref(), session.way), (Some("ada"), Some(Way::Users)));
        assert_eq!(session.ways, [Way::Users, Way::Oidc]);
        assert_eq!(session.refusal("DRAIN_AGENT"), None);
        assert_eq!(session.refusal("TEARDOWN").as_deref(), Some("TEARDOWN needs the role admin"));
        assert_eq!(session.terminals_reason.as_deref(), Some("terminals are off"));
    }

    #[test]
    fn of_several_calls_one_that_may_be_sent_is_enough() {
        let session = Session::read(&ada());
        assert_eq!(session.refusal_of_all(&["TEARDOWN", "DRAIN_AGENT"]), None);
        assert!(session.refusal_of_all(&["TEARDOWN", "MARK_AGENT_GONE"]).is_some());
        assert_eq!(session.refusal_of_all(&[]), None);
    }

    #[test]
    fn who_is_not_known_may_do_nothing() {
        let session = Session::read(
            &json!({"known": false, "why": "the session has ended", "ways": ["users"], "may": {}}),
        );
        assert_eq!(session.why.as_deref(), Some("the session has ended"));
        assert_eq!(session.refusal("files").as_deref(), Some("nobody is logged in"));
    }

    #[test]
    fn what_one_sees_is_said_where_it_is_not_all() {
        let bound = |roles: Value| Session::read(&json!({"bound": roles})).sight();
        assert_eq!(bound(Value::Null), None);
        assert_eq!(bound(json!(["eng"])).as_deref(), Some("You see eng and what is below it."));
        assert_eq!(
            bound(json!(["eng", "ops", "web"])).as_deref(),
            Some("You see eng, ops and web, and what is below them.")
        );
        assert!(bound(json!([])).is_some_and(|words| words.contains("no role")));
    }

    #[test]
    fn another_person_is_told_from_the_same_with_other_rights() {
        let (ada, mut bob, mut promoted) = (Session::read(&ada()), ada(), ada());
        bob["user"] = json!("bob");
        promoted["role"] = json!("admin");
        assert!(Session::read(&bob).is_other_than(&ada));
        assert!(!Session::read(&promoted).is_other_than(&ada));
        assert!(!ada.is_other_than(&Session::default()));
        assert!(!Session::read(&json!({"known": false})).is_other_than(&ada));
    }

    #[test]
    fn a_dashboard_has_its_pages() {
        let answer = json!({"way": "dashboard", "board": {"id": "b1", "name": "Wall", "pages": ["/agents?x=y"],
            "every_seconds": 30, "expires_ms": 5_000}});
        let board = Session::read(&answer).board.unwrap_or_default();
        assert_eq!((board.pages, board.every_seconds), (vec!["/agents?x=y".to_owned()], 30));
        assert_eq!(board.expires_ms, Some(5_000));
    }
}
