//! What is asked for, and what is wrong with it. The server has the last word on all of it.

use serde_json::{Value, json};

use super::draft::Draft;
use super::length;
use crate::paths::View;

/// The most pages of a dashboard.
const MOST_PAGES: usize = 20;
/// The longest name, in bytes.
const LONGEST_NAME: usize = 100;

/// What is wrong, by the name of the member that it is wrong with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<(String, String)>);

impl Problems {
    /// Only this.
    pub fn one(member: &str, words: &str) -> Self {
        Self(vec![(member.to_owned(), words.to_owned())])
    }

    /// What is wrong with a member.
    pub fn of(&self, member: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| name == member).map(|(_, words)| words.clone())
    }

    fn add(&mut self, member: &str, words: impl Into<String>) {
        self.0.push((member.to_owned(), words.into()));
    }
}

/// The member that a page is, by its place.
pub fn page(at: usize) -> String {
    format!("pages.{at}")
}

/// The body of the request. `sees` are the Mesos roles that the maker is bound to, `origin` is this site's.
///
/// # Errors
/// Everything that is wrong.
pub fn body(draft: &Draft, sees: Option<&[String]>, origin: &str) -> Result<Value, Problems> {
    let mut problems = Problems::default();
    let name = draft.name.trim();
    if name.is_empty() {
        problems.add("name", "Name it: the name stands large on the screen.");
    } else if name.len() > LONGEST_NAME {
        problems.add("name", "Is too long: at most 100 bytes.");
    }
    let mut pages = Vec::new();
    for (at, address) in draft.pages.iter().enumerate() {
        match View::read(address, origin) {
            Ok(view) => pages.push(view.address().to_owned()),
            Err(words) => problems.add(&page(at), words),
        }
    }
    match draft.pages.len() {
        0 => problems.add("pages", "Add at least one page."),
        count if count > MOST_PAGES => problems.add("pages", "Are too many: at most 20."),
        _ => {}
    }
    let every = draft.every.trim().parse::<u32>().ok().filter(|every| (5..=3600).contains(every));
    if every.is_none() {
        problems.add("every_seconds", "Is a whole number between 5 and 3600.");
    }
    let lasts = length::seconds(&draft.lasts, &draft.unit);
    if let Err(words) = lasts {
        problems.add("lasts_seconds", words);
    }
    let bound = draft.bound || sees.is_some();
    if bound && draft.roles.is_empty() {
        problems.add("bound", "Choose at least one role.");
    }
    if let Some(beyond) = draft.roles.iter().find(|role| bound && !sees_role(sees, role)) {
        problems.add(
            "bound",
            format!("You do not see {beyond}, and a dashboard shows no more than its maker sees."),
        );
    }
    let (Some(every), Ok(lasts), true) = (every, lasts, problems.0.is_empty()) else { return Err(problems) };
    let roles = bound.then_some(&draft.roles);
    Ok(
        json!({ "name": name, "pages": pages, "every_seconds": every, "bound": roles, "lasts_seconds": lasts }),
    )
}

/// Whether somebody who is bound to roles sees one: theirs, and what is below.
pub fn sees_role(sees: Option<&[String]>, role: &str) -> bool {
    let is_within = |above: &String| {
        role.strip_prefix(above.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    sees.is_none_or(|sees| sees.iter().any(is_within))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            name: " Wall ".into(),
            pages: vec!["/tasks?filter=a b".into(), "https://ops.test/agents".into()],
            ..Draft::default()
        }
    }

    #[test]
    fn what_is_filled_in_is_asked_for() {
        let body = body(&draft(), None, "https://ops.test");
        let expected = json!({"name": "Wall", "pages": ["/tasks?filter=a%20b", "/agents"], "every_seconds": 30,
            "bound": null, "lasts_seconds": 604_800});
        assert_eq!(body, Ok(expected));
    }

    #[test]
    fn nobody_shows_more_than_they_see() {
        let eng = ["eng".to_owned()];
        let with = |roles: &[&str]| Draft {
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            ..draft()
        };
        let wrong = |roles: &[&str]| {
            body(&with(roles), Some(&eng), "https://ops.test").err().and_then(|wrong| wrong.of("bound"))
        };
        assert_eq!(wrong(&["eng/web"]), None);
        assert!(wrong(&["engine"]).is_some());
        assert!(wrong(&[]).is_some());
        let bound = Draft { bound: true, ..with(&["ops"]) };
        assert_eq!(
            body(&bound, None, "https://ops.test").ok().map(|body| body["bound"].clone()),
            Some(json!(["ops"]))
        );
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let empty = Draft { every: "4".into(), lasts: "x".into(), ..Draft::default() };
        let wrong = body(&empty, None, "").err().unwrap_or_default();
        for member in ["name", "pages", "every_seconds", "lasts_seconds"] {
            assert!(wrong.of(member).is_some(), "{member}");
        }
        let mut stray = draft();
        stray.pages.push("/audit".into());
        let wrong = body(&stray, None, "https://ops.test").err().unwrap_or_default();
        assert!(wrong.of(&page(2)).is_some() && wrong.of(&page(1)).is_none());
    }
}
