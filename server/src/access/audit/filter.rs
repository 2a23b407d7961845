//! Which lines are wanted.

use serde::Deserialize;

use super::{Line, Time};

/// Everything that is given must hold. Texts are looked for without regard to case: users, calls and decisions as a whole, targets and the rest as a part.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Who, as a whole.
    pub user: Option<String>,
    /// The call, as a whole.
    pub call: Option<String>,
    /// A part of the target.
    pub target: Option<String>,
    /// The decision, as a whole.
    pub decision: Option<String>,
    /// A part of any text of the line.
    pub text: Option<String>,
    /// Not before.
    pub from: Option<Time>,
    /// Before.
    pub until: Option<Time>,
}

impl Filter {
    /// Whether a line passes.
    #[must_use]
    pub fn passes(&self, line: &Line) -> bool {
        let whole = |wanted: &Option<String>, is: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.to_lowercase() == is.to_lowercase())
        };
        whole(&self.user, &line.user)
            && whole(&self.call, &line.call)
            && whole(&self.decision, &line.decision)
            && self.target.as_ref().is_none_or(|part| has(line.target.as_deref(), part))
            && self.from.as_ref().is_none_or(|from| line.time >= *from)
            && self.until.as_ref().is_none_or(|until| line.time < *until)
            && self.text.as_ref().is_none_or(|part| texts(line).any(|text| has(text, part)))
    }
}

fn has(text: Option<&str>, part: &str) -> bool {
    text.is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase()))
}

fn texts(line: &Line) -> impl Iterator<Item = Option<&str>> {
    let own = [&line.user, &line.call, &line.decision, &line.request_id].map(|text| Some(text.as_str()));
    let others = [
        &line.target,
        &line.path,
        &line.change,
        &line.title,
        &line.words,
        &line.session,
        &line.peer,
        &line.client,
    ];
    own.into_iter().chain(others.map(Option::as_deref))
}
