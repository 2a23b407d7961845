//! Groups of rows that follow the replica.

use cluster_model::groups::Groups;
use cluster_model::replica::{Changes, Replica};
use leptos::prelude::*;

use super::Live;
use crate::ui::turns::Turns;

/// How many slots are looked at between two looks at the clock.
const SLOTS: u32 = 4096;

/// Groups of a table's rows, kept while they change, for as long as the owner they were made under lives.
#[derive(Clone, Copy)]
pub struct Grouped {
    groups: StoredValue<Groups, LocalStorage>,
    /// Whether all rows have been looked at.
    whole: RwSignal<bool>,
    live: Live,
}

impl Live {
    /// Has groups follow the replica.
    #[must_use]
    pub fn grouped(self, groups: Groups) -> Grouped {
        let table = groups.table();
        let grouped =
            Grouped { groups: StoredValue::new_local(groups), whole: RwSignal::new(true), live: self };
        grouped.look();
        self.on_change(move |replica, changes: &Changes| {
            if changes.reset {
                grouped.groups.update_value(Groups::begin);
            }
            grouped.groups.update_value(|groups| groups.follow(replica, &changes.slots[table.index()]));
            if changes.reset {
                grouped.look();
            }
        });
        grouped
    }
}

impl Grouped {
    /// Reads the groups with the replica they are of, if all rows have been looked at, and subscribes to that.
    pub fn read<R>(self, read: impl FnOnce(&Groups, &Replica) -> R) -> Option<R> {
        self.whole
            .get()
            .then(|| self.live.read(|replica| self.groups.with_value(|groups| read(groups, replica))))
    }

    /// Looks at the rows that are there: a few at once, what is left in turns.
    fn look(self) {
        // Who looks already will see all.
        if !self.whole.get_untracked() || !self.look_further() {
            return;
        }
        self.whole.set(false);
        leptos::task::spawn_local(async move {
            let mut turns = Turns::begin();
            while self.look_further() {
                turns.rest().await;
            }
            let _ = self.whole.try_set(true);
        });
    }

    /// Answers whether rows are left; for groups that nobody keeps any more, none are.
    fn look_further(self) -> bool {
        self.live.read(|replica| self.groups.try_update_value(|groups| groups.go_on(replica, SLOTS)))
            == Some(true)
    }
}
