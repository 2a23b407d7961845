//! The maintenance schedule; a machine that goes down with its agent, and comes back.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use super::drain::running_on;
use crate::ground::resources::shown;
use crate::ground::{Expect, Suite, To, bare, call, object};

/// A time that is far away, in nanoseconds.
const START: i64 = 4_000_000_000_000_000_000;

pub async fn tell(suite: &Suite) -> Result<()> {
    suite.ask(To::Master, "before", bare("GET_MAINTENANCE_SCHEDULE")).await?;
    suite.ask(To::Master, "before", bare("GET_MAINTENANCE_STATUS")).await?;
    let agent = &suite.cast().down;
    let machine = json!({ "hostname": agent.hostname, "ip": agent.ip });
    refused(suite, &machine).await?;

    let elsewhere = json!({ "hostname": "elsewhere.test" });
    let windows = json!([
        { "machine_ids": [machine, elsewhere], "unavailability": { "start": { "nanoseconds": START }, "duration": { "nanoseconds": 3_600_000_000_000_i64 } } },
        { "machine_ids": [{ "ip": "127.0.0.98" }], "unavailability": { "start": { "nanoseconds": START } } },
    ]);
    suite.master("good", update(windows.clone()), Expect::OK).await?;
    let schedule = suite.ask(To::Master, "good", bare("GET_MAINTENANCE_SCHEDULE")).await?;
    suite.holds(
        Master,
        "UPDATE_MAINTENANCE_SCHEDULE",
        "the schedule is that",
        (|| {
            let shown = &schedule["get_maintenance_schedule"]["schedule"]["windows"];
            ensure!(*shown == windows, "{shown}");
            Ok(())
        })(),
    );
    let status = suite.ask(To::Master, "scheduled", bare("GET_MAINTENANCE_STATUS")).await?;
    let status = &status["get_maintenance_status"]["status"];
    suite.holds(
        Master,
        "GET_MAINTENANCE_STATUS",
        "all machines of the schedule drain",
        (|| {
            let draining = status["draining_machines"].as_array().context("none drains")?;
            let mut ids = draining.iter().map(|draining| &draining["id"]);
            ensure!(draining.len() == 3 && ids.any(|id| *id == machine), "{status}");
            ensure!(status.get("down_machines").is_none(), "{status}");
            Ok(())
        })(),
    );
    let drain = call("DRAIN_AGENT", json!({ "agent_id": { "value": agent.id } }));
    let words = format!(
        "Agent {} is part of a maintenance schedule under Machine {} ({})",
        agent.id, agent.hostname, agent.ip
    );
    suite.master("scheduled for maintenance", drain, Expect::bad(words)).await?;

    another(suite).await?;
    suite.master("good again", update(windows), Expect::OK).await?;
    down_and_up(suite, &machine).await?;
    suite.master("nothing", update(json!([])), Expect::OK).await?;
    let schedule = suite.ask(To::Master, "cleared", bare("GET_MAINTENANCE_SCHEDULE")).await?;
    suite.holds(
        Master,
        "UPDATE_MAINTENANCE_SCHEDULE",
        "the schedule is empty",
        (|| {
            ensure!(schedule["get_maintenance_schedule"] == json!({ "schedule": {} }), "{schedule}");
            Ok(())
        })(),
    );
    Ok(())
}

fn update(windows: Value) -> Value {
    call("UPDATE_MAINTENANCE_SCHEDULE", object("schedule", object("windows", windows)))
}

fn machines(name: &str, machines: Value) -> Value {
    call(name, object("machines", machines))
}

/// `Machine '{"hostname":"…","ip":"…"}' is …`
fn about(machine: &Value, what: &str) -> Expect {
    Expect::bad(format!("Machine '{machine}' {what}"))
}

async fn refused(suite: &Suite, machine: &Value) -> Result<()> {
    let window = |machines: Value| json!([{ "machine_ids": machines, "unavailability": { "start": { "nanoseconds": START } } }]);
    let negative = json!([{ "machine_ids": [machine], "unavailability": { "start": { "nanoseconds": START }, "duration": { "nanoseconds": -1 } } }]);
    let nobody = json!({ "hostname": "nobody.test", "ip": "127.0.0.1" });
    suite.cases(To::Master, [
        ("no machines", update(window(json!([]))), Expect::bad("List of machines in the maintenance window is empty")),
        ("a machine without a name", update(window(json!([{}]))), Expect::bad("Both 'hostname' and 'ip' for a machine are empty")),
        ("no address", update(window(json!([{ "ip": "999.1.1.1" }]))), Expect::bad("Failed to parse IPv4: 999.1.1.1")),
        ("a machine twice", update(window(json!([machine, machine]))), about(machine, "appears more than once in the schedule")),
        ("a negative duration", update(negative), Expect::bad("Unavailability 'duration' is negative")),
        (
            "no unavailability",
            update(json!([{ "machine_ids": [machine] }])),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: update_maintenance_schedule.schedule.windows[0].unavailability"),
        ),
        ("no machines", machines("START_MAINTENANCE", json!([])), Expect::bad("List of machines is empty")),
        ("no machines", machines("STOP_MAINTENANCE", json!([])), Expect::bad("List of machines is empty")),
        ("not scheduled", machines("START_MAINTENANCE", json!([machine])), about(machine, "is not in DRAINING mode and cannot be brought down")),
        ("an unknown machine", machines("START_MAINTENANCE", json!([nobody])), about(&nobody, "is not part of a maintenance schedule")),
        ("not down", machines("STOP_MAINTENANCE", json!([machine])), about(machine, "is not in DOWN mode and cannot be brought up")),
    ]).await
}

/// A machine that is told by its host name only is another one than that of the agent: nothing befalls the agent.
async fn another(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().down;
    let machine = json!({ "hostname": agent.hostname.to_uppercase() });
    let window =
        json!([{ "machine_ids": [machine], "unavailability": { "start": { "nanoseconds": START } } }]);
    suite
        .cases(
            To::Master,
            [
                ("half a machine", update(window), Expect::OK),
                ("half a machine", machines("START_MAINTENANCE", json!([machine])), Expect::OK),
            ],
        )
        .await?;
    let there = shown(suite, agent).await;
    suite.holds(
        Master,
        "START_MAINTENANCE",
        "the agent of the whole machine is as it was",
        there.and_then(|agent| {
            ensure!(agent["active"] == true, "{agent}");
            Ok(())
        }),
    );
    suite.master("half a machine", machines("STOP_MAINTENANCE", json!([machine])), Expect::OK).await.map(drop)
}

async fn down_and_up(suite: &Suite, machine: &Value) -> Result<()> {
    let agent = &suite.cast().down;
    let running = running_on(suite, &agent.id).await?;
    suite
        .master(
            "twice the same",
            machines("START_MAINTENANCE", json!([machine, machine])),
            about(machine, "appears more than once in the schedule"),
        )
        .await?;
    suite.master("good", machines("START_MAINTENANCE", json!([machine])), Expect::OK).await?;
    let status = suite.ask(To::Master, "down", bare("GET_MAINTENANCE_STATUS")).await?;
    suite.holds(
        Master,
        "START_MAINTENANCE",
        "the machine is down",
        (|| {
            let down = &status["get_maintenance_status"]["status"]["down_machines"];
            ensure!(*down == json!([machine]), "{down}");
            Ok(())
        })(),
    );
    suite
        .until(Master, "START_MAINTENANCE", "its agent is removed, with an event", async || {
            ensure!(shown(suite, agent).await.is_err(), "GET_AGENTS has it still");
            let removed = suite.events().of("AGENT_REMOVED");
            let mut removed = removed.iter().map(|event| &event["agent_removed"]["agent_id"]["value"]);
            ensure!(removed.any(|id| *id == agent.id), "there is no AGENT_REMOVED");
            Ok(())
        })
        .await?;
    suite
        .until(Master, "START_MAINTENANCE", "its tasks are lost", async || {
            let tasks = suite.read(bare("GET_TASKS")).await?;
            let completed = tasks["get_tasks"]["completed_tasks"].as_array().cloned().unwrap_or_default();
            for id in &running {
                let task = completed
                    .iter()
                    .find(|task| task["task_id"]["value"] == *id)
                    .with_context(|| format!("{id} is not completed"))?;
                ensure!(task["state"] == "TASK_LOST", "{id} is {}", task["state"]);
                let last =
                    task["statuses"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
                let words = last["message"].as_str().unwrap_or_default();
                ensure!(words.ends_with("Operator initiated 'Machine DOWN'"), "{words}");
            }
            Ok(())
        })
        .await?;
    suite
        .cases(
            To::Master,
            [
                (
                    "down already",
                    machines("START_MAINTENANCE", json!([machine])),
                    about(machine, "is not in DRAINING mode and cannot be brought down"),
                ),
                (
                    "without a machine that is down",
                    update(json!([])),
                    about(machine, "is deactivated and cannot be removed from the schedule"),
                ),
                ("good", machines("STOP_MAINTENANCE", json!([machine])), Expect::OK),
                (
                    "again",
                    machines("STOP_MAINTENANCE", json!([machine])),
                    about(machine, "is not in DOWN mode and cannot be brought up"),
                ),
            ],
        )
        .await?;
    let schedule = suite.read(bare("GET_MAINTENANCE_SCHEDULE")).await?;
    suite.holds(
        Master,
        "STOP_MAINTENANCE",
        "it is out of the schedule",
        (|| {
            ensure!(!schedule.to_string().contains(&agent.hostname), "{schedule}");
            ensure!(schedule.to_string().contains("elsewhere.test"), "{schedule}");
            Ok(())
        })(),
    );
    suite.stage.restart(agent).await?;
    suite
        .until(Master, "STOP_MAINTENANCE", "its agent comes back with its id", async || {
            let back = shown(suite, agent).await?;
            ensure!(back["active"] == true, "{back}");
            Ok(())
        })
        .await
}
