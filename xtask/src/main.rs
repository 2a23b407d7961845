//! `cargo xtask …`: the command line of the build.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::app::Profile;
use xtask::{
    bench, checks, contract, demo, generate, instructions, playwright, real_mesos, shots, soak, test,
};

/// Builds, runs, tests and measures Mesoscope.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build what is missing, start the embedded cluster and the console, and stay.
    Demo {
        /// Given to `mesoscope demo` as they are, such as `--scenario large`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Build target/release/mesoscope, one binary with the app in it.
    Build {
        /// Build the app for the inner loop: fast to compile, large, slow.
        #[arg(long)]
        dev: bool,
        /// Build only the app, into dist/.
        #[arg(long)]
        app: bool,
    },
    /// Run every test there is, and end with the counts.
    Test(test::Options),
    /// Hold the embedded cluster, a real Mesos and the console's relay against one contract, and print call by call what came
    /// of it.
    Contract(contract::Options),
    /// Format all Rust code.
    Fmt,
    /// Check the format, clippy with warnings as errors, and that generated code is fresh.
    Lint,
    /// Write the code that is made from the schema of the Operator API.
    Generate {
        /// Write nothing; fail if what is there is not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Measure the console in a browser against the numbers it has to hold.
    Bench(bench::Options),
    /// Count the instructions of one task's update, step by step, on a small and on a large cluster, and hold them against their lines.
    Instructions,
    /// Take a picture of every page, at two sizes and in both themes, into target/shots.
    Shots(shots::Options),
    /// Show dashboards to many screens while the master is killed twice, and compare what they show with the master's own answer.
    Soak(soak::Options),
    /// Run Playwright itself, with everything it needs built and started.
    Playwright(playwright::Passthrough),
    /// Start, stop and load a real Mesos cluster on this machine.
    RealMesos {
        #[command(subcommand)]
        action: real_mesos::Action,
    },
}

fn main() -> ExitCode {
    let done = match Cli::parse().task {
        Task::Demo { args } => demo::run(&args),
        Task::Build { dev, app } => {
            let profile = if dev { Profile::Dev } else { Profile::Release };
            if app { xtask::app::build(profile).map(drop) } else { xtask::server::build(profile).map(drop) }
        }
        Task::Test(options) => test::run(&options),
        Task::Contract(options) => contract::run(&options),
        Task::Fmt => checks::format(),
        Task::Lint => checks::lint(),
        Task::Generate { check } => generate::run(check),
        Task::Bench(options) => bench::run(&options),
        Task::Instructions => instructions::test().map(drop),
        Task::Shots(options) => shots::run(&options),
        Task::Soak(options) => soak::run(&options),
        Task::Playwright(options) => playwright::passthrough(&options),
        Task::RealMesos { action } => real_mesos::run(&action),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
