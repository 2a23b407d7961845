//! `mesoscope check-config` on every configuration that a person could copy.

use std::process::Command;

use toml::{Table, Value};

use super::stage::Stage;
use super::{documents, in_root, read};

/// The blocks of a document that are TOML.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "```toml" {
            blocks
                .push(lines.by_ref().take_while(|line| line.trim() != "```").collect::<Vec<_>>().join("\n"));
        }
    }
    blocks
}

/// What `check-config` says against it.
fn trouble(text: &str) -> String {
    let stage = Stage::new();
    let mut table: Table = toml::from_str(text).unwrap();
    // Some show a few tables and leave out what every configuration has.
    table.entry("master").or_insert_with(|| Value::Array(vec!["http://10.0.0.1:5050".into()]));
    stage.with_files(&mut table, "");
    let file = stage.file("mesoscope.toml", &toml::to_string(&table).unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_mesoscope"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MESOSCOPE_")) {
        command.env_remove(name);
    }
    let output = command.args(["check-config", "--config", &file]).output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.success(), words.is_empty(), "{words}");
    words
}

#[test]
fn every_example_of_the_documents_is_a_configuration() {
    let mut checked = 0;
    for (name, text) in documents() {
        for block in blocks(&text) {
            assert_eq!(trouble(&block), "", "{name} shows this:\n\n{block}\n");
            checked += 1;
        }
    }
    assert!(checked > 5, "only {checked} were found");
}

#[test]
fn the_configuration_of_the_unit_is_one() {
    assert_eq!(trouble(&read(&in_root("deploy/mesoscope.toml"))), "");
}

#[test]
fn an_example_that_is_wrong_would_be_found() {
    let wrong =
        "listen = \"0.0.0.0:8080\"\n[access]\nways = [\"oidc\"]\n[access.dashboards]\nembed = [\"*\"]\n";
    let words = trouble(wrong);
    for key in ["access.oidc", "access.map", "access.dashboards.embed"] {
        assert!(words.contains(key), "{words}");
    }
}
