//! How many were tried, and how many of them were held off.

/// Counts one kind of attack.
pub struct Tally {
    name: &'static str,
    tried: usize,
    through: Vec<String>,
}

impl Tally {
    pub fn of(name: &'static str) -> Self {
        Self { name, tried: 0, through: Vec::new() }
    }

    /// One was tried; `what` came through if it was not held off.
    pub fn tried(&mut self, held_off: bool, what: impl FnOnce() -> String) {
        self.tried += 1;
        if !held_off {
            self.through.push(what());
        }
    }

    /// Says the numbers, and fails if anything came through, or nothing was tried.
    pub fn end(self) {
        let Self { name, tried, through } = self;
        println!("attack {name}: {tried} tried, {} held off", tried - through.len());
        assert!(tried > 0, "nothing was tried");
        assert!(
            through.is_empty(),
            "{name}: {} came through, the first: {:?}",
            through.len(),
            &through[..through.len().min(5)]
        );
    }
}
