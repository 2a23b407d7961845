//! Resource providers and images, as far as agents without either go.

use anyhow::Result;
use serde_json::{Value, json};

use crate::ground::{Expect, Suite, bare, call};

pub async fn tell(suite: &Suite) -> Result<()> {
    let info = json!({
        "type": "org.apache.mesos.rp.local.storage",
        "name": "lvm",
        "default_reservations": [{ "type": "DYNAMIC", "role": "storage" }],
        "storage": { "plugin": { "type": "org.apache.mesos.csi.test", "name": "test", "containers": [] } },
    });
    let mut with_id = info.clone();
    with_id["id"] = json!({ "value": "x" });
    let of = |name: &str, info: &Value| call(name, json!({ "info": info }));
    let invalid = Expect::bad(
        "Failed to validate resource provider config with type 'org.apache.mesos.rp.local.storage' and name 'lvm': NODE_SERVICE not found",
    );
    suite.cases(&suite.cast().looked_into, [
        ("a plugin without services", of("ADD_RESOURCE_PROVIDER_CONFIG", &info), invalid.clone()),
        (
            "with an id",
            of("ADD_RESOURCE_PROVIDER_CONFIG", &with_id),
            Expect::bad("Failed to validate agent::Call: Expecting 'add_resource_provider_config.info.id' to be unset"),
        ),
        ("a plugin without services", of("UPDATE_RESOURCE_PROVIDER_CONFIG", &info), invalid),
        (
            "with an id",
            of("UPDATE_RESOURCE_PROVIDER_CONFIG", &with_id),
            Expect::bad("Failed to validate agent::Call: Expecting 'update_resource_provider_config.info.id' to be unset"),
        ),
        (
            "without a folder for them",
            call("REMOVE_RESOURCE_PROVIDER_CONFIG", json!({ "type": "org.apache.mesos.rp.local.storage", "name": "lvm" })),
            Expect::Refused(500, "Missing required flag --resource_provider_config_dir".to_owned()),
        ),
        (
            "an unknown one",
            call("MARK_RESOURCE_PROVIDER_GONE", json!({ "resource_provider_id": { "value": "nobody" } })),
            Expect::OK,
        ),
        ("good", call("PRUNE_IMAGES", json!({ "excluded_images": [] })), Expect::OK),
        ("no arguments", bare("PRUNE_IMAGES"), Expect::OK),
    ]).await
}
