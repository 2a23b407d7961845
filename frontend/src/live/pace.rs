//! Changes at a pace for what is dear to reckon anew.

use std::time::Duration;

use cluster_model::schema::Table;
use leptos::prelude::*;

use super::Live;

impl Live {
    /// Subscribes to changes of some tables, but not more often than this: the number rises with the first change, and after a rest
    /// for all changes that came during it.
    #[must_use]
    pub fn paced(self, tables: &'static [Table], every: Duration) -> Signal<u64> {
        let pace = Pace {
            ticks: RwSignal::new(0),
            rests: StoredValue::new(false),
            due: StoredValue::new(false),
            every,
        };
        Effect::new(move || {
            for table in tables {
                self.track(*table);
            }
            if pace.rests.get_value() { pace.due.set_value(true) } else { pace.tick() }
        });
        pace.ticks.into()
    }
}

#[derive(Clone, Copy)]
struct Pace {
    ticks: RwSignal<u64>,
    rests: StoredValue<bool>,
    /// Something changed during the rest.
    due: StoredValue<bool>,
    every: Duration,
}

impl Pace {
    fn tick(self) {
        self.ticks.update(|ticks| *ticks += 1);
        self.rests.set_value(true);
        // The page may be gone by then, and its signals with it.
        let rested = move || match self.due.try_get_value() {
            Some(true) => {
                self.due.set_value(false);
                self.tick();
            }
            Some(false) => self.rests.set_value(false),
            None => {}
        };
        set_timeout(rested, self.every);
    }
}
