//! `cargo xtask shots`: a picture of every page, for eyes.

use anyhow::Result;
use clap::Args;

use crate::app::Profile;
use crate::playwright::playwright;
use crate::tools::Browser;
use crate::{paths, server};

/// What to take pictures of.
#[derive(Args)]
pub struct Options {
    /// Only pages whose name matches this regular expression.
    #[arg(long)]
    filter: Option<String>,
    /// Use the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
}

/// Takes the pictures and says where they are.
pub fn run(options: &Options) -> Result<()> {
    if !options.no_build {
        server::build(Profile::Release)?;
    }
    let out = paths::target().join("shots");
    let filter = options.filter.as_ref().map(|filter| format!("--grep={filter}"));
    playwright(Browser::Whole)?
        .args(["test", "--project=shots"])
        .args(filter)
        .env("MESOSCOPE_SHOTS", &out)
        .run()?;
    eprintln!("    {}", out.display());
    Ok(())
}
