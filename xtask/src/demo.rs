//! `cargo xtask demo`: from a fresh clone to a console in the browser.

use anyhow::Result;

use crate::app::Profile;
use crate::command::Run;
use crate::server;

/// Builds what is missing and runs `mesoscope demo`, which prints its address, until it is interrupted.
pub fn run(args: &[String]) -> Result<()> {
    let binary = server::build(Profile::Release)?;
    let demo = Run::new(binary).args(["demo"]).args(args);
    eprintln!("==> {}", demo.line());
    become_it(&demo)
}

/// Becomes the server, so that Ctrl-C, signals and the exit status are its own.
#[cfg(unix)]
fn become_it(run: &Run) -> Result<()> {
    use std::os::unix::process::CommandExt;
    let error = run.command()?.exec();
    anyhow::bail!("{error}: {}", run.line())
}

#[cfg(not(unix))]
fn become_it(run: &Run) -> Result<()> {
    run.run()
}
