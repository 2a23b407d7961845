//! Resources of an agent reserved, reserved anew, given back.

use anyhow::{Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::resources::{quantity, reserved, scalar, shown};
use crate::ground::{Expect, Suite, To, bare, call};

pub async fn tell(suite: &Suite) -> Result<()> {
    refused(suite).await?;
    let (role, other) = (suite.name("reserver"), suite.name("heir"));
    let id = &suite.cast().reserved.id;
    let reserve = |resources: Value| {
        call("RESERVE_RESOURCES", json!({ "agent_id": { "value": id }, "resources": resources }))
    };
    let again = |source: Value, resources: Value| {
        call(
            "RESERVE_RESOURCES",
            json!({ "agent_id": { "value": id }, "source": source, "resources": resources }),
        )
    };
    let unreserve = |resources: Value| {
        call("UNRESERVE_RESOURCES", json!({ "agent_id": { "value": id }, "resources": resources }))
    };

    let free = quantity(&shown(suite, &suite.cast().reserved).await?, "cpus", &[], None);
    suite
        .master(
            "good",
            reserve(json!([reserved("cpus", 0.03, &[&role]), reserved("mem", 8.0, &[&role])])),
            Expect::ACCEPTED,
        )
        .await?;
    amount(
        suite,
        "RESERVE_RESOURCES",
        "the agent shows it",
        &[("cpus", &[&role], 0.03), ("mem", &[&role], 8.0), ("cpus", &[], free - 0.03)],
    )
    .await?;

    let roles = suite.read(bare("GET_ROLES")).await?;
    suite.holds(
        Master,
        "GET_ROLES",
        "a role is known by what is reserved for it",
        (|| {
            let mut roles = roles["get_roles"]["roles"].as_array().into_iter().flatten();
            ensure!(roles.any(|known| known["name"] == *role), "it is not: {role}");
            Ok(())
        })(),
    );

    let old = json!({ "name": "cpus", "type": "SCALAR", "scalar": { "value": 0.01 }, "role": role, "reservation": {} });
    suite.master("in the old form", reserve(json!([old])), Expect::ACCEPTED).await?;
    amount(suite, "RESERVE_RESOURCES", "the old form comes to the same", &[("cpus", &[&role], 0.04)]).await?;

    suite
        .master(
            "from one role to another",
            again(json!([reserved("cpus", 0.01, &[&role])]), json!([reserved("cpus", 0.01, &[&other])])),
            Expect::ACCEPTED,
        )
        .await?;
    amount(
        suite,
        "RESERVE_RESOURCES",
        "the source is less, the other role has more",
        &[("cpus", &[&role], 0.03), ("cpus", &[&other], 0.01)],
    )
    .await?;

    let below = format!("{role}/below");
    suite
        .master("refined", reserve(json!([reserved("cpus", 0.01, &[&role, &below])])), Expect::ACCEPTED)
        .await?;
    amount(
        suite,
        "RESERVE_RESOURCES",
        "a reservation upon another",
        &[("cpus", &[&role], 0.02), ("cpus", &[&role, &below], 0.01)],
    )
    .await?;

    suite
        .master(
            "too much",
            unreserve(json!([reserved("cpus", 5.0, &[&role])])),
            lacks(&format!("cpus(reservations: [(DYNAMIC,{role})]):5")),
        )
        .await?;
    suite
        .master(
            "what is not reserved",
            unreserve(json!([reserved("cpus", 0.01, &["nobody"])])),
            lacks("cpus(reservations: [(DYNAMIC,nobody)]):0.01"),
        )
        .await?;
    suite
        .master(
            "unreserved",
            unreserve(json!([scalar("cpus", 0.01)])),
            Expect::bad("Invalid UNRESERVE operation: Resource cpus:0.01 is not dynamically reserved"),
        )
        .await?;
    suite.master("no resources", unreserve(json!([])), Expect::bad("Invalid UNRESERVE operation: Invalid resources: The resources have multiple resource providers: ")).await?;
    let unknown = call(
        "UNRESERVE_RESOURCES",
        json!({ "agent_id": { "value": "nobody" }, "resources": [reserved("cpus", 0.01, &[&role])] }),
    );
    suite.master("an unknown agent", unknown, Expect::bad("No agent found with specified ID")).await?;

    suite
        .master("one level", unreserve(json!([reserved("cpus", 0.01, &[&role, &below])])), Expect::ACCEPTED)
        .await?;
    amount(
        suite,
        "UNRESERVE_RESOURCES",
        "one level is given back",
        &[("cpus", &[&role], 0.03), ("cpus", &[&role, &below], 0.0)],
    )
    .await?;
    let all = json!([
        reserved("cpus", 0.03, &[&role]),
        reserved("cpus", 0.01, &[&other]),
        reserved("mem", 8.0, &[&role])
    ]);
    suite.master("good", unreserve(all), Expect::ACCEPTED).await?;
    amount(
        suite,
        "UNRESERVE_RESOURCES",
        "all is as it was",
        &[("cpus", &[&role], 0.0), ("mem", &[&role], 0.0), ("cpus", &[], free)],
    )
    .await
}

/// A conflict: the words say what there is, and then what is asked for.
fn lacks(asked: &str) -> Expect {
    Expect::Refused(409, format!("cpus:… does not contain {asked}"))
}

async fn refused(suite: &Suite) -> Result<()> {
    let agent = &suite.cast().reserved;
    let invalid = |why: &str| {
        Expect::bad(format!(
            "Invalid RESERVE operation on agent {} at {} ({}): {why}",
            agent.id, agent.pid, agent.hostname
        ))
    };
    let failed = |why: &str| Expect::bad(format!("Failed to validate master::Call: Resource '{why}"));
    let reserve = |resource: Value| {
        call("RESERVE_RESOURCES", json!({ "agent_id": { "value": agent.id }, "resources": [resource] }))
    };
    let fixed = json!({ "name": "cpus", "type": "SCALAR", "scalar": { "value": 0.1 }, "reservations": [{ "type": "STATIC", "role": "ops" }] });
    suite.cases(To::Master, [
        ("too much", reserve(reserved("cpus", 1000.0, &["eng"])), lacks("cpus:1000")),
        ("what the agent does not have", reserve(reserved("gpus", 1000.0, &["eng"])), lacks("gpus:1000")),
        ("unreserved", reserve(scalar("cpus", 0.1)), invalid("Resource cpus:0.1 is not dynamically reserved")),
        ("statically", reserve(fixed), invalid("Resource cpus(reservations: [(STATIC,ops)]):0.1 is not dynamically reserved")),
        ("for everybody", reserve(reserved("cpus", 0.1, &["*"])), failed("cpus(reservations: [(DYNAMIC,*)]):0.1' is invalid: Invalid reservation: role \"*\" cannot be reserved")),
        ("a role that cannot be", reserve(reserved("cpus", 0.1, &["eng//x"])), failed("cpus(reservations: [(DYNAMIC,eng//x)]):0.1' is invalid: Role 'eng//x' cannot contain two adjacent slashes")),
        ("negative", reserve(reserved("cpus", -1.0, &["eng"])), failed("cpus(reservations: [(DYNAMIC,eng)]):-1' is invalid: Invalid scalar resource: value <= 0")),
        // It is nothing in Mesos' thousandths, and seen to be; an outright 0 is not, and never sent.
        ("too little", reserve(reserved("cpus", 0.0001, &["eng"])), failed("cpus(reservations: [(DYNAMIC,eng)]):0' is invalid: Invalid scalar resource: value <= 0")),
        (
            "no resources",
            call("RESERVE_RESOURCES", json!({ "agent_id": { "value": agent.id } })),
            invalid("Invalid resources: The resources have multiple resource providers: "),
        ),
        (
            "an unknown agent",
            call("RESERVE_RESOURCES", json!({ "agent_id": { "value": "nobody" }, "resources": [reserved("cpus", 0.1, &["eng"])] })),
            Expect::bad("No agent found with specified ID"),
        ),
    ]).await
}

/// Waits until the agent shows these amounts, by name and the roles they are reserved through.
async fn amount(suite: &Suite, call: &str, what: &str, wanted: &[(&str, &[&str], f64)]) -> Result<()> {
    suite
        .until(Master, call, what, async || {
            let agent = shown(suite, &suite.cast().reserved).await?;
            for (name, roles, wanted) in wanted {
                let found = quantity(&agent, name, roles, None);
                ensure!((found - wanted).abs() < 0.0005, "{found} {name} of {roles:?} instead of {wanted}");
            }
            Ok(())
        })
        .await
}
