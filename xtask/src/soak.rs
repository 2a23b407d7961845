//! `cargo xtask soak`: many dashboards for long, while the embedded master is killed twice. The same test runs short with all others.

use anyhow::Result;

use crate::attacks;
use crate::command::Run;
use crate::step::step;

/// How many and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// How many screens show a dashboard, half of them one that is bound to some Mesos roles.
    #[arg(long, default_value_t = 500)]
    dashboards: u32,
    /// For how long, in minutes.
    #[arg(long, default_value_t = 10)]
    minutes: u32,
}

/// Runs it with the console as it ships.
///
/// # Errors
/// If a screen does not show at the end what the master answers.
pub fn run(options: &Options) -> Result<()> {
    attacks::forget()?;
    let seconds = u64::from(options.minutes) * 60;
    step("soak", || {
        Run::cargo()
            .args([
                "test",
                "--release",
                "--locked",
                "--package",
                "mesoscope-server",
                "--test",
                "attacks",
                "--",
            ])
            .args(["--nocapture", "--exact", "walls::many_dashboards_end_live_and_equal_to_the_master"])
            .env("MESOSCOPE_SOAK_DASHBOARDS", options.dashboards.to_string())
            .env("MESOSCOPE_SOAK_SECONDS", seconds.to_string())
            .run()
    })?;
    attacks::print()
}
