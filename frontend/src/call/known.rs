//! What is known of one thing: its last value, and what went wrong since.

use std::sync::Arc;

use serde_json::Value;

use crate::call::answer::Answer;
use crate::components::panel::Condition;

/// The last value and what came after it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Known {
    /// The value.
    pub(crate) value: Option<Arc<Value>>,
    /// By the server's clock, in milliseconds since 1970.
    pub(crate) fetched_ms: i64,
    /// The last answer, if it was no value.
    pub(crate) trouble: Option<Answer>,
}

impl Known {
    /// Takes an answer that came at this time.
    pub(crate) fn take(&mut self, answer: Answer, now_ms: i64) {
        self.trouble = match answer {
            Answer::Found(mut value) => {
                // The server's own word about it; the rest is Mesos'.
                if let Some(members) = value.as_object_mut() {
                    members.remove("listed");
                }
                if self.value.as_deref() != Some(&value) {
                    self.value = Some(Arc::new(value));
                }
                self.fetched_ms = now_ms;
                None
            }
            trouble => Some(trouble),
        };
    }

    /// Whether it was here and the server knows it no longer.
    pub(crate) fn is_gone(&self) -> bool {
        self.value.is_some() && matches!(self.trouble, Some(Answer::Missing(_)))
    }

    /// How things stand. `heard_ms` is when the cluster was last heard from, if what is known of it is getting old.
    pub(crate) fn condition(&self, heard_ms: Option<Option<i64>>) -> Condition {
        match (&self.value, &self.trouble) {
            (None, None) => Condition::Loading,
            (None, Some(Answer::Missing(words))) => Condition::Empty(words.clone()),
            (None, Some(Answer::Broken { what, advice })) => {
                Condition::Broken { what: what.clone(), advice: advice.clone() }
            }
            // Who may not see it any more should not look at what it was.
            (_, Some(Answer::Forbidden(words))) => Condition::Forbidden(words.clone()),
            (Some(_), Some(_)) => Condition::Stale(self.fetched_ms),
            (_, None | Some(Answer::Found(_))) => match heard_ms {
                Some(heard_ms) => Condition::Stale(heard_ms.unwrap_or(self.fetched_ms).min(self.fetched_ms)),
                None => Condition::Ready,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found() -> Known {
        let mut known = Known::default();
        known.take(Answer::Found(json!({ "name": "web", "listed": true })), 1_000);
        known
    }

    #[test]
    fn the_servers_mark_is_not_mesos() {
        assert_eq!(found().value.as_deref(), Some(&json!({ "name": "web" })));
        assert_eq!(found().condition(None), Condition::Ready);
    }

    #[test]
    fn an_equal_answer_changes_nothing_but_its_time() {
        let mut known = found();
        let before = known.value.clone().unwrap();
        known.take(Answer::Found(json!({ "name": "web", "listed": true })), 2_000);
        assert!(Arc::ptr_eq(&before, known.value.as_ref().unwrap()));
        assert_eq!(known.fetched_ms, 2_000);
    }

    #[test]
    fn what_was_never_here_says_so() {
        let mut known = Known::default();
        assert_eq!(known.condition(None), Condition::Loading);
        known.take(Answer::Missing("No such task.".into()), 1_000);
        assert_eq!(known.condition(None), Condition::Empty("No such task.".into()));
        assert!(!known.is_gone());
    }

    #[test]
    fn what_was_here_stays_with_its_age() {
        let mut known = found();
        known.take(Answer::unreachable(), 2_000);
        assert_eq!(known.condition(None), Condition::Stale(1_000));
        known.take(Answer::Missing("No such task.".into()), 3_000);
        assert!(known.is_gone());
        assert_eq!(known.condition(None), Condition::Stale(1_000));
    }

    #[test]
    fn it_is_as_old_as_the_cluster_s_last_word() {
        assert_eq!(found().condition(Some(Some(400))), Condition::Stale(400));
        assert_eq!(found().condition(Some(None)), Condition::Stale(1_000));
    }

    #[test]
    fn what_may_not_be_seen_any_more_is_hidden() {
        let mut known = found();
        known.take(Answer::Forbidden("Not yours.".into()), 2_000);
        assert_eq!(known.condition(None), Condition::Forbidden("Not yours.".into()));
    }
}
