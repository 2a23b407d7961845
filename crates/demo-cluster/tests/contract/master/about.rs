//! The master about itself: health, version, flags, metrics, its log's level, who leads.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::To;
use crate::ground::{Expect, Suite, bare, call, seconds, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let health = suite.ask(To::Master, "good", bare("GET_HEALTH")).await?;
    suite.holds(Master, "GET_HEALTH", "it is healthy", is(&health["get_health"]["healthy"], &json!(true)));

    let version = suite.ask(To::Master, "good", bare("GET_VERSION")).await?;
    let version = text(&version, "/get_version/version_info/version")?;
    let known = version.split('.').count() == 3;
    suite.holds(
        Master,
        "GET_VERSION",
        "a release",
        known.then_some(()).ok_or_else(|| anyhow::anyhow!("{version}")),
    );

    let master = suite.ask(To::Master, "good", bare("GET_MASTER")).await?;
    suite.holds(Master, "GET_MASTER", "it knows itself", leads(&master["get_master"], &version));

    flags(suite).await?;
    metrics(suite).await?;
    logging(suite).await
}

fn is(found: &Value, wanted: &Value) -> Result<()> {
    ensure!(found == wanted, "{found} instead of {wanted}");
    Ok(())
}

fn leads(master: &Value, version: &str) -> Result<()> {
    let info = &master["master_info"];
    let address = &info["address"];
    let pid = format!("master@{}:{}", text(address, "/ip")?, address["port"]);
    is(&info["pid"], &json!(pid))?;
    is(&info["version"], &json!(version))?;
    is(&info["port"], &address["port"])?;
    // The first address as a number, its first byte lowest.
    let ip: u32 = text(address, "/ip")?.parse::<std::net::Ipv4Addr>()?.to_bits().swap_bytes();
    is(&info["ip"], &json!(ip))?;
    ensure!(master["start_time"].as_f64() <= master["elected_time"].as_f64(), "elected before it started");
    let capabilities = info["capabilities"].as_array().map_or(0, Vec::len);
    ensure!(capabilities == 3, "{capabilities} capabilities instead of three, QUOTA_V2 without its name");
    Ok(())
}

async fn flags(suite: &Suite) -> Result<()> {
    let flags = suite.ask(To::Master, "good", bare("GET_FLAGS")).await?;
    let listed = flags["get_flags"]["flags"].as_array().cloned().unwrap_or_default();
    let listed: Vec<String> = listed.iter().filter_map(|flag| text(flag, "/name").ok()).collect();
    let outcome = || {
        for name in
            ["agent_ping_timeout", "allocation_interval", "max_completed_frameworks", "port", "work_dir"]
        {
            ensure!(listed.iter().any(|flag| flag == name), "there is no {name}");
        }
        ensure!(listed.is_sorted(), "they are in no order");
        Ok(())
    };
    suite.holds(Master, "GET_FLAGS", "names of flags", outcome());
    Ok(())
}

async fn metrics(suite: &Suite) -> Result<()> {
    let timeout = |timeout: Value| call("GET_METRICS", json!({ "timeout": timeout }));
    suite.cases(To::Master, [
        ("a timeout", timeout(seconds(5)), Expect::Content),
        ("no time", timeout(seconds(0)), Expect::Content),
        ("nanoseconds as text", timeout(json!({ "nanoseconds": "1000000000" })), Expect::Content),
        (
            "no nanoseconds",
            timeout(json!({ "seconds": 1 })),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: get_metrics.timeout.nanoseconds"),
        ),
        (
            "a number",
            timeout(json!(5)),
            Expect::bad("Failed to convert JSON into Call protobuf: Not expecting a JSON number for field 'timeout'"),
        ),
    ]).await?;
    let metrics = suite.ask(To::Master, "good", call("GET_METRICS", json!({}))).await?;
    let metrics = metrics["get_metrics"]["metrics"].as_array().cloned().unwrap_or_default();
    let value = |name: &str| {
        metrics.iter().find(|metric| metric["name"] == name).map(|metric| metric["value"].as_f64())
    };
    let agents = suite.read(bare("GET_AGENTS")).await?;
    let connected = agents["get_agents"]["agents"].as_array().map_or(0, Vec::len);
    let outcome = || {
        let names: Vec<&str> = metrics.iter().filter_map(|metric| metric["name"].as_str()).collect();
        ensure!(names.is_sorted(), "they are in no order");
        ensure!(
            value("master/elected") == Some(Some(1.0)),
            "master/elected is {:?}",
            value("master/elected")
        );
        #[expect(clippy::cast_precision_loss, reason = "a dozen agents")]
        let connected = connected as f64;
        let counted = value("master/slaves_connected").flatten();
        ensure!(counted == Some(connected), "master/slaves_connected is {counted:?}, agents are {connected}");
        for name in ["master/cpus_total", "master/tasks_running", "master/uptime_secs", "system/cpus_total"] {
            ensure!(value(name).flatten() > Some(0.0), "{name} is {:?}", value(name));
        }
        Ok(())
    };
    suite.holds(Master, "GET_METRICS", "they agree with the agents", outcome());
    Ok(())
}

async fn logging(suite: &Suite) -> Result<()> {
    let level = async || -> Result<Value> {
        Ok(suite.read(bare("GET_LOGGING_LEVEL")).await?["get_logging_level"]["level"].clone())
    };
    let set = |level: Value, duration: Value| {
        call("SET_LOGGING_LEVEL", json!({ "level": level, "duration": duration }))
    };
    suite.ask(To::Master, "good", bare("GET_LOGGING_LEVEL")).await?;
    suite.master("good", set(json!(2), seconds(2)), Expect::OK).await?;
    suite.holds(Master, "SET_LOGGING_LEVEL", "the level is set", is(&level().await?, &json!(2)));
    suite
        .until(Master, "SET_LOGGING_LEVEL", "the level goes back by itself", async || {
            is(&level().await?, &json!(0))
        })
        .await?;
    suite.cases(To::Master, [
        ("no time", set(json!(1), seconds(0)), Expect::OK),
        ("less than no time", set(json!(1), seconds(-1)), Expect::OK),
        (
            "a word",
            set(json!("one"), seconds(1)),
            Expect::bad(
                "Failed to convert JSON into Call protobuf: Failed to parse 'one' as a JSON number for field 'level': syntax error at line 1 near: one",
            ),
        ),
    ]).await
}
