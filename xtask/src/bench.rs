//! `cargo xtask bench`: what the console does in a browser, against the numbers it has to hold.

use anyhow::Result;
use clap::Args;

use crate::app::Profile;
use crate::playwright::playwright;
use crate::{paths, server};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Only measurements whose name matches this regular expression.
    #[arg(long)]
    filter: Option<String>,
    /// Use the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
}

/// Measures, prints the table and writes target/bench.json.
pub fn run(options: &Options) -> Result<()> {
    if !options.no_build {
        server::build(Profile::Release)?;
    }
    let out = paths::target().join("bench.json");
    let filter = options.filter.as_ref().map(|filter| format!("--grep={filter}"));
    playwright()?
        .args(["test", "--project=bench", "--reporter=./bench/reporter.ts"])
        .args(filter)
        .env("MESOSCOPE_BENCH", out)
        .run()
}
