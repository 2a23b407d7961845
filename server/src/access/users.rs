//! The users file: who may come in by a password. It is read again when it has changed, so that a removed user is out at once.

pub mod command;
mod file;
mod password;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

pub(super) use file::check_name as is_name;
pub use file::{File, FileError, User};
pub use password::{Password, PasswordError};

use super::identity::{Identity, Way};

/// The users, as the file has them now.
#[derive(Debug)]
pub struct Users {
    path: PathBuf,
    read: RwLock<Read>,
}

#[derive(Debug)]
struct Read {
    stamp: Option<Stamp>,
    users: Arc<HashMap<String, User>>,
}

/// What changes when the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    file: u64,
}

impl Users {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, FileError> {
        let path = path.into();
        let stamp = stamp(&path);
        let users = Arc::new(by_name(File::read(&path)?));
        Ok(Self { path, read: RwLock::new(Read { stamp, users }) })
    }

    /// A user by name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<User> {
        self.current().get(name).cloned()
    }

    /// The user, if the password is his. It takes as long for a name that nobody has; to be called where a thread may be busy for some tens of milliseconds.
    #[must_use]
    pub fn verify(&self, name: &str, password: &Password) -> Option<User> {
        let user = self.find(name);
        match user {
            Some(user) => password.is_of(&user.hash).then_some(user),
            None => {
                let _ = password.is_of(password::nobodys());
                None
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.current().len()
    }

    /// A file that is gone has no users. One that cannot be understood is told in the log, and what was read before holds.
    fn current(&self) -> Arc<HashMap<String, User>> {
        let stamp = stamp(&self.path);
        {
            let read = self.read.read().unwrap_or_else(PoisonError::into_inner);
            if read.stamp == stamp {
                return read.users.clone();
            }
        }
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        if read.stamp != stamp {
            read.stamp = stamp;
            match File::read(&self.path) {
                Ok(file) => read.users = Arc::new(by_name(file)),
                Err(FileError::Missing { .. }) => {
                    tracing::error!("the users file {} is gone: nobody can log in", self.path.display());
                    read.users = Arc::default();
                }
                Err(error) => tracing::error!("{error}; the users stay as they were"),
            }
        }
        read.users.clone()
    }
}

fn by_name(file: File) -> HashMap<String, User> {
    file.users.into_iter().map(|user| (user.name.clone(), user)).collect()
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let file = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let file = 0;
    Some(Stamp { modified: metadata.modified().ok(), length: metadata.len(), file })
}

impl User {
    /// As whom he is known to the doors.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity {
            name: self.name.clone(),
            role: self.role,
            bound: self.bind.clone(),
            groups: Vec::new(),
            way: Way::User,
            session: None,
            mesos: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Password, User, Users};
    use crate::access::identity::Role;

    fn user(name: &str, password: &str) -> User {
        let hash = Password::new(password).hash_for_tests();
        User { name: name.to_owned(), hash, role: Role::Viewer, bind: None }
    }

    #[test]
    fn a_changed_file_holds_at_once_and_a_broken_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.toml");
        File { users: vec![user("ada", "right horse"), user("bob", "another one")] }.write(&path).unwrap();
        let users = Users::open(&path).unwrap();
        assert!(users.verify("ada", &Password::new("right horse")).is_some());
        assert!(users.verify("ada", &Password::new("right horsE")).is_none());
        assert!(users.verify("eve", &Password::new("right horse")).is_none());

        File { users: vec![user("ada", "new password")] }.write(&path).unwrap();
        assert!(users.verify("ada", &Password::new("right horse")).is_none());
        assert!(users.verify("ada", &Password::new("new password")).is_some());
        assert!(users.find("bob").is_none());

        std::fs::write(&path, "[[user]]\nname = 5").unwrap();
        assert!(users.find("ada").is_some(), "a slip of the pen locks nobody out");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(users.count(), 0);
    }
}
