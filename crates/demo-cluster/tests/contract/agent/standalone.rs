//! Containers of their own, of no framework.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Agent;
use serde_json::{Value, json};

use super::command;
use crate::ground::resources::scalar;
use crate::ground::{Expect, Suite, call};

pub async fn tell(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let id = |of: &str| json!({ "value": suite.name(of) });
    let resources = json!([scalar("cpus", 0.1), scalar("mem", 32.0), scalar("disk", 1.0)]);
    let launch = |id: &Value, line: &str| {
        call(
            "LAUNCH_CONTAINER",
            json!({ "container_id": id, "command": command(line), "resources": resources }),
        )
    };
    let of = |name: &str, id: &Value| call(name, json!({ "container_id": id }));
    let (sleeper, three) = (id("alone"), id("three"));

    suite.case(agent, "standalone", launch(&sleeper, "echo alone; sleep 1000"), Expect::OK).await?;
    suite.case(agent, "the same id again", launch(&sleeper, "true"), Expect::ACCEPTED).await?;
    suite
        .until(Agent, "GET_CONTAINERS", "standalone ones on request", async || {
            let listed = async |show: bool| -> Result<Vec<Value>> {
                let asked = call("GET_CONTAINERS", json!({ "show_standalone": show }));
                let all = suite.look(&agent.into(), asked).await?;
                let all = all["get_containers"]["containers"].as_array().cloned().unwrap_or_default();
                Ok(all.into_iter().filter(|container| container["container_id"] == sleeper).collect())
            };
            ensure!(listed(false).await?.is_empty(), "it is listed without a request");
            let all = listed(true).await?;
            ensure!(all.len() == 1, "{} of them", all.len());
            ensure!(
                all[0].get("framework_id").is_none() && all[0].get("executor_id").is_none(),
                "{}",
                all[0]
            );
            Ok(())
        })
        .await?;
    suite.case(agent, "standalone", of("KILL_CONTAINER", &sleeper), Expect::OK).await?;
    let end = suite.ask(agent, "standalone", of("WAIT_CONTAINER", &sleeper)).await?;
    suite.holds(
        Agent,
        "KILL_CONTAINER",
        "SIGKILL, if nothing else is said",
        (|| {
            ensure!(end["wait_container"]["exit_status"] == 9, "{end}");
            Ok(())
        })(),
    );
    suite.case(agent, "one that ends", launch(&three, "exit 3"), Expect::OK).await?;
    let end = suite.ask(agent, "one that ends", of("WAIT_CONTAINER", &three)).await?;
    suite.holds(
        Agent,
        "WAIT_CONTAINER",
        "the exit code of a standalone one",
        (|| {
            ensure!(end["wait_container"]["exit_status"] == 768, "{end}");
            Ok(())
        })(),
    );
    let nobody = json!({ "value": "nobody" });
    suite.cases(agent, [
        ("an unknown container", of("WAIT_CONTAINER", &nobody), Expect::Refused(404, "Container nobody cannot be found".to_owned())),
        (
            "an unknown container",
            of("KILL_CONTAINER", &nobody),
            Expect::Refused(404, "Container 'nobody' cannot be found (or is already killed)".to_owned()),
        ),
        (
            "an id that cannot be",
            launch(&json!({ "value": "a/b" }), "true"),
            Expect::bad("Failed to validate agent::Call: 'launch_container.container_id' is invalid: 'a/b' contains invalid characters"),
        ),
    ]).await
}
