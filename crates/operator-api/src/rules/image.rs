//! `PRUNE_IMAGES`.

use super::{Field, Problem};

/// All that is wrong with a list of Docker images that are to be kept. What containers use is kept anyway; an empty list is all right
/// (`agent/PRUNE_IMAGES`).
pub fn check(excluded: &[String]) -> Vec<Problem> {
    excluded.iter().enumerate().filter_map(|(at, name)| named(&Field::item("excluded", at), name)).collect()
}

/// Each has a name, as `repository:tag`; an empty one is accepted, and keeps nothing (`src/slave/containerizer/mesos/provisioner/store.hpp`).
pub fn named(field: &Field, name: &str) -> Option<Problem> {
    (name.is_empty() || name.contains(char::is_whitespace)).then(|| {
        Problem::harmful(field.clone(), "an image is named as library/alpine:3.20; this would keep nothing")
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn images_are_named() {
        let wrong = super::check(&["alpine:3.20".into(), String::new(), "a b".into()]);
        let fields: Vec<&str> = wrong.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["excluded[1]", "excluded[2]"]);
    }
}
