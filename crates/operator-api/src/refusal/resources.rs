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
    // Resources are shown with their reservations, which must not be taken for what is said of them.
    let (said, resources) = (without_shown(words), read(arguments, lists));
    let about = ABOUT.iter().find(|(about, _)| said.contains(about)).map(|(_, member)| *member);
    if let Some((_, missing)) = words.split_once(" does not contain ") {
        return Some(missing_of(lists.first()?, &resources, missing.trim()));
    }
    let field = find(&resources, words, about.unwrap_or_default())
        .or_else(|| (resources.len() == 1).then(|| resources[0].0.clone()));
    match (field, about) {
        (Some(field), Some(member)) => Some(field.then(member)),
        (Some(field), None) => Some(field),
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

/// The resource that the words show, or of which they quote what is wrong: an id, a principal.
fn find(resources: &[(Field, Resource)], words: &str, member: &str) -> Option<Field> {
    let shown = |resource: &Resource| {
        let text = resource.to_string();
        words.match_indices(&text).any(|(at, _)| {
            let after = words[at + text.len()..].chars().next();
            !after.is_some_and(|next| next.is_ascii_digit() || next == '.')
        })
    };
    let quotes = |text: Option<&str>| text.is_some_and(|text| words.contains(&format!("'{text}'")));
    let principal =
        |resource: &Resource| match resource.disk.as_ref().and_then(|disk| disk.persistence.clone()) {
            Some(volume) => volume.principal,
            None => resource.reservations.last().and_then(|level| level.principal.clone()),
        };
    let is_this = |resource: &Resource| match member {
        "id" if resource.volume_id().is_some() => quotes(resource.volume_id()),
        "principal" if words.contains("no principal") => principal(resource).is_none(),
        "principal" => principal(resource).is_some_and(|name| {
            words.ends_with(&format!("principal '{name}'"))
                || words.contains(&format!("with principal '{name}'"))
        }),
        "role" if words.contains("from unreserved") => resource.reservations.is_empty(),
        _ => false,
    };
    let mut alike = resources.iter().filter(|(_, resource)| is_this(resource) || shown(resource));
    // An id that is taken is that of the last of those that have it.
    let found = if words.contains("is not unique") { alike.next_back() } else { alike.next() };
    found.map(|(field, _)| field.clone())
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
