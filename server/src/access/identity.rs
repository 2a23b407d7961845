//! Who asks: the one thing that every door decides by.

use std::fmt;

use rand::Rng;
use serde::{Deserialize, Serialize};

use crate::config::Credentials;

/// What somebody may do, in rising order. What each may is in [`super::permission`].
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Sees everything, changes nothing.
    Viewer,
    /// Does the daily work.
    Operator,
    /// Does what is final, and sees what others did.
    Admin,
}

impl Role {
    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// How somebody came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// Without being asked: there is no access control.
    Open,
    /// With credentials of Mesos, which are passed through.
    Mesos,
    /// As a user of the users file.
    User,
    /// By the headers of a trusted proxy.
    Proxy,
    /// By OpenID Connect.
    Oidc,
    /// By the link of a dashboard: read-only, whatever the role says.
    Dashboard,
}

impl Way {
    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mesos => "mesos",
            Self::User => "user",
            Self::Proxy => "proxy",
            Self::Oidc => "oidc",
            Self::Dashboard => "dashboard",
        }
    }
}

/// The name of one session: 128 random bits. It opens nothing by itself, the sealed cookie does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId([u8; 16]);

impl SessionId {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(rand::rng().random())
    }

    /// The beginning of it, to tell sessions apart in the audit log.
    #[must_use]
    pub fn short(&self) -> String {
        hex::encode(&self.0[..4])
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "SessionId({}…)", self.short())
    }
}

impl Serialize for SessionId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SessionId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let mut bytes = [0; 16];
        hex::decode_to_slice(text.as_bytes(), &mut bytes).map_err(serde::de::Error::custom)?;
        Ok(Self(bytes))
    }
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The name, as the way in tells it.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The Mesos roles it is bound to: it sees nothing but these and what is below them. `None` sees the whole cluster; an empty list sees nothing.
    pub bound: Option<Vec<String>>,
    /// The groups that a proxy or a provider told.
    pub groups: Vec<String>,
    /// How it came in.
    pub way: Way,
    /// Its session; `None` where each request says who it is.
    pub session: Option<SessionId>,
    /// What to present to Mesos instead of the console's own credentials.
    pub mesos: Option<Credentials>,
}

impl Identity {
    /// Whoever reaches a console that asks nobody.
    #[must_use]
    pub fn open(role: Role) -> Self {
        Self {
            name: "anonymous".to_owned(),
            role,
            bound: None,
            groups: Vec::new(),
            way: Way::Open,
            session: None,
            mesos: None,
        }
    }

    /// Whether it sees things of this Mesos role: it is not bound, or bound to the role or to one above it.
    #[must_use]
    pub fn sees_role(&self, role: &str) -> bool {
        self.bound.as_ref().is_none_or(|bound| bound.iter().any(|above| is_within(role, above)))
    }
}

/// Whether a Mesos role is another, or below it.
#[must_use]
pub fn is_within(role: &str, above: &str) -> bool {
    role.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{Identity, Role, SessionId, is_within};

    #[test]
    fn roles_rise() {
        assert!(Role::Viewer < Role::Operator && Role::Operator < Role::Admin);
    }

    #[test]
    fn a_role_is_within_those_above_it_only() {
        for (role, above, within) in [
            ("eng", "eng", true),
            ("eng/web", "eng", true),
            ("engine", "eng", false),
            ("eng", "eng/web", false),
        ] {
            assert_eq!(is_within(role, above), within, "{role} in {above}");
        }
    }

    #[test]
    fn who_is_bound_to_nothing_sees_nothing() {
        let mut somebody = Identity::open(Role::Viewer);
        assert!(somebody.sees_role("eng"));
        somebody.bound = Some(Vec::new());
        assert!(!somebody.sees_role("eng"));
    }

    #[test]
    fn a_session_is_not_written_into_logs() {
        let id = SessionId::random();
        assert!(!format!("{id:?}").contains(&id.to_string()));
        let text = serde_json::to_string(&id).unwrap();
        assert_eq!(serde_json::from_str::<SessionId>(&text).unwrap(), id);
        assert!(serde_json::from_str::<SessionId>("\"00\"").is_err());
    }
}
