//! The form of the users file: TOML, one `[[user]]` each.

use std::collections::HashSet;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::password::{self, PasswordError};
use crate::access::identity::Role;
use crate::access::key;

/// What stands at the top of a file that was written here.
const HEAD: &str =
    "# The users of a Mesoscope console. `mesoscope user` writes this file; comments do not last.\n\n";

/// One user.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct User {
    /// The name to log in with.
    pub name: String,
    /// The password, hashed by argon2id.
    pub hash: String,
    /// What the user may do.
    pub role: Role,
    /// The Mesos roles he is bound to; sees the whole cluster if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bind: Option<Vec<String>>,
}

impl User {
    /// A mark of the password: it changes with it.
    #[must_use]
    pub fn mark(&self) -> String {
        password::mark(&self.hash)
    }
}

impl std::fmt::Debug for User {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "User({}, {})", self.name, self.role)
    }
}

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// In the order of the file.
    #[serde(default, rename = "user")]
    pub users: Vec<User>,
}

/// Why a users file will not do.
#[derive(Debug, Error)]
pub enum FileError {
    /// There is none.
    #[error("there is no users file {path}; `mesoscope user add NAME --role ROLE` makes one")]
    Missing {
        /// Where it should be.
        path: String,
    },
    /// It cannot be read or written.
    #[error("the users file {path} cannot be {what}: {error}")]
    Io {
        /// Which file.
        path: String,
        /// `read` or `written`.
        what: &'static str,
        /// The system's words.
        error: io::Error,
    },
    /// It is no TOML of this form. The words never hold the line: it might be a hash.
    #[error("the users file {path} is not right: {words}")]
    Form {
        /// Which file.
        path: String,
        /// The parser's words.
        words: String,
    },
    /// A user cannot be as written.
    #[error("the users file {path} is not right: the user {name:?}: {words}")]
    User {
        /// Which file.
        path: String,
        /// Who.
        name: String,
        /// What is wrong.
        words: String,
    },
}

impl File {
    /// Reads and checks it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => FileError::Missing { path: shown.clone() },
            _ => FileError::Io { path: shown.clone(), what: "read", error },
        })?;
        let file: Self = toml::from_str(&text)
            .map_err(|error| FileError::Form { path: shown.clone(), words: error.message().to_owned() })?;
        let mut names = HashSet::new();
        for user in &file.users {
            let wrong =
                |words: String| FileError::User { path: shown.clone(), name: user.name.clone(), words };
            check_name(&user.name).map_err(|words| wrong(words.to_owned()))?;
            password::check(&user.hash).map_err(|error: PasswordError| wrong(error.to_string()))?;
            if !names.insert(&user.name) {
                return Err(wrong("is there twice".to_owned()));
            }
        }
        Ok(file)
    }

    /// Writes it as a whole, for its owner only.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, path: &Path) -> Result<(), FileError> {
        let shown = || path.display().to_string();
        let text = toml::to_string(self)
            .map_err(|error| FileError::Form { path: shown(), words: error.to_string() })?;
        key::replace(path, &format!("{HEAD}{text}")).map_err(|error| FileError::Io {
            path: shown(),
            what: "written",
            error,
        })
    }
}

/// Whether a name can be told from others, in a line of a log.
///
/// # Errors
/// Why not.
pub(in crate::access) fn check_name(name: &str) -> Result<(), &'static str> {
    match name {
        "" => Err("a name cannot be empty"),
        _ if name.len() > 256 => Err("a name is at most 256 bytes"),
        _ if name.trim() != name => Err("a name does not begin or end with a space"),
        _ if name.chars().any(char::is_control) => Err("a name holds no control characters"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{File, User};
    use crate::access::identity::Role;
    use crate::access::users::Password;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.toml");
        let hash = Password::new("correct horse").hash_for_tests();
        let ada =
            User { name: "ada".to_owned(), hash, role: Role::Operator, bind: Some(vec!["eng".to_owned()]) };
        let file = File { users: vec![ada] };
        file.write(&path).unwrap();
        assert_eq!(File::read(&path).unwrap(), file);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_wrong_is_told_without_the_hash() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.toml");
        assert!(File::read(&path).unwrap_err().to_string().starts_with("there is no users file"));
        let hash = Password::new("correct horse").hash_for_tests();
        let line = |name: &str| format!("[[user]]\nname = {name:?}\nhash = {hash:?}\nrole = \"viewer\"\n");
        for (text, words) in [
            (format!("{}{}", line("ada"), line("ada")), "is there twice"),
            (line(" ada"), "does not begin or end with a space"),
            (line("a\nb"), "no control characters"),
            (format!("{}hsah = 1\n", line("ada")), "unknown field"),
            (line("ada").replace("viewer", "root"), "unknown variant"),
            (line("ada").replace("$argon2id", "$argon2d"), "argon2id"),
        ] {
            std::fs::write(&path, &text).unwrap();
            let told = File::read(&path).unwrap_err().to_string();
            assert!(told.contains(words), "{told}");
            assert!(!told.contains("m=19456,t=2,p=1$"), "{told}");
        }
    }
}
