//! Following a file's end: on, off, or paused while somebody reads further up.

/// How it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follow {
    /// What comes does not move the page.
    #[default]
    Off,
    /// The end is always in sight.
    On,
    /// It goes on when somebody comes back to the end.
    Paused {
        /// The file's size when it was left.
        size: u64,
    },
}

impl Follow {
    /// The key or the button was pressed.
    #[must_use]
    pub fn toggled(self) -> Self {
        match self {
            Self::On => Self::Off,
            Self::Off | Self::Paused { .. } => Self::On,
        }
    }

    /// The page has been moved, and the end is in sight or not.
    #[must_use]
    pub fn moved(self, end_in_sight: bool, size: u64) -> Self {
        match self {
            Self::On if !end_in_sight => Self::Paused { size },
            Self::Paused { .. } if end_in_sight => Self::On,
            other => other,
        }
    }

    /// The file is another one now, of this size.
    #[must_use]
    pub fn restarted(self, size: u64) -> Self {
        match self {
            Self::Paused { .. } => Self::Paused { size },
            other => other,
        }
    }

    /// How many bytes came while it was paused.
    pub fn unseen(self, size: u64) -> u64 {
        match self {
            Self::Paused { size: left } => size.saturating_sub(left),
            Self::Off | Self::On => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Follow;

    #[test]
    fn it_pauses_away_from_the_end_and_goes_on_there() {
        let paused = Follow::On.moved(false, 500);
        assert_eq!(paused, Follow::Paused { size: 500 });
        assert_eq!((paused.unseen(500), paused.unseen(12_788)), (0, 12_288));
        assert_eq!(paused.moved(false, 900), paused);
        assert_eq!(paused.moved(true, 900), Follow::On);
        assert_eq!(paused.toggled(), Follow::On);
    }

    #[test]
    fn off_stays_off() {
        assert_eq!(Follow::Off.moved(true, 500), Follow::Off);
        assert_eq!(Follow::Off.moved(false, 500), Follow::Off);
        assert_eq!(Follow::On.toggled(), Follow::Off);
        assert_eq!(Follow::Off.unseen(500), 0);
    }

    #[test]
    fn another_file_is_counted_anew() {
        assert_eq!(Follow::Paused { size: 500 }.restarted(20).unseen(30), 10);
        assert_eq!(Follow::On.restarted(20), Follow::On);
    }
}
