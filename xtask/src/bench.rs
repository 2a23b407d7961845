//! `cargo xtask bench`: what the console costs in a browser, in its server and in its model, against the numbers it has to hold, and how that
//! grows with the cluster.
//!
//! The browser and the server are measured by the Playwright project `bench` (e2e/bench), codec and model by criterion. All figures end in one
//! table and, with every value that was measured, in target/bench.json. docs/performance.md says from what to what each figure is.

mod criterion;
mod document;
mod figure;
mod growth;
mod machine;
mod record;
mod report;

use anyhow::{Result, bail};
use clap::Args;

use self::figure::Figure;
use self::record::Record;
use crate::app::Profile;
use crate::playwright::playwright;
use crate::step::step;
use crate::tools::Browser;
use crate::{paths, real_mesos, server};

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// Only measurements whose name matches this regular expression; other figures stay as they were.
    #[arg(long)]
    filter: Option<String>,
    /// Use the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
    /// Two sizes and the fewest repetitions: to see that it works.
    #[arg(long)]
    quick: bool,
    /// Watch for longer: a tab for ten minutes, streams for one.
    #[arg(long, conflicts_with = "quick")]
    long: bool,
    /// Measure on a real Mesos with 100,000 tasks, and nothing else; other figures stay as they were.
    #[arg(long)]
    real: bool,
    /// Put the table into docs/performance.md.
    #[arg(long)]
    write: bool,
}

impl Options {
    fn pace(&self) -> &'static str {
        match (self.quick, self.long) {
            (true, _) => "quick",
            (_, true) => "long",
            _ => "usual",
        }
    }

    /// The command as it was given, for those who want the same figures.
    fn line(&self) -> String {
        let mut line = "cargo xtask bench".to_owned();
        for (flag, is_on) in [("--quick", self.quick), ("--long", self.long), ("--real", self.real)] {
            if is_on {
                line.push_str(&format!(" {flag}"));
            }
        }
        if let Some(filter) = &self.filter {
            line.push_str(&format!(" --filter '{filter}'"));
        }
        line
    }
}

/// Measures, prints the table and writes target/bench.json.
///
/// # Errors
/// If something could not be measured. That a figure is not held is none: machines differ, and the table says it.
pub fn run(options: &Options) -> Result<()> {
    if let (true, Some(why)) = (options.real, real_mesos::cannot_run()) {
        bail!("{why}");
    }
    if !options.no_build {
        server::build(Profile::Release)?;
    }
    let made = machine::Machine::here(options.line())?;
    let measured = browser(options)?;
    let mut figures = measured.figures;
    if !options.real {
        figures.extend(criterion::run(options.filter.as_deref(), options.quick)?);
    }
    let mut record = Record::read()?;
    if options.filter.is_none() && !options.real {
        record.forget_all_but_real();
    }
    record.add(made, figures);
    record.write()?;
    print!("\n{}", report::text(&record));
    if options.write {
        document::write(&record)?;
    }
    if !measured.failures.is_empty() {
        bail!("not everything could be measured:\n\n{}", measured.failures.join("\n\n"));
    }
    Ok(())
}

/// What the reporter of e2e/bench writes.
#[derive(serde::Deserialize)]
struct Measured {
    figures: Vec<Figure>,
    failures: Vec<String>,
}

/// Measures what needs a browser or a running server.
fn browser(options: &Options) -> Result<Measured> {
    if options.real {
        real_mesos::setup()?;
    }
    let out = paths::target().join("bench.figures.json");
    if out.exists() {
        std::fs::remove_file(&out)?;
    }
    let files = if options.real { "bench/real" } else { "bench/embedded" };
    let run = playwright(Browser::Whole)?
        .args(["test", "--project=bench", "--reporter=./bench/reporter.ts", "--pass-with-no-tests", files])
        .args(options.filter.as_ref().map(|filter| format!("--grep={filter}")))
        .env("MESOSCOPE_BENCH", &out)
        .env("MESOSCOPE_BENCH_PACE", options.pace());
    step("measure browser and server", || {
        let (ok, _) = run.run_and_read()?;
        let Ok(text) = std::fs::read_to_string(&out) else {
            bail!(run.failed("Playwright wrote no figures"))
        };
        let mut measured: Measured = serde_json::from_str(&text)?;
        if !ok && measured.failures.is_empty() {
            measured.failures.push(run.failed("Playwright ended badly"));
        }
        Ok(measured)
    })
}
