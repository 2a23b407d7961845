//! The machine that figures were made on: they mean nothing without it.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::command::Run;
use crate::{paths, tools};

/// What figures depend on beside the console.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Machine {
    /// The command that made the figures.
    pub(super) command: String,
    /// When, in seconds since 1970.
    time: u64,
    cores: usize,
    cpu: String,
    memory_mb: u64,
    kernel: String,
    chromium: String,
    /// With a `+` where the tree had more than that commit.
    pub(super) commit: String,
    /// How many programs were running on average in the minute before.
    load: f64,
    /// How long [`WORK`] takes, in ms.
    #[serde(default)]
    work_ms: Option<f64>,
}

/// A piece of work for the browser's engine, the quickest of five: by what it takes, figures of two machines can be held against each other.
const WORK: &str = r#"
const once = () => {
  const began = performance.now();
  const seen = new Map();
  for (let i = 0; i < 300000; i++) seen.set("task-" + ((i * 7919) % 300007), i);
  [...seen.keys()].sort();
  return performance.now() - began;
};
console.log(Math.min(...Array.from({ length: 5 }, once)));
"#;

impl Machine {
    /// This one, now.
    pub(super) fn here(command: String) -> Result<Self> {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let field = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        let memory = field(&read("/proc/meminfo"), "MemTotal").unwrap_or_default();
        let kib: u64 = memory.split(' ').next().and_then(|kib| kib.parse().ok()).unwrap_or_default();
        let git = |args: &[&str]| Run::new("git").args(args).dir(paths::root()).answer().unwrap_or_default();
        let more = if git(&["status", "--porcelain", "--untracked-files=no"]).is_empty() { "" } else { "+" };
        Ok(Self {
            command,
            time: SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs(),
            cores: std::thread::available_parallelism()?.get(),
            cpu: field(&read("/proc/cpuinfo"), "model name")
                .unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            memory_mb: kib * 1024 / 1_000_000,
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            chromium: Run::new(tools::chromium(tools::Browser::Whole)?)
                .args(["--version"])
                .answer()
                .unwrap_or_default(),
            commit: format!("{}{more}", git(&["rev-parse", "--short", "HEAD"])),
            load: read("/proc/loadavg")
                .split(' ')
                .next()
                .and_then(|load| load.parse().ok())
                .unwrap_or_default(),
            work_ms: Run::new("node").args(["-e", WORK]).answer().and_then(|ms| ms.trim().parse().ok()),
        })
    }

    /// One line about it.
    pub(super) fn words(&self) -> String {
        let work = self.work_ms.map(|ms| format!(", fixed work in {ms:.0} ms")).unwrap_or_default();
        format!(
            "{} × {}, {} GB, Linux {}, {}, commit {}, load before {}{work}",
            self.cores,
            self.cpu,
            self.memory_mb / 1000,
            self.kernel,
            self.chromium,
            self.commit,
            self.load
        )
    }
}
