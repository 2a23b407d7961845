//! The program itself: what it does not start with, the users file by hand, its certificate, and what SIGHUP does.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use super::authority::{Authority, trusting};
use crate::support::{Browser, PASSWORD, by_password, soon};

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mesoscope"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MESOSCOPE_") || name == "RUST_LOG")
    {
        command.env_remove(name);
    }
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A command with one line on standard input.
fn told(folder: &Path, arguments: &[&str], line: &str) -> Output {
    let mut child = program(folder).args(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A console that serves; its end is the test's.
struct Serving {
    child: Child,
    url: String,
}

impl Serving {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let common = ["serve", "--master", "http://127.0.0.1:9", "--listen", "127.0.0.1:0"];
        let mut child = program(folder).args(common).args(arguments).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split_whitespace().nth(1).unwrap().trim_end_matches('/').to_owned();
        Self { child, url }
    }

    #[cfg(unix)]
    fn hang_up(&self) {
        let killed = Command::new("kill").args(["-HUP", &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_users_file_is_written_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let user = |arguments: &[&str], password: &str| {
        let all = [&["user", "--users-file", "people.toml"], arguments].concat();
        told(folder.path(), &all, password)
    };
    let added = user(&["add", "ada", "--role", "admin"], "correct horse battery\n");
    assert_eq!(text(&added.stdout), "ada added in people.toml\n", "{}", text(&added.stderr));
    assert!(user(&["add", "bea", "--role", "viewer", "--bind", "eng"], "battery staple\n").status.success());
    assert!(user(&["password", "bea"], "another battery staple\n").status.success());
    let listed = user(&["list"], "");
    assert!(
        text(&listed.stdout).lines().nth(1).unwrap().ends_with("viewer    bound to eng"),
        "{}",
        text(&listed.stdout)
    );
    assert!(user(&["remove", "bea"], "").status.success());
    let refused = user(&["remove", "bea"], "");
    assert_eq!(
        (refused.status.code(), text(&refused.stderr).as_str()),
        (Some(1), "mesoscope: there is no user \"bea\"\n")
    );
    let kept = std::fs::read_to_string(folder.path().join("people.toml")).unwrap();
    assert!(kept.contains("$argon2id$") && !kept.contains("correct horse"));
}

#[test]
fn it_does_not_start_without_what_it_was_told_to_ask() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["serve", "check-config"] {
        let arguments = [
            command,
            "--master",
            "http://m1:5050",
            "--listen",
            "127.0.0.1:0",
            "--users-file",
            "none.toml",
            "--tls-certificate",
            "none.pem",
            "--tls-key",
            "none.key",
        ];
        let output = program(folder.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}");
        let words = text(&output.stderr);
        assert!(words.contains("access.users-file: there is no users file none.toml"), "{words}");
        assert!(words.contains("tls.certificate-file: none.pem cannot be read as PEM"), "{words}");
    }
}

#[test]
fn tables_and_flags_are_one_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let file = "master = [\"http://m1:5050\"]\nlisten = \"0.0.0.0:8080\"\n[access]\nways = [\"users\"]\nusers-file = \"a.toml\"\n\
                map = [{ group = \"sre\", role = \"admin\" }]\n[access.limits]\nstreams = 9\n[audit]\nfile = \"-\"\n";
    std::fs::write(folder.path().join("m.toml"), file).unwrap();
    assert!(
        told(folder.path(), &["user", "add", "ada", "--role", "admin", "--users-file", "b.toml"], PASSWORD)
            .status
            .success()
    );
    let check =
        |arguments: &[&str]| program(folder.path()).arg("check-config").args(arguments).output().unwrap();
    // Somebody is asked, so that others may reach it; and a flag wins over the file.
    let output = check(&["--config", "m.toml", "--users-file", "b.toml", "--audit-file", "audit.jsonl"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let lines = text(&output.stdout);
    let line = |key: &str| {
        let line = lines.lines().find(|line| line.split_whitespace().next() == Some(key));
        line.unwrap_or_else(|| panic!("no {key} in\n{lines}"))
            .split_whitespace()
            .skip(1)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(line("access.ways"), "users --users-file");
    assert_eq!(line("access.users-file"), "b.toml --users-file");
    assert_eq!(line("access.map"), "sre=admin m.toml");
    assert_eq!(line("access.limits"), "streams=9 m.toml");
    assert_eq!(line("audit.file"), "audit.jsonl --audit-file");
    assert_eq!(line("access.session-hours"), "12 default");
    // What cannot be meant is told, of all tables at once.
    let wrong = "master = [\"http://m1:5050\"]\n[access]\nways = [\"mesos\", \"users\"]\n[audit]\nkeep = 3\n[tls]\nkey-file = \"k\"\n\
                 [upstream]\ntoken-file = \"t\"\n";
    std::fs::write(folder.path().join("wrong.toml"), wrong).unwrap();
    std::fs::write(folder.path().join("secret"), "s").unwrap();
    let output = check(&["--config", "wrong.toml", "--principal", "p", "--secret-file", "secret"]);
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(text(&output.stderr));
}

#[cfg(unix)]
#[tokio::test]
async fn a_new_certificate_is_taken_and_the_audit_log_is_opened_anew() {
    let authority = Authority::new();
    let folder = authority.folder.path();
    let pair = authority.server();
    assert!(told(folder, &["user", "add", "ada", "--role", "admin"], PASSWORD).status.success());
    let (certificate, key) = (pair.certificate.to_str().unwrap(), pair.key.to_str().unwrap());
    let console = Serving::start(
        folder,
        &[
            "--users-file",
            "users.toml",
            "--audit-file",
            "audit.jsonl",
            "--tls-certificate",
            certificate,
            "--tls-key",
            key,
        ],
    );
    assert!(console.url.starts_with("https://127.0.0.1:"), "{}", console.url);
    let log_in = |trusted: reqwest::Client| {
        let url = console.url.clone();
        async move {
            let mut browser = Browser::with(&url, trusted);
            let said = browser.post("/api/login", &by_password("ada", PASSWORD)).await;
            assert_eq!(said.status, 200, "{}", said.text());
        }
    };
    log_in(trusting(&authority.file())).await;
    let lines = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default().lines().count();
    assert_eq!(lines("audit.jsonl"), 1);

    // As logrotate does it, and a certificate of somebody else's at the same time.
    std::fs::rename(folder.join("audit.jsonl"), folder.join("audit.old")).unwrap();
    let other = Authority::new();
    let newer = other.server();
    std::fs::copy(&newer.key, &pair.key).unwrap();
    std::fs::copy(&newer.certificate, &pair.certificate).unwrap();
    console.hang_up();
    soon("the log", async {
        while !folder.join("audit.jsonl").exists() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let trusted = trusting(&other.file());
    soon("the certificate", async {
        while trusted.get(format!("{}/healthz", console.url)).send().await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    log_in(trusted).await;
    assert_eq!((lines("audit.old"), lines("audit.jsonl")), (1, 1));
}
