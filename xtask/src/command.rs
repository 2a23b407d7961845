//! Programs that the build runs: with a command line that a person can copy, and an error that shows it.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, io, thread};

use anyhow::{Context, Result, bail};

use crate::paths;

/// A program, its arguments and what differs in its environment.
#[derive(Clone, Debug)]
pub struct Run {
    program: OsString,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    path: Vec<PathBuf>,
    dir: PathBuf,
}

impl Run {
    /// `program`, found on PATH if it is not a path, in the root of the repository.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        Self {
            program: program.as_ref().into(),
            args: Vec::new(),
            env: Vec::new(),
            path: Vec::new(),
            dir: paths::root().into(),
        }
    }

    /// The cargo that started xtask, called by its usual name so that the line can be copied.
    #[must_use]
    pub fn cargo() -> Self {
        Self::new("cargo")
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().into()));
        self
    }

    /// Sets a variable of the environment.
    #[must_use]
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.push((name.as_ref().into(), value.as_ref().into()));
        self
    }

    /// Puts a directory in front of PATH.
    #[must_use]
    pub fn path(mut self, dir: impl Into<PathBuf>) -> Self {
        self.path.push(dir.into());
        self
    }

    /// Sets the directory to run in.
    #[must_use]
    pub fn dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dir = dir.into();
        self
    }

    /// The command line as a person would type it into a shell at the root of the repository.
    #[must_use]
    pub fn line(&self) -> String {
        let mut words = Vec::new();
        if !self.path.is_empty() {
            let dirs: Vec<_> = self.path.iter().map(|dir| quote(dir.as_os_str())).collect();
            words.push(format!("PATH={}:$PATH", dirs.join(":")));
        }
        for (name, value) in &self.env {
            words.push(format!("{}={}", name.to_string_lossy(), quote(value)));
        }
        words.push(quote(&self.program));
        words.extend(self.args.iter().map(|arg| quote(arg)));
        let line = words.join(" ");
        match self.dir.strip_prefix(paths::root()) {
            Ok(below) if below.as_os_str().is_empty() => line,
            Ok(below) => format!("(cd {} && {line})", quote(below.as_os_str())),
            Err(_) => format!("(cd {} && {line})", quote(self.dir.as_os_str())),
        }
    }

    /// The command, for the callers that hold the process themselves.
    pub fn command(&self) -> Result<Command> {
        let mut command = Command::new(&self.program);
        command
            .args(&self.args)
            .current_dir(&self.dir)
            .envs(self.env.iter().map(|(name, value)| (name, value)));
        if !self.path.is_empty() {
            let before = env::var_os("PATH").unwrap_or_default();
            let dirs = self.path.iter().cloned().chain(env::split_paths(&before));
            command.env(
                "PATH",
                env::join_paths(dirs).context("a directory of PATH has a separator in its name")?,
            );
        }
        Ok(command)
    }

    /// Runs it to its end, with its output going where ours goes.
    pub fn run(&self) -> Result<()> {
        let status = self.command()?.status().with_context(|| self.cannot_start())?;
        if status.success() { Ok(()) } else { bail!(self.failed(&status.to_string())) }
    }

    /// Runs it to its end and shows its output only if it fails: for what is long and dull.
    pub fn run_quietly(&self) -> Result<()> {
        let out = self.command()?.stdin(Stdio::null()).output().with_context(|| self.cannot_start())?;
        if out.status.success() {
            return Ok(());
        }
        io::stderr().write_all(&out.stdout)?;
        io::stderr().write_all(&out.stderr)?;
        bail!(self.failed(&out.status.to_string()))
    }

    /// Runs it to its end, shows its output and returns all of it too, with whether it succeeded.
    pub fn run_and_read(&self) -> Result<(bool, String)> {
        let mut child = self
            .command()?
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| self.cannot_start())?;
        let errors = child.stderr.take().map(|stderr| thread::spawn(move || pass_on(stderr)));
        let mut text = child.stdout.take().map(pass_on).unwrap_or_default();
        if let Some(errors) = errors {
            text.push_str(&errors.join().unwrap_or_default());
        }
        Ok((child.wait()?.success(), text))
    }

    /// Starts it and returns the process, with its standard output to be read.
    pub fn spawn(&self) -> Result<Child> {
        self.command()?.stdout(Stdio::piped()).spawn().with_context(|| self.cannot_start())
    }

    /// What it prints, when it succeeds and prints text; none if it is not there or fails.
    #[must_use]
    pub fn answer(&self) -> Option<String> {
        let out = self.command().ok()?.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(out.stdout).ok()?;
        out.status.success().then(|| text.trim().to_owned())
    }

    /// The message for a command that ended badly.
    #[must_use]
    pub fn failed(&self, how: &str) -> String {
        format!("{how}\n\nto run it by hand:\n    {}", self.line())
    }

    fn cannot_start(&self) -> String {
        format!("cannot start {}\n\nto run it by hand:\n    {}", self.program.display(), self.line())
    }
}

/// Passes a child's output on, line by line, and collects it.
fn pass_on(from: impl Read) -> String {
    let mut all = String::new();
    let mut from = BufReader::new(from);
    let mut line = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let text = String::from_utf8_lossy(&line);
        eprint!("{text}");
        all.push_str(&text);
        line.clear();
    }
    all
}

/// Quotes a word for a POSIX shell, if it needs that.
#[must_use]
pub fn quote(word: &OsStr) -> String {
    let text = word.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+~".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The first of these programs that is on PATH.
#[must_use]
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let dirs: Vec<_> = env::split_paths(&path).collect();
    names.iter().find_map(|name| dirs.iter().map(|dir| dir.join(name)).find(|file| is_program(file)))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|data| data.is_file() && data.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.with_extension(env::consts::EXE_EXTENSION).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_can_be_typed_into_a_shell() {
        let run = Run::new("cargo")
            .args(["test", "--filter", "a b"])
            .env("RUSTFLAGS", "--cfg it's")
            .path("/opt/x")
            .dir(paths::in_root("e2e"));
        assert_eq!(
            run.line(),
            r"(cd e2e && PATH=/opt/x:$PATH RUSTFLAGS='--cfg it'\''s' cargo test --filter 'a b')"
        );
    }

    #[test]
    fn an_empty_word_stays_a_word() {
        assert_eq!(quote(OsStr::new("")), "''");
    }

    #[cfg(unix)]
    #[test]
    fn a_failure_shows_the_line_to_run() {
        let error = Run::new("sh").args(["-c", "exit 3"]).run().unwrap_err();
        let text = format!("{error:#}");
        assert!(text.contains("exit status: 3") && text.contains("sh -c 'exit 3'"), "{text}");
    }

    #[cfg(unix)]
    #[test]
    fn output_of_both_kinds_is_read() {
        let (ok, text) =
            Run::new("sh").args(["-c", "echo out; echo err >&2; exit 1"]).run_and_read().unwrap();
        assert!(!ok);
        assert!(text.contains("out\n") && text.contains("err\n"));
    }
}
