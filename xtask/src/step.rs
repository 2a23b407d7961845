//! One step of the build: what it does, how long it took, and by what name it failed.

use std::fmt::Display;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// Runs one step: says what it does, then how long it took. An error carries the step's name.
pub fn step<T>(name: impl Display, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {name}");
    let begun = Instant::now();
    let done = work();
    let took = spell(begun.elapsed());
    match &done {
        Ok(_) => eprintln!("    {name}: done in {took}"),
        Err(_) => eprintln!("    {name}: failed after {took}"),
    }
    done.with_context(|| format!("the step \"{name}\" failed"))
}

/// Says that a step had nothing to do, and why.
pub fn skip(name: impl Display, why: impl Display) {
    eprintln!("==> {name}: nothing to do, {why}");
}

/// A duration as people say it: `0.3 s`, `12 s`, `3 min 07 s`.
#[must_use]
pub fn spell(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", duration.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn durations_are_spelt_for_people() {
        assert_eq!(spell(Duration::from_millis(340)), "0.3 s");
        assert_eq!(spell(Duration::from_secs(59)), "59 s");
        assert_eq!(spell(Duration::from_secs(187)), "3 min 07 s");
    }

    #[test]
    fn a_failure_names_the_step_and_the_reason() {
        let error = step("boil water", || -> Result<()> { bail!("no kettle") }).unwrap_err();
        assert_eq!(format!("{error:#}"), "the step \"boil water\" failed: no kettle");
    }
}
