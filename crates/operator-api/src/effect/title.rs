//! Words for what a call does.

use crate::calls::Target;
use crate::resources::{Disk, Resource, Resources};

/// How many names are said before the rest is counted.
const NAMED: usize = 3;

/// `the master`, or `agent 4a1f…-S3`.
pub(super) fn node(target: Target, agent_id: Option<&str>) -> String {
    match (target, agent_id) {
        (Target::Master, _) => "the master".to_owned(),
        (Target::Agent, Some(id)) => format!("agent {id}"),
        (Target::Agent, None) => "the agent".to_owned(),
    }
}

/// `a, b and c`, or `a, b, c and 4 more`.
pub(super) fn list<S: AsRef<str>>(names: &[S]) -> String {
    let said = names.iter().take(NAMED).map(AsRef::as_ref).collect::<Vec<_>>();
    match (names.len().saturating_sub(NAMED), said.split_last()) {
        (0, Some((last, first))) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (0, _) => said.join(", "),
        (more, _) => format!("{} and {more} more", said.join(", ")),
    }
}

/// The roles that resources are reserved for, each once.
pub(super) fn roles(resources: &[Resource]) -> String {
    let mut roles: Vec<&str> = resources.iter().filter_map(Resource::reserved_role).collect();
    roles.dedup();
    list(&roles)
}

/// The quantities alone: `cpus:2;mem:64`.
pub(super) fn quantities(resources: &[Resource]) -> String {
    let bare = |resource: &Resource| {
        let source = resource.disk.as_ref().and_then(|disk| disk.source.clone());
        Resource {
            disk: source.map(|source| Disk { source: Some(source), ..Disk::default() }),
            ..Resource::new(resource.name.clone(), resource.value.clone())
        }
    };
    resources.iter().map(bare).collect::<Resources>().to_string()
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn names_are_listed_and_the_rest_is_counted() {
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
        assert_eq!(list(&[""; 0]), "");
    }
}
