//! Whose turn it is: the pages one after the other, each for its time, standing still while somebody looks closer.

/// How long the pages stand still after somebody last touched something.
pub const HELD_MS: i64 = 30_000;
/// Two ticks further apart than this: the screen slept meanwhile, and nobody has seen the page.
const SLEPT_MS: i64 = 5_000;

/// Why the pages stand still, if they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They do not.
    Turning,
    /// There is one page.
    Alone,
    /// Somebody is at it.
    Held,
    /// Somebody said so.
    Paused,
}

/// What has to be done after a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// Show the page as it is saved again: somebody has looked at something else.
    Restore,
    /// Show the page whose turn it is now.
    Next,
}

/// The turn of pages. All times are in milliseconds, by any clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    at: usize,
    count: usize,
    every_ms: i64,
    left_ms: i64,
    ticked_ms: Option<i64>,
    held_until_ms: i64,
    touched: bool,
    paused: bool,
}

impl Turn {
    /// Of so many pages, each for so long, beginning with the one at a place.
    #[must_use]
    pub fn new(count: usize, every_ms: i64, at: usize) -> Self {
        Self {
            at: at.min(count.saturating_sub(1)),
            count,
            every_ms,
            left_ms: every_ms,
            ticked_ms: None,
            held_until_ms: i64::MIN,
            touched: false,
            paused: false,
        }
    }

    /// The page whose turn it is.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Why the pages stand still.
    #[must_use]
    pub const fn standing(&self, now_ms: i64) -> Standing {
        if self.paused {
            Standing::Paused
        } else if now_ms < self.held_until_ms {
            Standing::Held
        } else if self.count < 2 {
            Standing::Alone
        } else {
            Standing::Turning
        }
    }

    /// How long the page stays.
    #[must_use]
    pub const fn left_ms(&self) -> i64 {
        self.left_ms
    }

    /// How much of its time the page has left, from 1 to 0.
    #[must_use]
    pub fn share_left(&self) -> f64 {
        self.left_ms as f64 / self.every_ms.max(1) as f64
    }

    /// Time goes by.
    pub fn tick(&mut self, now_ms: i64) -> Due {
        let passed = self.ticked_ms.map_or(0, |before| now_ms - before);
        self.ticked_ms = Some(now_ms);
        let standing = self.standing(now_ms);
        if matches!(standing, Standing::Paused | Standing::Held) {
            return Due::Nothing;
        }
        if std::mem::take(&mut self.touched) {
            return Due::Restore;
        }
        if standing == Standing::Alone || !(0..=SLEPT_MS).contains(&passed) {
            return Due::Nothing;
        }
        self.left_ms -= passed;
        if self.left_ms > 0 {
            return Due::Nothing;
        }
        self.go(1);
        Due::Next
    }

    /// Somebody moved the pointer, pressed a key or reached something by it.
    pub const fn touch(&mut self, now_ms: i64) {
        self.held_until_ms = now_ms + HELD_MS;
        self.touched = true;
    }

    /// Stops the turn until it is said again, or goes on at once.
    pub const fn pause(&mut self) {
        self.paused = !self.paused;
        self.held_until_ms = i64::MIN;
    }

    /// Goes on or back by so many pages, round and round.
    pub fn go(&mut self, by: isize) {
        let count = isize::try_from(self.count).unwrap_or(1).max(1);
        let at = isize::try_from(self.at).unwrap_or_default() + by;
        self.at = usize::try_from(at.rem_euclid(count)).unwrap_or_default();
        self.left_ms = self.every_ms;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a second each brings, with the page that is shown after it.
    fn seconds(turn: &mut Turn, from: i64, count: i64) -> Vec<(Due, usize)> {
        (1..=count).map(|second| (turn.tick((from + second) * 1000), turn.at())).collect()
    }

    #[test]
    fn every_page_has_its_time() {
        let mut turn = Turn::new(2, 5_000, 1);
        turn.tick(0);
        let seen = seconds(&mut turn, 0, 10);
        assert_eq!(seen[3], (Due::Nothing, 1));
        assert_eq!(seen[4], (Due::Next, 0));
        assert_eq!(seen[9], (Due::Next, 1));
        assert!((turn.share_left() - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn who_is_at_it_is_not_hurried() {
        let mut turn = Turn::new(2, 5_000, 0);
        turn.tick(0);
        seconds(&mut turn, 0, 3);
        turn.touch(3_000);
        assert_eq!(turn.standing(4_000), Standing::Held);
        let seen = seconds(&mut turn, 3, 29);
        assert!(seen.iter().all(|(due, at)| (*due, *at) == (Due::Nothing, 0)));
        // Whatever was looked at meanwhile: the page comes back, and has the rest of its time.
        assert_eq!(seconds(&mut turn, 32, 3), [(Due::Restore, 0), (Due::Nothing, 0), (Due::Next, 1)]);
    }

    #[test]
    fn a_pause_lasts_until_it_is_ended() {
        let mut turn = Turn::new(3, 5_000, 0);
        turn.tick(0);
        turn.touch(0);
        turn.pause();
        assert!(seconds(&mut turn, 0, 100).iter().all(|(due, _)| *due == Due::Nothing));
        assert_eq!(turn.standing(100_000), Standing::Paused);
        turn.pause();
        assert_eq!(turn.standing(100_000), Standing::Turning);
    }

    #[test]
    fn arrows_go_round_and_give_the_whole_time() {
        let mut turn = Turn::new(3, 5_000, 0);
        turn.tick(0);
        seconds(&mut turn, 0, 4);
        turn.go(-1);
        assert_eq!((turn.at(), turn.left_ms()), (2, 5_000));
        turn.go(1);
        assert_eq!(turn.at(), 0);
    }

    #[test]
    fn one_page_stays_and_comes_back_as_it_is_saved() {
        let mut turn = Turn::new(1, 5_000, 7);
        turn.tick(0);
        assert_eq!((turn.at(), turn.standing(0)), (0, Standing::Alone));
        assert!(seconds(&mut turn, 0, 60).iter().all(|(due, _)| *due == Due::Nothing));
        turn.touch(60_000);
        assert_eq!(seconds(&mut turn, 60, 30).last(), Some(&(Due::Restore, 0)));
        assert_eq!(turn.tick(91_000), Due::Nothing);
    }

    #[test]
    fn a_screen_that_slept_shows_what_it_showed() {
        let mut turn = Turn::new(2, 5_000, 0);
        turn.tick(0);
        assert_eq!(turn.tick(3_600_000), Due::Nothing);
        assert_eq!(turn.left_ms(), 5_000);
    }
}
