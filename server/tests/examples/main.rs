//! What the documents and `deploy/` tell people to write is right: configurations, units, sites of proxies, and the tests that are named.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod configurations;
mod named_tests;
mod sites;
mod stage;
mod units;

use std::path::{Path, PathBuf};

/// A file or folder of the repository.
fn in_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)
}

/// The documents, each with its name.
fn documents() -> Vec<(String, String)> {
    let files = std::fs::read_dir(in_root("docs")).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut all: Vec<_> = texts.map(|path| (path.display().to_string(), read(&path))).collect();
    all.push(("README.md".to_owned(), read(&in_root("README.md"))));
    all
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Runs a program if the machine has it: what it printed, and whether it was content.
fn run(program: &str, arguments: &[&str]) -> Option<(bool, String)> {
    match std::process::Command::new(program).args(arguments).output() {
        Ok(output) => {
            let words = [output.stdout, output.stderr].concat();
            Some((output.status.success(), String::from_utf8_lossy(&words).into_owned()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("{program} is not on this machine: not checked");
            None
        }
        Err(error) => panic!("{program} cannot be run: {error}"),
    }
}
