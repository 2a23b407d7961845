//! What is wrong with a plan, and where.

use std::fmt;

/// A field of a form: `role`, `resources[1].role`, `windows[2].machines[0].ip`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Field(String);

impl Field {
    /// A field of the form itself.
    pub fn new(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// One item of a list.
    pub fn item(list: &str, at: usize) -> Self {
        Self(format!("{list}[{at}]"))
    }

    /// A field within this one.
    #[must_use]
    pub fn then(&self, name: &str) -> Self {
        Self(format!("{}.{name}", self.0))
    }

    /// The path of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is this part of the form or within it: `windows[2].start` is within `windows[2]` and within `windows`.
    pub fn is_within(&self, part: &str) -> bool {
        self.0.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What Mesos would do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Refuse the call.
    Refused,
    /// Refuse the call unless it says `force`.
    NeedsForce,
    /// Accept the call, and then not do what it says, or worse: end a process. So it must not be sent either.
    Harmful,
}

/// One thing that is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field it is about.
    pub field: Field,
    /// What is wrong, and what can be done.
    pub words: String,
    /// What Mesos would do about it.
    pub verdict: Verdict,
}

impl Problem {
    pub(super) fn refused(field: Field, words: impl Into<String>) -> Self {
        Self { field, words: words.into(), verdict: Verdict::Refused }
    }

    pub(super) fn needs_force(field: Field, words: impl Into<String>) -> Self {
        Self { field, words: words.into(), verdict: Verdict::NeedsForce }
    }

    pub(super) fn harmful(field: Field, words: impl Into<String>) -> Self {
        Self { field, words: words.into(), verdict: Verdict::Harmful }
    }

    /// Whether it goes away with `force`.
    pub fn forceable(&self) -> bool {
        self.verdict == Verdict::NeedsForce
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::Field;

    #[test]
    fn a_field_is_found_by_the_part_of_the_form_it_is_in() {
        let field = Field::item("windows", 2).then("start");
        assert!(["windows", "windows[2]", "windows[2].start"].iter().all(|part| field.is_within(part)));
        assert!(
            !["window", "windows[2].star", "windows[20]", "start"].iter().any(|part| field.is_within(part))
        );
    }
}
