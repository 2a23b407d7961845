//! Where a value came from.

use std::fmt;
use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;

/// The source of one effective value; the order is the order of precedence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A flag on the command line, with its dashes.
    Flag(String),
    /// A variable of the environment, by name.
    Environment(String),
    /// The file of settings.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => out.write_str(flag),
            Self::Environment(variable) => out.write_str(variable),
            Self::File(path) => write!(out, "{}", path.display()),
            Self::Default => out.write_str("default"),
        }
    }
}

/// A value with where it came from.
#[derive(Clone, Debug)]
pub(super) struct Sourced<T> {
    pub value: T,
    pub source: Source,
}

/// Picks each setting from the first source that has it.
pub(super) struct Sources<'a> {
    pub matches: &'a ArgMatches,
    pub file: Option<PathBuf>,
}

impl Sources<'_> {
    /// `key` as in the file and, with dashes before it, on the command line.
    pub fn pick<T>(&self, key: &str, given: Option<T>, in_file: Option<T>) -> Option<Sourced<T>> {
        if let Some(value) = given {
            return Some(Sourced { value, source: self.given(key) });
        }
        let source = Source::File(self.file.clone()?);
        in_file.map(|value| Sourced { value, source })
    }

    /// Whether clap read a value from the command line or from the environment.
    pub fn given(&self, key: &str) -> Source {
        match self.matches.value_source(&key.replace('-', "_")) {
            Some(ValueSource::EnvVariable) => {
                Source::Environment(format!("MESOSCOPE_{}", key.replace('-', "_").to_uppercase()))
            }
            _ => Source::Flag(format!("--{key}")),
        }
    }
}
