//! How fresh the data are, as a value. Nothing here has a clock: all times are given, in milliseconds since 1970.

use cluster_model::live::Upstream;

/// What is known of the connection to the leading master.
#[derive(Clone, Debug, PartialEq)]
pub struct Freshness {
    link: Link,
    heard_ms: Option<i64>,
    quiet_after_ms: i64,
    asked: Option<Asked>,
}

#[derive(Clone, Debug, PartialEq)]
enum Link {
    Connecting,
    Open,
    Lost { reason: String, since_ms: i64, next_try_ms: i64 },
}

/// A poll under way.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Asked {
    at_ms: i64,
    patience_ms: i64,
}

impl Freshness {
    /// Not connected yet.
    pub fn new() -> Self {
        Self { link: Link::Connecting, heard_ms: None, quiet_after_ms: i64::MAX, asked: None }
    }

    /// A byte came on the event stream.
    pub fn heard(&mut self, now_ms: i64) {
        self.heard_ms = Some(now_ms);
    }

    /// The stream has begun; it is quiet after this much silence.
    pub fn opened(&mut self, quiet_after_ms: i64) {
        self.link = Link::Open;
        self.quiet_after_ms = quiet_after_ms;
        self.asked = None;
    }

    /// The stream has ended, or could not be opened. The moment of the first of several failures in a row is kept.
    pub fn lost(&mut self, reason: String, now_ms: i64, next_try_ms: i64) {
        let since_ms = match &self.link {
            Link::Lost { since_ms, .. } => *since_ms,
            Link::Connecting | Link::Open => now_ms,
        };
        self.link = Link::Lost { reason, since_ms, next_try_ms };
        self.asked = None;
    }

    /// A poll has been sent, and is expected to be answered within `patience_ms`.
    pub fn asked(&mut self, now_ms: i64, patience_ms: i64) {
        self.asked = Some(Asked { at_ms: now_ms, patience_ms });
    }

    /// The poll has been answered, or has failed.
    pub fn answered(&mut self) {
        self.asked = None;
    }

    /// When the last byte came on the event stream.
    pub fn heard_ms(&self) -> Option<i64> {
        self.heard_ms
    }

    /// What to call it now.
    pub fn upstream(&self, now_ms: i64) -> Upstream {
        match &self.link {
            Link::Connecting => Upstream::Connecting,
            Link::Lost { reason, since_ms, next_try_ms } => Upstream::Disconnected {
                reason: reason.clone(),
                since_ms: *since_ms,
                next_try_ms: *next_try_ms,
            },
            Link::Open => {
                let heard_ms = self.heard_ms.unwrap_or(now_ms);
                let silent = now_ms - heard_ms > self.quiet_after_ms;
                // A master that sends events meanwhile is not deaf, only busy.
                let deaf =
                    self.asked.is_some_and(|asked| now_ms - asked.at_ms.max(heard_ms) > asked.patience_ms);
                if silent || deaf { Upstream::Quiet { since_ms: heard_ms } } else { Upstream::Live }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use cluster_model::live::Upstream;

    use super::Freshness;

    fn open() -> Freshness {
        let mut freshness = Freshness::new();
        freshness.heard(1000);
        freshness.opened(500);
        freshness
    }

    #[test]
    fn silence_makes_it_quiet_and_a_byte_makes_it_live() {
        let mut freshness = open();
        assert_eq!(freshness.upstream(1500), Upstream::Live);
        assert_eq!(freshness.upstream(1501), Upstream::Quiet { since_ms: 1000 });
        freshness.heard(2000);
        assert_eq!(freshness.upstream(2001), Upstream::Live);
    }

    #[test]
    fn a_poll_that_is_not_answered_makes_it_quiet() {
        let mut freshness = open();
        freshness.asked(1000, 100);
        assert_eq!(freshness.upstream(1100), Upstream::Live);
        assert_eq!(freshness.upstream(1101), Upstream::Quiet { since_ms: 1000 });
        freshness.heard(1050);
        assert_eq!(freshness.upstream(1101), Upstream::Live, "events come meanwhile");
        assert_eq!(freshness.upstream(1151), Upstream::Quiet { since_ms: 1050 });
        freshness.answered();
        assert_eq!(freshness.upstream(1151), Upstream::Live);
    }

    #[test]
    fn several_failures_are_one_loss() {
        let mut freshness = open();
        freshness.lost("a".to_owned(), 2000, 2500);
        freshness.lost("b".to_owned(), 3000, 4000);
        let lost = Upstream::Disconnected { reason: "b".to_owned(), since_ms: 2000, next_try_ms: 4000 };
        assert_eq!(freshness.upstream(9000), lost);
        freshness.heard(9000);
        freshness.opened(500);
        assert_eq!(freshness.upstream(9001), Upstream::Live);
    }

    #[test]
    fn it_begins_by_connecting() {
        assert_eq!(Freshness::new().upstream(0), Upstream::Connecting);
    }
}
