//! Which parts of the tree of roles are folded: names in the page's address, so that a link shows the same tree.

use std::collections::BTreeSet;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, roles};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::components::data_table::Folds;
use crate::live::use_live;
use crate::paths::{FILTER, Query, exactly};

/// The folded roles' name in the query. No role's name has a space in it, so spaces part them.
const FOLDED: &str = "folded";
/// The order's name in the query: other than by name, the rows make no tree.
const ORDER: &str = "sort";

/// The folding of the page's tree.
#[derive(Clone, Copy)]
pub struct Folding {
    /// What the table's rows need.
    pub folds: Folds,
    /// The filter that keeps out what is folded away.
    pub hidden: Signal<String>,
    write: Callback<BTreeSet<String>>,
}

impl Folding {
    /// Follows the address and the roles.
    pub fn new() -> Self {
        let live = use_live();
        let (location, navigate) = (use_location(), StoredValue::new_local(use_navigate()));
        let (search, path) = (location.search, location.pathname);
        let parents = Memo::new(move |_| live.watch(&[Table::Roles], parents));
        let folded = Memo::new(move |_| {
            search.with(|search| {
                let query = Query::parse(search);
                query.get(FOLDED).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
            })
        });
        let is_flat = Memo::new(move |_| {
            search.with(|search| {
                let query = Query::parse(search);
                query.get(FILTER).is_some() || query.get(ORDER).is_some_and(|order| order != "name")
            })
        });
        let hidden = Memo::new(move |_| {
            if is_flat.get() {
                String::new()
            } else {
                parents.with(|parents| folded.with(|folded| hidden(parents, folded)))
            }
        });
        let write = Callback::new(move |folded: BTreeSet<String>| {
            let names = folded.into_iter().collect::<Vec<_>>().join(" ");
            let query = Query::parse(&search.get_untracked()).with(FOLDED, &names);
            let options = NavigateOptions {
                resolve: false,
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate.with_value(|navigate| navigate(&(path.get_untracked() + &query.to_suffix()), options));
        });
        let toggle = Callback::new(move |name: String| {
            let mut folded: BTreeSet<String> = folded.get_untracked();
            if !folded.remove(&name) {
                folded.insert(name);
            }
            write.run(folded);
        });
        let folds = Folds { parents: parents.into(), folded: folded.into(), is_flat: is_flat.into(), toggle };
        Self { folds, hidden: hidden.into(), write }
    }

    /// Whether there is something to fold, and whether any of it is folded.
    pub fn state(self) -> Option<bool> {
        let can_fold = !self.folds.is_flat.get() && self.folds.parents.with(|parents| !parents.is_empty());
        can_fold.then(|| self.folds.folded.with(|folded| !folded.is_empty()))
    }

    /// Unfolds everything, or leaves only the top of the tree.
    pub fn turn(self) {
        let all = self.folds.folded.with_untracked(BTreeSet::is_empty);
        let top =
            |parents: &BTreeSet<String>| parents.iter().filter(|name| !name.contains('/')).cloned().collect();
        self.write.run(if all { self.folds.parents.with_untracked(top) } else { BTreeSet::new() });
    }
}

/// The roles that have others below them.
fn parents(replica: &Replica) -> BTreeSet<String> {
    let slots = replica.rows(Table::Roles).slots();
    let parents = slots.map(|slot| replica.text(Table::Roles, slot, roles::PARENT));
    parents.filter(|parent| !parent.is_empty()).map(str::to_owned).collect()
}

/// A filter that no row below a folded one passes, however far below.
fn hidden(parents: &BTreeSet<String>, folded: &BTreeSet<String>) -> String {
    let key = Table::Roles.columns()[roles::PARENT].key;
    let is_hidden = |parent: &&String| {
        folded.iter().any(|folded| {
            parent.strip_prefix(folded.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let terms = parents.iter().filter(is_hidden).map(|parent| format!("-{}", exactly(key, parent)));
    terms.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn all_levels_below_a_folded_role_are_hidden() {
        let parents = set(&["eng", "eng/web", "eng-x", "ops"]);
        assert_eq!(hidden(&parents, &set(&["eng"])), "-parent=eng -parent=eng/web");
        assert_eq!(hidden(&parents, &set(&["eng/web", "gone"])), "-parent=eng/web");
        assert_eq!(hidden(&parents, &set(&[])), "");
    }
}
