//! The agent's log and the sandboxes of its executors.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use operator_api::calls::Target::Agent;
use serde_json::{Value, json};

use crate::ground::{Expect, Suite, To, bare, call, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().looked_into;
    let list = |path: &str| call("LIST_FILES", json!({ "path": path }));
    let read = |asked: Value| call("READ_FILE", asked);
    let sandbox = sandbox(suite).await?;

    let files = suite.ask(agent, "a sandbox", list(&sandbox)).await?;
    let files = files["list_files"]["file_infos"].as_array().cloned().unwrap_or_default();
    suite.holds(
        Agent,
        "LIST_FILES",
        "files with what the file system knows of them",
        (|| {
            for name in ["stdout", "stderr"] {
                let path = format!("{sandbox}/{name}");
                let file = files
                    .iter()
                    .find(|file| file["path"] == *path)
                    .with_context(|| format!("there is no {path}"))?;
                ensure!(file["mode"].as_u64().is_some_and(|mode| mode & 0o170_000 == 0o100_000), "{file}");
                let time = file["mtime"]["nanoseconds"].as_i64();
                ensure!(time.is_some_and(|time| time % 1_000_000_000 == 0), "whole seconds: {time:?}");
                ensure!(
                    file["size"].is_u64()
                        && file["nlink"] == 1
                        && file["uid"].is_string()
                        && file["gid"].is_string(),
                    "{file}"
                );
            }
            Ok(())
        })(),
    );
    suite
        .cases(
            agent,
            [
                ("with a slash", list(&format!("{sandbox}/")), Expect::Content),
                ("a file", list(&format!("{sandbox}/stdout")), Expect::Content),
                ("the log", list("/slave/log"), Expect::Content),
                ("the root", list("/"), Expect::no_file()),
                ("nothing", list(""), Expect::no_file()),
                ("a folder of the machine", list("/etc"), Expect::no_file()),
                ("what is not there", list(&format!("{sandbox}/nothing")), Expect::no_file()),
                ("somebody else's", list("/frameworks/nobody/executors/x/runs/latest"), Expect::no_file()),
                (
                    "a number",
                    call("LIST_FILES", json!({ "path": 7 })),
                    Expect::bad("Not expecting a JSON number for field 'path'"),
                ),
                (
                    "a folder",
                    read(json!({ "path": sandbox, "offset": 0 })),
                    Expect::bad("Cannot read a directory.\n"),
                ),
                (
                    "what is not there",
                    read(json!({ "path": format!("{sandbox}/nothing"), "offset": 0 })),
                    Expect::no_file(),
                ),
                (
                    "a file of the machine",
                    read(json!({ "path": "/etc/hostname", "offset": 0 })),
                    Expect::no_file(),
                ),
                (
                    "above the sandbox",
                    list(&format!("{sandbox}/../..")),
                    Expect::bad("'…' is inaccessible.\n"),
                ),
                (
                    "far above the sandbox",
                    list(&format!("{sandbox}{}", "/..".repeat(40))),
                    Expect::bad("'…' is inaccessible.\n"),
                ),
                (
                    "above the sandbox",
                    read(json!({ "path": format!("{sandbox}/.."), "offset": 0 })),
                    Expect::bad("'…' is inaccessible.\n"),
                ),
                (
                    "beside the sandbox",
                    read(json!({ "path": format!("{sandbox}/../nothing"), "offset": 0 })),
                    Expect::no_file(),
                ),
                (
                    "no offset",
                    read(json!({ "path": "/slave/log" })),
                    Expect::bad("Missing required fields: read_file.offset"),
                ),
            ],
        )
        .await?;

    let stdout = format!("{sandbox}/stdout");
    let part = async |case: &str, asked: Value| -> Result<(u64, Vec<u8>)> {
        let answer = suite.ask(agent, case, read(asked)).await?;
        let size = answer["read_file"]["size"].as_u64().context("no size")?;
        Ok((size, STANDARD.decode(text(&answer, "/read_file/data")?)?))
    };
    for path in ["/slave/log", &*stdout] {
        let (size, whole) = part("from the start", json!({ "path": path, "offset": 0 })).await?;
        let (_, middle) = part("a part", json!({ "path": path, "offset": 3, "length": 9 })).await?;
        let (_, none) = part("length 0", json!({ "path": path, "offset": 0, "length": 0 })).await?;
        let (_, beyond) =
            part("beyond the end", json!({ "path": path, "offset": 1_000_000_000_i64 })).await?;
        suite.holds(
            Agent,
            "READ_FILE",
            path,
            (|| {
                ensure!(!whole.is_empty() && whole.len() <= 65536, "{} bytes", whole.len());
                ensure!(size >= whole.len() as u64, "the size is {size} and {} bytes came", whole.len());
                ensure!(whole.get(3..12) == Some(&*middle), "a part is a part of the whole");
                ensure!(none.is_empty() && beyond.is_empty(), "nothing is asked for, and something came");
                Ok(())
            })(),
        );
    }
    Ok(())
}

/// The sandbox of an executor of this agent, by the path that needs no knowledge of its disk.
async fn sandbox(suite: &Suite) -> Result<String> {
    let agent = &suite.cast().looked_into;
    let containers = suite.look(&To::from(agent), bare("GET_CONTAINERS")).await?;
    let container =
        containers.pointer("/get_containers/containers/0").context("the agent has no containers")?;
    let (framework, executor) =
        (text(container, "/framework_id/value")?, text(container, "/executor_id/value")?);
    Ok(format!("/frameworks/{framework}/executors/{executor}/runs/latest"))
}
