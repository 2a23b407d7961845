//! Containers within containers: launched, waited for, killed, removed, by the calls of old and by those of now.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Agent;
use serde_json::{Value, json};

use super::{command, parent, within};
use crate::ground::{Expect, Suite, bare, call};

pub async fn tell(suite: &Suite) -> Result<()> {
    let parent = parent(suite).await?;
    of_old(suite, &parent).await?;
    of_now(suite, &parent).await?;
    refused(suite, &parent).await
}

/// The ids of the containers within a container, by the agent.
async fn inside(suite: &Suite, parent: &str) -> Result<Vec<Value>> {
    let asked = call("GET_CONTAINERS", json!({ "show_nested": true }));
    let all = suite.look(&(&suite.cast().looked_into).into(), asked).await?;
    let all = all["get_containers"]["containers"].as_array().cloned().unwrap_or_default();
    let ids = all.into_iter().map(|container| container["container_status"]["container_id"].clone());
    Ok(ids.filter(|id| id["parent"]["value"] == parent).collect())
}

async fn of_old(suite: &Suite, parent: &str) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let id = within(parent, &suite.name("sleeper"));
    let of = |name: &str| call(name, json!({ "container_id": id }));
    let launch = call(
        "LAUNCH_NESTED_CONTAINER",
        json!({ "container_id": id, "command": command("echo nested; sleep 1000") }),
    );
    let shown = format!("{parent}.{}", suite.name("sleeper"));
    suite.case(agent, "good", launch.clone(), Expect::OK).await?;
    suite.case(agent, "the same id again", launch, Expect::ACCEPTED).await?;
    let there = inside(suite, parent).await?;
    suite.holds(
        Agent,
        "LAUNCH_NESTED_CONTAINER",
        "it is in its parent",
        (|| {
            ensure!(there.contains(&id), "{there:?}");
            Ok(())
        })(),
    );
    suite
        .case(
            agent,
            "while it runs",
            of("REMOVE_NESTED_CONTAINER"),
            Expect::Refused(500, "Nested container has not terminated yet".to_owned()),
        )
        .await?;
    suite.case(agent, "good", of("KILL_NESTED_CONTAINER"), Expect::OK).await?;
    let end = suite.ask(agent, "good", of("WAIT_NESTED_CONTAINER")).await?;
    suite.holds(
        Agent,
        "WAIT_NESTED_CONTAINER",
        "it was ended by SIGKILL",
        (|| {
            ensure!(end["wait_nested_container"]["exit_status"] == 9, "{end}");
            Ok(())
        })(),
    );
    let again = suite.ask(agent, "again", of("WAIT_NESTED_CONTAINER")).await?;
    suite.holds(
        Agent,
        "WAIT_NESTED_CONTAINER",
        "the same again",
        (|| {
            ensure!(again == end, "{again}");
            Ok(())
        })(),
    );
    let words = format!("Container '{shown}' cannot be found (or is already killed)");
    suite.case(agent, "after its end", of("KILL_NESTED_CONTAINER"), Expect::Refused(404, words)).await?;
    suite.case(agent, "good", of("REMOVE_NESTED_CONTAINER"), Expect::OK).await?;
    suite.case(agent, "again", of("REMOVE_NESTED_CONTAINER"), Expect::OK).await?;
    suite
        .until(Agent, "REMOVE_NESTED_CONTAINER", "it is there no more", async || {
            let left = inside(suite, parent).await?;
            ensure!(!left.contains(&id), "{left:?}");
            Ok(())
        })
        .await
}

async fn of_now(suite: &Suite, parent: &str) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let id = |of: &str| within(parent, &suite.name(of));
    let launch = |id: &Value, line: &str| {
        call("LAUNCH_CONTAINER", json!({ "container_id": id, "command": command(line) }))
    };
    let of = |name: &str, id: &Value| call(name, json!({ "container_id": id }));
    let seven = id("seven");
    suite.case(agent, "nested", launch(&seven, "exit 7"), Expect::OK).await?;
    let end = suite.ask(agent, "nested", of("WAIT_CONTAINER", &seven)).await?;
    suite.holds(
        Agent,
        "WAIT_CONTAINER",
        "the exit code is in the second byte",
        (|| {
            ensure!(end["wait_container"]["exit_status"] == 1792, "{end}");
            Ok(())
        })(),
    );
    suite.case(agent, "nested", of("REMOVE_CONTAINER", &seven), Expect::OK).await?;
    suite
        .case(agent, "an unknown one in a parent", of("REMOVE_CONTAINER", &id("nobody")), Expect::OK)
        .await?;

    let sleeper = id("deaf");
    suite.case(agent, "nested, longer", launch(&sleeper, "sleep 1000"), Expect::OK).await?;
    let signal = |signal: i32| call("KILL_CONTAINER", json!({ "container_id": sleeper, "signal": signal }));
    suite
        .case(
            agent,
            "no such signal",
            signal(999),
            Expect::Refused(500, "Unable to send signal to container: Invalid argument".to_owned()),
        )
        .await?;
    suite.case(agent, "a signal", signal(9), Expect::OK).await?;
    let end = suite.ask(agent, "killed", of("WAIT_CONTAINER", &sleeper)).await?;
    suite.holds(
        Agent,
        "KILL_CONTAINER",
        "it was ended by that signal",
        (|| {
            ensure!(end["wait_container"]["exit_status"] == 9, "{end}");
            Ok(())
        })(),
    );
    Ok(())
}

async fn refused(suite: &Suite, parent: &str) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let nobody = within(parent, &suite.name("nobody"));
    let name = format!("{parent}.{}", suite.name("nobody"));
    let alone = json!({ "value": "x" });
    let of = |name: &str, id: &Value| call(name, json!({ "container_id": id }));
    let launch = |id: &Value| {
        call("LAUNCH_NESTED_CONTAINER", json!({ "container_id": id, "command": command("true") }))
    };
    let parentless = |call: &str| {
        Expect::bad(format!(
            "Failed to validate agent::Call: Expecting '{call}.container_id.parent' to be present"
        ))
    };
    suite.cases(agent, [
        ("no parent", launch(&alone), parentless("launch_nested_container")),
        ("no parent", of("WAIT_NESTED_CONTAINER", &alone), parentless("wait_nested_container")),
        ("no parent", of("KILL_NESTED_CONTAINER", &alone), parentless("kill_nested_container")),
        ("no parent", of("REMOVE_NESTED_CONTAINER", &alone), parentless("remove_nested_container")),
        ("an unknown parent", launch(&within("nobody", "x")), Expect::bad("Parent container nobody does not exist")),
        (
            "an id that cannot be",
            launch(&within(parent, "a/b")),
            Expect::bad("Failed to validate agent::Call: 'launch_nested_container.container_id' is invalid: 'a/b' contains invalid characters"),
        ),
        ("an unknown container", of("WAIT_NESTED_CONTAINER", &nobody), Expect::Refused(404, format!("Container {name} cannot be found"))),
        (
            "an unknown container",
            of("KILL_NESTED_CONTAINER", &nobody),
            Expect::Refused(404, format!("Container '{name}' cannot be found (or is already killed)")),
        ),
        ("an unknown container", of("REMOVE_NESTED_CONTAINER", &nobody), Expect::OK),
    ]).await?;
    // The agent is as well as it was.
    suite.ask(agent, "after it all", bare("GET_HEALTH")).await.map(drop)
}
