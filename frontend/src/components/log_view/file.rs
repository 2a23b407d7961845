//! A file by where it is, and every address that has to do with it.

use super::search::Wanted;
use crate::paths::{Door, Page, Place};

/// The name of the place in a file, in the query of its page.
pub const AT: &str = "at";

/// A file of a master or an agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogFile {
    /// Whose.
    pub place: Place,
    /// As Mesos names it.
    pub path: String,
}

impl LogFile {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        let path = self.path.trim_end_matches('/');
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The folder it is in.
    pub fn folder(&self) -> &str {
        self.path.trim_end_matches('/').rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Another file of the same folder.
    #[must_use]
    pub fn beside(&self, name: &str) -> Self {
        Self { place: self.place.clone(), path: format!("{}/{name}", self.folder()) }
    }

    /// Where its bytes are.
    pub fn door(&self) -> Door {
        Door::File { place: self.place.clone(), path: self.path.clone() }
    }

    /// Where it is searched.
    pub fn search_door(&self, wanted: &Wanted) -> Door {
        Door::FileSearch {
            place: self.place.clone(),
            path: self.path.clone(),
            text: wanted.text.clone(),
            exact_case: wanted.exact_case,
        }
    }

    /// Its page, at a line.
    pub fn href_at(&self, at: u64) -> String {
        let page = Page::Log { place: self.place.clone(), path: self.path.clone() };
        format!("{}&{AT}={at}", page.href())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_knows_its_name_and_its_neighbours() {
        let path = "/frameworks/F/executors/a b/runs/latest/stdout";
        let file = LogFile { place: Place::Agent { id: "S0".into() }, path: path.into() };
        assert_eq!((file.name(), file.folder()), ("stdout", "/frameworks/F/executors/a b/runs/latest"));
        assert_eq!(file.beside("stderr").path, "/frameworks/F/executors/a b/runs/latest/stderr");
        assert_eq!(
            file.beside("x").href_at(120),
            "/log/agents/S0?path=%2Fframeworks%2FF%2Fexecutors%2Fa%20b%2Fruns%2Flatest%2Fx&at=120"
        );
    }
}
