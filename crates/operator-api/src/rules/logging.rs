//! `SET_LOGGING_LEVEL`, of masters and agents.

use super::{Field, Problem};

/// A plan of `SET_LOGGING_LEVEL`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logging {
    /// glog's verbosity; any number is accepted (`master/SET_LOGGING_LEVEL-high`), Mesos itself uses 0 to 3.
    pub level: u32,
    /// For how long, in nanoseconds; then the level is what it was at the start of the process.
    pub nanoseconds: i64,
}

/// All that is wrong with another level of logging.
pub fn check(plan: Logging) -> Vec<Problem> {
    lasting(plan).into_iter().collect()
}

/// It lasts for some time: for less than none it is accepted (`master/SET_LOGGING_LEVEL-negative-duration`) and over at once.
pub fn lasting(plan: Logging) -> Option<Problem> {
    (plan.nanoseconds <= 0)
        .then(|| Problem::harmful(Field::new("duration"), "it would be over at once; give it some time"))
}
