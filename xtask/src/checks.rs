//! Format, lints and generated code.

use anyhow::{Context, Result};

use crate::command::Run;
use crate::paths;
use crate::step::step;
use crate::{generate, tools};

/// One check: its name and what it does.
pub struct Check {
    /// As the table of a test run names it.
    pub name: &'static str,
    /// Fails with the reason.
    pub run: fn() -> Result<()>,
}

/// Everything that holds for the source whatever it does when it runs.
pub const CHECKS: &[Check] = &[
    Check { name: "format", run: is_formatted },
    Check { name: "clippy", run: clippy },
    Check { name: "clippy for the browser", run: clippy_for_the_browser },
    Check { name: "generated code", run: generated_code },
    Check { name: "types of the browser tests", run: types_of_the_browser_tests },
];

/// Formats all Rust code.
pub fn format() -> Result<()> {
    step("format", || Run::cargo().args(["fmt", "--all"]).run())
}

/// Runs every check, the later ones also when an earlier one fails.
pub fn lint() -> Result<()> {
    let failed: Vec<_> = CHECKS.iter().filter_map(|check| step(check.name, check.run).err()).collect();
    let mut failed = failed.into_iter();
    let Some(first) = failed.next() else { return Ok(()) };
    failed.for_each(|error| eprintln!("\nxtask: {error:#}"));
    Err(first)
}

fn is_formatted() -> Result<()> {
    Run::cargo().args(["fmt", "--all", "--check"]).run()
}

fn clippy() -> Result<()> {
    Run::cargo().args(["clippy", "--locked", "--quiet", "--all-targets", "--", "--deny", "warnings"]).run()
}

fn clippy_for_the_browser() -> Result<()> {
    tools::wasm_target()?;
    // Not where Trunk's cargo builds: here the macros are compiled that the app's own tests need, too.
    Run::cargo()
        .args(["clippy", "--locked", "--quiet", "--package", "mesoscope-frontend", "--target"])
        .args(["wasm32-unknown-unknown", "--all-targets", "--", "--deny", "warnings"])
        .run()
}

fn generated_code() -> Result<()> {
    generate::run(true).context("to write it anew: cargo xtask generate")
}

fn types_of_the_browser_tests() -> Result<()> {
    tools::node_packages()?;
    Run::new("node").args(["node_modules/typescript/bin/tsc", "--noEmit"]).dir(paths::in_root("e2e")).run()
}
