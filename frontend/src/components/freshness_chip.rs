//! How fresh the picture of the cluster is. It stands in the header of every page.

use cluster_model::live::{Status, Upstream};
use leptos::prelude::*;

use crate::ui::{
    chip::Tone,
    format::{age, grouped, plural, span},
};

/// What is known about the way from the master to this page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Freshness {
    /// The first picture is not here yet.
    #[default]
    Connecting,
    /// The first picture is on its way.
    Loading(Progress),
    /// The master is heard from as often as it promises.
    Live {
        /// How long ago it was last heard from.
        age_ms: i64,
    },
    /// The connection stands, but the master is silent.
    Quiet {
        /// For how long.
        for_ms: i64,
    },
    /// The console has lost the master.
    Disconnected {
        /// What happened, what it means and what can be done.
        reason: String,
        /// How long until the next attempt; not above zero while one is made.
        retry_in_ms: i64,
    },
    /// This page has lost the console.
    Offline {
        /// How long until the next attempt; not above zero while one is made.
        retry_in_ms: i64,
        /// What the console said instead of a picture, if it said anything.
        why: Option<String>,
    },
    /// This page was hidden for a while and let the console go; what it missed is on its way.
    Returning {
        /// How old the picture is.
        age_ms: i64,
    },
}

/// How much of the first picture is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows that are here.
    pub rows: i64,
    /// Rows that come; `None` while that is not known.
    pub of: Option<i64>,
}

impl Progress {
    /// In words: `64,000 of 400,000 rows`.
    pub fn words(self) -> String {
        match self.of {
            Some(of) => format!("{} of {}", grouped(self.rows.min(of)), plural(of, "row", "rows")),
            None => plural(self.rows, "row", "rows"),
        }
    }
}

impl Freshness {
    /// What the server says of its connection, at `now_ms` of its clock.
    pub fn of(status: &Status, now_ms: i64) -> Self {
        match &status.upstream {
            Upstream::Connecting => Self::Connecting,
            Upstream::Live => Self::Live { age_ms: now_ms - status.heard_ms.unwrap_or(status.now_ms) },
            Upstream::Quiet { since_ms } => Self::Quiet { for_ms: now_ms - since_ms },
            Upstream::Disconnected { reason, next_try_ms, .. } => {
                Self::Disconnected { reason: reason.clone(), retry_in_ms: next_try_ms - now_ms }
            }
        }
    }

    /// Whether what the page shows is what the cluster is.
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Live { .. })
    }

    /// Whether there was a picture and it is getting old.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Quiet { .. } | Self::Disconnected { .. } | Self::Offline { .. })
    }

    /// How much is here of the first picture, while it comes.
    pub fn progress(&self) -> Option<Progress> {
        match self {
            Self::Loading(progress) => Some(*progress),
            _ => None,
        }
    }

    /// Its colour and shape.
    pub fn tone(&self) -> Tone {
        match self {
            Self::Connecting | Self::Loading(_) => Tone::Info,
            Self::Live { .. } => Tone::Ok,
            Self::Quiet { .. } | Self::Returning { .. } => Tone::Warn,
            Self::Disconnected { .. } | Self::Offline { .. } => Tone::Bad,
        }
    }

    /// The word that screen readers say when it changes.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Loading(_) => "loading",
            Self::Returning { .. } => "catching up",
            Self::Live { .. } => "live",
            Self::Quiet { .. } => "quiet",
            Self::Disconnected { .. } => "disconnected",
            Self::Offline { .. } => "console unreachable",
        }
    }

    /// What follows the word and counts on.
    pub fn rest(&self) -> String {
        match self {
            Self::Connecting => String::new(),
            Self::Loading(progress) => format!(" · {}", progress.words()),
            Self::Live { age_ms } => format!(" · {}", age(*age_ms)),
            Self::Returning { age_ms } => format!(" · {} old", age(*age_ms)),
            Self::Quiet { for_ms } => format!(" for {}", span(*for_ms)),
            Self::Disconnected { retry_in_ms, .. } | Self::Offline { retry_in_ms, .. }
                if *retry_in_ms <= 0 =>
            {
                ", trying now".to_owned()
            }
            Self::Disconnected { retry_in_ms, .. } | Self::Offline { retry_in_ms, .. } => {
                // Rounded up: "in 0 s" is no time to wait for.
                format!(", next try in {}", span(retry_in_ms.saturating_add(999)))
            }
        }
    }

    /// What it means, in a sentence.
    pub fn meaning(&self) -> String {
        match self {
            Self::Connecting => "Waiting for the first picture of the cluster.".into(),
            Self::Live { .. } => "The page shows the cluster as it is; the time tells when the master was last heard from.".into(),
            Self::Quiet { .. } => {
                "The connection to the master stands, but nothing comes through it, not even its heartbeat. What is shown may be out of date.".into()
            }
            Self::Disconnected { reason, .. } => reason.clone(),
            Self::Loading(progress) => {
                format!("Loading the cluster: {}. What is here can be used already.", progress.words())
            }
            Self::Returning { .. } => {
                "This page was hidden, and nothing was asked of the console meanwhile. What happened since is on its way.".into()
            }
            Self::Offline { why: Some(why), .. } => format!("The cluster could not be loaded: {why}. The console is asked again."),
            Self::Offline { .. } => {
                "The console itself does not answer this page: it is stopped, or the network between is cut. What is shown may be out of date.".into()
            }
        }
    }
}

/// The chip. Screen readers hear it when its word changes, not each second.
#[component]
pub fn FreshnessChip(
    /// What is known.
    #[prop(into)]
    freshness: Signal<Freshness>,
) -> impl IntoView {
    let read = move |what: fn(&Freshness) -> String| freshness.with(what);
    view! {
        <div
            role="status"
            class=move || freshness.with(Freshness::tone).class()
            aria-label=move || read(|freshness| format!("Connection: {}", freshness.word()))
            title=move || read(Freshness::meaning)
        >
            <span>
                {move || freshness.with(Freshness::word)}
                <span class="freshness-rest" aria-hidden="true">{move || read(Freshness::rest)}</span>
            </span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(freshness: &Freshness) -> String {
        format!("{}{}", freshness.word(), freshness.rest())
    }

    fn status(upstream: Upstream) -> Status {
        Status { upstream, now_ms: 100_000, heard_ms: Some(99_000), ..Status::default() }
    }

    #[test]
    fn a_live_master_is_heard_from() {
        let freshness = Freshness::of(&status(Upstream::Live), 99_300);
        assert_eq!(said(&freshness), "live · 0.3 s");
        assert!(freshness.is_live() && !freshness.is_stale());
    }

    #[test]
    fn silence_is_counted() {
        let freshness = Freshness::of(&status(Upstream::Quiet { since_ms: 62_000 }), 100_500);
        assert_eq!(said(&freshness), "quiet for 38 s");
        assert!(freshness.is_stale());
    }

    #[test]
    fn a_lost_master_is_counted_down_to() {
        let lost = |next_try_ms| {
            let reason = "The master closed the connection.".to_owned();
            Freshness::of(&status(Upstream::Disconnected { reason, since_ms: 0, next_try_ms }), 100_000)
        };
        assert_eq!(said(&lost(107_200)), "disconnected, next try in 8 s");
        assert_eq!(said(&lost(100_001)), "disconnected, next try in 1 s");
        assert_eq!(said(&lost(99_000)), "disconnected, trying now");
        assert_eq!(lost(0).meaning(), "The master closed the connection.");
    }

    #[test]
    fn before_the_first_picture_nothing_is_stale() {
        assert!(!Freshness::of(&Status::default(), 0).is_stale());
        assert_eq!(said(&Freshness::Connecting), "connecting");
        assert!(!Freshness::Loading(Progress::default()).is_stale());
    }

    #[test]
    fn how_far_the_first_picture_is_is_said_in_rows() {
        let loading = |rows, of| Freshness::Loading(Progress { rows, of });
        assert_eq!(said(&loading(64_000, Some(400_000))), "loading · 64,000 of 400,000 rows");
        assert_eq!(said(&loading(64_000, None)), "loading · 64,000 rows");
        // Rows that came with the first changes are not more than all.
        assert_eq!(said(&loading(3, Some(1))), "loading · 1 of 1 row");
        assert_eq!(
            loading(0, Some(2)).meaning(),
            "Loading the cluster: 0 of 2 rows. What is here can be used already."
        );
    }

    #[test]
    fn what_kept_the_picture_from_coming_is_said() {
        let offline = |why: Option<&str>| Freshness::Offline { retry_in_ms: 0, why: why.map(str::to_owned) };
        let why = "the console answered 502 Bad Gateway";
        assert_eq!(
            offline(Some(why)).meaning(),
            "The cluster could not be loaded: the console answered 502 Bad Gateway. The console is asked again."
        );
        assert!(offline(None).meaning().contains("does not answer this page"));
    }

    #[test]
    fn a_page_that_was_hidden_says_how_old_it_is() {
        let returning = Freshness::Returning { age_ms: 3_600_000 };
        assert_eq!(said(&returning), "catching up · 1 h old");
        assert!(!returning.is_live() && !returning.is_stale());
    }
}
