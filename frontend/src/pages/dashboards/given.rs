//! A link that was given out, as the list shows it.

use serde_json::Value;

use crate::call::json::Read;
use crate::paths::View;
use crate::ui::chip::Tone;

/// A link. Not its text: nobody is shown that twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The pages, as they are kept.
    pub pages: Vec<String>,
    /// How long each is shown.
    pub every_seconds: i64,
    /// The Mesos roles it shows; all if `None`.
    pub bound: Option<Vec<String>>,
    /// Who made it.
    pub made_by: String,
    /// When, in milliseconds since 1970.
    pub made_ms: Option<i64>,
    /// When it ends by itself.
    pub expires_ms: i64,
    /// When it was taken back.
    pub revoked_ms: Option<i64>,
}

/// Whether a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Active,
    /// Its time is over.
    Expired,
    /// Somebody took it back.
    Revoked,
}

impl Standing {
    /// How it looks, and its word.
    pub const fn chip(self) -> (Tone, &'static str) {
        match self {
            Self::Active => (Tone::Ok, "active"),
            Self::Expired => (Tone::Idle, "expired"),
            Self::Revoked => (Tone::Bad, "revoked"),
        }
    }
}

impl Given {
    /// Reads a link of `/api/dashboards`.
    pub fn read(value: &Value) -> Self {
        Self {
            id: value.text("id").to_owned(),
            name: value.text("name").to_owned(),
            pages: value.texts("pages", ""),
            every_seconds: value.whole("every_seconds").unwrap_or_default(),
            bound: value.at("bound").is_array().then(|| value.texts("bound", "")),
            made_by: value.text("made_by").to_owned(),
            made_ms: value.whole("made_ms"),
            expires_ms: value.whole("expires_ms").unwrap_or_default(),
            revoked_ms: value.whole("revoked_ms"),
        }
    }

    /// Whether it opens at this time.
    pub const fn standing(&self, now_ms: i64) -> Standing {
        if self.revoked_ms.is_some() {
            Standing::Revoked
        } else if self.expires_ms <= now_ms {
            Standing::Expired
        } else {
            Standing::Active
        }
    }

    /// Its pages, each with its address here and what it is called. A page that this app does not have has no address.
    pub fn views(&self) -> Vec<(Option<String>, String)> {
        let view = |page: &String| match View::at(page) {
            Ok(view) => {
                let name = view.name();
                (Some(view.href()), view.filter().map_or(name.clone(), |filter| format!("{name}: {filter}")))
            }
            Err(_) => (None, page.clone()),
        };
        self.pages.iter().map(view).collect()
    }

    /// What of the cluster it shows.
    pub fn sight(&self) -> String {
        match self.bound.as_deref() {
            None => "the whole cluster".to_owned(),
            Some([]) => "nothing".to_owned(),
            Some(roles) => roles.join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_link_says_whether_it_opens_and_what_it_shows() {
        let mut link = Given::read(
            &json!({"id": "9f", "name": "Wall", "pages": ["/tasks?filter=a%20b", "/gone"],
            "every_seconds": 30, "bound": ["eng", "ops"], "made_by": "ada", "made_ms": 1, "expires_ms": 100, "revoked_ms": null}),
        );
        assert_eq!(link.standing(99), Standing::Active);
        assert_eq!(link.standing(100), Standing::Expired);
        assert_eq!(link.sight(), "eng, ops");
        assert_eq!(
            link.views(),
            [(Some("/tasks?filter=a%20b".into()), "Tasks: a b".into()), (None, "/gone".into())]
        );
        link.revoked_ms = Some(5);
        assert_eq!(link.standing(99), Standing::Revoked);
    }
}
