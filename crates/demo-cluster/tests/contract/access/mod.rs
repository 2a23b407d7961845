//! Two principals: one that may see and do everything, and one that is bound to what is its own. Asked of a cluster of its own.

mod agent;
mod changes;
mod failover;
mod guarded;
mod reads;
mod strangers;
mod streams;

/// All of it, in the order in which it can be told.
pub mod principals {
    use anyhow::Result;

    use super::guarded::Guarded;
    use super::{agent, changes, failover, reads, strangers, streams};
    use crate::ground::Suite;

    pub async fn tell(suite: &Suite) -> Result<()> {
        let Some(guarded) = Guarded::start(suite).await? else { return Ok(()) };
        let told = parts(suite, &guarded).await;
        guarded.end().await?;
        told
    }

    async fn parts(suite: &Suite, guarded: &Guarded) -> Result<()> {
        strangers::tell(suite, guarded).await?;
        reads::tell(suite, guarded).await?;
        changes::tell(suite, guarded).await?;
        agent::tell(suite, guarded).await?;
        streams::tell(suite, guarded).await?;
        failover::tell(suite, guarded).await
    }
}
