//! What the console says in words.

use serde::{Deserialize, Serialize};

use super::Exit;

/// Something happened that is no output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Notice {
    /// It runs, or is attached to.
    Started {
        /// The container, from the outermost inwards: the new one, if it was launched.
        container: Vec<String>,
    },
    /// What is typed here goes to the container.
    InputYours,
    /// What is typed here goes nowhere: somebody else has the input. [`super::Asked::TakeInput`] asks again.
    InputTaken {
        /// Who, as far as it is known, and what can be done.
        words: String,
    },
    /// Something that was asked for was not done; the terminal goes on.
    Failed {
        /// What: `signal 2`.
        what: String,
        /// The agent's status, if it answered.
        status: Option<u16>,
        /// The agent's words, or the console's.
        words: String,
    },
    /// The agent does not answer; the container may go on.
    Silent {
        /// For how long.
        seconds: u64,
        /// Why, as far as it is known.
        words: String,
    },
    /// It does again.
    Answering,
    /// Nobody has typed for long: it is going to be closed.
    Idle {
        /// In how many seconds, unless somebody types or says [`super::Asked::Stay`].
        seconds: u64,
    },
    /// The container has ended.
    Exited(Exit),
    /// The last message, whatever the end was.
    Ended {
        /// Why, for programs.
        reason: Reason,
        /// The agent's status, if it refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        /// Why, for people.
        words: String,
    },
}

/// Why a terminal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The container has ended, or its output has.
    Exited,
    /// The page wanted it, or is gone.
    Closed,
    /// The agent refused, in its words.
    Refused,
    /// The console refused: it does not let this be asked.
    Invalid,
    /// There are too many terminals.
    Full,
    /// Nobody typed for too long.
    Idle,
    /// The agent is gone, or has not answered for too long.
    Lost,
    /// The console stops.
    Stopping,
    /// Whoever opened it is not logged in any more.
    LoggedOut,
}

impl Reason {
    /// As in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exited => "exited",
            Self::Closed => "closed",
            Self::Refused => "refused",
            Self::Invalid => "invalid",
            Self::Full => "full",
            Self::Idle => "idle",
            Self::Lost => "lost",
            Self::Stopping => "stopping",
            Self::LoggedOut => "logged_out",
        }
    }
}
