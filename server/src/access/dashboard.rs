//! Dashboards: a link that shows some pages, read-only, until it expires or is revoked. Everything it says is sealed in it, so that any replica can
//! open it; whoever gives one out notes it in [`register`], where it can be revoked by its id.
//!
//! The sealed text is a credential. It belongs behind the `#` of an address, which browsers send nowhere, and is given to the console once, for a
//! session.

pub mod register;

use std::time::Duration;

use rand::Rng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::identity::{Identity, Role, Way};
use super::key::{Keys, Purpose};
use super::moment::Moment;
use super::page::is_page;
pub use register::Register;

/// The most pages that one shows in turn.
const MOST_PAGES: usize = 20;

/// The longest name, in bytes.
const LONGEST_NAME: usize = 100;

/// The most that one may say, in bytes of JSON: all of it stands in the cookie of its session.
const MOST_BYTES: usize = 2200;

/// The longest that one lasts.
pub const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// What a link shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its name in the register: 64 random bits in hexadecimal digits.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The pages, as paths under the base path with their queries, in turn.
    pub pages: Vec<String>,
    /// How long each is shown, in seconds.
    pub every_seconds: u32,
    /// The Mesos roles it is bound to; shows the whole cluster if `None`.
    pub bound: Option<Vec<String>>,
    /// When it ends, in milliseconds since 1970.
    pub expires_ms: Moment,
}

/// What of it a session has to know: what to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its name in the register.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The pages, in turn.
    pub pages: Vec<String>,
    /// How long each is shown, in seconds.
    pub every_seconds: u32,
}

/// What somebody asks a link for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// What to call it.
    pub name: String,
    /// The pages.
    pub pages: Vec<String>,
    /// How long to show each, in seconds.
    pub every_seconds: u32,
    /// The Mesos roles to bind it to.
    #[serde(default)]
    pub bound: Option<Vec<String>>,
    /// How long it lasts, in seconds.
    pub lasts_seconds: u64,
}

/// Why there is no such link.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Refused {
    /// Something in what is wanted makes no sense.
    #[error("{field}: {words}")]
    Field {
        /// The member.
        field: &'static str,
        /// What is wrong.
        words: String,
    },
    /// It would show more than whoever makes it may see.
    #[error("a dashboard shows no more than its maker sees: bind it to {0}")]
    Beyond(String),
    /// What was brought is no link of this console.
    #[error("this is no link of this console: it may have been cut short")]
    Forged,
    /// Its time is over.
    #[error("the link of this dashboard has expired: ask whoever gave it for another")]
    Expired,
    /// Somebody took it back.
    #[error("the link of this dashboard was revoked: ask whoever gave it for another")]
    Revoked,
}

impl Link {
    /// A new one, for somebody who may make it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn make(wanted: Wanted, maker: &Identity, now: Moment) -> Result<Self, Refused> {
        let field = |field, words: String| Refused::Field { field, words };
        let name = wanted.name.trim();
        if name.is_empty() || name.len() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(field(
                "name",
                format!("is between 1 and {LONGEST_NAME} bytes, without control characters"),
            ));
        }
        if !(1..=MOST_PAGES).contains(&wanted.pages.len()) {
            return Err(field("pages", format!("there are between 1 and {MOST_PAGES}")));
        }
        if let Some(page) = wanted.pages.iter().find(|page| !is_page(page)) {
            return Err(field("pages", format!("{page:?} is no page of this console")));
        }
        if !(5..=3600).contains(&wanted.every_seconds) {
            return Err(field("every_seconds", "is between 5 and 3600".to_owned()));
        }
        let lasts = Duration::from_secs(wanted.lasts_seconds);
        if lasts.is_zero() || lasts > LONGEST {
            return Err(field("lasts_seconds", "is between a second and 366 days".to_owned()));
        }
        let within = match &wanted.bound {
            Some(roles) => roles.iter().all(|role| maker.sees_role(role)),
            None => maker.bound.is_none(),
        };
        if !within {
            return Err(Refused::Beyond(
                maker.bound.iter().flatten().cloned().collect::<Vec<_>>().join(", "),
            ));
        }
        let link = Self {
            id: hex::encode(rand::rng().random::<[u8; 8]>()),
            name: name.to_owned(),
            pages: wanted.pages,
            every_seconds: wanted.every_seconds,
            bound: wanted.bound,
            expires_ms: now.after(lasts),
        };
        if serde_json::to_vec(&link).map_or(usize::MAX, |json| json.len()) > MOST_BYTES {
            let words = "are too long together: show fewer pages, or pages with fewer filters and columns";
            return Err(Refused::Field { field: "pages", words: words.to_owned() });
        }
        Ok(link)
    }

    /// The text that opens it.
    #[must_use]
    pub fn seal(&self, keys: &Keys) -> Option<String> {
        keys.seal(Purpose::Dashboard, self)
    }

    /// Opens one.
    ///
    /// # Errors
    /// Why it does not open.
    pub fn open(text: &str, keys: &Keys, register: &Register, now: Moment) -> Result<Self, Refused> {
        let link: Self = keys.open(Purpose::Dashboard, text).ok_or(Refused::Forged)?;
        if link.expires_ms <= now {
            return Err(Refused::Expired);
        }
        if register.is_revoked(&link.id) { Err(Refused::Revoked) } else { Ok(link) }
    }

    /// What its session has to know.
    #[must_use]
    pub fn shown(&self) -> Shown {
        let Self { id, name, pages, every_seconds, .. } = self.clone();
        Shown { id, name, pages, every_seconds }
    }

    /// Who looks at it.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity {
            name: format!("dashboard {}", self.name),
            role: Role::Viewer,
            bound: self.bound.clone(),
            groups: Vec::new(),
            way: Way::Dashboard,
            session: None,
            mesos: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Link, Refused, Register, Wanted};
    use crate::access::identity::{Identity, Role, Way};
    use crate::access::key::Keys;
    use crate::access::moment::Moment;

    const NOW: Moment = Moment::from_millis(1_000_000);

    fn wanted(bound: Option<&[&str]>) -> Wanted {
        Wanted {
            name: " Wall ".to_owned(),
            pages: vec!["/".to_owned(), "/tasks?q=state%3Dfailed".to_owned()],
            every_seconds: 30,
            bound: bound.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect()),
            lasts_seconds: 3600,
        }
    }

    fn maker(bound: Option<&[&str]>) -> Identity {
        let bound = bound.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
        Identity { bound, ..Identity::open(Role::Operator) }
    }

    #[test]
    fn a_link_shows_what_was_wanted_until_its_end() {
        let (keys, register) = (Keys::random(), Register::in_memory());
        let link = Link::make(wanted(Some(&["eng"])), &maker(None), NOW).unwrap();
        let text = link.seal(&keys).unwrap();
        assert_eq!(Link::open(&text, &keys, &register, NOW).unwrap(), link);
        let who = link.identity();
        assert_eq!((who.name.as_str(), who.role, who.way), ("dashboard Wall", Role::Viewer, Way::Dashboard));
        assert_eq!(who.bound.unwrap(), ["eng"]);
        let end = NOW.after(Duration::from_secs(3600));
        assert_eq!(Link::open(&text, &keys, &register, end), Err(Refused::Expired));
        assert_eq!(Link::open(&text, &Keys::random(), &register, NOW), Err(Refused::Forged));
    }

    #[test]
    fn nobody_shows_more_than_he_sees() {
        for (binding, ok) in
            [(Some(&["eng/web"][..]), true), (Some(&["eng", "ops"][..]), false), (None, false)]
        {
            let made = Link::make(wanted(binding), &maker(Some(&["eng"])), NOW);
            assert_eq!(made.is_ok(), ok, "{binding:?}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (field, change) in [
            ("name", (|wanted| wanted.name = "\u{7}".to_owned()) as fn(&mut Wanted)),
            ("pages", |wanted| wanted.pages.clear()),
            ("pages", |wanted| wanted.pages = vec!["https://example.org".to_owned()]),
            ("every_seconds", |wanted| wanted.every_seconds = 1),
            ("lasts_seconds", |wanted| wanted.lasts_seconds = u64::MAX),
            ("lasts_seconds", |wanted| wanted.lasts_seconds = 0),
        ] {
            let mut wanted = wanted(None);
            change(&mut wanted);
            let refused = Link::make(wanted, &maker(None), NOW).unwrap_err();
            assert!(matches!(&refused, Refused::Field { field: told, .. } if *told == field), "{refused}");
        }
    }
}
