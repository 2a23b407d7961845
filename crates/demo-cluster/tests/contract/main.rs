//! The contract of the Operator API: what a cluster answers to every call and tells in every event, and what that means.
//!
//! The suite takes the address of a master and runs unchanged against the embedded cluster, against a real Mesos 1.11 and
//! through the console's relay. Every run adds its column to one table, call by call, and fails if a call of
//! [`operator_api::calls::all`] is not in it.
//!
//! ```text
//! cargo test -p demo-cluster --test contract -- --nocapture        the embedded cluster, started in process
//! CONTRACT_MASTER=http://127.0.0.1:5050 …                          a cluster with a workload and five agents of their own host names
//! CONTRACT_CONSOLE=http://127.0.0.1:8080 …                         all calls through the console of that cluster
//! CONTRACT_STAGE='e2e/real-mesos/stage --port 5050' …              what no operator's call can do: see `ground::stage`
//! CONTRACT_GUARDED='e2e/real-mesos/guarded' …                      a cluster of its own that asks who calls: see `access::guarded`
//! CONTRACT_FAMILY=quota …                                          one family only, for the inner loop; no table
//! ```
//!
//! It ends tasks, a framework and an agent: a cluster serves one run. Calls that would end a process of a real cluster
//! without meaning to ([`operator_api::danger`]) are never sent; `omitted` lists what is left out, and why.

mod access;
mod agent;
mod ground;
mod master;
mod omitted;

use std::env;

use ground::Suite;

/// All of one cluster's story, in the order in which it can be told: what ends things comes last.
#[tokio::test(flavor = "multi_thread")]
async fn every_call_is_answered_as_mesos_does() {
    let suite = Suite::begin().await.expect("a cluster to test");
    let only = env::var("CONTRACT_FAMILY").ok();
    macro_rules! tell {
        ($($target:ident :: $family:ident),* $(,)?) => {$(
            let name = concat!(stringify!($target), "::", stringify!($family));
            if only.as_deref().is_none_or(|only| name.ends_with(only)) {
                eprintln!("  {name}");
                if let Err(error) = $target::$family::tell(&suite).await {
                    suite.broke_off(name, &error);
                }
            }
        )*};
    }
    tell!(
        ground::alike,
        ground::http,
        access::principals,
        master::about,
        master::files,
        master::state,
        master::roles,
        master::weights,
        master::quota,
        master::reservations,
        master::volumes,
        agent::about,
        agent::files,
        agent::state,
        agent::nested,
        agent::standalone,
        agent::session,
        agent::attach,
        agent::providers,
        master::activity,
        master::drain,
        master::partition,
        master::maintenance,
        master::events,
        master::teardown,
        master::gone,
    );
    suite.end(only.is_some()).await;
}
