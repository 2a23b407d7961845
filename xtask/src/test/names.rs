//! Which tests were not well, read from what each runner prints: so that they stand together at the end of everything, where a log that was
//! cut still has them.

/// What the reporter of the browser tests says before a name.
const OURS: [&str; 2] = ["failed: ", "passed only when tried again: "];

/// Of cargo-nextest, which lists them below its summary: how each ended, after how long, and its name.
pub fn of_nextest(output: &str) -> Vec<String> {
    let lines: Vec<&str> = output.lines().collect();
    let summary = lines.iter().rposition(|line| line.trim_start().starts_with("Summary"));
    let below = summary.map_or(&[][..], |at| &lines[at + 1..]);
    let listed = below.iter().filter_map(|line| {
        let (how, rest) = line.trim_start().split_once(" [")?;
        let (_, name) = rest.split_once("] ")?;
        let how = if how == "FAIL" { "failed".to_owned() } else { how.to_lowercase() };
        Some(format!("{how}: {}", name.trim()))
    });
    listed.collect()
}

/// Of cargo test, which lists them last of what it says of each program.
pub fn of_cargo_test(output: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut listing = false;
    for line in output.lines() {
        match line.strip_prefix("    ") {
            Some(name) if listing && !name.starts_with(' ') => names.push(format!("failed: {name}")),
            _ => listing = line == "failures:",
        }
    }
    names
}

/// Of the reporter of the browser tests, and of the contract suite.
pub fn of_our_reporter(output: &str) -> Vec<String> {
    let listed = output.lines().filter_map(|line| {
        let line = line.trim();
        let case = line.strip_prefix("FAILED ").map(|case| format!("failed: {case}"));
        case.or_else(|| OURS.iter().any(|words| line.starts_with(words)).then(|| line.to_owned()))
    });
    listed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_lists_them_below_its_summary() {
        let text = "        FAIL [   1.0s] a::b c\n  stderr ───\n     Summary [   2.0s] 3 tests run: 1 passed, 2 failed\n\
                    \x20       FAIL [   1.0s] a::b c\n     SIGABRT [   0.2s] (2/3) d e\nerror: test run failed\n";
        assert_eq!(of_nextest(text), ["failed: a::b c", "sigabrt: (2/3) d e"]);
        assert_eq!(of_nextest("     Summary [   2.0s] 3 tests run: 3 passed"), Vec::<String>::new());
    }

    #[test]
    fn cargo_test_lists_them_last() {
        let text = "failures:\n\n---- a::b stdout ----\nassertion failed\n    left: 1\n\nfailures:\n    a::b\n    c\n\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored\n";
        assert_eq!(of_cargo_test(text), ["failed: a::b", "failed: c"]);
    }

    #[test]
    fn the_browser_tests_and_the_contract_say_a_name_a_line() {
        let text = "  FAIL  [demo] a:1 b (0.1 s)\n  failed: [demo] a:1 b\n  passed only when tried again: [demo] a:2 c\n\
                    FAILED master::files: 404\n\n1 passed, 2 failed, 0 skipped\n";
        let names = [
            "failed: [demo] a:1 b",
            "passed only when tried again: [demo] a:2 c",
            "failed: master::files: 404",
        ];
        assert_eq!(of_our_reporter(text), names);
    }
}
