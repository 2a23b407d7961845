//! What is alike in all calls: missing arguments, arguments of the wrong kind, answers in protobuf, answers nobody accepts.

use anyhow::{Result, ensure};
use operator_api::calls::{Arguments, Call, Kind, Target, all};
use operator_api::json::WireEnum;
use operator_api::v1;
use serde_json::json;

use super::answer::Answer;
use super::calls::{bare, call};
use super::door::To;
use super::expect::Expect;
use super::shape;
use super::suite::Suite;

/// Fields that must be in a call's arguments, where some must.
const REQUIRED: [(Target, &str, &str); 37] = [
    (Target::Master, "SET_LOGGING_LEVEL", "level duration"),
    (Target::Master, "LIST_FILES", "path"),
    (Target::Master, "READ_FILE", "path offset"),
    (Target::Master, "RESERVE_RESOURCES", "agent_id"),
    (Target::Master, "UNRESERVE_RESOURCES", "agent_id"),
    (Target::Master, "CREATE_VOLUMES", "agent_id"),
    (Target::Master, "DESTROY_VOLUMES", "agent_id"),
    (Target::Master, "GROW_VOLUME", "volume addition"),
    (Target::Master, "SHRINK_VOLUME", "volume subtract"),
    (Target::Master, "UPDATE_MAINTENANCE_SCHEDULE", "schedule"),
    (Target::Master, "DRAIN_AGENT", "agent_id"),
    (Target::Master, "DEACTIVATE_AGENT", "agent_id"),
    (Target::Master, "REACTIVATE_AGENT", "agent_id"),
    (Target::Master, "SET_QUOTA", "quota_request"),
    (Target::Master, "REMOVE_QUOTA", "role"),
    (Target::Master, "TEARDOWN", "framework_id"),
    (Target::Master, "MARK_AGENT_GONE", "agent_id"),
    (Target::Agent, "SET_LOGGING_LEVEL", "level duration"),
    (Target::Agent, "LIST_FILES", "path"),
    (Target::Agent, "READ_FILE", "path offset"),
    (Target::Agent, "LAUNCH_NESTED_CONTAINER", "container_id"),
    (Target::Agent, "WAIT_NESTED_CONTAINER", "container_id"),
    (Target::Agent, "KILL_NESTED_CONTAINER", "container_id"),
    (Target::Agent, "REMOVE_NESTED_CONTAINER", "container_id"),
    (Target::Agent, "LAUNCH_NESTED_CONTAINER_SESSION", "container_id"),
    (Target::Agent, "ATTACH_CONTAINER_OUTPUT", "container_id"),
    (Target::Agent, "LAUNCH_CONTAINER", "container_id"),
    (Target::Agent, "WAIT_CONTAINER", "container_id"),
    (Target::Agent, "KILL_CONTAINER", "container_id"),
    (Target::Agent, "REMOVE_CONTAINER", "container_id"),
    (Target::Agent, "ADD_RESOURCE_PROVIDER_CONFIG", "info"),
    (Target::Agent, "UPDATE_RESOURCE_PROVIDER_CONFIG", "info"),
    (Target::Agent, "REMOVE_RESOURCE_PROVIDER_CONFIG", "type name"),
    (Target::Agent, "MARK_RESOURCE_PROVIDER_GONE", "resource_provider_id"),
    (Target::Master, "START_MAINTENANCE", ""),
    (Target::Master, "STOP_MAINTENANCE", ""),
    (Target::Master, "UPDATE_QUOTA", ""),
];

/// Every call of both targets.
pub async fn tell(suite: &Suite) -> Result<()> {
    for to in [To::Master, To::from(&suite.cast().looked_into)] {
        for known in all(to.target()) {
            arguments(suite, &to, known).await?;
            if known.kind == Kind::Read && !matches!(known.arguments, Arguments::Required(_)) {
                encodings(suite, &to, known).await?;
            }
            elsewhere(suite, &to, known).await?;
        }
    }
    Ok(())
}

async fn arguments(suite: &Suite, to: &To, known: &Call) -> Result<()> {
    // Agents leave a half of these words out.
    let (whose, prefix) = match to.target() {
        Target::Master => ("master", "Failed to convert JSON into Call protobuf: "),
        Target::Agent => ("agent", ""),
    };
    if let Arguments::Required(member) = known.arguments {
        let words = format!("Failed to validate {whose}::Call: Expecting '{member}' to be present");
        suite.case(to.clone(), "no arguments", bare(known.name), Expect::bad(words)).await?;
    }
    if let Some(member) = known.arguments.member() {
        let words = format!("{prefix}Not expecting a JSON number for field '{member}'");
        suite
            .case(to.clone(), "a number for arguments", call(known.name, json!(7)), Expect::bad(words))
            .await?;
    }
    let required = REQUIRED.iter().find(|(target, name, _)| *target == to.target() && *name == known.name);
    if let Some((_, _, fields)) = required.filter(|(_, _, fields)| !fields.is_empty()) {
        let member = known.name.to_lowercase();
        let fields: Vec<String> = fields.split(' ').map(|field| format!("{member}.{field}")).collect();
        let words = format!("{prefix}Missing required fields: {}", fields.join(", "));
        suite.case(to.clone(), "empty arguments", call(known.name, json!({})), Expect::bad(words)).await?;
    }
    Ok(())
}

/// A call without arguments has no bad ones; it can be asked for in protobuf, and for what nobody can give.
async fn encodings(suite: &Suite, to: &To, known: &Call) -> Result<()> {
    let ask = async |accept: &str| {
        let request =
            suite.door.straight(to).header("content-type", "application/json").header("accept", accept);
        Answer::read(request.body(bare(known.name).to_string()).send().await?).await
    };
    let number = match to.target() {
        Target::Master => v1::master::response::Type::from_name(known.name).map(|kind| kind as i32),
        Target::Agent => v1::agent::response::Type::from_name(known.name).map(|kind| kind as i32),
    };
    let protobuf = async {
        let answer = ask("application/x-protobuf").await?;
        ensure!(answer.status == 200, "{}: {}", answer.status, answer.text());
        ensure!(answer.content_type() == Some("application/x-protobuf"), "{:?}", answer.content_type());
        ensure!(
            Some(shape::protobuf_type(to.target(), &answer.body)?) == number,
            "the answer to another call"
        );
        Ok(())
    };
    suite.holds(to.target(), known.name, "in protobuf", protobuf.await);
    let unacceptable = async {
        let answer = ask("text/html").await?;
        let words = match to.target() {
            Target::Master => "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'",
            Target::Agent => {
                "Expecting 'Accept' to allow application/json or application/x-protobuf or application/recordio"
            }
        };
        Expect::Refused(406, words.to_owned()).check(to.target(), known.name, &answer)
    };
    suite.holds(to.target(), known.name, "for a browser", unacceptable.await);
    Ok(())
}

/// Whoever does not know a call sees a call without a type.
async fn elsewhere(suite: &Suite, to: &To, known: &Call) -> Result<()> {
    let (other, whose) = match to {
        To::Master => (To::from(&suite.cast().looked_into), "agent"),
        To::Agent(_) => (To::Master, "master"),
    };
    if all(other.target()).iter().any(|call| call.name == known.name) {
        return Ok(());
    }
    let request = suite.door.straight(&other).header("content-type", "application/json");
    let answer = Answer::read(request.body(bare(known.name).to_string()).send().await?).await?;
    let words = format!("Failed to validate {whose}::Call: Expecting 'type' to be present");
    suite.holds(
        to.target(),
        known.name,
        "sent elsewhere",
        Expect::bad(words).check(other.target(), known.name, &answer),
    );
    Ok(())
}
