//! What principals see and do at an agent.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Agent;
use serde_json::{Value, json};

use super::guarded::{ANALYST, Guarded, OPERATOR, list};
use crate::ground::{Answer, Expect, Suite, bare, call, object, seconds, text};

fn forbidden() -> Expect {
    Expect::Refused(403, "403 Forbidden.".to_owned())
}

pub async fn tell(suite: &Suite, guarded: &Guarded) -> Result<()> {
    reads(suite, guarded).await?;
    let (own, foreign) = containers(suite, guarded).await?;
    files(suite, guarded, &own, &foreign).await?;
    calls(suite, guarded, &own, &foreign).await?;
    streams(suite, guarded, &foreign).await?;
    let logging = json!({ "level": 1, "duration": seconds(1) });
    let provider = json!({ "type": "org.apache.mesos.rp.local.storage", "name": "x" });
    let numbered =
        json!({ "type": "org.apache.mesos.rp.local.storage", "name": "x", "id": { "value": "x" } });
    guarded
        .cases(suite, ANALYST, Agent, &[
            ("not allowed", bare("GET_FLAGS"), forbidden()),
            ("not allowed", call("SET_LOGGING_LEVEL", logging), forbidden()),
            ("not allowed", bare("PRUNE_IMAGES"), forbidden()),
            ("not allowed", call("ADD_RESOURCE_PROVIDER_CONFIG", json!({ "info": provider })), forbidden()),
            ("not allowed", call("UPDATE_RESOURCE_PROVIDER_CONFIG", json!({ "info": provider })), forbidden()),
            ("not allowed", call("REMOVE_RESOURCE_PROVIDER_CONFIG", provider), forbidden()),
            (
                "with an id",
                call("ADD_RESOURCE_PROVIDER_CONFIG", json!({ "info": numbered })),
                Expect::bad(
                    "Failed to validate agent::Call: Expecting 'add_resource_provider_config.info.id' to be unset",
                ),
            ),
            (
                "not allowed",
                call("MARK_RESOURCE_PROVIDER_GONE", json!({ "resource_provider_id": { "value": "x" } })),
                forbidden(),
            ),
            ("open to all", bare("GET_AGENT"), Expect::Content),
            ("open to all", bare("GET_OPERATIONS"), Expect::Content),
            ("open to all", call("GET_METRICS", json!({})), Expect::Content),
            ("narrowed", bare("GET_RESOURCE_PROVIDERS"), Expect::Content),
        ])
        .await
}

async fn reads(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let read = async |who, name: &str| guarded.look(Some(who), Agent, bare(name)).await;
    let (all, some) = (read(OPERATOR, "GET_STATE").await?, read(ANALYST, "GET_STATE").await?);
    let (all, some) = (&all["get_state"], &some["get_state"]);
    let own: Vec<&Value> = list(&all["get_frameworks"]["frameworks"])
        .filter(|framework| framework["framework_info"]["user"] == "spark")
        .map(|framework| &framework["framework_info"]["id"])
        .collect();
    let ids = |items: &Value, owner: &str, id: &str, own: &[&Value]| -> Vec<Value> {
        let mine =
            |item: &&Value| own.is_empty() || item.pointer(owner).is_some_and(|owner| own.contains(&owner));
        list(items).filter(mine).filter_map(|item| item.pointer(id)).cloned().collect()
    };
    let parts = [
        ("GET_FRAMEWORKS", &["get_frameworks", "frameworks"], "/framework_info/id", "/framework_info/id"),
        ("GET_TASKS", &["get_tasks", "launched_tasks"], "/framework_id", "/task_id"),
        (
            "GET_EXECUTORS",
            &["get_executors", "executors"],
            "/executor_info/framework_id",
            "/executor_info/executor_id",
        ),
    ];
    for (name, [member, items], owner, id) in parts {
        let expected = ids(&all[member][items], owner, id, &own);
        let outcome = (|| {
            let found = ids(&some[member][items], owner, id, &[]);
            ensure!(found == expected, "{found:?} instead of {expected:?}");
            ensure!(!found.is_empty() && found.len() < list(&all[member][items]).count(), "{}", found.len());
            Ok(())
        })();
        suite.holds(Agent, name, "those of its user", outcome);
        let alone = read(ANALYST, name).await?;
        let same = ids(&alone[member][items], owner, id, &[]) == expected;
        suite.holds(Agent, name, "alone as in the state", same.then_some(()).context("they differ"));
    }
    Ok(())
}

/// A container of its user's and one of another's, both of commands.
async fn containers(suite: &Suite, guarded: &Guarded) -> Result<(Value, Value)> {
    let of = async |who| -> Result<Vec<Value>> {
        let answer = guarded.look(Some(who), Agent, bare("GET_CONTAINERS")).await?;
        Ok(list(&answer["get_containers"]["containers"]).cloned().collect())
    };
    let (all, some) = (of(OPERATOR).await?, of(ANALYST).await?);
    let frameworks = guarded.look(Some(ANALYST), Agent, bare("GET_FRAMEWORKS")).await?;
    let own: Vec<&Value> = list(&frameworks["get_frameworks"]["frameworks"])
        .map(|framework| &framework["framework_info"]["id"])
        .collect();
    let id = |container: &Value| container["container_id"]["value"].as_str().map(str::to_owned);
    let expected: Vec<_> =
        all.iter().filter(|container| own.contains(&&container["framework_id"])).filter_map(id).collect();
    let found: Vec<_> = some.iter().filter_map(id).collect();
    let outcome = (|| {
        ensure!(found == expected && found.len() < all.len(), "{found:?} instead of {expected:?}");
        Ok(())
    })();
    suite.holds(Agent, "GET_CONTAINERS", "those of its user", outcome);
    let own = some.first().context("a container of its own")?.clone();
    let foreign = all.iter().find(|container| !expected.contains(&id(container).unwrap_or_default()));
    Ok((own, foreign.context("a container of another")?.clone()))
}

fn sandbox(container: &Value) -> Result<String> {
    let (framework, executor) =
        (text(container, "/framework_id/value")?, text(container, "/executor_id/value")?);
    Ok(format!("/frameworks/{framework}/executors/{executor}/runs/latest"))
}

async fn files(suite: &Suite, guarded: &Guarded, own: &Value, foreign: &Value) -> Result<()> {
    let list = |path: &str| call("LIST_FILES", json!({ "path": path }));
    let read = |path: &str| call("READ_FILE", json!({ "path": path, "offset": 0, "length": 10 }));
    let (own, foreign) = (sandbox(own)?, sandbox(foreign)?);
    let unseen = || Expect::Refused(403, String::new());
    guarded
        .cases(
            suite,
            ANALYST,
            Agent,
            &[
                ("its own", list(&own), Expect::Content),
                ("its own", read(&format!("{own}/stdout")), Expect::Content),
                ("its own, not there", list(&format!("{own}/nothing")), Expect::no_file()),
                ("another's", list(&foreign), unseen()),
                ("another's", read(&format!("{foreign}/stdout")), unseen()),
                ("another's, not there", list(&format!("{foreign}/nothing")), unseen()),
                ("another's, not there", read(&format!("{foreign}/nothing")), unseen()),
                ("the log", list("/slave/log"), unseen()),
                ("the log", read("/slave/log"), unseen()),
                ("nothing", read("/nothing"), Expect::no_file()),
            ],
        )
        .await?;
    guarded
        .cases(
            suite,
            OPERATOR,
            Agent,
            &[
                ("anybody's", list(&foreign), Expect::Content),
                ("the log", read("/slave/log"), Expect::Content),
            ],
        )
        .await
}

async fn calls(suite: &Suite, guarded: &Guarded, own: &Value, foreign: &Value) -> Result<()> {
    let parent = |container: &Value| container["container_id"].clone();
    let nobody = json!({ "value": "nobody" });
    let mut cases = Vec::new();
    for (whose, parent, refused) in [
        ("its own", parent(own), false),
        ("another's", parent(foreign), true),
        ("nobody's", nobody.clone(), true),
    ] {
        let id = json!({ "value": "child", "parent": parent });
        let of = |name: &str| call(name, json!({ "container_id": id }));
        let path = format!("{}.child", text(&parent, "/value")?);
        for name in ["LAUNCH_CONTAINER", "LAUNCH_NESTED_CONTAINER"] {
            // Who is bound to some users must say as which of them.
            let command = json!({ "container_id": id, "command": { "value": "true" } });
            cases.push((whose, call(name, command), forbidden()));
        }
        for name in ["WAIT_CONTAINER", "WAIT_NESTED_CONTAINER"] {
            let missing = Expect::Refused(404, format!("Container {path} cannot be found"));
            cases.push((whose, of(name), if refused { forbidden() } else { missing }));
        }
        for name in ["KILL_CONTAINER", "KILL_NESTED_CONTAINER"] {
            let missing = format!("Container '{path}' cannot be found (or is already killed)");
            cases.push((whose, of(name), if refused { forbidden() } else { Expect::Refused(404, missing) }));
        }
        for name in ["REMOVE_CONTAINER", "REMOVE_NESTED_CONTAINER"] {
            cases.push((whose, of(name), if refused { forbidden() } else { Expect::OK }));
        }
    }
    let alone = json!({ "container_id": nobody });
    let command = json!({ "container_id": nobody, "command": { "value": "true" } });
    cases.push(("alone", call("LAUNCH_CONTAINER", command), forbidden()));
    cases.push(("alone", call("WAIT_CONTAINER", alone.clone()), forbidden()));
    cases.push(("alone", call("KILL_CONTAINER", alone), forbidden()));
    guarded.cases(suite, ANALYST, Agent, &cases).await
}

async fn streams(suite: &Suite, guarded: &Guarded, foreign: &Value) -> Result<()> {
    let id = &foreign["container_id"];
    let child = json!({ "value": "session", "parent": id });
    let session = json!({ "container_id": child, "command": { "value": "true" } });
    let input = json!({ "type": "CONTAINER_ID", "container_id": id });
    let input = object("attach_container_input", input);
    for (name, body, records) in [
        ("LAUNCH_NESTED_CONTAINER_SESSION", call("LAUNCH_NESTED_CONTAINER_SESSION", session), false),
        ("ATTACH_CONTAINER_OUTPUT", call("ATTACH_CONTAINER_OUTPUT", json!({ "container_id": id })), false),
        ("ATTACH_CONTAINER_INPUT", input, true),
    ] {
        let mut body = body;
        body["type"] = json!(name);
        let text = body.to_string();
        let url = format!("{}/api/v1", guarded.agent_url);
        let request = guarded.client().post(url).basic_auth(ANALYST, Some("analyst-secret"));
        let request = match records {
            true => request
                .header("content-type", "application/recordio")
                .header("message-content-type", "application/json")
                .body(format!("{}\n{text}", text.len())),
            false => request
                .header("content-type", "application/json")
                .header("accept", "application/recordio")
                .body(text),
        };
        let answer = Answer::read(request.send().await?).await?;
        suite.holds(Agent, name, "analyst, another's", forbidden().check(Agent, name, &answer));
    }
    Ok(())
}
