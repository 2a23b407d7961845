//! The links that were given out, and which of them were taken back: in memory, or in a small file that replicas can share. It is read again when it has
//! changed. A link it does not know is not revoked: it was given out by another replica.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::Link;
use crate::access::key;
use crate::access::moment::Moment;

/// The most links that are remembered.
const MOST: usize = 10_000;

/// One link that was given out. Not its text: that could be used by whoever reads the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What it shows.
    #[serde(flatten)]
    pub link: Link,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Moment>,
}

/// The links.
#[derive(Debug)]
pub struct Register {
    file: Option<PathBuf>,
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    read: Option<(SystemTime, u64)>,
    given: Vec<Given>,
}

impl Register {
    /// As long as the process lasts. After that nothing is known to be revoked: links that must stay revoked need a file.
    #[must_use]
    pub fn in_memory() -> Self {
        Self { file: None, held: Mutex::default() }
    }

    /// In a file, which is made when there is something to write.
    ///
    /// # Errors
    /// If it is there and cannot be understood: what was revoked would hold again.
    pub fn in_file(path: PathBuf) -> io::Result<Self> {
        let register = Self { file: Some(path), held: Mutex::default() };
        register.refresh(&mut register.held())?;
        Ok(register)
    }

    /// Notes a link, and forgets those that have expired.
    ///
    /// # Errors
    /// If the file cannot be read or written, or there are too many.
    pub fn add(&self, link: Link, by: &str, now: Moment) -> io::Result<()> {
        self.change(|given| {
            given.retain(|given| given.link.expires_ms > now);
            if given.len() >= MOST {
                return Err(io::Error::other(format!("there are {MOST} links already: revoke some")));
            }
            given.push(Given { link, by: by.to_owned(), at: now, revoked: None });
            Ok(())
        })
    }

    /// Takes a link back. `false` if there is none of this id.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn revoke(&self, id: &str, now: Moment) -> io::Result<bool> {
        self.change(|given| {
            let found = given.iter_mut().find(|given| given.link.id == id);
            let is_known = found.is_some();
            if let Some(given) = found {
                given.revoked.get_or_insert(now);
            }
            Ok(is_known)
        })
    }

    /// Whether a link was taken back. A file that cannot be read now is told in the log, and what it said last holds.
    #[must_use]
    pub fn is_revoked(&self, id: &str) -> bool {
        self.list().iter().any(|given| given.link.id == id && given.revoked.is_some())
    }

    /// All of them, the latest last.
    #[must_use]
    pub fn list(&self) -> Vec<Given> {
        let mut held = self.held();
        if let Err(error) = self.refresh(&mut held) {
            tracing::error!("the links of dashboards cannot be read: {error}; they stay as they were");
        }
        held.given.clone()
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut Vec<Given>) -> io::Result<T>) -> io::Result<T> {
        let mut held = self.held();
        self.refresh(&mut held)?;
        let mut given = held.given.clone();
        let done = change(&mut given)?;
        if let Some(path) = &self.file {
            key::replace(path, &serde_json::to_string_pretty(&given)?)?;
            held.read = stamp(path)?;
        }
        held.given = given;
        Ok(done)
    }

    fn refresh(&self, held: &mut Held) -> io::Result<()> {
        let Some(path) = &self.file else { return Ok(()) };
        let stamp = stamp(path)?;
        if stamp != held.read {
            let given =
                if stamp.is_some() { serde_json::from_str(&fs::read_to_string(path)?)? } else { Vec::new() };
            *held = Held { read: stamp, given };
        }
        Ok(())
    }
}

/// `None` if there is no such file.
fn stamp(path: &PathBuf) -> io::Result<Option<(SystemTime, u64)>> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some((metadata.modified()?, metadata.len()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, Register};
    use crate::access::moment::Moment;

    const NOW: Moment = Moment::from_millis(1_000);

    fn link(id: &str, expires: u64) -> Link {
        Link {
            id: id.to_owned(),
            name: "wall".to_owned(),
            pages: vec!["/".to_owned()],
            every_seconds: 30,
            bound: None,
            expires_ms: Moment::from_millis(expires),
        }
    }

    #[test]
    fn what_was_revoked_stays_so_in_every_replica_with_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dashboards.json");
        let (one, other) =
            (Register::in_file(path.clone()).unwrap(), Register::in_file(path.clone()).unwrap());
        one.add(link("a", 5_000), "ada", NOW).unwrap();
        assert!(!other.is_revoked("a"));
        assert!(other.revoke("a", NOW).unwrap());
        assert!(!other.revoke("b", NOW).unwrap());
        assert!(one.is_revoked("a"));
        assert!(Register::in_file(path.clone()).unwrap().is_revoked("a"));

        std::fs::write(&path, "not what it was").unwrap();
        assert!(one.is_revoked("a"), "what was known holds");
        assert!(Register::in_file(path).is_err(), "and nobody begins without knowing");
    }

    #[test]
    fn what_has_expired_is_forgotten() {
        let register = Register::in_memory();
        register.add(link("a", 1_500), "ada", NOW).unwrap();
        register.add(link("b", 5_000), "ada", Moment::from_millis(2_000)).unwrap();
        let left: Vec<_> = register.list().into_iter().map(|given| given.link.id).collect();
        assert_eq!(left, ["b"]);
    }
}
