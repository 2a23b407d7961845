//! From protobuf's names to Rust's: `CSIPluginInfo` is the type `CsiPluginInfo` and the module `csi_plugin_info`.

/// The words of a name in any case, in lower case.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        // A capital begins a word after a small letter (`aB`), or as the last of several before a small one (`ABc`).
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if letter == '_' || begins {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `TTYInfo` as a type: `TtyInfo`; `GET_AGENTS` as a variant: `GetAgents`.
pub fn camel(name: &str) -> String {
    words(name)
        .iter()
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

/// `TTYInfo` as a module: `tty_info`.
pub fn snake(name: &str) -> String {
    words(name).join("_")
}

/// A field's name, as Rust lets it be written; some of the kernel's statistics are in camel case.
pub fn field(name: &str) -> String {
    match name {
        "type" => "r#type".into(),
        name if name.contains(char::is_uppercase) => snake(name),
        name => name.into(),
    }
}

/// A value of an enum: `TASK_RUNNING` without the shared prefix is `Running`.
pub fn variant(value: &str, prefix: &str) -> String {
    let name = camel(value.strip_prefix(prefix).unwrap_or(value));
    if name == "Self" { "Self_".into() } else { name }
}

/// The part that all values of an enum begin with, as in `TASK_RUNNING`, `TASK_FAILED`, with its underscore; or nothing.
pub fn shared_prefix<'a>(values: &[&'a str]) -> &'a str {
    let Some(prefix) = values.first().and_then(|first| first.split_inclusive('_').next()) else { return "" };
    let strips = |value: &&str| {
        value.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|letter: char| letter.is_alphabetic()))
    };
    if prefix.ends_with('_') && values.len() > 1 && values.iter().all(strips) { prefix } else { "" }
}

#[cfg(test)]
mod tests {
    use super::{camel, shared_prefix, snake};

    #[test]
    fn names_are_split_where_people_would() {
        let all = [
            "CSIPluginInfo",
            "ContainerID",
            "RLimitInfo",
            "TTYInfo",
            "URL",
            "ProcessIO",
            "IPAddress",
            "IPv4",
        ];
        assert_eq!(
            all.map(camel).join(" "),
            "CsiPluginInfo ContainerId RLimitInfo TtyInfo Url ProcessIo IpAddress IPv4"
        );
        assert_eq!(all.map(snake)[..3].join(" "), "csi_plugin_info container_id r_limit_info");
        assert_eq!(camel("GET_AGENTS"), "GetAgents");
    }

    #[test]
    fn a_prefix_is_shared_by_all_or_not_at_all() {
        assert_eq!(shared_prefix(&["TASK_RUNNING", "TASK_LOST"]), "TASK_");
        assert_eq!(shared_prefix(&["UNKNOWN", "GET_AGENTS"]), "");
        assert_eq!(shared_prefix(&["A_1", "A_2"]), "");
    }
}
