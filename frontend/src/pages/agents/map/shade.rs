//! What colour an agent's cell has.

use std::collections::HashMap;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, tasks};

use crate::components::state_chip::StateOf;
use crate::ui::chip::Tone;

/// Steps of a share: none, up to a tenth, …, all.
pub const STEPS: usize = 11;
/// Kinds that have a colour of their own; the rest share one.
pub const KINDS: usize = 8;

/// What the colours stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Colouring {
    /// How much of a resource is allocated: its name and the first of its six columns.
    Resource(&'static str, usize),
    /// The agent's state.
    State,
    /// Which version it runs.
    Version,
    /// How much of its CPUs one role's tasks have.
    Role(String),
}

impl Colouring {
    /// What the address says; the CPUs, if it says nothing that is known.
    pub fn read(key: &str) -> Self {
        if let Some(role) = key.strip_prefix("role:") {
            return Self::Role(role.to_owned());
        }
        match key {
            "state" => Self::State,
            "version" => Self::Version,
            _ => {
                let (name, column) = agents::RESOURCES
                    .into_iter()
                    .find(|(name, _)| *name == key)
                    .unwrap_or(agents::RESOURCES[0]);
                Self::Resource(name, column)
            }
        }
    }
}

/// The class of the swatch that has the colour.
pub type Shade = &'static str;

/// A colour and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// The colour.
    pub shade: Shade,
    /// What it stands for.
    pub words: String,
}

const SHARES: [Shade; STEPS] = [
    "shade share-0",
    "shade share-1",
    "shade share-2",
    "shade share-3",
    "shade share-4",
    "shade share-5",
    "shade share-6",
    "shade share-7",
    "shade share-8",
    "shade share-9",
    "shade share-10",
];
const OF_KIND: [Shade; KINDS] = [
    "shade kind-0",
    "shade kind-1",
    "shade kind-2",
    "shade kind-3",
    "shade kind-4",
    "shade kind-5",
    "shade kind-6",
    "shade kind-7",
];
const OTHER: Shade = "shade kind-other";
const UNKNOWN: Shade = "shade unknown";

fn of_tone(tone: Tone) -> Shade {
    match tone {
        Tone::Ok => "shade tone-ok",
        Tone::Info => "shade tone-info",
        Tone::Warn => "shade tone-warn",
        Tone::Bad => "shade tone-bad",
        Tone::Idle => "shade tone-idle",
    }
}

/// The step of a share of a whole.
fn step(part: i64, whole: i64) -> Option<usize> {
    if whole <= 0 {
        return None;
    }
    let tenths = (part.max(0) as f64 / whole as f64 * 10.0).ceil() as usize;
    Some(tenths.min(STEPS - 1))
}

/// Colours every agent, and says what the colours mean.
pub fn shade(replica: &Replica, colouring: &Colouring, slots: &[u32]) -> (Vec<Shade>, Vec<Swatch>) {
    let number = |slot: u32, column: usize| replica.number(Table::Agents, slot, column).unwrap_or_default();
    match colouring {
        Colouring::Resource(_, total) => {
            // Allocated and allocated from a reservation stand after the total.
            let share =
                |slot: &u32| step(number(*slot, total + 1) + number(*slot, total + 2), number(*slot, *total));
            (slots.iter().map(|slot| share(slot).map_or(UNKNOWN, |step| SHARES[step])).collect(), shares())
        }
        Colouring::Role(role) => {
            let held = held_by(replica, role);
            let share = |slot: &u32| {
                let id = replica.text(Table::Agents, *slot, agents::ID);
                step(held.get(id).copied().unwrap_or_default(), number(*slot, agents::CPUS_TOTAL))
            };
            (slots.iter().map(|slot| share(slot).map_or(UNKNOWN, |step| SHARES[step])).collect(), shares())
        }
        Colouring::State => {
            let counts = counted(replica, slots, agents::STATE);
            let tone = |state: &str| of_tone(StateOf::Agent.tone(state));
            let shades =
                slots.iter().map(|slot| tone(replica.text(Table::Agents, *slot, agents::STATE))).collect();
            let swatches = counts
                .into_iter()
                .map(|(state, count)| Swatch { shade: tone(state), words: format!("{state}: {count}") })
                .collect();
            (shades, swatches)
        }
        Colouring::Version => {
            let counts = counted(replica, slots, agents::VERSION);
            let place: HashMap<&str, usize> =
                counts.iter().enumerate().map(|(at, (version, _))| (*version, at)).collect();
            let of = |at: usize| OF_KIND.get(at).copied().unwrap_or(OTHER);
            let shades = slots
                .iter()
                .map(|slot| {
                    of(place
                        .get(replica.text(Table::Agents, *slot, agents::VERSION))
                        .copied()
                        .unwrap_or(KINDS))
                })
                .collect();
            let swatches = counts
                .iter()
                .enumerate()
                .map(|(at, (version, count))| {
                    let version = if version.is_empty() { "not known" } else { version };
                    Swatch { shade: of(at), words: format!("{version}: {count}") }
                })
                .collect();
            (shades, swatches)
        }
    }
}

fn shares() -> Vec<Swatch> {
    let words = |at: usize| match at {
        0 => "nothing".to_owned(),
        _ => format!("up to {} %", at * 10),
    };
    SHARES.iter().enumerate().map(|(at, shade)| Swatch { shade, words: words(at) }).collect()
}

/// The texts of a column among these agents, most first.
fn counted<'a>(replica: &'a Replica, slots: &[u32], column: usize) -> Vec<(&'a str, usize)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for slot in slots {
        *counts.entry(replica.text(Table::Agents, *slot, column)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}

/// CPUs in thousandths that the tasks of a role have, agent by agent.
fn held_by<'a>(replica: &'a Replica, role: &str) -> HashMap<&'a str, i64> {
    let mut held = HashMap::new();
    let wanted = [(tasks::ROLE, role), (tasks::LIST, tasks::ACTIVE)];
    for slot in replica.find_all(Table::Tasks, &wanted) {
        let agent = replica.text(Table::Tasks, slot, tasks::AGENT_ID);
        *held.entry(agent).or_default() +=
            replica.number(Table::Tasks, slot, tasks::CPUS).unwrap_or_default();
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_little_is_not_nothing_and_nearly_all_is_all() {
        assert_eq!(step(0, 100), Some(0));
        assert_eq!(step(1, 100), Some(1));
        assert_eq!(step(10, 100), Some(1));
        assert_eq!(step(91, 100), Some(10));
        assert_eq!(step(150, 100), Some(10));
        assert_eq!(step(1, 0), None);
    }

    #[test]
    fn the_address_names_the_colouring() {
        assert_eq!(Colouring::read(""), Colouring::Resource("cpus", agents::CPUS_TOTAL));
        assert_eq!(Colouring::read("mem"), Colouring::Resource("mem", agents::MEM_TOTAL));
        assert_eq!(Colouring::read("role:eng/web"), Colouring::Role("eng/web".into()));
        assert_eq!(Colouring::read("nonsense"), Colouring::read("cpus"));
    }
}
