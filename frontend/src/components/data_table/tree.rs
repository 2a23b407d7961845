//! Names that make a tree, `eng/web` below `eng`: indented, and folded by whoever has the page.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::cell::CellData;

/// What of a tree is folded: a context of the page that has the table. The page keeps the rows below out of the table itself.
#[derive(Clone, Copy)]
pub struct Folds {
    /// The names with others below them.
    pub parents: Signal<BTreeSet<String>>,
    /// Those whose lower ones are folded away.
    pub folded: Signal<BTreeSet<String>>,
    /// Whether the rows do not stand as in the tree now: then they are neither indented nor folded.
    pub is_flat: Signal<bool>,
    /// Folds a name, or unfolds it.
    pub toggle: Callback<String>,
}

/// Draws a name of the tree.
pub fn draw(cell: RwSignal<CellData>) -> AnyView {
    let folds = use_context::<Folds>();
    let is_flat = Memo::new(move |_| folds.is_none_or(|folds| folds.is_flat.get()));
    let name = Memo::new(move |_| cell.with(|cell| cell.text.clone()));
    let shown = move || name.with(|name| if is_flat.get() { name.clone() } else { last(name).to_owned() });
    let depth = move || if is_flat.get() { "0".to_owned() } else { cell.with(|cell| cell.depth.to_string()) };
    let is_parent = Memo::new(move |_| {
        !is_flat.get()
            && folds.is_some_and(|folds| name.with(|name| folds.parents.with(|all| all.contains(name))))
    });
    let is_folded = Memo::new(move |_| {
        folds.is_some_and(|folds| name.with(|name| folds.folded.with(|all| all.contains(name))))
    });
    let fold = move || {
        let press = move |_| {
            if let Some(folds) = folds {
                folds.toggle.run(name.get_untracked());
            }
        };
        is_parent.get().then(|| {
            view! {
                <button
                    type="button"
                    class="fold"
                    aria-expanded=move || if is_folded.get() { "false" } else { "true" }
                    aria-label=move || format!("Below {}", name.get())
                    on:click=press
                ></button>
            }
        })
    };
    view! {
        <span class="tree-name" style=("--depth", depth)>
            {fold}
            <a tabindex="-1" href=move || cell.with(|cell| cell.href.clone()) title=name>
                {shown}
            </a>
        </span>
    }
    .into_any()
}

/// The last part of a name.
fn last(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, last)| last)
}

#[cfg(test)]
mod tests {
    use super::last;

    #[test]
    fn a_name_is_short_where_it_stands_below_the_rest_of_it() {
        assert_eq!(last("eng/web/shop"), "shop");
        assert_eq!(last("eng"), "eng");
    }
}
