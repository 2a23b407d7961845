//! What one task's update costs in instructions, on a small cluster and on a large one: the same on every machine, however busy it is.
//!
//! Callgrind runs `crates/cost/examples/deltas.rs` once for each size and tells the steps apart. (Gungraun would run the program once for each step, and
//! so make the large cluster four times under valgrind, which takes most of the time; its runner alone compiles for longer than all of this takes.)

mod callgrind;
mod lines;

use std::env;

use anyhow::{Result, bail};

use crate::command::Run;
use crate::table::{row, table};
use crate::test::Counts;
use crate::{paths, tools};

use lines::{SIZES, STEPS};

/// Why instructions cannot be counted here, if so.
#[must_use]
pub fn cannot_run() -> Option<String> {
    let (os, arch) = (env::consts::OS, env::consts::ARCH);
    ((os, arch) != ("linux", "x86_64"))
        .then(|| format!("the lines are for x86_64, where valgrind runs on Linux; this is {os} on {arch}"))
}

/// Counts, prints the table, and fails if a line is passed.
pub fn test() -> Result<Counts> {
    let valgrind = tools::valgrind()?;
    // Together with the server, so that everything they share is compiled for both at once.
    Run::cargo()
        .args(["build", "--release", "--locked", "--quiet", "--package", "mesoscope-server"])
        .args(["--package", "cost", "--example", "deltas"])
        .run()?;
    let program = paths::target().join("release/examples/deltas");
    let functions = STEPS.map(|step| step.function);
    let count = |size: u32| {
        let dir = paths::target().join(format!("instructions/{size}"));
        callgrind::count(&valgrind, &program, &size.to_string(), &functions, &dir)
    };
    let (small, large) = (count(SIZES[0])?, count(SIZES[1])?);
    let mut rows = vec![row(["instructions of one task's update", "1k tasks", "100k tasks", "line"])];
    for step in &STEPS {
        let cells =
            [small.of(step.function), large.of(step.function), step.at_most].map(|count| count.to_string());
        rows.push([vec![step.what.to_owned()], cells.into()].concat());
    }
    eprintln!("{}", table(&rows));
    let passed = lines::passed(&small, &large);
    if !passed.is_empty() {
        bail!(passed.join("\n"));
    }
    Ok(Counts { passed: STEPS.len() as u64, ..Counts::default() })
}
