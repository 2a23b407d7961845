//! A JSON value as a tree that folds. Branches are built when they are opened, long ones piece by piece.

use leptos::prelude::*;
use serde_json::Value;

use super::{format::plural, more::More};

/// Branches above this depth stand open.
const OPEN_DEPTH: usize = 2;
/// A branch with more members than this stays folded at any depth.
const OPEN_MEMBERS: usize = 24;
/// Members of a long branch that are shown at a time.
const PIECE: usize = 100;

/// A JSON value.
#[component]
pub fn JsonTree(
    /// The value.
    value: Value,
) -> impl IntoView {
    view! { <div class="json">{node(None, value, 0)}</div> }
}

/// The leaves whose name or value holds the text, ignoring case, each with its path; at most `most` of them, and how many there are.
#[must_use]
pub fn find(value: &Value, text: &str, most: usize) -> (Vec<(String, String)>, usize) {
    let text = text.to_lowercase();
    let mut found = (Vec::new(), 0);
    walk(value, &mut String::new(), &mut |path, leaf| {
        if path.to_lowercase().contains(&text) || leaf.to_lowercase().contains(&text) {
            found.1 += 1;
            if found.0.len() < most {
                found.0.push((path.to_owned(), leaf));
            }
        }
    });
    found
}

fn walk(value: &Value, path: &mut String, visit: &mut dyn FnMut(&str, String)) {
    let length = path.len();
    let mut below = |path: &mut String, name: &str, value: &Value| {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        walk(value, path, visit);
        path.truncate(length);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| below(path, name, value)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| below(path, &at.to_string(), value));
        }
        Value::String(text) => visit(path, text.clone()),
        leaf => visit(path, leaf.to_string()),
    }
}

fn node(name: Option<String>, value: Value, depth: usize) -> AnyView {
    let members = match value {
        Value::Object(map) if !map.is_empty() => {
            Members { keyed: true, list: map.into_iter().map(|(key, value)| (Some(key), value)).collect() }
        }
        Value::Array(list) if !list.is_empty() => {
            Members { keyed: false, list: list.into_iter().map(|value| (None, value)).collect() }
        }
        leaf => return view! { <div class="json-leaf">{label(name)} {leaf_view(&leaf)}</div> }.into_any(),
    };
    branch(name, members, depth)
}

struct Members {
    keyed: bool,
    list: Vec<(Option<String>, Value)>,
}

impl Members {
    fn summary(&self) -> String {
        let count = self.list.len() as i64;
        if self.keyed { plural(count, "field", "fields") } else { plural(count, "item", "items") }
    }
}

fn branch(name: Option<String>, members: Members, depth: usize) -> AnyView {
    let count = members.list.len();
    let starts_open = depth < OPEN_DEPTH && count <= OPEN_MEMBERS;
    let summary = members.summary();
    let opened = RwSignal::new(starts_open);
    let shown = RwSignal::new(PIECE);
    let keyed = members.keyed;
    let members = StoredValue::new(members.list);
    let piece = move |from: usize| {
        let pieces = members.with_value(|members| {
            members
                .iter()
                .enumerate()
                .skip(from)
                .take(PIECE)
                .map(|(index, member)| (index, member.clone()))
                .collect::<Vec<_>>()
        });
        pieces
            .into_iter()
            .map(|(index, (key, value))| {
                node(key.or_else(|| (!keyed).then(|| index.to_string())), value, depth + 1)
            })
            .collect_view()
    };
    view! {
        <details
            class="json-branch"
            open=starts_open
            on:toggle:target=move |event| {
                // Once built, a branch stays built: folding it again is the browser's.
                if event.target().open() {
                    opened.set(true);
                }
            }
        >
            <summary>{label(name)} <span class="json-count">{summary}</span></summary>
            <Show when=move || opened.get()>
                <For each=move || (0..shown.get().min(count)).step_by(PIECE) key=|from| *from let:from>
                    {piece(from)}
                </For>
                <More
                    left=Signal::derive(move || count.saturating_sub(shown.get()))
                    on_more=move |()| shown.update(|shown| *shown += PIECE)
                />
            </Show>
        </details>
    }
    .into_any()
}

fn label(name: Option<String>) -> Option<impl IntoView> {
    name.map(|name| view! { <span class="json-name">{name}</span> })
}

fn leaf_view(value: &Value) -> impl IntoView + use<> {
    let (class, text) = match value {
        Value::Null => ("json-null", "null".to_owned()),
        Value::Bool(value) => ("json-word", value.to_string()),
        Value::Number(number) => ("json-number", number.to_string()),
        Value::String(text) => ("json-text", text.clone()),
        Value::Array(_) => ("json-null", "no items".to_owned()),
        Value::Object(_) => ("json-null", "no fields".to_owned()),
    };
    view! { <span class=class>{text}</span> }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::find;

    #[test]
    fn names_and_values_are_found_with_their_paths() {
        let value = json!({"a":{"Port":5051},"b":["x",{"c":"port 1"}],"d":null});
        let found = find(&value, "port", 10);
        assert_eq!(found.1, 2);
        assert_eq!(found.0[0], ("a.Port".into(), "5051".into()));
        assert_eq!(found.0[1], ("b.1.c".into(), "port 1".into()));
        assert_eq!(find(&value, "port", 1).0.len(), 1);
        assert_eq!(find(&value, "null", 9).0, [("d".into(), "null".into())]);
    }
}
