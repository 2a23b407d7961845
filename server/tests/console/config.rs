//! `mesoscope check-config`, run as people run it: which source wins, and every problem at once.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("mesoscope-config-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, text: &str) -> String {
        fs::write(self.0.join(name), text).unwrap();
        name.to_owned()
    }

    fn check(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mesoscope"));
        for (name, _) in
            std::env::vars().filter(|(name, _)| name.starts_with("MESOSCOPE_") || name == "RUST_LOG")
        {
            command.env_remove(name);
        }
        command.arg("check-config").args(arguments).envs(environment.iter().copied()).current_dir(&self.0);
        command.output().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The words of one line: value and source.
fn line(output: &Output, key: &str) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let line = text.lines().find(|line| line.split_whitespace().next() == Some(key));
    let line = line.unwrap_or_else(|| panic!("no {key} in\n{text}"));
    line.split_whitespace().skip(1).map(str::to_owned).collect()
}

fn problems(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn flag_then_environment_then_file_then_default() {
    let folder = Folder::new("order");
    let file = folder.file(
        "mesoscope.toml",
        "master = [\"http://file:5050\"]\nlisten = \"127.0.0.1:1\"\nbase-path = \"file\"\nread-only = true\ncluster-name = \"file\"\n",
    );
    let environment = [
        ("MESOSCOPE_LISTEN", "127.0.0.1:2"),
        ("MESOSCOPE_BASE_PATH", "environment"),
        ("MESOSCOPE_MASTER", "http://e1:5050,http://e2:5050"),
    ];
    let output = folder.check(&["--config", &file, "--base-path", "flag", "--read-only=false"], &environment);
    assert!(output.status.success(), "{}", problems(&output));
    assert_eq!(line(&output, "base-path"), ["/flag/", "--base-path"]);
    assert_eq!(line(&output, "read-only"), ["false", "--read-only"]);
    assert_eq!(line(&output, "listen"), ["127.0.0.1:2", "MESOSCOPE_LISTEN"]);
    assert_eq!(line(&output, "master"), ["http://e1:5050,http://e2:5050", "MESOSCOPE_MASTER"]);
    assert_eq!(line(&output, "cluster-name"), ["file", "mesoscope.toml"]);
    assert_eq!(line(&output, "log-format"), ["text", "default"]);
}

#[test]
fn the_file_may_be_named_by_the_environment() {
    let folder = Folder::new("named");
    folder.file("m.toml", "master = [\"http://m1:5050\"]\n[demo]\nscenario = \"large\"\n");
    let output = folder.check(&[], &[("MESOSCOPE_CONFIG", "m.toml"), ("RUST_LOG", "debug")]);
    assert!(output.status.success(), "{}", problems(&output));
    assert_eq!(line(&output, "master"), ["http://m1:5050", "m.toml"]);
    assert_eq!(line(&output, "log"), ["debug", "RUST_LOG"]);
}

#[test]
fn every_problem_is_told_at_once() {
    let folder = Folder::new("problems");
    let output = folder.check(
        &[
            "--listen",
            "nowhere",
            "--base-path",
            "/a/../b",
            "--log-format",
            "xml",
            "--log",
            "a=b=c",
            "--max-message",
            "0",
        ],
        &[("MESOSCOPE_PRINCIPAL", "console")],
    );
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(problems(&output));
}

#[test]
fn a_file_that_is_wrong_says_where() {
    let folder = Folder::new("wrong");
    let file = folder.file("m.toml", "master = [\"http://m1:5050\"]\nlisten-on = \"127.0.0.1:1\"\n");
    let output = folder.check(&["--config", &file], &[]);
    assert_eq!(output.status.code(), Some(2));
    let told = problems(&output);
    assert!(
        told.contains("m.toml is not right") && told.contains("listen-on") && told.contains("line 2"),
        "{told}"
    );
    let missing = folder.check(&["--config", "nothing.toml"], &[]);
    assert!(problems(&missing).contains("nothing.toml cannot be read"), "{}", problems(&missing));
}

#[test]
fn an_address_that_others_can_reach_must_be_wanted() {
    let folder = Folder::new("insecure");
    let arguments = ["--master", "http://m1:5050", "--listen", "0.0.0.0:8080"];
    let refused = folder.check(&arguments, &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(problems(&refused).contains("anybody who reaches it could use the console"));
    assert!(folder.check(&[&arguments[..], &["--insecure"]].concat(), &[]).status.success());
    assert!(folder.check(&["--master", "http://m1:5050", "--listen", "[::1]:8080"], &[]).status.success());
}

#[test]
fn a_secret_is_read_and_never_shown() {
    let folder = Folder::new("secret");
    folder.file("secret", "hunter2\n");
    let arguments = ["--master", "http://m1:5050", "--principal", "console", "--secret-file", "secret"];
    let output = folder.check(&arguments, &[]);
    assert!(output.status.success(), "{}", problems(&output));
    assert_eq!(line(&output, "secret-file"), ["secret", "--secret-file"]);
    assert!(!String::from_utf8(output.stdout).unwrap().contains("hunter2"));
}

#[test]
fn a_master_that_cannot_be_one_is_a_problem_here() {
    let folder = Folder::new("master");
    let output = folder.check(&["--master", "http://m1:5050,m2:5050"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(problems(&output).contains("write http://m2:5050"), "{}", problems(&output));
}

#[cfg(feature = "demo")]
#[test]
fn a_word_that_the_embedded_cluster_does_not_know_is_a_problem() {
    let folder = Folder::new("demo");
    folder.file("m.toml", "master = [\"http://m1:5050\"]\n[demo]\nscenario = \"small\"\nsead = 3\n");
    let output = folder.check(&["--config", "m.toml"], &[]);
    assert!(problems(&output).contains("unknown field `sead`"), "{}", problems(&output));
}
