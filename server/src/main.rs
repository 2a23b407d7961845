//! The binary `mesoscope`. Exit status 2: the configuration has problems; 1: something failed later.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use mesoscope_server::access::users;
use mesoscope_server::cli::{Cli, Command};
use mesoscope_server::config::{self, Problem, Resolved};
use mesoscope_server::start::StartError;

mod check;
#[cfg(feature = "demo")]
mod cluster;
#[cfg(feature = "demo")]
mod demo;
mod renewal;
mod serve;

/// A cluster's whole state passes through memory now and then: the system's allocator keeps several times of it for ever.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let matches = Cli::command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let Some((_, matches)) = matches.subcommand() else { return ExitCode::from(2) };
    let outcome = match cli.command {
        Command::CheckConfig(given) => return check::check(&config::resolve(given.settings, matches)),
        Command::Serve(given) => {
            let resolved = config::resolve(given.settings, matches);
            if refused(&resolved) {
                return ExitCode::from(2);
            }
            serve::run(async move { serve::serve(resolved.config, None).await })
        }
        Command::User(given) => users::command::run(&given, &mut std::io::stdout()).map_err(Into::into),
        #[cfg(feature = "demo")]
        Command::Demo(given) => {
            let (resolved, demo) = config::resolve_demo(given.settings, given.demo, matches);
            if refused(&resolved) {
                return ExitCode::from(2);
            }
            serve::run(async move { demo::demo(resolved.config, demo).await })
        }
        #[cfg(feature = "demo")]
        Command::Cluster(given) => {
            let (resolved, cluster) = config::resolve_cluster(given.settings, matches);
            if refused(&resolved) {
                return ExitCode::from(2);
            }
            serve::run(async move { cluster::cluster(resolved.config, cluster).await })
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<StartError>() {
            Some(StartError::Configuration(problems)) => {
                tell(problems);
                ExitCode::from(2)
            }
            _ => {
                eprintln!("mesoscope: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}

/// Tells all problems, if there are any.
fn refused(resolved: &Resolved) -> bool {
    tell(&resolved.problems);
    !resolved.problems.is_empty()
}

fn tell(problems: &[Problem]) {
    for problem in problems {
        eprintln!("mesoscope: {problem}");
    }
}
