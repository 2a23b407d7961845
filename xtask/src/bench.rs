//! `cargo xtask bench`: what the console does in a browser, against the numbers it has to hold.

use anyhow::Result;
use clap::Args;

use crate::app::Profile;
use crate::playwright::node;
use crate::{paths, server};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Only measurements whose name has this in it.
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
    let filter = options.filter.as_ref().map(|filter| format!("--filter={filter}"));
    let dist = paths::in_root("dist");
    node()?
        .args(["bench/main.mjs"])
        .args(filter)
        .env("MESOSCOPE_BENCH", &out)
        .env("MESOSCOPE_DIST", dist)
        .run()
}
