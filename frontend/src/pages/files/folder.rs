//! `/files/master?path=`, `/files/agents/:id?path=`: what a folder holds.

use std::time::Duration;

use leptos::prelude::*;

use super::entries::Entry;
use super::path_of_page;
use super::table::FolderTable;
use super::trail::{folder_name, trail};
use crate::call::json::Read;
use crate::call::reading::Reading;
use crate::components::gated_link::GatedLink;
use crate::components::page::PageTitle;
use crate::components::panel::Condition;
use crate::paths::{Door, Page, Place, exactly};
use crate::ui::format::{bytes, plural};
use crate::ui::notice::{Loading, Notice, NoticeKind};

/// How often a folder is listed while somebody looks.
const EVERY: Duration = Duration::from_secs(4);

/// A folder. Its path is in the query; another path is another page.
#[component]
pub fn Files(
    /// Whose.
    place: Place,
) -> impl IntoView {
    let path = path_of_page();
    move || match path.get() {
        path if path.is_empty() => roots(&place),
        path => view! { <Folder place=place.clone() path /> }.into_any(),
    }
}

#[component]
fn Folder(place: Place, path: String) -> impl IntoView {
    let reading = Reading::open(&Door::Folder { place: place.clone(), path: path.clone() }, EVERY);
    let entries = reading.read(Entry::read_all);
    let listed = Memo::new(move |_| {
        reading.condition.with(|condition| matches!(condition, Condition::Ready | Condition::Stale(_)))
    });
    let tar = Door::Tar { place: place.clone(), path: path.clone() }.href();
    let title = folder_name(&path);
    let way = {
        let (place, path) = (place.clone(), path.clone());
        move || trail(&place, &path)
    };
    let gist = move || listed.get().then(|| entries.with(|entries| gist(entries)));
    let content = move || {
        if !listed.get() {
            return (move || absence(reading.condition.get())).into_any();
        }
        let place = place.clone();
        let is_empty = Memo::new(move |_| entries.with(Vec::is_empty));
        (move || {
            if is_empty.get() {
                view! { <Notice kind=NoticeKind::Empty title="This folder is empty." /> }.into_any()
            } else {
                view! { <FolderTable place=place.clone() entries /> }.into_any()
            }
        })
        .into_any()
    };
    let as_tar = move || {
        listed.get().then(|| {
            view! {
                <a class="button" href=tar.clone() download>
                    "Download as tar"
                </a>
            }
        })
    };
    view! {
        <PageTitle title facts=way>
            {as_tar}
        </PageTitle>
        <p class="files-gist">{gist}</p>
        {content}
    }
    .into_any()
}

/// `2 folders, 5 files with 1.2 MiB`.
fn gist(entries: &[Entry]) -> String {
    let (mut folders, mut files, mut size) = (0, 0, 0);
    for entry in entries {
        match entry.kind {
            super::entries::Kind::Folder => folders += 1,
            super::entries::Kind::File => (files, size) = (files + 1, size + entry.size),
            _ => {}
        }
    }
    let others = entries.len() as i64 - folders - files;
    let mut parts = Vec::new();
    if folders > 0 {
        parts.push(plural(folders, "folder", "folders"));
    }
    if files > 0 {
        parts.push(format!("{} with {}", plural(files, "file", "files"), bytes(size)));
    }
    if others > 0 {
        parts.push(format!("{} that cannot be read", plural(others, "entry", "entries")));
    }
    parts.join(", ")
}

fn absence(condition: Condition) -> AnyView {
    match condition {
        Condition::Empty(words) => view! {
            <Notice kind=NoticeKind::Empty title="No such folder">
                {words}
                " Agents delete the sandboxes of what has ended after a while (--gc_delay), sooner when their disk gets full; a task that never started has none."
            </Notice>
        }
        .into_any(),
        Condition::Forbidden(why) => {
            view! { <Notice kind=NoticeKind::Forbidden title="Not allowed">{why}</Notice> }.into_any()
        }
        Condition::Broken { what, advice } => {
            view! { <Notice kind=NoticeKind::Broken title=what>{advice}</Notice> }.into_any()
        }
        Condition::Loading | Condition::Ready | Condition::Stale(_) => {
            view! { <Loading what="the folder" /> }.into_any()
        }
    }
}

/// Without a path there is nothing to list: Mesos tells only what is in a folder that one knows.
fn roots(place: &Place) -> AnyView {
    let log = |path: &str| Page::Log { place: place.clone(), path: path.to_owned() };
    let (log, tasks, whose) = match place {
        Place::Master => (log("/master/log"), Page::Tasks.href(), "the tasks of the cluster"),
        Place::Agent { id } => {
            (log("/slave/log"), Page::Tasks.filtered(&exactly("agent_id", id)), "the tasks of this agent")
        }
    };
    view! {
        <PageTitle title="Files" />
        <Notice kind=NoticeKind::Empty title="Mesos lists no folder without its path">
            <p>"Each task and each executor leads to its sandbox. The log has a page of its own."</p>
            <p class="notice-way">
                <GatedLink href=log.href() needs=log.needs()>"Go to the log"</GatedLink>
                " · "
                <a href=tasks>"Go to " {whose}</a>
            </p>
        </Notice>
    }
    .into_any()
}

/// Whether a listing has a file of this name.
pub fn holds(listing: &serde_json::Value, name: &str) -> bool {
    let is_it = |entry: &serde_json::Value| entry.text("name") == name && entry.text("kind") == "file";
    listing.list("entries").iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_folder_is_summed_up() {
        let listing = json!({"entries":[
            {"name":"tasks","kind":"folder","size":4096},
            {"name":"stdout","kind":"file","size":1000},
            {"name":"stderr","kind":"file","size":24},
            {"name":"pipe","kind":"fifo","size":0},
        ]});
        let entries = Entry::read_all(&listing);
        assert_eq!(gist(&entries), "1 folder, 2 files with 1 KiB, 1 entry that cannot be read");
        assert_eq!(gist(&[]), "");
        assert!(holds(&listing, "stderr"));
        assert!(!holds(&listing, "pipe") && !holds(&listing, "none"));
    }
}
