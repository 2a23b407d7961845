//! What there is to know of each call of the API, in one table: whom it is sent to, whether it only reads, whether it can be
//! undone, since when it exists, where its arguments are.
//!
//! ```
//! use operator_api::calls::{Kind, Target, find};
//!
//! let call = find(Target::Master, "DESTROY_VOLUMES").unwrap();
//! assert_eq!(call.kind, Kind::Change);
//! assert!(!call.undoable());
//! assert_eq!(call.arguments.member(), Some("destroy_volumes"));
//! ```

mod agent;
mod master;
mod release;

use serde_json::Value;

pub use release::Release;

/// Who answers a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// The leading master.
    Master,
    /// An agent.
    Agent,
}

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Answers, and changes nothing.
    Read,
    /// Changes the cluster.
    Change,
    /// Its answer or its request is a stream. Those that attach to containers, or start one, are no mere reading.
    Stream,
}

/// The member of the call's JSON that holds its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// The call is its type only.
    None,
    /// May be left out.
    Optional(&'static str),
    /// Without it the answer is 400.
    Required(&'static str),
}

impl Arguments {
    /// The member's name.
    pub fn member(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Optional(member) | Self::Required(member) => Some(member),
        }
    }
}

/// One call of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Who answers it.
    pub target: Target,
    /// The `type` of the call.
    pub name: &'static str,
    /// What it does.
    pub kind: Kind,
    /// The call that takes a change back, as far as that can be; `None` for what only reads and for what is final.
    pub undone_by: Option<&'static str>,
    /// The first release of Mesos that knows it.
    pub since: Release,
    /// For a deprecated call: the one to use instead.
    pub replaced_by: Option<&'static str>,
    /// Where its arguments are.
    pub arguments: Arguments,
    /// What it does, in one line.
    pub about: &'static str,
}

impl Call {
    /// Whether nothing is lost for good: it changes nothing, or there is a call that takes it back.
    pub fn undoable(&self) -> bool {
        self.kind != Kind::Change || self.undone_by.is_some()
    }

    /// Whether this very call, with its arguments, cannot be taken back: [`Self::undoable`] and what `DRAIN_AGENT`'s `mark_gone` adds to it.
    pub fn is_final(&self, call: &Value) -> bool {
        !self.undoable() || (self.name == "DRAIN_AGENT" && call["drain_agent"]["mark_gone"] == true)
    }

    /// Whether the call is deprecated.
    pub fn deprecated(&self) -> bool {
        self.replaced_by.is_some()
    }

    const fn new(target: Target, kind: Kind, name: &'static str, about: &'static str) -> Self {
        let since = Release::new(1, 0);
        Self {
            target,
            name,
            kind,
            undone_by: None,
            since,
            replaced_by: None,
            arguments: Arguments::None,
            about,
        }
    }

    const fn undone_by(self, call: &'static str) -> Self {
        Self { undone_by: Some(call), ..self }
    }

    const fn since(self, major: u16, minor: u16) -> Self {
        Self { since: Release::new(major, minor), ..self }
    }

    const fn replaced_by(self, call: &'static str) -> Self {
        Self { replaced_by: Some(call), ..self }
    }

    const fn needs(self, member: &'static str) -> Self {
        Self { arguments: Arguments::Required(member), ..self }
    }

    const fn takes(self, member: &'static str) -> Self {
        Self { arguments: Arguments::Optional(member), ..self }
    }
}

/// All calls of one target, in the order of the API's schema.
pub fn all(target: Target) -> &'static [Call] {
    match target {
        Target::Master => &master::CALLS,
        Target::Agent => &agent::CALLS,
    }
}

/// The call of this name, which is the `type` in its JSON.
pub fn find(target: Target, name: &str) -> Option<&'static Call> {
    all(target).iter().find(|call| call.name == name)
}

/// The call that this JSON is.
pub fn of(target: Target, call: &Value) -> Option<&'static Call> {
    find(target, call["type"].as_str()?)
}
