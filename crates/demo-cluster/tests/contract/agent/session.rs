//! Commands run beside a task, with their output as the answer.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use operator_api::calls::Target::Agent;
use operator_api::v1::agent::ProcessIo;
use prost::Message;
use reqwest::Response;
use serde_json::{Value, json};

use super::{command, parent, within};
use crate::ground::streams::Records;
use crate::ground::{Answer, Expect, Suite, bare, call, text};

const CALL: &str = "LAUNCH_NESTED_CONTAINER_SESSION";
const RECORDIO: &str = "application/recordio";

pub async fn tell(suite: &Suite) -> Result<()> {
    let parent = parent(suite).await?;
    output(suite, &parent).await?;
    formats(suite, &parent).await?;
    terminal(suite, &parent).await?;
    left(suite, &parent).await?;
    refused(suite, &parent).await
}

/// Launches a session. An empty `message` leaves Message-Accept out.
pub async fn launch(suite: &Suite, arguments: Value, accept: &str, message: &str) -> Result<Response> {
    let agent = (&suite.cast().looked_into).into();
    let mut request =
        suite.door.straight(&agent).header("content-type", "application/json").header("accept", accept);
    if !message.is_empty() {
        request = request.header("message-accept", message);
    }
    Ok(request.body(call(CALL, arguments).to_string()).send().await?)
}

/// What comes on each of both streams until the end, as text.
pub async fn read(records: &mut Records) -> Result<(String, String)> {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    while let Some(record) = records.json().await? {
        if record["type"] == "CONTROL" {
            continue;
        }
        let data = STANDARD.decode(text(&record, "/data/data")?)?;
        match record["data"]["type"].as_str() {
            Some("STDOUT") => stdout.extend(data),
            Some("STDERR") => stderr.extend(data),
            other => anyhow::bail!("{other:?} is no output"),
        }
    }
    Ok((String::from_utf8(stdout)?, String::from_utf8(stderr)?))
}

async fn output(suite: &Suite, parent: &str) -> Result<()> {
    let cases = [
        ("both streams", "echo to stdout; echo to stderr >&2; exit 3", ("to stdout\n", "to stderr\n")),
        ("a silent command", "true", ("", "")),
    ];
    for (at, (case, line, (stdout, stderr))) in cases.into_iter().enumerate() {
        let id = within(parent, &suite.name(&format!("session{at}")));
        let response =
            launch(suite, json!({ "container_id": id, "command": command(line) }), RECORDIO, "").await?;
        let outcome = async {
            header(&response, "content-type", Some(RECORDIO))?;
            header(&response, "message-content-type", Some("application/json"))?;
            let (out, err) = read(&mut Records::of(response)).await?;
            ensure!(out == stdout && err == stderr, "{out:?} and {err:?}");
            Ok(())
        };
        suite.holds(Agent, CALL, case, outcome.await);
    }
    Ok(())
}

pub fn header(response: &Response, name: &str, wanted: Option<&str>) -> Result<()> {
    let found = response.headers().get(name).and_then(|value| value.to_str().ok());
    ensure!(response.status() == 200, "{}", response.status());
    ensure!(found == wanted, "{name} is {found:?} instead of {wanted:?}");
    Ok(())
}

/// What is accepted decides the types of the answer and of its messages; RecordIO it is in any case.
async fn formats(suite: &Suite, parent: &str) -> Result<()> {
    let cases = [
        (RECORDIO, "application/x-protobuf", RECORDIO, Some("application/x-protobuf"), true),
        ("application/json", "", "application/json", None, false),
        ("*/*", "", "application/json", None, false),
        ("application/x-protobuf", "", "application/x-protobuf", None, true),
    ];
    for (at, (accept, message, kind, messages, protobuf)) in cases.into_iter().enumerate() {
        let id = within(parent, &suite.name(&format!("format{at}")));
        let response =
            launch(suite, json!({ "container_id": id, "command": command("echo hello") }), accept, message)
                .await?;
        let outcome = async {
            header(&response, "content-type", Some(kind))?;
            header(&response, "message-content-type", messages)?;
            let record = Records::of(response).next().await?.context("nothing came")?;
            let message = match protobuf {
                true => ProcessIo::decode(record)?,
                false => serde_json::from_slice(&record)?,
            };
            let data = message.data.and_then(|data| data.data).context("no data")?;
            ensure!(data == "hello\n".as_bytes(), "{data:?}");
            Ok(())
        };
        suite.holds(Agent, CALL, &format!("{accept} {message}"), outcome.await);
    }
    let id = within(parent, &suite.name("html"));
    let response =
        launch(suite, json!({ "container_id": id, "command": command("true") }), RECORDIO, "text/html")
            .await?;
    let words = "Expecting 'Message-Accept' to allow application/json or application/x-protobuf".to_owned();
    suite.holds(
        Agent,
        CALL,
        "messages for a browser",
        Expect::Refused(406, words).check(Agent, CALL, &Answer::read(response).await?),
    );
    Ok(())
}

/// With a terminal there is one stream, and lines end as a terminal's do.
async fn terminal(suite: &Suite, parent: &str) -> Result<()> {
    let id = within(parent, &suite.name("terminal"));
    let container = json!({ "type": "MESOS", "tty_info": { "window_size": { "rows": 40, "columns": 100 } } });
    let arguments =
        json!({ "container_id": id, "command": command("echo out; echo err >&2"), "container": container });
    let response = launch(suite, arguments, RECORDIO, "").await?;
    let outcome = async {
        let (out, err) = read(&mut Records::of(response)).await?;
        ensure!(out == "out\r\nerr\r\n" && err.is_empty(), "{out:?} and {err:?}");
        Ok(())
    };
    suite.holds(Agent, CALL, "a terminal", outcome.await);
    Ok(())
}

/// When the client leaves, the command is killed.
async fn left(suite: &Suite, parent: &str) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let id = within(parent, &suite.name("left"));
    let response = launch(
        suite,
        json!({ "container_id": id, "command": command("echo one; sleep 1000") }),
        RECORDIO,
        "",
    )
    .await?;
    let mut records = Records::of(response);
    let first = records.json().await?;
    suite.holds(
        Agent,
        CALL,
        "output comes at once",
        (|| {
            ensure!(
                first.as_ref().is_some_and(|first| first["data"]["data"] == STANDARD.encode("one\n")),
                "{first:?}"
            );
            Ok(())
        })(),
    );
    drop(records);
    suite
        .until(Agent, CALL, "who leaves ends it", async || {
            let asked = call("GET_CONTAINERS", json!({ "show_nested": true }));
            let all = suite.look(&agent.into(), asked).await?;
            ensure!(!all.to_string().contains(&suite.name("left")), "it is still there");
            Ok(())
        })
        .await
}

async fn refused(suite: &Suite, parent: &str) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let of = |id: Value| call(CALL, json!({ "container_id": id, "command": command("true") }));
    suite.cases(agent, [
        (
            "no parent",
            of(json!({ "value": "x" })),
            Expect::bad("Failed to validate agent::Call: Expecting 'launch_nested_container_session.container_id.parent' to be present"),
        ),
        ("an unknown parent", of(within("nobody", "x")), Expect::bad("Parent container nobody does not exist")),
        (
            "an id that cannot be",
            of(within(parent, "a/b")),
            Expect::bad("Failed to validate agent::Call: 'launch_nested_container_session.container_id' is invalid: 'a/b' contains invalid characters"),
        ),
    ]).await?;
    suite.look(&agent.into(), bare("GET_HEALTH")).await.map(drop)
}
