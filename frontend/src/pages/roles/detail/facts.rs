//! Where a role stands in the tree.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, roles};

use crate::components::{lines::LineList, shown::Shown};
use crate::paths::Page;
use crate::ui::format::milli;

/// The role and all below it that there are, in the order of the tree.
pub fn subtree(replica: &Replica, name: &str) -> Vec<String> {
    let mut names: Vec<String> =
        names(replica).filter(|other| is_within(other, name)).map(str::to_owned).collect();
    if names.is_empty() {
        // What nobody lists can still be asked for.
        names.push(name.to_owned());
    }
    names.sort_unstable();
    names
}

/// The facts of a role.
pub fn facts(replica: &Replica, name: &str) -> LineList {
    let Some(slot) = replica.find(Table::Roles, &[(roles::NAME, name)]) else { return LineList::default() };
    let link = |name: &str| Shown::Link(Page::Role { name: name.to_owned() }, name.to_owned());
    let above = name.match_indices('/').map(|(at, _)| link(&name[..at])).collect();
    let mut below: Vec<&str> = names(replica).filter(|other| parent(other) == Some(name)).collect();
    below.sort_unstable();
    let weight = replica.number(Table::Roles, slot, roles::WEIGHT).unwrap_or(1_000);
    LineList::default()
        .text("Weight", milli(weight))
        .many("Within", above)
        .many("Below it", below.into_iter().map(link).collect())
        .some(
            "Frameworks subscribed",
            replica.number(Table::Roles, slot, roles::FRAMEWORKS).map(Shown::Count),
        )
}

fn names(replica: &Replica) -> impl Iterator<Item = &str> {
    let slots = replica.rows(Table::Roles).slots();
    slots.map(|slot| replica.text(Table::Roles, slot, roles::NAME))
}

fn parent(name: &str) -> Option<&str> {
    name.rsplit_once('/').map(|(parent, _)| parent)
}

/// Whether a role is another, or below it.
fn is_within(name: &str, above: &str) -> bool {
    name.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_ends_at_the_slash() {
        assert!(is_within("eng/web", "eng") && is_within("eng", "eng"));
        assert!(!is_within("eng-x", "eng") && !is_within("eng", "eng/web"));
        assert_eq!(parent("eng/web/shop"), Some("eng/web"));
        assert_eq!(subtree(&Replica::new(), "eng"), ["eng"]);
        assert!(facts(&Replica::new(), "eng").is_empty());
    }
}
