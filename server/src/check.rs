//! `mesoscope check-config`.

use std::process::ExitCode;

use mesoscope_server::config::Resolved;
use mesoscope_server::start;
use mesoscope_server::upstream::MasterUrl;

/// Prints each value with its source, then every problem. What `serve` would only say on its page is a problem here.
pub fn check(resolved: &Resolved) -> ExitCode {
    let longest = resolved.lines.iter().map(|line| line.key.len()).max().unwrap_or(0) + 2;
    let widest = resolved.lines.iter().map(|line| line.value.chars().count()).max().unwrap_or(0);
    for line in &resolved.lines {
        println!("{:<longest$}{:<widest$}  {}", line.key, line.value, line.source);
    }
    let mut problems: Vec<String> = resolved.problems.iter().map(ToString::to_string).collect();
    let masters = resolved.config.masters.iter();
    problems.extend(
        masters.filter_map(|url| MasterUrl::parse(url).err()).map(|error| format!("master: {error}")),
    );
    // What is named twice need not be told twice.
    if resolved.problems.is_empty() {
        problems.extend(start::check(&resolved.config).iter().map(ToString::to_string));
    }
    for problem in &problems {
        eprintln!("mesoscope: {problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
