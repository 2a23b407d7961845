//! Every way in which a cluster fails to answer, in one sentence or two: what happened, what it means, what can be done.

use std::time::Duration;

use thiserror::Error;

/// Why there is no answer from the cluster. `at` is the `host:port` that was asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum UpstreamError {
    /// A configured address that is no address of a master.
    #[error("`{url}` cannot be the address of a master: {why}.")]
    BadUrl {
        /// As configured.
        url: String,
        /// In a few words.
        why: String,
    },
    /// The port is closed.
    #[error("Nothing listens at {at}: the connection was refused. Is the master running there?")]
    Refused {
        /// Who was asked.
        at: String,
    },
    /// The name means nothing here.
    #[error("The name in {at} cannot be resolved on this machine ({why}).")]
    Dns {
        /// Who was asked.
        at: String,
        /// The resolver's words.
        why: String,
    },
    /// No connection for another reason.
    #[error("{at} cannot be reached: {why}.")]
    Unreachable {
        /// Who was asked.
        at: String,
        /// The operating system's words.
        why: String,
    },
    /// No connection or no answer in time.
    #[error("{at} did not {what} within {} s. It is overloaded, stopped, or cut off by the network.", after.as_secs())]
    Timeout {
        /// Who was asked.
        at: String,
        /// `accept a connection`, `answer` or `finish its answer`.
        what: &'static str,
        /// How long we waited.
        after: Duration,
    },
    /// The two sides do not agree on encryption.
    #[error(
        "No encrypted connection to {at}: {why}. Is it served by HTTPS, with a certificate this machine trusts?"
    )]
    Tls {
        /// Who was asked.
        at: String,
        /// The library's words.
        why: String,
    },
    /// 401.
    #[error("{at} asks for credentials{} and {}.", realm.as_ref().map(|realm| format!(" for the realm `{realm}`")).unwrap_or_default(), match principal {
        Some(principal) => format!("refuses those of the principal `{principal}`: check the secret"),
        None => "the console has none: start it with --principal and --secret-file".to_owned(),
    })]
    Unauthorized {
        /// Who was asked.
        at: String,
        /// The realm of the challenge.
        realm: Option<String>,
        /// Whom we claimed to be.
        principal: Option<String>,
    },
    /// 403.
    #[error("{at} does not allow the call: {text}")]
    Forbidden {
        /// Who was asked.
        at: String,
        /// Its words.
        text: String,
    },
    /// 404: something that speaks HTTP and is no master.
    #[error(
        "{at} answers, but has no Operator API at {path}: it is not a Mesos master, or its address lacks a path."
    )]
    NotAMaster {
        /// Who was asked.
        at: String,
        /// Where the API should be.
        path: String,
    },
    /// 503: recovering, or no leader is elected.
    #[error("The master at {at} is not ready: {text}")]
    Recovering {
        /// Who was asked.
        at: String,
        /// Mesos' own words.
        text: String,
    },
    /// 307 to somebody we do not know.
    #[error(
        "The master at {at} says that {leader} leads. The console does not know that address and will not follow: add it to --master."
    )]
    UnknownLeader {
        /// Who was asked.
        at: String,
        /// Whom it named.
        leader: String,
    },
    /// 307 again and again.
    #[error(
        "The masters name each other as the leader ({at} was the last): an election is under way, or they are set up wrongly."
    )]
    RedirectLoop {
        /// Who was asked last.
        at: String,
    },
    /// An answer that no Mesos gives.
    #[error("{at} does not speak the Operator API: {what}.")]
    NotMesos {
        /// Who was asked.
        at: String,
        /// What came instead.
        what: String,
    },
    /// A message above the limit.
    #[error(
        "{at} sent a message of {size} bytes; the console takes {limit} at most. If the cluster really is that large, raise --max-message."
    )]
    TooLarge {
        /// Who was asked.
        at: String,
        /// What was announced, or had come when we stopped.
        size: u64,
        /// The limit.
        limit: u64,
    },
    /// The event stream ended, which a master does when it stops, fails over or has too many subscribers.
    #[error("The master at {at} closed the event stream{}.", why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default())]
    Ended {
        /// Whose stream it was.
        at: String,
        /// How, if not in order.
        why: Option<String>,
    },
    /// A container's output or input broke off.
    #[error("The connection to the agent at {at} broke off: {why}.")]
    Broken {
        /// Whose stream it was.
        at: String,
        /// How.
        why: String,
    },
    /// No byte for too long.
    #[error("The master at {at} has not been heard from for {} s although its connection is open: it is stopped, or cut off.", after.as_secs())]
    Silent {
        /// Whose stream it was.
        at: String,
        /// For how long.
        after: Duration,
    },
    /// Any other status.
    #[error("{at} answered {status}: {text}")]
    Status {
        /// Who was asked.
        at: String,
        /// The status code.
        status: u16,
        /// Its words.
        text: String,
    },
}

impl UpstreamError {
    /// A short name, for metrics and for programs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "bad_url",
            Self::Refused { .. } => "refused",
            Self::Dns { .. } => "dns",
            Self::Unreachable { .. } => "unreachable",
            Self::Timeout { .. } => "timeout",
            Self::Tls { .. } => "tls",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Forbidden { .. } => "forbidden",
            Self::NotAMaster { .. } => "not_a_master",
            Self::Recovering { .. } => "recovering",
            Self::UnknownLeader { .. } => "unknown_leader",
            Self::RedirectLoop { .. } => "redirect_loop",
            Self::NotMesos { .. } => "not_mesos",
            Self::TooLarge { .. } => "too_large",
            Self::Ended { .. } => "ended",
            Self::Broken { .. } => "broken",
            Self::Silent { .. } => "silent",
            Self::Status { .. } => "status",
        }
    }

    /// How much it tells, when several masters have been asked and one reason must be shown: what a master itself said comes before what
    /// the network said.
    #[must_use]
    pub(crate) fn weight(&self) -> u8 {
        match self {
            Self::Unauthorized { .. } | Self::Forbidden { .. } | Self::TooLarge { .. } => 4,
            Self::UnknownLeader { .. } | Self::RedirectLoop { .. } => 3,
            Self::Recovering { .. } | Self::Status { .. } => 2,
            Self::NotAMaster { .. } | Self::NotMesos { .. } | Self::Tls { .. } | Self::Timeout { .. } => 1,
            _ => 0,
        }
    }
}
