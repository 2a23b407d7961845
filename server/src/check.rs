//! `mesoscope check-config`.

use std::process::ExitCode;

use mesoscope_server::config::Resolved;
use mesoscope_server::upstream::MasterUrl;

/// Prints each value with its source, then every problem. What `serve` would only say on its page is a problem here.
pub fn check(resolved: &Resolved) -> ExitCode {
    let widest = resolved.lines.iter().map(|line| line.value.chars().count()).max().unwrap_or(0);
    for line in &resolved.lines {
        println!("{:<14}{:<widest$}  {}", line.key, line.value, line.source);
    }
    let mut problems: Vec<String> = resolved.problems.iter().map(ToString::to_string).collect();
    let masters = resolved.config.masters.iter();
    problems.extend(
        masters.filter_map(|url| MasterUrl::parse(url).err()).map(|error| format!("master: {error}")),
    );
    for problem in &problems {
        eprintln!("mesoscope: {problem}");
    }
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}
