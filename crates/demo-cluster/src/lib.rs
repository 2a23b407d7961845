//! An embedded Mesos cluster: a master and agents that answer the Operator API over real HTTP, seeded, scripted, breakable.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! let cluster = demo_cluster::start(demo_cluster::Options::default()).await?;
//! println!("a master listens at {}", cluster.master_url());
//! cluster.faults().drop_streams();
//! cluster.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! [`world`] is the cluster itself, without I/O; `print` puts it in the API's messages; `master` and `agent` answer their
//! calls, a file for each family; `access` says who may make them; `files` makes up what logs and sandboxes hold; `http` is the way in and out.

mod access;
mod agent;
mod cluster;
mod faults;
mod files;
mod http;
mod master;
mod options;
mod print;
mod running;
mod scenario;
mod subscribers;
pub mod world;

pub use self::access::{Access, Acls, BadAcls, two_principals};
pub use self::faults::{AwayAgent, Faults, Instead, Standing, UnknownAgent};
pub use self::options::{Credential, Options};
pub use self::running::{Running, start};
pub use self::scenario::{Scenario, UnknownScenario};
