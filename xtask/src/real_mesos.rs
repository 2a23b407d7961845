//! A real Mesos cluster on this machine, by the scripts of e2e/real-mesos.

use std::path::PathBuf;
use std::{env, fs};

use anyhow::{Result, bail};
use clap::Subcommand;

use crate::command::Run;
use crate::paths;
use crate::stamp::{Inputs, Stamp};
use crate::step::step;

/// What to do with it. Whatever follows is given to the script; `--help` tells what it takes.
#[derive(Subcommand)]
pub enum Action {
    /// Get and build what a cluster needs, once.
    Setup,
    /// Start a master and agents, or one of them again.
    Start(Arguments),
    /// Stop all of it, or one process by a signal.
    Stop(Arguments),
    /// Put frameworks and tasks on it, until it is interrupted.
    Workload(Arguments),
}

/// A script's own arguments.
#[derive(clap::Args)]
pub struct Arguments {
    /// Such as `--port 15050 --agents 3`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

/// Runs one of the scripts.
pub fn run(action: &Action) -> Result<()> {
    if let Some(why) = cannot_run() {
        bail!("{why}");
    }
    setup()?;
    match action {
        Action::Setup => Ok(()),
        Action::Start(given) => script("start").args(&given.args).run(),
        Action::Stop(given) => script("stop").args(&given.args).run(),
        Action::Workload(given) => script("workload").args(&given.args).run(),
    }
}

/// Why no real Mesos can run here, if so.
#[must_use]
pub fn cannot_run() -> Option<String> {
    let (os, arch) = (env::consts::OS, env::consts::ARCH);
    ((os, arch) != ("linux", "x86_64"))
        .then(|| format!("real Mesos runs on Linux on x86_64 only, this is {os} on {arch}"))
}

/// Where the executables and the state of clusters are.
#[must_use]
pub fn home() -> PathBuf {
    env::var_os("MESOSCOPE_REAL_MESOS").map_or_else(|| paths::cache().join("real-mesos"), PathBuf::from)
}

/// Sets it up, unless that was done by the same scripts before.
pub fn setup() -> Result<()> {
    let mut inputs = Inputs::new();
    inputs.tree(&paths::in_root("e2e/real-mesos"))?.word(&home().to_string_lossy());
    let (hash, stamp) = (inputs.hash(), Stamp::named("real-mesos"));
    if stamp.is(&hash) && fs::exists(home().join("bin/mesos-master"))? {
        return Ok(());
    }
    step(format!("set up real Mesos in {} (once, 10 to 60 seconds)", home().display()), || {
        stamp.clear()?;
        script("setup").run()?;
        stamp.set(&hash)
    })
}

/// One of the scripts.
#[must_use]
pub fn script(name: &str) -> Run {
    Run::new(paths::in_root("e2e/real-mesos").join(name)).env("MESOSCOPE_REAL_MESOS", home())
}
