//! `mesoscope user add | password | remove | list`: the users file by hand. The password is asked for on the terminal, or read as one line of standard
//! input; never an argument, which everybody on the machine could read.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use thiserror::Error;
use zeroize::Zeroizing;

use super::file::check_name;
use super::{File, FileError, Password, PasswordError, User};
use crate::access::identity::Role;

/// `mesoscope user`.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// The users file
    #[arg(
        long,
        value_name = "FILE",
        env = "MESOSCOPE_USERS_FILE",
        global = true,
        default_value = "users.toml"
    )]
    pub users_file: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What can be done to the users file.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a user, or give one another password, role or binding
    Add {
        /// The name to log in with
        name: String,
        /// What the user may do
        #[arg(long, value_name = "ROLE")]
        role: Role,
        /// Mesos roles that the user is bound to: sees and does nothing else [default: the whole cluster]
        #[arg(long, value_name = "ROLE", value_delimiter = ',')]
        bind: Vec<String>,
    },
    /// Give a user another password; sessions that stand on the old one end at once
    Password {
        /// The name
        name: String,
    },
    /// Remove a user, whose sessions end at once
    Remove {
        /// The name
        name: String,
    },
    /// List the users
    List,
}

/// Why it was not done.
#[derive(Debug, Error)]
pub enum CommandError {
    /// The file.
    #[error(transparent)]
    File(#[from] FileError),
    /// The password.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The name.
    #[error("{0}")]
    Name(&'static str),
    /// There is nobody of that name.
    #[error("there is no user {0:?}")]
    Unknown(String),
    /// It was typed twice and not the same.
    #[error("the two passwords are not the same")]
    Different,
    /// The terminal.
    #[error("the password cannot be read: {0}")]
    Read(io::Error),
    /// Standard output.
    #[error("{0}")]
    Write(io::Error),
}

/// Does it, and says what was done.
///
/// # Errors
/// Why not.
pub fn run(args: &UserArgs, out: &mut impl Write) -> Result<(), CommandError> {
    run_with(args, out, ask)
}

/// The same, with the password from somewhere else.
///
/// # Errors
/// Why not.
pub fn run_with(
    args: &UserArgs,
    out: &mut impl Write,
    password: impl FnOnce() -> Result<Password, CommandError>,
) -> Result<(), CommandError> {
    let path = &args.users_file;
    match &args.command {
        UserCommand::Add { name, role, bind } => {
            check_name(name).map_err(CommandError::Name)?;
            let hash = password()?.hash()?;
            let bind = (!bind.is_empty()).then(|| bind.clone());
            let is_new = add(path, User { name: name.clone(), hash, role: *role, bind })?;
            let done = if is_new { "added" } else { "changed" };
            writeln!(out, "{name} {done} in {}", path.display()).map_err(CommandError::Write)
        }
        UserCommand::Password { name } => {
            let users = File::read(path)?.users;
            let known = users.into_iter().find(|user| user.name == *name);
            let known = known.ok_or_else(|| CommandError::Unknown(name.clone()))?;
            add(path, User { hash: password()?.hash()?, ..known })?;
            writeln!(out, "{name} has another password in {}", path.display()).map_err(CommandError::Write)
        }
        UserCommand::Remove { name } => {
            remove(path, name)?;
            writeln!(out, "{name} removed from {}", path.display()).map_err(CommandError::Write)
        }
        UserCommand::List => list(path, out),
    }
}

/// Adds a user, or replaces the one of that name; says whether he is new. A file that is not there is made.
///
/// # Errors
/// What is wrong with the file.
pub fn add(path: &Path, user: User) -> Result<bool, FileError> {
    let mut file = match File::read(path) {
        Err(FileError::Missing { .. }) => File::default(),
        file => file?,
    };
    let known = file.users.iter_mut().find(|known| known.name == user.name);
    let is_new = known.is_none();
    match known {
        Some(known) => *known = user,
        None => file.users.push(user),
    }
    file.write(path)?;
    Ok(is_new)
}

/// Removes a user.
///
/// # Errors
/// If there is none of that name.
pub fn remove(path: &Path, name: &str) -> Result<(), CommandError> {
    let mut file = File::read(path)?;
    let before = file.users.len();
    file.users.retain(|user| user.name != name);
    if file.users.len() == before {
        return Err(CommandError::Unknown(name.to_owned()));
    }
    Ok(file.write(path)?)
}

fn list(path: &Path, out: &mut impl Write) -> Result<(), CommandError> {
    for user in File::read(path)?.users {
        let bound = user.bind.map(|roles| format!("bound to {}", roles.join(", "))).unwrap_or_default();
        let line = format!("{:<24} {:<9} {bound}", user.name, user.role.as_str());
        writeln!(out, "{}", line.trim_end()).map_err(CommandError::Write)?;
    }
    Ok(())
}

/// Asks on the terminal, twice; without one it is the first line of standard input.
fn ask() -> Result<Password, CommandError> {
    if !io::stdin().is_terminal() {
        let mut line = Zeroizing::new(String::new());
        io::stdin().lock().read_line(&mut line).map_err(CommandError::Read)?;
        return Ok(Password::new(line.trim_end_matches(['\r', '\n'])));
    }
    let first = Zeroizing::new(rpassword::prompt_password("Password: ").map_err(CommandError::Read)?);
    let again = Zeroizing::new(rpassword::prompt_password("Once more: ").map_err(CommandError::Read)?);
    if *first == *again { Ok(Password::new(first.as_str())) } else { Err(CommandError::Different) }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::{CommandError, UserArgs, run_with};
    use crate::access::identity::Role;
    use crate::access::users::{Password, Users};

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: UserArgs,
    }

    fn user(path: &std::path::Path, words: &[&str], password: &str) -> Result<String, CommandError> {
        let file = path.display().to_string();
        let words =
            ["user"].iter().chain(words).chain(["--users-file", &file].iter()).copied().collect::<Vec<_>>();
        let line = Line::try_parse_from(words).unwrap();
        let mut out = Vec::new();
        run_with(&line.args, &mut out, || Ok(Password::new(password)))?;
        Ok(String::from_utf8(out).unwrap().replace(&file, "FILE"))
    }

    #[test]
    fn users_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("users.toml");
        let told = [
            user(&path, &["add", "ada", "--role", "admin"], "correct horse"),
            user(&path, &["add", "bob", "--role", "operator", "--bind", "eng,data"], "battery staple"),
            user(&path, &["list"], ""),
            user(&path, &["add", "ada", "--role", "viewer"], "another horse"),
            user(&path, &["remove", "bob"], ""),
            user(&path, &["list"], ""),
        ]
        .map(Result::unwrap);
        insta::assert_snapshot!(told.concat());
        let users = Users::open(&path).unwrap();
        assert!(users.verify("ada", &Password::new("another horse")).is_some());
        assert!(matches!(user(&path, &["remove", "bob"], ""), Err(CommandError::Unknown(_))));
        user(&path, &["password", "ada"], "yet another horse").unwrap();
        let ada = users.verify("ada", &Password::new("yet another horse")).unwrap();
        assert_eq!(ada.role, Role::Viewer, "the rest stays as it was");
        assert!(matches!(user(&path, &["password", "eve"], "whatever it is"), Err(CommandError::Unknown(_))));
        assert!(matches!(user(&path, &["add", "a\tb", "--role", "viewer"], ""), Err(CommandError::Name(_))));
        assert!(matches!(
            user(&path, &["add", "cy", "--role", "viewer"], "short"),
            Err(CommandError::Password(_))
        ));
    }
}
