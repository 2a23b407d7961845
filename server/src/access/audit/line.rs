//! One line.

use std::sync::Mutex;
use std::sync::PoisonError;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::access::door::Asker;
use crate::access::identity::{Identity, Role, Way};
use crate::access::redact;
use crate::audit::Entry;

/// A time to the microsecond, as RFC 3339 in UTC: it sorts as text. No two lines of a log have the same, so that it is a place in the log as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(String);

impl Time {
    /// A time that somebody wrote, in any form of RFC 3339.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|time| Self::of(time.to_utc()))
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(time: DateTime<Utc>) -> Self {
        Self(time.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

/// Gives each line a later time than the last.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<Option<DateTime<Utc>>>);

impl Clock {
    pub fn now(&self) -> Time {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Utc::now();
        let next = last.map_or(now, |last| now.max(last + TimeDelta::microseconds(1)));
        *last = Some(next);
        Time::of(next)
    }
}

/// One line. Texts come from requests and from the cluster: secrets have been taken out before, and each is cut to a length that a line may have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// When; filled in as it is written.
    pub time: Time,
    /// Who.
    pub user: String,
    /// With which role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// How he came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<Way>,
    /// The beginning of the session's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The address of the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// The address behind a trusted proxy, if that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// The call's type, or the door: `download`, `terminal`, `login`, `logout`, `dashboard`.
    pub call: String,
    /// `master`, or the agent's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// The file or folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The change that it is a step of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// Which step, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// What the step does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What was decided, or how it ended: `relayed`, `sent`, `refused`…
    pub decision: String,
    /// The status the cluster answered with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The request's id.
    pub request_id: String,
}

/// The longest text of a line, in characters.
const LONGEST: usize = 1000;

impl Line {
    /// A line about something that somebody asked for.
    #[must_use]
    pub fn of(who: &Identity, call: &str, decision: &str) -> Self {
        Self {
            user: who.name.clone(),
            role: Some(who.role),
            way: Some(who.way),
            session: who.session.map(|session| session.short()),
            call: call.to_owned(),
            decision: decision.to_owned(),
            ..Self::default()
        }
        .cut()
    }

    /// A line about what a door has decided: the same as in the console's own log, and who it was.
    #[must_use]
    pub fn about(entry: &Entry<'_>, asker: Option<&Asker>) -> Self {
        let who = asker.map(|asker| &asker.who);
        let peer = entry.peer.map(|peer| peer.ip().to_canonical());
        let client = asker.map(|asker| asker.client).filter(|client| Some(*client) != peer);
        Self {
            time: Time::default(),
            user: who.map_or(entry.user.unwrap_or("anonymous"), |who| &who.name).to_owned(),
            role: who.map(|who| who.role),
            way: who.map(|who| who.way),
            session: who.and_then(|who| who.session).map(|session| session.short()),
            peer: peer.map(|peer| peer.to_string()),
            client: client.map(|client| client.to_string()),
            call: entry.call.to_owned(),
            target: Some(entry.target.to_owned()),
            path: entry.path.map(redacted),
            change: entry.change.map(|change| change.id.to_owned()),
            step: entry.change.map(|change| change.step),
            title: entry.change.map(|change| redacted(change.title)),
            decision: entry.decision.to_owned(),
            status: entry.status,
            words: entry.change.and_then(|change| change.words).map(redacted),
            request_id: entry.request_id.to_owned(),
        }
        .cut()
    }

    /// With every text cut.
    #[must_use]
    pub fn cut(mut self) -> Self {
        let own = [&mut self.user, &mut self.call, &mut self.decision, &mut self.request_id];
        let others = [
            &mut self.target,
            &mut self.path,
            &mut self.change,
            &mut self.title,
            &mut self.words,
            &mut self.session,
            &mut self.peer,
            &mut self.client,
        ];
        for text in own.into_iter().chain(others.into_iter().flatten()) {
            if let Some((end, _)) = text.char_indices().nth(LONGEST) {
                text.truncate(end);
                text.push('…');
            }
        }
        self
    }
}

fn redacted(text: &str) -> String {
    redact::text(text).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Clock, LONGEST, Line, Time};
    use crate::access::door::Asker;
    use crate::access::identity::{Identity, Role};
    use crate::audit::{Change, Entry};

    #[test]
    fn times_rise_and_sort_as_text() {
        let clock = Clock::default();
        let times: Vec<_> = (0..1000).map(|_| clock.now()).collect();
        assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(times.iter().all(|time| time.as_str().len() == "2026-01-01T00:00:00.000000Z".len()));
        assert_eq!(Time::parse("2026-01-01T01:00:00+01:00").unwrap().as_str(), "2026-01-01T00:00:00.000000Z");
        assert_eq!(Time::parse("yesterday"), None);
    }

    #[test]
    fn what_a_door_has_decided_is_told_with_who_it_was_and_without_secrets() {
        let change = Change { id: "c1", step: 0, title: "Launch", words: Some("TOKEN=hunter2 is not known") };
        let entry = Entry {
            user: None,
            peer: Some(([10, 0, 0, 1], 80).into()),
            call: "LAUNCH_CONTAINER",
            target: "S1",
            path: None,
            change: Some(change),
            decision: "refused",
            status: Some(400),
            request_id: "r1",
        };
        let who = Identity { name: "ada".to_owned(), ..Identity::open(Role::Admin) };
        let asker =
            Asker { who, session: None, peer: ([10, 0, 0, 1], 80).into(), client: [203, 0, 113, 9].into() };
        insta::assert_json_snapshot!(Line::about(&entry, Some(&asker)));
        assert_eq!(Line::about(&entry, None).user, "anonymous");
    }

    #[test]
    fn a_line_is_one_line_whatever_it_holds() {
        let mut line = Line::of(&Identity::open(Role::Viewer), "READ_FILE", "relayed");
        line.path = Some("a\n{\"user\":\"root\"}\u{2028}\u{1b}[31m".to_owned());
        line.words = Some("ä".repeat(LONGEST + 5));
        line.time = Time::parse("2026-01-01T00:00:00Z").unwrap();
        let text = serde_json::to_string(&line.clone().cut()).unwrap();
        assert_eq!(text.lines().count(), 1);
        assert!(!text.contains('\u{1b}'));
        let back: Line = serde_json::from_str(&text).unwrap();
        assert_eq!(back.path, line.path);
        assert_eq!(back.words.unwrap().chars().count(), LONGEST + 1);
    }
}
