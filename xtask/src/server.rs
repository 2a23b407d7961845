//! The server: one release binary with the app in it.

use std::path::PathBuf;

use anyhow::Result;

use crate::app::{self, Profile};
use crate::command::Run;
use crate::step::step;
use crate::{paths, sizes};

/// Builds the app, then the server that embeds it, and returns the binary.
pub fn build(profile: Profile) -> Result<PathBuf> {
    app::build(profile)?;
    step("build the server, with the app in it", || {
        Run::cargo().args(["build", "--release", "--locked", "--package", "mesoscope-server"]).run()
    })?;
    let binary = paths::mesoscope();
    // An app for the inner loop is large.
    if profile == Profile::Release {
        sizes::hold_server(&binary)?;
    }
    eprintln!("    {}", binary.display());
    Ok(binary)
}
