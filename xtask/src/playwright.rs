//! The browser tests: Playwright with the system's Chromium, on the binary that was built.

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::app::Profile;
use crate::command::Run;
use crate::test::Counts;
use crate::tools::Browser;
use crate::{paths, real_mesos, server, tools};

/// Which cluster the specs run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Project {
    /// The embedded cluster.
    Demo,
    /// Real masters and agents on this machine.
    Real,
}

impl Project {
    fn name(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Real => "real",
        }
    }
}

/// `cargo xtask playwright -- …`
#[derive(Args)]
pub struct Passthrough {
    /// Use the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
    /// Given to `playwright test` as they are, such as `--project=demo specs/both/tables.spec.ts`.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<String>,
}

/// Runs the specs of a project, all or those whose title matches.
pub fn test(project: Project, filter: Option<&str>) -> Result<Counts> {
    if project == Project::Real {
        real_mesos::setup()?;
    }
    let mut args = vec!["test".to_owned(), format!("--project={}", project.name())];
    if let Some(filter) = filter {
        args.push("--pass-with-no-tests".to_owned());
        args.push(format!("--grep={filter}"));
    }
    let run = playwright(Browser::Shell)?.args(args);
    let (ok, output) = run.run_and_read()?;
    let counts =
        Counts::of_our_reporter(&output).with_context(|| run.failed("Playwright did not run the specs"))?;
    if !ok && counts.failed == 0 {
        bail!(run.failed("Playwright ended badly"));
    }
    if !ok {
        eprintln!("\nto run it by hand:\n    {}", run.line());
    }
    Ok(counts)
}

/// Runs Playwright with a person's own arguments.
pub fn passthrough(options: &Passthrough) -> Result<()> {
    if !options.no_build {
        server::build(Profile::Release)?;
    }
    playwright(Browser::Shell)?.args(["test"]).args(&options.args).run()
}

/// Playwright, with its packages, its browser and where the binary is in the environment.
pub fn playwright(browser: Browser) -> Result<Run> {
    tools::node_packages()?;
    Ok(Run::new("node")
        .args(["node_modules/@playwright/test/cli.js"])
        .env("MESOSCOPE_BIN", paths::mesoscope())
        .env("MESOSCOPE_CHROMIUM", tools::chromium(browser)?)
        .env("MESOSCOPE_REAL_MESOS", real_mesos::home())
        .dir(paths::in_root("e2e")))
}
