//! Names that become parts of paths on an agent.

/// Why nothing can have this id (`src/common/validation.cpp`, `validateID`; `master/CREATE_VOLUMES-bad-id`,
/// `agent/LAUNCH_NESTED_CONTAINER-bad-id`).
pub(super) fn id_fault(id: &str) -> Option<String> {
    match id {
        "" => Some("an id is needed".to_owned()),
        "." | ".." => Some(format!("{id:?} cannot be an id, because it becomes the name of a folder")),
        _ if id.len() > 255 => Some("an id cannot be longer than 255 bytes".to_owned()),
        _ => id
            .chars()
            .find(|c| c.is_ascii_control() || matches!(c, '/' | '\\'))
            .map(|c| format!("an id cannot have the character {c:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::id_fault;

    #[test]
    fn ids_are_names_of_folders() {
        for id in ["a", "a.b", "data 1", "..a", &"x".repeat(255)] {
            assert_eq!(id_fault(id), None, "{id}");
        }
        for id in ["", ".", "..", "a/b", "a\\b", "a\nb", &"x".repeat(256)] {
            assert!(id_fault(id).is_some(), "{id}");
        }
    }
}
