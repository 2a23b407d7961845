//! Persistent volumes made, grown, shrunk, destroyed.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::resources::{quantity, reserved, scalar, shown, volume};
use crate::ground::{Expect, Suite, To, call};

pub async fn tell(suite: &Suite) -> Result<()> {
    let role = suite.name("keeper");
    let id = suite.name("volume");
    let agent = json!({ "value": suite.cast().reserved.id });
    let disk = |value: f64| reserved("disk", value, &[&role]);
    let of = |value: f64| volume(&id, value, &role);

    let reserve = call("RESERVE_RESOURCES", json!({ "agent_id": agent, "resources": [disk(300.0)] }));
    suite.master("disk", reserve, Expect::ACCEPTED).await?;
    sizes(suite, "RESERVE_RESOURCES", "there is disk", &role, &id, 300.0, 0.0).await?;

    refused(suite, &role, &id).await?;
    let create = |volume: Value| call("CREATE_VOLUMES", json!({ "agent_id": agent, "volumes": [volume] }));
    suite.master("good", create(of(100.0)), Expect::ACCEPTED).await?;
    sizes(suite, "CREATE_VOLUMES", "the disk is a volume", &role, &id, 200.0, 100.0).await?;
    suite
        .master(
            "the same again",
            create(of(100.0)),
            invalid(suite, "CREATE", &format!("Persistence ID '{id}' is not unique")),
        )
        .await?;

    let printed = format!("disk(reservations: [(DYNAMIC,{role})])[{id}:data]");
    let unreserve = call("UNRESERVE_RESOURCES", json!({ "agent_id": agent, "resources": [of(100.0)] }));
    let words = format!(
        "Invalid UNRESERVE operation: A dynamically reserved persistent volume {printed}:100 cannot be unreserved directly. Please destroy the persistent volume first then unreserve the resource"
    );
    suite.master("a volume", unreserve, Expect::bad(words)).await?;

    let grow = |volume: Value, addition: Value| {
        call("GROW_VOLUME", json!({ "agent_id": agent, "volume": volume, "addition": addition }))
    };
    suite.cases(To::Master, [
        ("too much", grow(of(100.0), disk(99999.0)), Expect::Refused(409, "cpus:… does not contain …".to_owned())),
        ("another size than it has", grow(of(90.0), disk(10.0)), Expect::Refused(409, "cpus:… does not contain …".to_owned())),
        ("unreserved disk", grow(of(100.0), scalar("disk", 10.0)), invalid(suite, "GROW_VOLUME", "Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition' fields")),
        (
            "no agent",
            call("GROW_VOLUME", json!({ "volume": of(100.0), "addition": disk(10.0) })),
            Expect::bad("Failed to validate master::Call: Expecting 'agent_id' to be present; only agent default resources are supported right now"),
        ),
        ("good", grow(of(100.0), disk(50.0)), Expect::ACCEPTED),
    ]).await?;
    sizes(suite, "GROW_VOLUME", "the volume is larger by it", &role, &id, 150.0, 150.0).await?;

    let shrink = |volume: Value, subtract: f64| {
        call(
            "SHRINK_VOLUME",
            json!({ "agent_id": agent, "volume": volume, "subtract": { "value": subtract } }),
        )
    };
    suite.cases(To::Master, [
        ("all of it", shrink(of(150.0), 150.0), invalid(suite, "SHRINK_VOLUME", "Value of 'ShrinkVolume.subtract' must be smaller than the size of 'ShrinkVolume.volume'")),
        ("a negative size", shrink(of(150.0), -5.0), invalid(suite, "SHRINK_VOLUME", "Value of 'ShrinkVolume.subtract' must be greater than zero")),
        (
            "no agent",
            call("SHRINK_VOLUME", json!({ "volume": of(150.0), "subtract": { "value": 5 } })),
            Expect::bad("Failed to validate master::Call: Expecting 'agent_id' to be present; only agent default resources are supported right now"),
        ),
        ("good", shrink(of(150.0), 70.0), Expect::ACCEPTED),
    ]).await?;
    sizes(suite, "SHRINK_VOLUME", "the volume is smaller by it", &role, &id, 220.0, 80.0).await?;

    let destroy = |volume: Value| call("DESTROY_VOLUMES", json!({ "agent_id": agent, "volumes": [volume] }));
    suite.cases(To::Master, [
        ("one that is not there", destroy(volume("nothing", 10.0, &role)), Expect::bad("Invalid DESTROY operation: Persistent volumes not found")),
        ("no volumes", call("DESTROY_VOLUMES", json!({ "agent_id": agent })), Expect::bad("Invalid DESTROY operation: Invalid resources: The resources have multiple resource providers: ")),
        ("an unknown agent", call("DESTROY_VOLUMES", json!({ "agent_id": { "value": "nobody" }, "volumes": [of(80.0)] })), Expect::bad("No agent found with specified ID")),
        ("good", destroy(of(80.0)), Expect::ACCEPTED),
    ]).await?;
    sizes(suite, "DESTROY_VOLUMES", "it is plain disk again", &role, &id, 300.0, 0.0).await?;

    let unreserve = call("UNRESERVE_RESOURCES", json!({ "agent_id": agent, "resources": [disk(300.0)] }));
    suite.master("disk", unreserve, Expect::ACCEPTED).await?;
    sizes(suite, "UNRESERVE_RESOURCES", "nothing is left", &role, &id, 0.0, 0.0).await
}

fn invalid(suite: &Suite, operation: &str, why: &str) -> Expect {
    let agent = &suite.cast().reserved;
    Expect::bad(format!(
        "Invalid {operation} operation on agent {} at {} ({}): {why}",
        agent.id, agent.pid, agent.hostname
    ))
}

async fn refused(suite: &Suite, role: &str, id: &str) -> Result<()> {
    let agent = json!({ "value": suite.cast().reserved.id });
    let create = |volumes: Value| call("CREATE_VOLUMES", json!({ "agent_id": agent, "volumes": volumes }));
    let mut unreserved = volume(id, 10.0, role);
    unreserved.as_object_mut().map(|resource| resource.remove("reservations"));
    suite.cases(To::Master, [
        (
            "no persistence",
            create(json!([reserved("disk", 10.0, &[role])])),
            invalid(suite, "CREATE", &format!("Not a persistent volume: Resource disk(reservations: [(DYNAMIC,{role})]):10 does not have DiskInfo")),
        ),
        (
            "an id that cannot be",
            create(json!([volume("a/b", 10.0, role)])),
            invalid(suite, "CREATE", "Invalid resources: Invalid DiskInfo: Invalid persistence ID for persistent volume: 'a/b' contains invalid characters"),
        ),
        (
            "unreserved disk",
            create(json!([unreserved])),
            invalid(suite, "CREATE", "Invalid resources: Invalid DiskInfo: Persistent volumes cannot be created from unreserved resources"),
        ),
        ("no volumes", create(json!([])), invalid(suite, "CREATE", "Invalid resources: The resources have multiple resource providers: ")),
        (
            "too much",
            create(json!([volume(id, 99999.0, role)])),
            Expect::Refused(409, format!("cpus:… does not contain disk(reservations: [(DYNAMIC,{role})]):99999")),
        ),
        (
            "an unknown agent",
            call("CREATE_VOLUMES", json!({ "agent_id": { "value": "nobody" }, "volumes": [volume(id, 10.0, role)] })),
            Expect::bad("No agent found with specified ID"),
        ),
    ]).await
}

/// Waits until the agent shows so much disk of the role outside and inside of the volume.
async fn sizes(
    suite: &Suite,
    call: &str,
    what: &str,
    role: &str,
    id: &str,
    plain: f64,
    held: f64,
) -> Result<()> {
    suite
        .until(Master, call, what, async || {
            let agent = shown(suite, &suite.cast().reserved).await?;
            let found =
                (quantity(&agent, "disk", &[role], None), quantity(&agent, "disk", &[role], Some(id)));
            ensure!(found == (plain, held), "{found:?} of disk instead of {:?}", (plain, held));
            Ok(())
        })
        .await
}
