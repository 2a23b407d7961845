//! The schedule that the form edits, and which of its windows is open.

use leptos::prelude::*;
use operator_api::rules::schedule::Machine;

use super::draft::{Draft, Ends, Row, Wanted};
use super::hand::Times;
use super::moment::{HOUR, ns};
use super::plan::field;
use crate::components::change_form::fields::Fields;
use crate::ui::clock::{Clock, use_clock};

/// How long a new window lasts until somebody says otherwise.
const AT_FIRST: i64 = 2 * HOUR;

/// What the form edits.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The schedule.
    pub draft: RwSignal<Draft>,
    /// The window whose fields are shown.
    pub open: RwSignal<Option<u32>>,
    clock: Clock,
}

impl Editing {
    /// Nothing read yet.
    pub fn begin() -> Self {
        Self { draft: RwSignal::default(), open: RwSignal::new(None), clock: use_clock() }
    }

    /// A window, as it is edited.
    pub fn row(self, key: u32) -> Memo<Option<Row>> {
        Memo::new(move |_| self.draft.with(|draft| draft.row(key).cloned()))
    }

    /// Changes a window. What is wrong with it may be said from now on.
    pub fn edit(self, key: u32, fields: Fields, edit: impl FnOnce(&mut Wanted)) {
        self.draft.update(|draft| draft.edit(key, edit));
        // What Mesos said of the schedule was of another one.
        fields.change("windows");
        fields.leave(&field(key));
    }

    /// Opens the fields of a window.
    pub fn open(self, key: u32) {
        if self.open.get_untracked() != Some(key) {
            self.open.set(Some(key));
        }
    }

    /// Adds a window at these times, and opens it.
    pub fn add(self, machines: Vec<Machine>, times: Option<Times>) -> u32 {
        let now = ns(self.clock.exact_ms());
        // From the next full hour but one: nobody schedules the present.
        let (start, end) = times.unwrap_or_else(|| {
            let start = (now.div_euclid(HOUR) + 2) * HOUR;
            (start, Some(start + AT_FIRST))
        });
        let ends = end.map_or(Ends::Open, |end| Ends::After(Ok(end - start)));
        let wanted = Wanted { machines, start: Ok(start), ends };
        let key = self.draft.try_update(|draft| draft.add(wanted)).unwrap_or_default();
        self.open(key);
        key
    }

    /// Takes a window out. Its fields stay while it is still in the schedule.
    pub fn take_out(self, key: u32) {
        self.draft.update(|draft| draft.take_out(key));
        if self.draft.with_untracked(|draft| draft.row(key).is_none()) {
            self.open.set(None);
        }
    }
}
