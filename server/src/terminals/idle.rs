//! How long a terminal may stay open without anybody there.

use std::time::Duration;

use tokio::time::Instant;

/// How long before its end a page is told.
const WARNING: Duration = Duration::from_secs(60);

/// Nothing lasts longer.
const NEVER: Duration = Duration::from_secs(365 * 24 * 3600);

/// The time since somebody did something.
pub(super) struct Idle {
    limit: Option<Duration>,
    since: Instant,
    warned: bool,
}

/// What is due.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// The page is to be told that so much is left.
    Warn(Duration),
    End,
}

impl Idle {
    /// `None`: for ever.
    pub fn new(limit: Option<Duration>) -> Self {
        Self { limit, since: Instant::now(), warned: false }
    }

    /// Somebody did something.
    pub fn touch(&mut self) {
        self.since = Instant::now();
        self.warned = false;
    }

    fn warning(limit: Duration) -> Duration {
        WARNING.min(limit / 2)
    }

    /// Waits for what is due. May be cancelled.
    pub async fn due(&mut self) -> Due {
        let limit = self.limit.unwrap_or(NEVER);
        let warning = Self::warning(limit);
        if !self.warned {
            tokio::time::sleep_until(self.since + (limit - warning)).await;
            self.warned = true;
            return Due::Warn(warning);
        }
        tokio::time::sleep_until(self.since + limit).await;
        Due::End
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Due, Idle};

    #[tokio::test(start_paused = true)]
    async fn a_warning_comes_before_the_end() {
        let mut idle = Idle::new(Some(Duration::from_secs(600)));
        assert_eq!(idle.due().await, Due::Warn(Duration::from_secs(60)));
        idle.touch();
        assert_eq!(idle.due().await, Due::Warn(Duration::from_secs(60)), "somebody was there");
        assert_eq!(idle.due().await, Due::End);
    }
}
