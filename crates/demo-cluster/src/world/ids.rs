//! Keys of things in the world, and the identifiers Mesos would print for them.
//!
//! A key is a small number; the printed form is made from it on demand, so that four hundred thousand tasks do not each
//! carry the text of their agent's and framework's id.

use std::fmt::Write;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

/// An agent, by the order in which agents first registered. Never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgentKey(pub u32);

/// A framework, by the order in which frameworks first subscribed. Never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameworkKey(pub u32);

impl AgentKey {
    /// The key as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The name of this agent's process on the shared listener: agents are told apart by it, `slave(1)` is the first.
    pub fn process(self) -> String {
        format!("slave({})", self.0 + 1)
    }
}

impl FrameworkKey {
    /// The key as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Writes identifiers: each starts with the id of the master that gave it out, which need not be the one that leads.
#[derive(Debug, Clone)]
pub struct Ids {
    /// Masters by the time they began to lead, the present one last. Shared by all who print ids.
    terms: Arc<RwLock<Vec<Term>>>,
}

/// The time in which one master leads.
#[derive(Debug, Clone)]
struct Term {
    master: Arc<str>,
    /// How many agents there were before.
    agents: u32,
    /// How many frameworks there were before.
    frameworks: u32,
}

impl Ids {
    /// Ids given out by the master with this number.
    pub fn new(master: u128) -> Self {
        let first = Term { master: uuid_text(master).into(), agents: 0, frameworks: 0 };
        Self { terms: Arc::new(RwLock::new(vec![first])) }
    }

    /// Another master leads. Agents and frameworks that are known by now keep the ids they have.
    pub(super) fn succeed(&self, master: u128, agents: usize, frameworks: usize) {
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let term =
            Term { master: uuid_text(master).into(), agents: count(agents), frameworks: count(frameworks) };
        self.terms.write().unwrap_or_else(PoisonError::into_inner).push(term);
    }

    fn terms(&self) -> RwLockReadGuard<'_, Vec<Term>> {
        self.terms.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The id of the master that leads.
    pub fn master(&self) -> Arc<str> {
        // There always is one.
        self.terms().last().map(|term| term.master.clone()).unwrap_or_default()
    }

    /// `<master>-S12`
    pub fn agent(&self, key: AgentKey) -> String {
        let terms = self.terms();
        let term = terms.iter().rev().find(|term| term.agents <= key.0);
        term.map(|term| format!("{}-S{}", term.master, key.0 - term.agents)).unwrap_or_default()
    }

    /// `<master>-0012`
    pub fn framework(&self, key: FrameworkKey) -> String {
        let terms = self.terms();
        let term = terms.iter().rev().find(|term| term.frameworks <= key.0);
        term.map(|term| format!("{}-{:04}", term.master, key.0 - term.frameworks)).unwrap_or_default()
    }

    /// The key of an agent's id, if it has the form of one. Whether there is such an agent is another question.
    pub fn parse_agent(&self, id: &str) -> Option<AgentKey> {
        let (before, number) = self.split(id, "-S", |term| term.agents)?;
        let key = AgentKey(before.checked_add(number)?);
        (self.agent(key) == id).then_some(key)
    }

    /// The key of a framework's id, if it has the form of one.
    pub fn parse_framework(&self, id: &str) -> Option<FrameworkKey> {
        let (before, number) = self.split(id, "-", |term| term.frameworks)?;
        let key = FrameworkKey(before.checked_add(number)?);
        (self.framework(key) == id).then_some(key)
    }

    /// How many there were before the term of the master in an id, and the id's number.
    fn split(&self, id: &str, between: &str, before: fn(&Term) -> u32) -> Option<(u32, u32)> {
        self.terms().iter().find_map(|term| {
            let number = id.strip_prefix(&*term.master)?.strip_prefix(between)?.parse().ok()?;
            Some((before(term), number))
        })
    }
}

/// A random number as a version 4 UUID: the same bits but for version and variant.
pub fn uuid(bits: u128) -> u128 {
    (bits & !(0xF << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62)
}

/// `8-4-4-4-12` hexadecimal digits.
pub fn uuid_text(value: u128) -> String {
    let hex = format!("{value:032x}");
    let mut text = String::with_capacity(36);
    for (at, part) in [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)] {
        if at > 0 {
            text.push('-');
        }
        // Writing to a String cannot fail.
        let _ = text.write_str(&hex[at..part]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_again_and_only_in_their_own_form() {
        let ids = Ids::new(uuid(7));
        assert_eq!(ids.parse_agent(&ids.agent(AgentKey(40_000))), Some(AgentKey(40_000)));
        assert_eq!(ids.parse_framework(&ids.framework(FrameworkKey(3))), Some(FrameworkKey(3)));
        assert_eq!(ids.parse_agent(&format!("{}-S007", ids.master())), None, "not how Mesos prints it");
        assert_eq!(ids.parse_agent("no-such-agent"), None);
        assert_eq!(ids.parse_framework(&ids.agent(AgentKey(1))), None);
    }

    #[test]
    fn ids_outlive_the_master_that_gave_them() {
        let ids = Ids::new(uuid(7));
        let (first, agent, framework) =
            (ids.master(), ids.agent(AgentKey(2)), ids.framework(FrameworkKey(1)));
        ids.succeed(uuid(8), 3, 2);
        assert_ne!(ids.master(), first);
        assert_eq!(ids.agent(AgentKey(2)), agent);
        assert_eq!(ids.framework(FrameworkKey(1)), framework);
        assert_eq!(ids.agent(AgentKey(3)), format!("{}-S0", ids.master()));
        for key in [0, 2, 3, 9] {
            assert_eq!(ids.parse_agent(&ids.agent(AgentKey(key))), Some(AgentKey(key)));
            assert_eq!(ids.parse_framework(&ids.framework(FrameworkKey(key))), Some(FrameworkKey(key)));
        }
        assert_eq!(ids.parse_agent(&format!("{first}-S3")), None, "the first master gave out three");
    }

    #[test]
    fn uuids_have_version_and_variant() {
        let text = uuid_text(uuid(u128::MAX));
        assert_eq!(text, "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
