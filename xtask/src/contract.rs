//! The contract suite of the Operator API: on the embedded cluster, on a real Mesos, and on that through the console's relay.
//!
//! Each run leaves its column beside those of the others, and prints the table of all columns there are.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout};

use anyhow::{Context, Result, bail};

use crate::app::Profile;
use crate::command::{Run, quote};
use crate::step::step;
use crate::test::Counts;
use crate::{paths, real_mesos, server};

/// The suite's one test.
pub const SUITE: &str = "every_call_is_answered_as_mesos_does";

/// The master's port; the agents have the next ones. Fixed, so that what an interrupted run left is found and stopped.
const PORT: u16 = 15350;

/// The master's port of the cluster that asks who calls; its agent has the next one.
const GUARDED: u16 = 15360;

/// Where the console listens.
const CONSOLE: &str = "127.0.0.1:15390";

/// An agent whose process ended is found unreachable soon, offers are quick, and no agent has room for all tasks.
const FLAGS: [(&str, &str); 4] = [
    ("MESOS_AGENT_PING_TIMEOUT", "1secs"),
    ("MESOS_MAX_AGENT_PING_TIMEOUTS", "3"),
    ("MESOS_ALLOCATION_INTERVAL", "200ms"),
    ("REAL_AGENT_RESOURCES", "cpus:1.2;mem:4096;disk:20000;ports:[31000-31999]"),
];

/// Which cluster the suite runs on, and how it gets there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the embedded cluster, which the suite starts itself.
    Embedded,
    /// Straight to the master and the agents of a real one.
    Straight,
    /// To a real one through the console's relay.
    Relay,
}

impl Way {
    /// What people call a run of this kind.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Embedded => "contract, embedded cluster",
            Self::Straight => "contract, real Mesos",
            Self::Relay => "contract, through the relay",
        }
    }
}

/// `cargo xtask contract`
#[derive(clap::Args)]
pub struct Options {
    /// Use the binary that is there, without building it.
    #[arg(long)]
    no_build: bool,
}

/// Runs the suite on every cluster there is, and ends with the table.
pub fn run(options: &Options) -> Result<()> {
    forget()?;
    if !options.no_build {
        server::build(Profile::Release)?;
    }
    let mut sum = Counts::default();
    for way in [Way::Embedded, Way::Straight, Way::Relay] {
        sum = sum + step(way.name(), || test(way))?;
    }
    println!("{sum}");
    if sum.failed > 0 {
        bail!("{} of {} cases failed", sum.failed, sum.passed + sum.failed);
    }
    Ok(())
}

/// Forgets the columns of earlier runs.
pub fn forget() -> Result<()> {
    let columns = paths::target().join("tmp/contract");
    if fs::exists(&columns)? {
        fs::remove_dir_all(&columns).with_context(|| format!("cannot remove {}", columns.display()))?;
    }
    Ok(())
}

/// Runs the suite once, on a fresh cluster: a run ends tasks, a framework and an agent.
pub fn test(way: Way) -> Result<Counts> {
    let suite = Run::cargo()
        .args(["test", "--locked", "--quiet", "--package", "demo-cluster", "--test", "contract"])
        .args(["--", "--nocapture", SUITE]);
    if way == Way::Embedded {
        return counted(&suite);
    }
    let _cluster = Cluster::start()?;
    let master = format!("http://127.0.0.1:{PORT}");
    let load = ["--master", &master, "--tasks", "40", "--quiet"];
    let mut workload = Helper::start(&with_flags(real_mesos::script("workload").args(load)))?;
    workload.wait_for("\"ready\"")?;
    let stage = quote(paths::in_root("e2e/real-mesos/stage").as_os_str());
    // What the stage starts again must be as it was.
    let suite = with_flags(suite)
        .env("CONTRACT_MASTER", &master)
        .env("CONTRACT_STAGE", format!("{stage} --port {PORT}"))
        .env("MESOSCOPE_REAL_MESOS", real_mesos::home());
    if way == Way::Straight {
        // It starts when the suite asks for it, and ends with it.
        let guarded = quote(paths::in_root("e2e/real-mesos/guarded").as_os_str());
        return counted(&suite.env("CONTRACT_GUARDED", format!("{guarded} --port {GUARDED}")));
    }
    let serve = ["serve", "--master", &master, "--listen", CONSOLE, "--log", "error"];
    let _console = Helper::start(&Run::new(paths::mesoscope()).args(serve))?;
    counted(&suite.env("CONTRACT_CONSOLE", format!("http://{CONSOLE}")))
}

fn counted(suite: &Run) -> Result<Counts> {
    let (ok, output) = suite.run_and_read()?;
    let counts =
        Counts::of_our_reporter(&output).with_context(|| suite.failed("the suite did not run to its end"))?;
    if !ok && counts.failed == 0 {
        bail!(suite.failed("the suite ended badly"));
    }
    Ok(counts)
}

fn with_flags(run: Run) -> Run {
    FLAGS.iter().fold(run, |run, (name, value)| run.env(name, value))
}

/// The real cluster; stopped when this is dropped.
struct Cluster;

impl Cluster {
    fn start() -> Result<Self> {
        real_mesos::setup()?;
        Self::stop();
        let size = ["--port", &PORT.to_string(), "--agents", "5", "--hostnames", "agent{}.test"];
        with_flags(real_mesos::script("start").args(size)).run()?;
        Ok(Self)
    }

    /// Nothing to stop is no failure.
    fn stop() {
        let _ = real_mesos::script("stop").args(["--port", &PORT.to_string()]).answer();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        Self::stop();
    }
}

/// A program that runs beside the suite; ended when this is dropped.
struct Helper {
    child: Child,
    line: String,
    output: Option<BufReader<ChildStdout>>,
}

impl Helper {
    fn start(run: &Run) -> Result<Self> {
        let mut child = run.spawn()?;
        let output = child.stdout.take().map(BufReader::new);
        Ok(Self { child, line: run.line(), output })
    }

    /// Reads its output until a line has this in it.
    fn wait_for(&mut self, words: &str) -> Result<()> {
        for line in self.output.iter_mut().flat_map(BufRead::lines) {
            if line?.contains(words) {
                return Ok(());
            }
        }
        bail!("it ended before it said {words}\n\nto run it by hand:\n    {}", self.line)
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
