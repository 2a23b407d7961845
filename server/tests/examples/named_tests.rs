//! The tests that `docs/security.md` names are there: `` `path: name` `` is a function of a Rust file, or a title in a file of the browser's tests.

use super::{in_root, read};

/// What is named: the file and the test.
fn named(text: &str) -> Vec<(&str, &str)> {
    let quoted = text.split('`').skip(1).step_by(2);
    let pairs = quoted.filter_map(|text| text.split_once(": "));
    pairs.filter(|(path, _)| path.ends_with(".rs") || path.ends_with(".ts")).collect()
}

#[test]
fn every_test_that_holds_a_control_is_there() {
    let text = read(&in_root("docs/security.md"));
    let named = named(&text);
    assert!(named.len() > 40, "only {} are named", named.len());
    let missing: Vec<_> = named
        .into_iter()
        .filter(|(path, test)| {
            let source = std::fs::read_to_string(in_root(path)).unwrap_or_default();
            let is_there = if path.ends_with(".rs") {
                source.contains(&format!("fn {test}("))
            } else {
                source.contains(test)
            };
            !is_there
        })
        .map(|(path, test)| format!("{path}: {test}"))
        .collect();
    assert_eq!(missing.join("\n"), "");
}

#[test]
fn every_row_of_what_hit_others_names_a_test() {
    let text = read(&in_root("docs/security.md"));
    let table = text.split("## What hit others").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows: Vec<_> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert!(rows.len() >= 24, "{} rows", rows.len());
    for row in rows {
        assert!(!named(row).is_empty(), "{row}");
    }
}
