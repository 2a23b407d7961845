//! The audit log: written, turned over, read back.

use std::time::Duration;

use mesoscope_server::access::audit::{Audit, Budget, Filter, Line, Place, Time};
use mesoscope_server::access::identity::{Identity, Role};
use proptest::prelude::*;

fn place(folder: &tempfile::TempDir, most_bytes: u64, keep: usize) -> Place {
    Place::File { path: folder.path().join("audit.jsonl"), most_bytes, keep }
}

fn line(user: &str, call: &str, number: usize) -> Line {
    let who = Identity { name: user.to_owned(), ..Identity::open(Role::Operator) };
    let mut line = Line::of(&who, call, if number.is_multiple_of(2) { "relayed" } else { "refused" });
    line.request_id = number.to_string();
    line.target = Some("master".to_owned());
    line
}

/// Every line that passes, page by page.
fn all(audit: &Audit, filter: &Filter, budget: &Budget) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut before: Option<Time> = None;
    loop {
        let found = audit.find(filter, before.as_ref(), budget).unwrap();
        numbers.extend(found.lines.iter().map(|line| line.request_id.parse::<usize>().unwrap()));
        match found.before {
            Some(time) => {
                assert!(before.is_none_or(|before| time < before), "it goes on");
                before = Some(time);
            }
            None => return numbers,
        }
    }
}

#[test]
fn lines_come_back_newest_first_through_all_files() {
    let folder = tempfile::tempdir().unwrap();
    let audit = Audit::open(place(&folder, 20_000, 5)).unwrap();
    for number in 0..300 {
        audit.record(line(["ada", "bob"][number % 2], "READ_FILE", number));
    }
    assert!(folder.path().join("audit.jsonl.2").exists());
    let small = Budget { lines: 7, ..Budget::default() };
    assert_eq!(all(&audit, &Filter::default(), &small), (0..300).rev().collect::<Vec<_>>());
    let ada = Filter { user: Some("ADA".to_owned()), ..Filter::default() };
    assert_eq!(
        all(&audit, &ada, &small),
        (0..300).rev().filter(|number| number % 2 == 0).collect::<Vec<_>>()
    );
    let few_bytes = Budget { bytes: 1, ..Budget::default() };
    assert_eq!(all(&audit, &ada, &few_bytes).len(), 150, "however little is read at once");
    let no_time = Budget { time: Duration::ZERO, ..Budget::default() };
    assert_eq!(all(&audit, &ada, &no_time).len(), 150);
}

#[test]
fn a_time_between_is_found_without_reading_all() {
    let folder = tempfile::tempdir().unwrap();
    let audit = Audit::open(place(&folder, u64::MAX, 0)).unwrap();
    for number in 0..3000 {
        audit.record(line("ada", "READ_FILE", number));
    }
    let every = audit.find(&Filter::default(), None, &Budget { lines: 3000, ..Budget::default() }).unwrap();
    let time = |number: usize| every.lines[2999 - number].time.clone();
    let between = Filter { from: Some(time(1000)), until: Some(time(1010)), ..Filter::default() };
    assert_eq!(all(&audit, &between, &Budget::default()), (1000..1010).rev().collect::<Vec<_>>());
    let one = audit.find(&between, None, &Budget { lines: 1, bytes: 1, ..Budget::default() }).unwrap();
    assert_eq!(one.lines[0].request_id, "1009");
}

#[test]
fn old_files_go_and_what_is_broken_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    std::fs::write(&path, "half a li").unwrap();
    let audit = Audit::open(place(&folder, 3_000, 2)).unwrap();
    audit.record(line("eve", "lost in the half line", 0));
    for number in 1..200 {
        audit.record(line("ada", "READ_FILE", number));
    }
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let left = all(&audit, &Filter::default(), &Budget::default());
    assert_eq!(left.first(), Some(&199));
    assert!(left.len() < 100 && left.windows(2).all(|pair| pair[0] == pair[1] + 1), "{left:?}");
    assert_eq!(audit.failed(), 0);
}

#[cfg(unix)]
#[test]
fn it_is_its_owners_only_and_opened_anew_when_moved() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let audit = Audit::open(place(&folder, u64::MAX, 1)).unwrap();
    let path = audit.path().unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    audit.record(line("ada", "READ_FILE", 1));
    std::fs::rename(&path, folder.path().join("elsewhere")).unwrap();
    audit.reopen().unwrap();
    audit.record(line("ada", "READ_FILE", 2));
    assert_eq!(all(&audit, &Filter::default(), &Budget::default()), [2]);
    assert!(Audit::open(Place::Stdout).unwrap().find(&Filter::default(), None, &Budget::default()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_request_says_is_one_line(texts in prop::collection::vec("\\PC{0,30}|[\\x00-\\x1f\"\\\\{}]{0,10}", 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let audit = Audit::open(place(&folder, u64::MAX, 0)).unwrap();
        for (number, text) in texts.iter().enumerate() {
            let mut line = line(text, text, number);
            line.path = Some(text.clone());
            audit.record(line);
        }
        let found = audit.find(&Filter::default(), None, &Budget::default()).unwrap();
        let back: Vec<_> = found.lines.iter().rev().map(|line| line.path.clone().unwrap()).collect();
        prop_assert_eq!(back, texts);
    }
}
