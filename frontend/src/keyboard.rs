//! The keys that work on every page, and the list of all keys that work on this one.

use leptos::prelude::*;

use crate::paths::Page;

/// How long the second key of a pair may take.
const PAIR_MS: i64 = 1_500;

/// What a key asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open a page.
    Go(Page),
    /// Put the focus into the page's filter.
    Filter,
    /// Show the keys.
    Help,
}

/// Turns keys into commands. Pairs such as `g a` are remembered for a moment.
#[derive(Clone, Debug, Default)]
pub struct Chord {
    leader_ms: Option<i64>,
}

impl Chord {
    /// Takes a key by its name (`KeyboardEvent.key`, so that it is the letter on any layout) and the time it was pressed.
    pub fn press(&mut self, key: &str, at_ms: i64) -> Option<Command> {
        let follows = self.leader_ms.take().is_some_and(|leader| at_ms - leader <= PAIR_MS);
        match key {
            _ if follows => place(key).map(Command::Go),
            "g" => {
                self.leader_ms = Some(at_ms);
                None
            }
            "/" => Some(Command::Filter),
            "?" => Some(Command::Help),
            _ => None,
        }
    }
}

fn place(key: &str) -> Option<Page> {
    match key {
        "o" => Some(Page::Overview),
        "a" => Some(Page::Agents),
        "f" => Some(Page::Frameworks),
        "t" => Some(Page::Tasks),
        "r" => Some(Page::Roles),
        "q" => Some(Page::Quota),
        "v" => Some(Page::Volumes),
        "m" => Some(Page::Maintenance),
        "e" => Some(Page::Events),
        _ => None,
    }
}

/// Keys with what they do, under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Where the keys work.
    pub title: &'static str,
    /// Keys as [`crate::ui::kbd::Keys`] takes them, and what they do.
    pub keys: &'static [(&'static str, &'static str)],
}

/// The keys of [`Chord`].
pub const EVERYWHERE: Group = Group {
    title: "Everywhere",
    keys: &[
        ("g o", "Overview"),
        ("g a", "Agents"),
        ("g f", "Frameworks"),
        ("g t", "Tasks"),
        ("g r", "Roles"),
        ("g q", "Quota"),
        ("g v", "Volumes"),
        ("g m", "Maintenance"),
        ("g e", "Events"),
        ("Ctrl K", "Search everything"),
        ("/", "Filter the list"),
        ("?", "Show these keys"),
        ("Esc", "Close what is open; leave the filter"),
    ],
};

/// The groups of keys that work now, as a context.
#[derive(Clone, Copy, Debug)]
pub struct Shortcuts(RwSignal<Vec<Group>>);

impl Shortcuts {
    /// Makes the context, with the keys that always work.
    pub fn provide() -> Self {
        let shortcuts = Self(RwSignal::new(vec![EVERYWHERE]));
        provide_context(shortcuts);
        shortcuts
    }

    /// The groups, in the order they came.
    pub fn get(self) -> Vec<Group> {
        self.0.get()
    }
}

/// Lists a component's keys for as long as it is there. The component handles them itself.
pub fn use_shortcuts(group: Group) {
    let Some(Shortcuts(groups)) = use_context() else { return };
    groups.update(|groups| groups.push(group));
    on_cleanup(move || {
        groups.try_update(|groups| groups.retain(|there| *there != group));
    });
}

#[cfg(test)]
mod tests {
    use super::{Chord, Command, EVERYWHERE, place};
    use crate::paths::Page;

    fn pressed(keys: &[(&str, i64)]) -> Vec<Command> {
        let mut chord = Chord::default();
        keys.iter().filter_map(|(key, at)| chord.press(key, *at)).collect()
    }

    #[test]
    fn a_pair_opens_a_page() {
        assert_eq!(pressed(&[("g", 0), ("a", 300)]), [Command::Go(Page::Agents)]);
        assert_eq!(pressed(&[("g", 0), ("o", 0), ("g", 9), ("t", 9)]).len(), 2);
    }

    #[test]
    fn a_late_or_unknown_second_key_does_nothing() {
        assert_eq!(pressed(&[("g", 0), ("a", 2_000)]), []);
        assert_eq!(pressed(&[("g", 0), ("x", 100), ("a", 200)]), []);
    }

    #[test]
    fn single_keys_work_at_once() {
        assert_eq!(pressed(&[("/", 0), ("?", 1)]), [Command::Filter, Command::Help]);
        // Not as the second key of a pair.
        assert_eq!(pressed(&[("g", 0), ("?", 1)]), []);
    }

    #[test]
    fn every_listed_pair_leads_somewhere() {
        let pairs = EVERYWHERE.keys.iter().filter_map(|(keys, _)| keys.strip_prefix("g "));
        assert_eq!(pairs.filter(|key| place(key).is_none()).count(), 0);
    }
}
