//! The command line.

use clap::{Args, Parser, Subcommand};

use crate::access::users::command::UserArgs;
use crate::config::Settings;

/// Mesoscope: an operator console for Apache Mesos.
#[derive(Debug, Parser)]
#[command(name = "mesoscope", version, about, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The things the binary does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the console for a cluster
    Serve(Serve),
    /// Serve the console for an embedded cluster, to look around or to develop against
    #[cfg(feature = "demo")]
    Demo(Demo),
    /// Serve the Operator API of an embedded cluster without a console, to test a Mesos client against
    #[cfg(feature = "demo")]
    Cluster(Cluster),
    /// Print the effective configuration with the source of each value, or everything that is wrong with it
    CheckConfig(Serve),
    /// Add, change, remove and list the people of a users file
    User(UserArgs),
}

/// `mesoscope serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Every setting, as given by flag or environment.
    #[command(flatten)]
    pub settings: Settings,
}

/// `mesoscope demo`.
#[cfg(feature = "demo")]
#[derive(Debug, Args)]
pub struct Demo {
    /// Every setting, as given by flag or environment; `--master` is not used.
    #[command(flatten)]
    pub settings: Settings,
    /// What the embedded cluster is like.
    #[command(flatten)]
    pub demo: crate::config::DemoSettings,
}

/// `mesoscope cluster`.
#[cfg(feature = "demo")]
#[derive(Debug, Args)]
pub struct Cluster {
    /// What the cluster is like and where it listens.
    #[command(flatten)]
    pub settings: crate::config::ClusterSettings,
}
