//! Reads resources as Mesos' flags and people write them: `cpus:2;mem:1024;disk(role):10;ports:[31000-32000];zones:{a,b}`.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::{Range, Ranges, Reservation, ReservationKind, Resource, Resources, Scalar, Value};
use crate::roles;

/// What is wrong with a text of resources, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at {at}: {problem}")]
pub struct ParseError {
    /// The byte in the text where it is.
    pub at: usize,
    /// What it is.
    pub problem: Problem,
}

/// What can be wrong with a text of resources.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There is no `:`.
    #[error("expected a value, as in cpus:2")]
    NoValue,
    /// Nothing before the `:` or the role.
    #[error("expected the name of a resource, as in cpus:2")]
    NoName,
    /// A bracket without the other.
    #[error("expected {0:?}")]
    NotClosed(char),
    /// Something where a value should have ended.
    #[error("expected nothing more, found {0:?}")]
    Trailing(String),
    /// A role that no role can be called.
    #[error(transparent)]
    Role(#[from] roles::RoleError),
    /// Neither a number, nor ranges, nor a set.
    #[error("{0:?} is neither a number, nor ranges as [1-10], nor a set as {{a,b}}")]
    Value(String),
    /// Less than nothing.
    #[error("a quantity cannot be negative")]
    Negative,
    /// Not two numbers.
    #[error("{0:?} is not a range as 31000-32000")]
    Range(String),
    /// Ends before it begins.
    #[error("the range {0} ends before it begins")]
    Backwards(Range),
    /// An item of a set that is empty.
    #[error("expected an item of the set")]
    NoItem,
}

impl FromStr for Resources {
    type Err = ParseError;

    /// Reads the short form; what is reserved so is reserved statically. An empty text is no resources, and a quantity of zero is nothing.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut resources = Self::new();
        for part in split(text, Part { at: 0, text }, ';').filter(|part| !part.trim().text.is_empty()) {
            resources.add(resource(part.trim())?);
        }
        Ok(resources)
    }
}

/// A piece of the text, and where it begins.
#[derive(Clone, Copy)]
struct Part<'a> {
    at: usize,
    text: &'a str,
}

impl<'a> Part<'a> {
    fn trim(self) -> Self {
        let text = self.text.trim_start();
        Self { at: self.at + self.text.len() - text.len(), text: text.trim_end() }
    }

    /// What is before and after the byte at `at`.
    fn cut(self, at: usize) -> (Self, Self) {
        (Self { text: &self.text[..at], ..self }, Self { at: self.at + at + 1, text: &self.text[at + 1..] })
    }

    fn error<T>(self, problem: impl Into<Problem>) -> Result<T, ParseError> {
        Err(ParseError { at: self.at, problem: problem.into() })
    }

    /// What is between the opening bracket, which was seen, and this closing one, which must be the last byte.
    fn within(self, close: char) -> Result<Self, ParseError> {
        let inner = Self { at: self.at + 1, text: &self.text[1..] };
        match inner.text.find(close) {
            None => Self { at: self.at + self.text.len(), text: "" }.error(Problem::NotClosed(close)),
            Some(end) if end + 1 == inner.text.len() => Ok(Self { text: &inner.text[..end], ..inner }),
            Some(end) => {
                let (_, rest) = inner.cut(end);
                rest.error(Problem::Trailing(rest.text.into()))
            }
        }
    }
}

fn split<'a>(text: &'a str, part: Part<'a>, at: char) -> impl Iterator<Item = Part<'a>> {
    debug_assert_eq!(text.len(), part.text.len());
    part.text.split(at).scan(part.at, move |begin, text| {
        let part = Part { at: *begin, text };
        *begin += text.len() + at.len_utf8();
        Some(part)
    })
}

fn resource(part: Part<'_>) -> Result<Resource, ParseError> {
    let Some(colon) = part.text.find(':') else {
        return Part { at: part.at + part.text.len(), text: "" }.error(Problem::NoValue);
    };
    let (name, given) = part.cut(colon);
    let (name, role) = match name.text.find('(') {
        None => (name.trim(), None),
        Some(open) => {
            let name = name.trim();
            let open = Part { at: name.at + open, text: &name.text[open..] };
            (Part { text: &name.text[..open.at - name.at], ..name }.trim(), Some(open.within(')')?.trim()))
        }
    };
    if name.text.is_empty() {
        return name.error(Problem::NoName);
    }
    let mut resource = Resource::new(name.text, value(given.trim())?);
    if let Some(role) = role {
        if let Err(problem) = roles::validate(role.text) {
            return role.error(problem);
        }
        if role.text != roles::UNRESERVED {
            let (kind, role) = (ReservationKind::Static, role.text.into());
            resource.reservations.push(Reservation { kind, role, principal: None, labels: Vec::new() });
        }
    }
    Ok(resource)
}

fn value(part: Part<'_>) -> Result<Value, ParseError> {
    match part.text.chars().next() {
        Some('[') => ranges(part.within(']')?).map(Value::Ranges),
        Some('{') => items(part.within('}')?).map(Value::Set),
        _ => match part.text.parse::<Scalar>() {
            Ok(scalar) if scalar < Scalar::ZERO => part.error(Problem::Negative),
            Ok(scalar) => Ok(Value::Scalar(scalar)),
            Err(_) => part.error(Problem::Value(part.text.into())),
        },
    }
}

fn ranges(list: Part<'_>) -> Result<Ranges, ParseError> {
    if list.trim().text.is_empty() {
        return Ok(Ranges::default());
    }
    split(list.text, list, ',').map(|part| range(part.trim())).collect()
}

fn range(part: Part<'_>) -> Result<Range, ParseError> {
    let numbers = part.text.split_once('-').map(|(begin, end)| (begin.trim().parse(), end.trim().parse()));
    match numbers {
        Some((Ok(begin), Ok(end))) if begin <= end => Ok(Range::new(begin, end)),
        Some((Ok(begin), Ok(end))) => part.error(Problem::Backwards(Range::new(begin, end))),
        _ => part.error(Problem::Range(part.text.into())),
    }
}

fn items(list: Part<'_>) -> Result<BTreeSet<String>, ParseError> {
    if list.trim().text.is_empty() {
        return Ok(BTreeSet::new());
    }
    let item = |part: Part<'_>| {
        if part.text.is_empty() { part.error(Problem::NoItem) } else { Ok(part.text.to_owned()) }
    };
    split(list.text, list, ',').map(|part| item(part.trim())).collect()
}
