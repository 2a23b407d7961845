//! An answer that is kept for a while.

use std::time::{Duration, Instant};

use operator_api::calls::Target;
use sha2::{Digest, Sha256};

use super::{ENCODING, body};
use crate::live::now_ms;
use crate::node::Node;
use crate::relay::secrets;
use crate::upstream::{Answer, UpstreamError};

/// Bodies above this size are hashed off the executor's threads.
const LARGE: usize = 256 << 10;

/// How long a failure is shared: long enough that a page full of panels waits for it once, short enough that nobody waits for nothing.
const FAILURE_KEPT: Duration = Duration::from_secs(2);

/// What Mesos answered, or why it did not.
pub(super) struct Kept {
    outcome: Result<Answer, UpstreamError>,
    at_ms: i64,
    until: Instant,
    /// Who answered, by address.
    by: String,
    tag: String,
}

impl Kept {
    /// Asks. `before` is the answer that this one takes the place of: what has not changed is not held twice.
    pub async fn ask(node: &Node, call: &'static str, before: Option<&Self>) -> Self {
        let sent = Instant::now();
        let outcome = node.ask(body(call), ENCODING).await;
        let (now, at_ms) = (Instant::now(), now_ms());
        let mut outcome = match outcome {
            Ok(answer) => Ok(secrets::without(call, answer).await),
            Err(error) => Err(error),
        };
        let until = now
            + match outcome {
                Ok(_) => rest(node.target(), now.duration_since(sent)),
                Err(_) => FAILURE_KEPT,
            };
        let tag = match &outcome {
            Ok(answer) => tag(answer).await,
            Err(_) => String::new(),
        };
        if let (Ok(answer), Some(Ok(known))) = (&mut outcome, before.map(|kept| &kept.outcome))
            && before.is_some_and(|kept| kept.tag == tag)
        {
            answer.body = known.body.clone();
        }
        Self { outcome, at_ms, until, by: node.address(), tag }
    }

    /// Whether it can be given to others. What another process said is over.
    pub fn is_fresh(&self, address: &str) -> bool {
        Instant::now() < self.until && self.by == address
    }

    /// The answer.
    pub fn answer(&self) -> Result<&Answer, UpstreamError> {
        self.outcome.as_ref().map_err(Clone::clone)
    }

    /// Milliseconds since 1970.
    pub fn at_ms(&self) -> i64 {
        self.at_ms
    }

    /// A name for what was answered. Weak: it may be compressed on its way.
    pub fn tag(&self) -> &str {
        &self.tag
    }
}

/// How long nobody needs to ask again: so long that all asking takes at most one fiftieth of a master's time, which does nothing else
/// meanwhile, or one twentieth of an agent's.
fn rest(target: Target, cost: Duration) -> Duration {
    match target {
        Target::Master => (cost * 50).max(Duration::from_secs(1)),
        Target::Agent => (cost * 20).max(Duration::from_secs(2)),
    }
}

async fn tag(answer: &Answer) -> String {
    let (status, body) = (answer.status.as_u16(), answer.body.clone());
    let hash = move || {
        let hash = Sha256::new().chain_update(status.to_be_bytes()).chain_update(&body).finalize();
        let digits: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("W/\"{digits}\"")
    };
    if answer.body.len() < LARGE {
        return hash();
    }
    // Without a tag a browser gets the whole again, which is right, too.
    tokio::task::spawn_blocking(hash).await.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use operator_api::calls::Target;

    use super::rest;

    #[test]
    fn what_costs_more_is_asked_for_less() {
        let of = |target, ms| rest(target, Duration::from_millis(ms)).as_millis();
        assert_eq!(
            [of(Target::Master, 1), of(Target::Master, 20), of(Target::Master, 700)],
            [1000, 1000, 35_000]
        );
        assert_eq!(
            [of(Target::Agent, 1), of(Target::Agent, 100), of(Target::Agent, 700)],
            [2000, 2000, 14_000]
        );
    }
}
