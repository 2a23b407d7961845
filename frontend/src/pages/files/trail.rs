//! The way to a file: whose it is, which sandbox, which folders.

use cluster_model::schema::{Table, agents};
use leptos::prelude::*;

use crate::live::use_live;
use crate::paths::{Page, Place};

/// One step of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub name: String,
    /// Where it leads; the last one is where the reader is.
    pub page: Option<Page>,
}

/// The part of a path that is a sandbox, and the id of its executor: `…/frameworks/F/executors/E/runs/R`. Above it nothing is listed.
pub fn sandbox(path: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    while let Some(at) = path[from..].find("/frameworks/") {
        let start = from + at;
        from = start + 1;
        let parts: Vec<&str> = path[from..].splitn(7, '/').collect();
        if let ["frameworks", _, "executors", executor, "runs", run, ..] = parts.as_slice() {
            let length: usize = parts.iter().take(6).map(|part| part.len() + 1).sum();
            return (!executor.is_empty() && !run.is_empty()).then(|| (&path[..start + length], *executor));
        }
    }
    None
}

/// What a folder is called.
pub fn folder_name(path: &str) -> String {
    let path = path.trim_end_matches('/');
    match sandbox(path) {
        Some((root, _)) if root == path => "Sandbox".to_owned(),
        _ => path.rsplit('/').next().unwrap_or_default().to_owned(),
    }
}

/// The steps below the machine to a folder or a file.
pub fn steps(place: &Place, path: &str) -> Vec<Crumb> {
    let path = path.trim_end_matches('/');
    let Some((root, executor)) = sandbox(path) else {
        return vec![Crumb { name: path.to_owned(), page: None }];
    };
    let folder = |path: &str| Page::Files { place: place.clone(), path: path.to_owned() };
    let mut steps = vec![Crumb { name: format!("sandbox of {executor}"), page: Some(folder(root)) }];
    let below = path[root.len()..].match_indices('/').map(|(at, _)| root.len() + at);
    let starts: Vec<usize> = below.collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(path.len());
        steps.push(Crumb { name: path[start + 1..end].to_owned(), page: Some(folder(&path[..end])) });
    }
    if let Some(last) = steps.last_mut() {
        last.page = None;
    }
    steps
}

/// The way to a folder or a file as links.
pub fn trail(place: &Place, path: &str) -> AnyView {
    let machine = match place {
        Place::Master => view! { <a href=Page::Masters.href()>"Master"</a> }.into_any(),
        Place::Agent { id } => {
            let host = use_live().follow(Table::Agents, &[(agents::ID, id)]).text(agents::HOST);
            let (href, id) = (Page::Agent { id: id.clone() }.href(), id.clone());
            let name = move || Some(host.get()).filter(|host| !host.is_empty()).unwrap_or_else(|| id.clone());
            view! { <a href=href>{name}</a> }.into_any()
        }
    };
    let steps = steps(place, path).into_iter().map(|Crumb { name, page }| {
        let step = match page {
            Some(page) => view! { <a href=page.href() title=name.clone()>{name.clone()}</a> }.into_any(),
            None => view! { <span aria-current="page" title=name.clone()>{name.clone()}</span> }.into_any(),
        };
        view! { <li>{step}</li> }
    });
    view! {
        <nav class="trail" aria-label="Way to the file">
            <ol>
                <li>{machine}</li>
                {steps.collect_view()}
            </ol>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIRTUAL: &str = "/frameworks/F-0001/executors/web.1/runs/latest";

    fn way(path: &str) -> Vec<(String, Option<String>)> {
        let steps = steps(&Place::Agent { id: "S0".into() }, path).into_iter();
        let path_of = |page| match page {
            Page::Files { path, .. } => path,
            other => panic!("{other:?} is no folder"),
        };
        steps.map(|crumb| (crumb.name, crumb.page.map(path_of))).collect()
    }

    #[test]
    fn the_way_begins_at_the_sandbox() {
        assert_eq!(way(VIRTUAL), [("sandbox of web.1".to_owned(), None)]);
        assert_eq!(
            way(&format!("{VIRTUAL}/tasks/web.1/stdout")),
            [
                ("sandbox of web.1".to_owned(), Some(VIRTUAL.to_owned())),
                ("tasks".to_owned(), Some(format!("{VIRTUAL}/tasks"))),
                ("web.1".to_owned(), Some(format!("{VIRTUAL}/tasks/web.1"))),
                ("stdout".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_real_path_has_its_sandbox_too() {
        let real = "/var/lib/mesos/frameworks/slaves/S0/frameworks/F/executors/E/runs/0b1c";
        assert_eq!(sandbox(&format!("{real}/deep/er")), Some((real, "E")));
        assert_eq!(folder_name(&format!("{real}/deep/er/")), "er");
        assert_eq!(folder_name(real), "Sandbox");
    }

    #[test]
    fn a_log_stands_alone() {
        assert_eq!(way("/slave/log"), [("/slave/log".to_owned(), None)]);
        assert_eq!(sandbox("/frameworks/F/executors/E/runs"), None);
        assert_eq!(sandbox(""), None);
    }
}
