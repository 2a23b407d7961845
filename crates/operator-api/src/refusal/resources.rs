//! Calls about an agent's resources.

use serde_json::Value;

use crate::member::items;
use crate::resources::Resource;
use crate::rules::Field;

/// What is said, and the field within a resource that it is about.
const ABOUT: [(&str, &str); 15] = [
    ("principal", "principal"),
    ("persistence ID", "id"),
    ("Persistence ID", "id"),
    ("does not have DiskInfo", "id"),
    ("'persistence' is not set", "id"),
    ("'volume' to be set", "container_path"),
    ("'host_path'", "host_path"),
    ("Read-only", "mode"),
    ("'gpus'", "value"),
    ("is not dynamically reserved", "role"),
    ("from unreserved", "role"),
    ("cannot be reserved", "role"),
    ("ole '", "role"),
    ("reservation", "role"),
    ("scalar", "value"),
];

/// The field of a list of resources.
pub(super) fn field(arguments: &Value, lists: &[&str], words: &str) -> Option<Field> {
    if words.starts_with("No agent found") || words.contains("Unknown agent") {
        return Some(Field::new("agent"));
    }
    let lists = if words.contains("Invalid source") { &lists[lists.len() - 1..] } else { lists };
    // Resources are shown with their reservations, which must not be taken for what is said of them.
    let (said, resources) = (without_shown(words), read(arguments, lists));
    if let Some((_, missing)) = words.split_once(" does not contain ") {
        return Some(missing_of(lists.first()?, &resources, missing.trim()));
    }
    let about = ABOUT.iter().find(|(about, _)| said.contains(about)).map(|(_, member)| *member);
    let only = || Some(&resources.first().filter(|_| resources.len() == 1)?.0);
    match (find(&resources, words, about.unwrap_or_default()).or_else(only), about) {
        (Some(field), Some(member)) => Some(field.then(member)),
        (Some(field), None) => Some(field.clone()),
        (None, _) => Some(Field::new(lists.first()?)),
    }
}

fn read(arguments: &Value, lists: &[&str]) -> Vec<(Field, Resource)> {
    let of = |list: &&str| {
        let resources = items(&arguments[*list]).iter().enumerate();
        let read =
            resources.filter_map(|(at, json)| Some((Field::item(list, at), Resource::from_json(json)?)));
        read.collect::<Vec<_>>()
    };
    lists.iter().flat_map(of).collect()
}

/// The words without the resources they show, whose reservations would be taken for something that is said.
fn without_shown(words: &str) -> String {
    let mut said = String::new();
    let mut rest = words;
    while let Some((before, shown)) = rest.split_once("(reservations: ") {
        said.push_str(before);
        rest = shown.split_once("])").map_or("", |(_, rest)| rest);
    }
    said.push_str(rest);
    said
}

/// The resource that the words show, or of which they quote what is wrong.
fn find<'a>(resources: &'a [(Field, Resource)], words: &str, member: &str) -> Option<&'a Field> {
    let mut found = resources.iter().filter(|(_, resource)| {
        let quoted = match member {
            "id" => resource.volume_id().is_some_and(|id| words.contains(&format!("'{id}'"))),
            "principal" => has_principal(resource, words),
            "role" => words.contains("from unreserved") && resource.reservations.is_empty(),
            _ => false,
        };
        quoted || shows(words, resource)
    });
    // An id that is taken is that of the last of those that have it.
    let found = if words.contains("is not unique") { found.next_back() } else { found.next() };
    found.map(|(field, _)| field)
}

/// Whether the words show the resource, and not one whose quantity begins with the same digits.
fn shows(words: &str, resource: &Resource) -> bool {
    let text = resource.to_string();
    words.match_indices(&text).any(|(at, _)| {
        let next = words[at + text.len()..].chars().next();
        !next.is_some_and(|next| next.is_ascii_digit() || next == '.')
    })
}

/// Whether the principal of the resource is the one that the words are about, or it has none and they say so.
fn has_principal(resource: &Resource, words: &str) -> bool {
    let volume = resource.disk.as_ref().and_then(|disk| disk.persistence.as_ref());
    let principal = match volume {
        Some(volume) => volume.principal.as_deref(),
        None => resource.reservations.last().and_then(|level| level.principal.as_deref()),
    };
    match principal {
        Some(principal) => words.contains(&format!("with principal '{principal}'")),
        None => words.contains("no principal"),
    }
}

/// The resource that an agent does not have. Calls are applied resource by resource, and the words show the one that failed, as it would have
/// been taken: with a level of reservation less, or without its volume.
fn missing_of(list: &str, resources: &[(Field, Resource)], missing: &str) -> Field {
    let is_shown = |resource: &Resource| {
        let name = missing.split(['(', '[', ':']).next();
        name == Some(resource.name.as_str()) && missing.ends_with(&format!(":{}", resource.value))
    };
    let mut shown = resources.iter().filter(|(_, resource)| is_shown(resource));
    match (shown.next(), shown.next()) {
        (Some((field, _)), None) => field.clone(),
        _ => Field::new(list),
    }
}

/// The field of a call that resizes one volume.
pub(super) fn of_one_volume(arguments: &Value, words: &str) -> Option<Field> {
    if words.starts_with("No agent found") || words.contains("RESIZE_VOLUME capability") {
        return Some(Field::new("agent"));
    }
    if let Some((there, _)) = words.split_once(" does not contain ") {
        let volume = Resource::from_json(&arguments["volume"])?.to_string();
        let has_it = there.split("; ").any(|one| one == volume);
        return Some(Field::new(if has_it { "addition" } else { "volume" }));
    }
    let about = [("GrowVolume.addition", "addition"), ("ShrinkVolume.subtract", "subtract")];
    let named = about.iter().find(|(said, _)| words.contains(said)).map(|(_, field)| *field);
    Some(Field::new(named.unwrap_or("volume")))
}
