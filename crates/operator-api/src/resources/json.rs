//! Resources in the API's JSON, read and written without its messages: for a browser, which leaves those out.

use serde_json::{Map, Value as Json, json};

use super::{
    Disk, DiskSource, Mount, Persistence, Range, Reservation, ReservationKind, Resource, Scalar, SourceKind,
    Value,
};
use crate::member::{items, number, text};
use crate::roles::UNRESERVED;

impl Resource {
    /// Reads what `GET_AGENTS` reports: the stack of `reservations`, or where there is none the older `role` and `reservation`. `None` for
    /// what has no name or no quantity.
    pub fn from_json(json: &Json) -> Option<Self> {
        Some(Self {
            name: text(&json["name"])?,
            reservations: reservations(json),
            allocation_role: text(&json["allocation_info"]["role"]),
            disk: json.get("disk").filter(|disk| disk.is_object()).map(read_disk),
            revocable: json["revocable"].is_object(),
            shared: json["shared"].is_object(),
            provider: text(&json["provider_id"]["value"]),
            value: read_value(json)?,
        })
    }

    /// The resource as calls take it, with its stack of `reservations`. Mesos wants no `allocation_info` from an operator, so there is none.
    pub fn to_json(&self) -> Json {
        let mut json = Map::new();
        if let Some(id) = &self.provider {
            json.insert("provider_id".into(), json!({ "value": id }));
        }
        json.insert("name".into(), self.name.clone().into());
        let (kind, member, value) = write_value(&self.value);
        json.insert("type".into(), kind.into());
        json.insert(member.into(), value);
        if !self.reservations.is_empty() {
            json.insert("reservations".into(), self.reservations.iter().map(write_reservation).collect());
        }
        if let Some(disk) = &self.disk {
            json.insert("disk".into(), write_disk(disk));
        }
        if self.revocable {
            json.insert("revocable".into(), json!({}));
        }
        if self.shared {
            json.insert("shared".into(), json!({}));
        }
        Json::Object(json)
    }
}

fn read_value(json: &Json) -> Option<Value> {
    match json["type"].as_str()? {
        "SCALAR" => Some(Value::Scalar(Scalar::from_f64(number(&json["scalar"]["value"])?))),
        "RANGES" => {
            let range = |range: &Json| Some(Range::new(range["begin"].as_u64()?, range["end"].as_u64()?));
            items(&json["ranges"]["range"]).iter().map(range).collect::<Option<_>>().map(Value::Ranges)
        }
        "SET" => items(&json["set"]["item"]).iter().map(text).collect::<Option<_>>().map(Value::Set),
        _ => None,
    }
}

fn write_value(value: &Value) -> (&'static str, &'static str, Json) {
    match value {
        Value::Scalar(scalar) => ("SCALAR", "scalar", json!({ "value": scalar.to_f64() })),
        Value::Ranges(ranges) => {
            let range = |range: Range| json!({ "begin": range.begin, "end": range.end });
            ("RANGES", "ranges", json!({ "range": ranges.iter().map(range).collect::<Vec<_>>() }))
        }
        Value::Set(set) => ("SET", "set", json!({ "item": set })),
    }
}

fn reservations(json: &Json) -> Vec<Reservation> {
    let stack = items(&json["reservations"]);
    if !stack.is_empty() {
        return stack.iter().map(|level| reservation(level, level)).collect();
    }
    match (json["role"].as_str(), json.get("reservation")) {
        (None | Some(UNRESERVED), _) => Vec::new(),
        (Some(_), Some(info)) => {
            vec![Reservation { kind: ReservationKind::Dynamic, ..reservation(info, json) }]
        }
        (Some(_), None) => vec![Reservation { kind: ReservationKind::Static, ..reservation(json, json) }],
    }
}

fn reservation(info: &Json, owner: &Json) -> Reservation {
    let is_static = info["type"] == "STATIC";
    Reservation {
        kind: if is_static { ReservationKind::Static } else { ReservationKind::Dynamic },
        role: text(&owner["role"]).unwrap_or_default(),
        principal: text(&info["principal"]),
        labels: read_labels(&info["labels"]),
    }
}

fn write_reservation(reservation: &Reservation) -> Json {
    let kind = match reservation.kind {
        ReservationKind::Static => "STATIC",
        ReservationKind::Dynamic => "DYNAMIC",
    };
    let mut json = Map::new();
    json.insert("type".into(), kind.into());
    json.insert("role".into(), reservation.role.clone().into());
    insert(&mut json, "principal", reservation.principal.as_ref());
    insert_labels(&mut json, "labels", &reservation.labels);
    Json::Object(json)
}

fn insert(json: &mut Map<String, Json>, member: &str, text: Option<&String>) {
    if let Some(text) = text {
        json.insert(member.into(), text.clone().into());
    }
}

fn read_labels(labels: &Json) -> Vec<(String, Option<String>)> {
    let label = |label: &Json| Some((text(&label["key"])?, text(&label["value"])));
    items(&labels["labels"]).iter().filter_map(label).collect()
}

fn insert_labels(json: &mut Map<String, Json>, member: &str, labels: &[(String, Option<String>)]) {
    if labels.is_empty() {
        return;
    }
    let label = |(key, value): &(String, Option<String>)| {
        let mut label = Map::new();
        label.insert("key".into(), key.clone().into());
        insert(&mut label, "value", value.as_ref());
        Json::Object(label)
    };
    json.insert(member.into(), json!({ "labels": labels.iter().map(label).collect::<Vec<_>>() }));
}

fn read_disk(disk: &Json) -> Disk {
    let member = |name: &str| disk.get(name).filter(|member| member.is_object());
    Disk {
        persistence: member("persistence").map(|persistence| Persistence {
            id: text(&persistence["id"]).unwrap_or_default(),
            principal: text(&persistence["principal"]),
        }),
        source: member("source").map(|source| DiskSource {
            kind: match source["type"].as_str().unwrap_or_default() {
                "PATH" => SourceKind::Path,
                "MOUNT" => SourceKind::Mount,
                "BLOCK" => SourceKind::Block,
                "RAW" => SourceKind::Raw,
                _ => SourceKind::Unknown,
            },
            root: text(&source["path"]["root"]).or_else(|| text(&source["mount"]["root"])),
            id: text(&source["id"]),
            profile: text(&source["profile"]),
            vendor: text(&source["vendor"]),
            metadata: read_labels(&source["metadata"]),
        }),
        mount: member("volume").map(|volume| Mount {
            container_path: text(&volume["container_path"]).unwrap_or_default(),
            host_path: text(&volume["host_path"]),
            read_only: volume["mode"] == "RO",
        }),
    }
}

fn write_disk(disk: &Disk) -> Json {
    let mut json = Map::new();
    if let Some(persistence) = &disk.persistence {
        let mut volume = Map::new();
        volume.insert("id".into(), persistence.id.clone().into());
        insert(&mut volume, "principal", persistence.principal.as_ref());
        json.insert("persistence".into(), Json::Object(volume));
    }
    if let Some(mount) = &disk.mount {
        let mut volume = Map::new();
        volume.insert("mode".into(), if mount.read_only { "RO" } else { "RW" }.into());
        volume.insert("container_path".into(), mount.container_path.clone().into());
        insert(&mut volume, "host_path", mount.host_path.as_ref());
        json.insert("volume".into(), Json::Object(volume));
    }
    if let Some(source) = &disk.source {
        json.insert("source".into(), write_source(source));
    }
    Json::Object(json)
}

fn write_source(source: &DiskSource) -> Json {
    let (kind, place) = match source.kind {
        SourceKind::Path => ("PATH", Some("path")),
        SourceKind::Mount => ("MOUNT", Some("mount")),
        SourceKind::Block => ("BLOCK", None),
        SourceKind::Raw => ("RAW", None),
        SourceKind::Unknown => ("UNKNOWN", None),
    };
    let mut json = Map::new();
    json.insert("type".into(), kind.into());
    if let (Some(place), Some(root)) = (place, &source.root) {
        json.insert(place.into(), json!({ "root": root }));
    }
    insert(&mut json, "id", source.id.as_ref());
    insert(&mut json, "profile", source.profile.as_ref());
    insert(&mut json, "vendor", source.vendor.as_ref());
    insert_labels(&mut json, "metadata", &source.metadata);
    Json::Object(json)
}
