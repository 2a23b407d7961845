//! The unit of systemd, held against what it says of itself.

use super::stage::Stage;
use super::{in_root, read, run};

/// The unit with a program that is there.
fn unit(stage: &Stage) -> String {
    let text = read(&in_root("deploy/mesoscope.service"));
    assert_eq!(text.matches("/usr/local/bin/mesoscope").count(), 2);
    stage
        .file("mesoscope.service", &text.replace("/usr/local/bin/mesoscope", env!("CARGO_BIN_EXE_mesoscope")))
}

#[test]
fn systemd_understands_all_of_it() {
    let stage = Stage::new();
    if let Some((ok, words)) = run("systemd-analyze", &["verify", "--man=no", &unit(&stage)]) {
        assert!(ok && words.trim().is_empty(), "{words}");
    }
}

#[test]
fn little_is_left_to_attack() {
    let stage = Stage::new();
    let unit = unit(&stage);
    let arguments = ["security", "--no-pager", "--offline=true", "--threshold=15", &unit];
    if let Some((ok, words)) = run("systemd-analyze", &arguments) {
        assert!(ok, "{words}");
    }
}

#[test]
fn every_file_that_the_configuration_wants_is_one_that_the_unit_gives() {
    let unit = read(&in_root("deploy/mesoscope.service"));
    let configuration = read(&in_root("deploy/mesoscope.toml"));
    let given: Vec<_> = unit
        .lines()
        .filter_map(|line| line.strip_prefix("LoadCredential="))
        .map(|line| format!("/run/credentials/mesoscope.service/{}", line.split(':').next().unwrap()))
        .chain(["/var/lib/mesoscope/".to_owned(), "/var/log/mesoscope/".to_owned()])
        .collect();
    let paths = configuration.split('"').filter(|text| text.starts_with("/run") || text.starts_with("/var"));
    let mut found = 0;
    for path in paths {
        assert!(given.iter().any(|place| path.starts_with(place.as_str())), "{path}");
        found += 1;
    }
    assert!(found > 4);
}
