//! How far a change is, in the form that makes it.
//!
//! ```
//! use mesoscope_frontend::change::plan::{DiffRow, Plan, Step};
//! use mesoscope_frontend::change::stage::Stage;
//!
//! let plan = Plan::one("Drain", Step::default());
//! let compared = Stage::Planning.next(&plan);
//! assert!(matches!(compared, Stage::Comparing { .. }));
//!
//! // Somebody else has changed the cluster meanwhile: the operator compares again before anything is sent.
//! let row = DiffRow { what: "grace".into(), ..DiffRow::default() };
//! let other = Plan { diff: vec![row], ..plan };
//! let confirming = compared.next(&Plan::one("Drain", Step::default()));
//! assert!(matches!(confirming.met(&other), Stage::Comparing { overtaken: true, .. }));
//! ```

use super::plan::{DiffRow, Plan, Step};

/// What the operator has looked at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    steps: Vec<Step>,
    diff: Vec<DiffRow>,
}

impl Seen {
    fn of(plan: &Plan) -> Self {
        Self { steps: plan.steps.clone(), diff: plan.diff.clone() }
    }
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// The form is being filled in.
    #[default]
    Planning,
    /// Before and after are looked at.
    Comparing {
        /// As they are shown.
        seen: Seen,
        /// Whether the cluster has changed since they were looked at first.
        overtaken: bool,
    },
    /// It is about to be sent.
    Confirming {
        /// As it was compared.
        seen: Seen,
    },
    /// It is on its way to the console's server.
    Sending {
        /// As it was compared.
        seen: Seen,
    },
    /// The server did not take it, in these words.
    NotTaken {
        /// As it was compared.
        seen: Seen,
        /// Why not.
        words: String,
    },
    /// The server has it, and tracks it.
    Tracked {
        /// The change's id.
        id: String,
    },
}

impl Stage {
    /// One step on, if the plan is sound: from planning to comparing, from comparing to confirming, from confirming to sending.
    #[must_use]
    pub fn next(self, plan: &Plan) -> Self {
        match self {
            stage if !plan.is_sound() => stage,
            Self::Planning => Self::Comparing { seen: Seen::of(plan), overtaken: false },
            Self::Comparing { .. } => Self::Confirming { seen: Seen::of(plan) },
            Self::Confirming { seen } | Self::NotTaken { seen, .. } => Self::Sending { seen },
            stage => stage,
        }
    }

    /// One step back, while nothing is sent. From a change that has been sent it leads to the plan, as it was filled in.
    #[must_use]
    pub fn back(self) -> Self {
        match self {
            Self::Confirming { seen } | Self::NotTaken { seen, .. } => {
                Self::Comparing { seen, overtaken: false }
            }
            Self::Sending { seen } => Self::Sending { seen },
            Self::Planning | Self::Comparing { .. } | Self::Tracked { .. } => Self::Planning,
        }
    }

    /// What becomes of it when the plan is another, which is when the cluster has changed: nobody fills in fields while comparing. What
    /// was compared and is no longer so has to be looked at again.
    #[must_use]
    pub fn met(self, plan: &Plan) -> Self {
        match self {
            Self::Comparing { seen, overtaken } if plan.is_sound() => {
                let now = Seen::of(plan);
                let overtaken = overtaken || now != seen;
                Self::Comparing { seen: now, overtaken }
            }
            Self::Confirming { seen } | Self::NotTaken { seen, .. }
                if plan.is_sound() && Seen::of(plan) != seen =>
            {
                Self::Comparing { seen: Seen::of(plan), overtaken: true }
            }
            Self::Comparing { .. } | Self::Confirming { .. } | Self::NotTaken { .. } if !plan.is_sound() => {
                Self::Planning
            }
            stage => stage,
        }
    }

    /// What the server said.
    #[must_use]
    pub fn answered(self, answer: Result<String, String>) -> Self {
        match (self, answer) {
            (Self::Sending { .. }, Ok(id)) => Self::Tracked { id },
            (Self::Sending { seen }, Err(words)) => Self::NotTaken { seen, words },
            (stage, _) => stage,
        }
    }

    /// Its place among the four that the head of the form shows, from 0.
    pub fn place(&self) -> usize {
        match self {
            Self::Planning => 0,
            Self::Comparing { .. } => 1,
            Self::Confirming { .. } | Self::Sending { .. } | Self::NotTaken { .. } => 2,
            Self::Tracked { .. } => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::change::plan::unfit;

    fn plan(after: &str) -> Plan {
        let row = DiffRow { what: "weight of eng".into(), before: "1".into(), after: after.into() };
        Plan { diff: vec![row], ..Plan::one("Set weights", Step::master(json!({ "weight": after }))) }
    }

    fn confirming() -> Stage {
        Stage::Planning.next(&plan("2")).next(&plan("2"))
    }

    #[test]
    fn it_goes_step_by_step_and_only_with_a_sound_plan() {
        let unsound = plan("2").with_problems([unfit("weight", "is no number")]);
        assert_eq!(Stage::Planning.next(&unsound), Stage::Planning);
        let stage = confirming();
        assert_eq!(stage.place(), 2);
        let sending = stage.next(&plan("2"));
        assert!(matches!(sending, Stage::Sending { .. }));
        assert_eq!(sending.clone().next(&plan("2")), sending);
        assert_eq!(sending.answered(Ok("9f".into())), Stage::Tracked { id: "9f".into() });
    }

    #[test]
    fn what_has_changed_is_compared_again() {
        assert_eq!(confirming().met(&plan("2")), confirming());
        let again = confirming().met(&plan("3"));
        assert!(matches!(again, Stage::Comparing { overtaken: true, .. }));
        assert_eq!(again.clone().met(&plan("3")), again);
        let unsound = plan("2").with_problems([unfit("role", "is gone")]);
        assert_eq!(confirming().met(&unsound), Stage::Planning);
    }

    #[test]
    fn what_was_not_taken_can_be_tried_again_or_planned_anew() {
        let refused = confirming().next(&plan("2")).answered(Err("no fresh picture".into()));
        assert!(matches!(&refused, Stage::NotTaken { words, .. } if words == "no fresh picture"));
        assert!(matches!(refused.clone().next(&plan("2")), Stage::Sending { .. }));
        assert_eq!(refused.back().back(), Stage::Planning);
    }

    #[test]
    fn an_answer_counts_only_while_it_is_waited_for() {
        assert_eq!(Stage::Planning.answered(Ok("9f".into())), Stage::Planning);
        assert_eq!(Stage::Tracked { id: "9f".into() }.back(), Stage::Planning);
    }
}
