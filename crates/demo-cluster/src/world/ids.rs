//! Keys of things in the world, and the identifiers Mesos would print for them.
//!
//! A key is a small number; the printed form is made from it on demand, so that four hundred thousand tasks do not each
//! carry the text of their agent's and framework's id.

use std::fmt::Write;
use std::sync::Arc;

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

/// Writes identifiers: all of them start with the id of the master that first gave them out.
#[derive(Debug, Clone)]
pub struct Ids {
    master: Arc<str>,
}

impl Ids {
    /// Ids given out by the master with this number.
    pub fn new(master: u128) -> Self {
        Self { master: uuid_text(master).into() }
    }

    /// The id of the master itself.
    pub fn master(&self) -> &str {
        &self.master
    }

    /// `<master>-S12`
    pub fn agent(&self, key: AgentKey) -> String {
        format!("{}-S{}", self.master, key.0)
    }

    /// `<master>-0012`
    pub fn framework(&self, key: FrameworkKey) -> String {
        format!("{}-{:04}", self.master, key.0)
    }

    /// The key of an agent's id, if it has this master's form. Whether there is such an agent is another question.
    pub fn parse_agent(&self, id: &str) -> Option<AgentKey> {
        let number: u32 = id.strip_prefix(&*self.master)?.strip_prefix("-S")?.parse().ok()?;
        let key = AgentKey(number);
        (self.agent(key) == id).then_some(key)
    }

    /// The key of a framework's id, if it has this master's form.
    pub fn parse_framework(&self, id: &str) -> Option<FrameworkKey> {
        let number: u32 = id.strip_prefix(&*self.master)?.strip_prefix('-')?.parse().ok()?;
        let key = FrameworkKey(number);
        (self.framework(key) == id).then_some(key)
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
    fn uuids_have_version_and_variant() {
        let text = uuid_text(uuid(u128::MAX));
        assert_eq!(text, "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
