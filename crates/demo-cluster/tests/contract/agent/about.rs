//! The agent about itself: health, version, flags, metrics, its log's level, itself.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Agent;
use serde_json::{Value, json};

use crate::ground::resources::shown;
use crate::ground::{Expect, Suite, To, bare, call, seconds, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let health = suite.ask(agent, "good", bare("GET_HEALTH")).await?;
    suite.holds(
        Agent,
        "GET_HEALTH",
        "it is healthy",
        (|| {
            ensure!(health["get_health"] == json!({ "healthy": true }), "{health}");
            Ok(())
        })(),
    );
    let at_master = shown(suite, agent).await?;
    let version = suite.ask(agent, "good", bare("GET_VERSION")).await?;
    suite.holds(
        Agent,
        "GET_VERSION",
        "the one that the master knows",
        (|| {
            let version = &version["get_version"]["version_info"]["version"];
            ensure!(*version == at_master["version"], "{version} instead of {}", at_master["version"]);
            Ok(())
        })(),
    );
    let itself = suite.ask(agent, "good", bare("GET_AGENT")).await?;
    suite.holds(
        Agent,
        "GET_AGENT",
        "the one that the master knows",
        (|| {
            let (own, known) = (&itself["get_agent"]["agent_info"], &at_master["agent_info"]);
            for name in ["id", "hostname", "port", "domain", "attributes"] {
                ensure!(
                    own.get(name) == known.get(name),
                    "{name}: {:?} and {:?}",
                    own.get(name),
                    known.get(name)
                );
            }
            ensure!(itself["get_agent"].get("drain_config").is_none(), "it does not drain");
            Ok(())
        })(),
    );

    let flags = suite.ask(agent, "good", bare("GET_FLAGS")).await?;
    let flags = flags["get_flags"]["flags"].as_array().cloned().unwrap_or_default();
    let names: Vec<String> = flags.iter().filter_map(|flag| text(flag, "/name").ok()).collect();
    suite.holds(
        Agent,
        "GET_FLAGS",
        "names of flags",
        (|| {
            for name in ["attributes", "gc_delay", "isolation", "master", "work_dir"] {
                ensure!(names.iter().any(|flag| flag == name), "there is no {name}");
            }
            Ok(())
        })(),
    );
    let metrics = suite.ask(agent, "good", call("GET_METRICS", json!({}))).await?;
    let metrics = metrics["get_metrics"]["metrics"].as_array().cloned().unwrap_or_default();
    suite.holds(
        Agent,
        "GET_METRICS",
        "what an agent counts",
        (|| {
            for name in ["slave/cpus_total", "slave/tasks_running", "slave/uptime_secs", "slave/registered"] {
                let found = metrics
                    .iter()
                    .find(|metric| metric["name"] == name)
                    .and_then(|metric| metric["value"].as_f64());
                ensure!(found > Some(0.0), "{name} is {found:?}");
            }
            Ok(())
        })(),
    );
    suite
        .cases(
            agent,
            [
                ("a timeout", call("GET_METRICS", json!({ "timeout": seconds(5) })), Expect::Content),
                (
                    "no nanoseconds",
                    call("GET_METRICS", json!({ "timeout": {} })),
                    Expect::bad("Missing required fields: get_metrics.timeout.nanoseconds"),
                ),
            ],
        )
        .await?;
    logging(suite).await
}

async fn logging(suite: &Suite) -> Result<()> {
    let agent = To::from(&suite.cast().looked_into);
    let set = |level: Value, duration: Value| {
        call("SET_LOGGING_LEVEL", json!({ "level": level, "duration": duration }))
    };
    let level = async || -> Result<Value> {
        Ok(suite.look(&agent, bare("GET_LOGGING_LEVEL")).await?["get_logging_level"]["level"].clone())
    };
    suite.ask(agent.clone(), "good", bare("GET_LOGGING_LEVEL")).await?;
    suite.case(agent.clone(), "good", set(json!(2), seconds(2)), Expect::OK).await?;
    let now = level().await?;
    suite.holds(
        Agent,
        "SET_LOGGING_LEVEL",
        "the level is set",
        (|| {
            ensure!(now == 2, "it is {now}");
            Ok(())
        })(),
    );
    suite
        .until(Agent, "SET_LOGGING_LEVEL", "the level goes back by itself", async || {
            let now = level().await?;
            ensure!(now == 0, "it is {now}");
            Ok(())
        })
        .await?;
    let words = "Failed to parse 'one' as a JSON number for field 'level': syntax error at line 1 near: one";
    suite.case(agent.clone(), "a word", set(json!("one"), seconds(1)), Expect::bad(words)).await?;
    Ok(())
}
