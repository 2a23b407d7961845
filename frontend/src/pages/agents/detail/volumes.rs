//! The persistent volumes on an agent.

use serde_json::Value;

use crate::call::json::Read;
use crate::call::resources::Resource;

/// A persistent volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Its id, unique on the agent within its role.
    pub id: String,
    /// Its size, with its unit.
    pub size: String,
    /// For whom it is reserved: `eng → eng/web`.
    pub reserved: String,
    /// Where a task finds it.
    pub path: String,
    /// The disk it is on: `mount /mnt/disk1`; empty for the agent's own.
    pub disk: String,
    /// Who made it, where that is known.
    pub principal: String,
    /// The roles that use it now; several only if it is shared.
    pub used_by: Vec<String>,
}

/// The volumes in an agent's resources.
pub fn volumes(agent: &Value) -> Vec<Volume> {
    let allocated = Resource::read_all(agent.list("allocated_resources"));
    let resources = agent.list("total_resources").iter();
    let volume = |value: &Value| {
        let resource = Resource::read(value);
        if resource.volume_id.is_empty() {
            return None;
        }
        let is_this =
            |other: &&Resource| other.volume_id == resource.volume_id && other.stack == resource.stack;
        let mut used_by: Vec<String> =
            allocated.iter().filter(is_this).map(|other| other.role.clone()).collect();
        used_by.sort();
        used_by.dedup();
        Some(Volume {
            size: resource.amount.words("disk"),
            reserved: resource.stack.to_string(),
            path: value.text("disk.volume.container_path").to_owned(),
            disk: disk(value),
            principal: value.text("disk.persistence.principal").to_owned(),
            used_by,
            id: resource.volume_id,
        })
    };
    resources.filter_map(volume).collect()
}

fn disk(resource: &Value) -> String {
    let source = resource.at("disk.source");
    let kind = source.text("type").to_lowercase();
    let named =
        [source.text("path.root"), source.text("mount.root"), source.text("id"), source.text("profile")];
    let name = named.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    format!("{kind} {name}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_volume_is_disk_with_an_id() {
        let reserved = json!([{ "type": "DYNAMIC", "role": "ops", "principal": "ops" }]);
        let volume = |role: Option<&str>| {
            let mut volume = json!({"name":"disk","type":"SCALAR","scalar":{"value":64.0},"reservations":reserved,
                "disk":{"persistence":{"id":"db","principal":"ops"},"volume":{"mode":"RW","container_path":"data"},
                "source":{"type":"MOUNT","mount":{"root":"/mnt/disk1"}}}});
            if let Some(role) = role {
                volume["allocation_info"] = json!({ "role": role });
            }
            volume
        };
        let agent = json!({
            "total_resources": [{"name":"disk","scalar":{"value":100.0},"role":"*"}, volume(None)],
            "allocated_resources": [volume(Some("ops"))],
        });
        assert_eq!(
            volumes(&agent),
            [Volume {
                id: "db".into(),
                size: "64 MiB".into(),
                reserved: "ops".into(),
                path: "data".into(),
                disk: "mount /mnt/disk1".into(),
                principal: "ops".into(),
                used_by: vec!["ops".into()],
            }]
        );
    }
}
