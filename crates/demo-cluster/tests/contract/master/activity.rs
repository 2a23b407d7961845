//! Agents set apart and taken back.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::resources::shown;
use crate::ground::{Expect, Suite, To, call};

pub async fn tell(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().drained;
    let of = |name: &str, id: &str| call(name, json!({ "agent_id": { "value": id } }));
    let deactivated = async || -> Result<Value> { Ok(shown(suite, agent).await?["deactivated"].clone()) };

    suite.cases(To::Master, [
        ("one that is active", of("REACTIVATE_AGENT", &agent.id), Expect::bad("Agent is not deactivated")),
        ("an unknown one", of("REACTIVATE_AGENT", "nobody"), Expect::bad("Agent is not deactivated")),
        ("an unknown one", of("DEACTIVATE_AGENT", "nobody"), Expect::bad("Unknown agent")),
        (
            "an id without a value",
            call("DEACTIVATE_AGENT", json!({ "agent_id": {} })),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: deactivate_agent.agent_id.value"),
        ),
        ("good", of("DEACTIVATE_AGENT", &agent.id), Expect::OK),
        ("again", of("DEACTIVATE_AGENT", &agent.id), Expect::OK),
    ]).await?;
    let apart = deactivated().await?;
    suite.holds(
        Master,
        "DEACTIVATE_AGENT",
        "GET_AGENTS says so",
        (|| {
            ensure!(apart == true, "{apart}");
            Ok(())
        })(),
    );
    let shown_apart = shown(suite, agent).await?;
    suite.holds(
        Master,
        "DEACTIVATE_AGENT",
        "it is not active and does not drain",
        (|| {
            ensure!(
                shown_apart["active"] == false && shown_apart.get("drain_info").is_none(),
                "{shown_apart}"
            );
            let offered = shown_apart["offered_resources"].as_array().is_some_and(|all| !all.is_empty());
            ensure!(!offered, "its resources are still offered");
            Ok(())
        })(),
    );
    suite.master("good", of("REACTIVATE_AGENT", &agent.id), Expect::OK).await?;
    let back = deactivated().await?;
    suite.holds(
        Master,
        "REACTIVATE_AGENT",
        "GET_AGENTS says so",
        (|| {
            ensure!(back == false, "{back}");
            Ok(())
        })(),
    );
    Ok(())
}
