//! Resources in words: exact, with their units, so that nothing is rounded that is about to change.

use operator_api::resources::{
    Disk, Ranges, Reservation, ReservationKind, Resource, Scalar, SourceKind, Value,
};

use crate::ui::format::milli;

/// How much of a resource of this name: `23.5`, `180,224 MiB`, `31000-31010, 31020`.
pub fn amount(name: &str, value: &Value) -> String {
    match value {
        Value::Scalar(amount) => scalar(name, *amount),
        Value::Ranges(numbers) => ranges(numbers),
        Value::Set(items) => items.iter().map(String::as_str).collect::<Vec<_>>().join(", "),
    }
}

/// An amount with the unit that its name implies.
pub fn scalar(name: &str, amount: Scalar) -> String {
    match unit(name) {
        "" => milli(amount.milli()),
        unit => format!("{} {unit}", milli(amount.milli())),
    }
}

/// The unit that Mesos counts a resource in; its own words for it are MB.
pub fn unit(name: &str) -> &'static str {
    if matches!(name, "mem" | "disk") { "MiB" } else { "" }
}

fn ranges(ranges: &Ranges) -> String {
    let one = |range: operator_api::resources::Range| {
        if range.begin == range.end { range.begin.to_string() } else { range.to_string() }
    };
    ranges.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What a form calls a resource.
pub fn label(resource: &Resource) -> String {
    let name = match resource.name.as_str() {
        "cpus" => "CPUs",
        "mem" => "Memory",
        "disk" => "Disk",
        "gpus" => "GPUs",
        "ports" => "Ports",
        other => other,
    };
    let notes: Vec<String> = [source(resource), resource.provider.clone()]
        .into_iter()
        .flatten()
        .filter(|note| !note.is_empty())
        .collect();
    if notes.is_empty() { name.to_owned() } else { format!("{name}, {}", notes.join(", ")) }
}

/// Which disk it is, other than the agent's work directory: `MOUNT /mnt/ssd`.
pub fn source(resource: &Resource) -> Option<String> {
    let source = resource.disk.as_ref()?.source.as_ref()?;
    let kind = match source.kind {
        SourceKind::Unknown => "UNKNOWN",
        SourceKind::Path => "PATH",
        SourceKind::Mount => "MOUNT",
        SourceKind::Block => "BLOCK",
        SourceKind::Raw => "RAW",
    };
    let names = [&source.root, &source.profile, &source.id].into_iter().flatten().map(String::as_str);
    Some(std::iter::once(kind).chain(names).collect::<Vec<_>>().join(" "))
}

/// For whom something is reserved: `eng › eng/web (dynamic, by ops)`; `nobody`.
pub fn stack(levels: &[Reservation]) -> String {
    let Some(last) = levels.last() else { return "nobody".to_owned() };
    let mut notes = vec![
        match last.kind {
            ReservationKind::Static => "static",
            ReservationKind::Dynamic => "dynamic",
        }
        .to_owned(),
    ];
    notes.extend(last.principal.as_ref().map(|principal| format!("by {principal}")));
    notes.extend(last.labels.iter().map(|(key, value)| match value {
        Some(value) => format!("{key}:{value}"),
        None => key.clone(),
    }));
    format!("{} ({})", roles(levels), notes.join(", "))
}

/// The roles of a stack, from the outermost to the innermost: `eng › eng/web`.
pub fn roles(levels: &[Reservation]) -> String {
    levels.iter().map(|level| level.role.as_str()).collect::<Vec<_>>().join(" › ")
}

/// What a row of before and after is about: `cpus, unreserved`, `disk, MOUNT /mnt/ssd, reserved for eng (dynamic)`, `volume db of eng`.
pub fn subject(resource: &Resource) -> String {
    let volume = resource.disk.as_ref().and_then(|disk: &Disk| disk.persistence.as_ref());
    if let Some(volume) = volume {
        return format!("volume {} of {}", volume.id, resource.reserved_role().unwrap_or_default());
    }
    let source = source(resource).map(|source| format!(", {source}")).unwrap_or_default();
    let whose = if resource.reservations.is_empty() {
        "unreserved".to_owned()
    } else {
        format!("reserved for {}", stack(&resource.reservations))
    };
    format!("{}{source}, {whose}", resource.name)
}

#[cfg(test)]
mod tests {
    use operator_api::resources::{DiskSource, Resources};

    use super::*;

    fn first(text: &str) -> Resource {
        text.parse::<Resources>().unwrap().into_iter().next().unwrap()
    }

    #[test]
    fn amounts_are_exact_and_have_their_units() {
        let words = |text: &str| {
            let resource = first(text);
            amount(&resource.name, &resource.value)
        };
        assert_eq!(words("cpus:0.001"), "0.001");
        assert_eq!(words("mem:180224.5"), "180,224.5 MiB");
        assert_eq!(words("ports:[31000-31010,31020-31020]"), "31000-31010, 31020");
        assert_eq!(words("zones:{b,a}"), "a, b");
    }

    #[test]
    fn what_is_reserved_says_for_whom() {
        let mut cpus = first("cpus(eng):2");
        assert_eq!(subject(&cpus), "cpus, reserved for eng (static)");
        cpus.reservations.push(Reservation {
            kind: ReservationKind::Dynamic,
            role: "eng/web".into(),
            principal: Some("ops".into()),
            labels: vec![("for".into(), Some("db".into())), ("spare".into(), None)],
        });
        assert_eq!(stack(&cpus.reservations), "eng › eng/web (dynamic, by ops, for:db, spare)");
        assert_eq!(subject(&first("cpus:1")), "cpus, unreserved");
    }

    #[test]
    fn disks_are_told_apart() {
        let source = DiskSource {
            kind: SourceKind::Mount,
            root: Some("/mnt/ssd".into()),
            id: None,
            profile: None,
            vendor: None,
            metadata: Vec::new(),
        };
        let disk =
            Resource { disk: Some(Disk { source: Some(source), ..Disk::default() }), ..first("disk:8") };
        assert_eq!(label(&disk), "Disk, MOUNT /mnt/ssd");
        assert_eq!(subject(&disk), "disk, MOUNT /mnt/ssd, unreserved");
        assert_eq!(label(&first("disk:8")), "Disk");
        assert_eq!(label(&first("bandwidth:8")), "bandwidth");
    }
}
