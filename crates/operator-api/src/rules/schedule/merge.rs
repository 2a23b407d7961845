//! Changes of a schedule that others change too.

use super::{Machine, Schedule, Window};

/// What somebody changes of a schedule. A window that is changed is one removed and one added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Windows that are no more.
    pub removed: Vec<Window>,
    /// Windows that are new.
    pub added: Vec<Window>,
}

/// Why an edit does not fit what is there by now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// A window that is to be changed or removed is not there any more as it was read.
    #[error("somebody else has changed or removed the window of {}; look at the schedule as it is now", list(&.0.machines))]
    Gone(Window),
    /// A machine that is to get a window has got another one.
    #[error("somebody else has given {0} a window; look at the schedule as it is now")]
    Taken(Machine),
}

fn list(machines: &[Machine]) -> String {
    let names: Vec<String> = machines.iter().map(Machine::to_string).collect();
    names.join(", ")
}

/// The windows of `all` that are not in `others`, of equal ones as many as there are more.
fn without(all: &[Window], others: &[Window]) -> Vec<Window> {
    let mut others: Vec<&Window> = others.iter().collect();
    let missing = all.iter().filter(|window| match others.iter().position(|other| other.is_same(window)) {
        Some(at) => {
            others.swap_remove(at);
            false
        }
        None => true,
    });
    missing.cloned().collect()
}

impl Edit {
    /// What makes `wanted` out of what was `read`.
    pub fn between(read: &Schedule, wanted: &Schedule) -> Self {
        Self {
            removed: without(&read.windows, &wanted.windows),
            added: without(&wanted.windows, &read.windows),
        }
    }

    /// Whether it changes nothing.
    pub fn is_nothing(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty()
    }

    /// The edit done to the schedule as it is `now`: windows that others have added or changed since stay as they are.
    ///
    /// # Errors
    /// All that others have changed which the edit is about; nothing may be sent then.
    pub fn apply(&self, now: &Schedule) -> Result<Schedule, Vec<Conflict>> {
        let mut conflicts: Vec<Conflict> =
            without(&self.removed, &now.windows).into_iter().map(Conflict::Gone).collect();
        let mut windows = without(&now.windows, &self.removed);
        let kept: Vec<&Machine> = windows.iter().flat_map(|window| &window.machines).collect();
        let taken =
            self.added.iter().flat_map(|window| &window.machines).filter(|machine| kept.contains(machine));
        conflicts.extend(taken.cloned().map(Conflict::Taken));
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        windows.extend(self.added.iter().cloned());
        Ok(Schedule { windows })
    }
}
