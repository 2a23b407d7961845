//! What a few letters may mean: pages of the console, and rows of the replica by their ids and names.

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents, executors, frameworks, operations, roles, tasks, volumes};

use crate::paths::{Form, Page, exactly};

/// Hits of a kind that are shown.
const SHOWN: usize = 6;
/// Hits of a kind that are looked at, the best of which are shown: a single letter is in every row.
const LOOKED_AT: usize = 300;

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Its name, or its id.
    pub name: String,
    /// What tells it from others of that name.
    pub note: String,
    /// Its page.
    pub href: String,
    /// The actions of which at least one must be allowed.
    pub needs: &'static [&'static str],
}

/// The pages that are found by name.
const PAGES: [(&str, Page); 19] = [
    ("Overview", Page::Overview),
    ("Agents", Page::Agents),
    ("Agent map", Page::AgentMap),
    ("Frameworks", Page::Frameworks),
    ("Tasks", Page::Tasks),
    ("Executors", Page::Executors),
    ("Roles", Page::Roles),
    ("Quota", Page::Quota),
    ("Reservations", Page::Reservations),
    ("Volumes", Page::Volumes),
    ("Offers", Page::Offers),
    ("Operations", Page::Operations),
    ("Maintenance", Page::Maintenance),
    ("Masters", Page::Masters),
    ("Changes", Page::Changes),
    ("Events", Page::Events),
    ("Dashboards", Page::Dashboards),
    ("Make a dashboard", Page::NewDashboard),
    ("Audit log", Page::Audit),
];

/// The forms that can be opened without naming a thing first.
const FORMS: [Form; 13] = [
    Form::Drain,
    Form::Deactivate,
    Form::Reactivate,
    Form::MarkGone,
    Form::Reserve,
    Form::Unreserve,
    Form::Quota,
    Form::Weights,
    Form::Schedule,
    Form::StartMaintenance,
    Form::StopMaintenance,
    Form::Logging,
    Form::PruneImages,
];

/// How rows of a table are found and shown.
struct Kind {
    word: &'static str,
    table: Table,
    /// The columns that are looked in; the first that is not empty is the hit's name.
    columns: &'static [usize],
    /// The column that tells more.
    note: usize,
    href: fn(&dyn Fn(usize) -> String) -> String,
}

const KINDS: [Kind; 7] = [
    Kind {
        word: "framework",
        table: Table::Frameworks,
        columns: &[frameworks::NAME, frameworks::ID],
        note: frameworks::ID,
        href: |text| Page::Framework { id: text(frameworks::ID) }.href(),
    },
    Kind {
        word: "agent",
        table: Table::Agents,
        columns: &[agents::HOST, agents::ID, agents::ADDRESS],
        note: agents::ID,
        href: |text| Page::Agent { id: text(agents::ID) }.href(),
    },
    Kind {
        word: "role",
        table: Table::Roles,
        columns: &[roles::NAME],
        note: roles::PARENT,
        href: |text| Page::Role { name: text(roles::NAME) }.href(),
    },
    Kind {
        word: "task",
        table: Table::Tasks,
        columns: &[tasks::NAME, tasks::ID],
        note: tasks::ID,
        href: |text| Page::Task { framework_id: text(tasks::FRAMEWORK_ID), task_id: text(tasks::ID) }.href(),
    },
    Kind {
        word: "executor",
        table: Table::Executors,
        columns: &[executors::NAME, executors::ID],
        note: executors::HOST,
        href: |text| {
            Page::Executor {
                agent_id: text(executors::AGENT_ID),
                framework_id: text(executors::FRAMEWORK_ID),
                executor_id: text(executors::ID),
            }
            .href()
        },
    },
    Kind {
        word: "volume",
        table: Table::Volumes,
        columns: &[volumes::ID],
        note: volumes::HOST,
        href: |text| Page::Volumes.filtered(&exactly("id", &text(volumes::ID))),
    },
    Kind {
        word: "operation",
        table: Table::Operations,
        columns: &[operations::UUID, operations::ID],
        note: operations::TYPE,
        href: |text| Page::Operations.filtered(&exactly("uuid", &text(operations::UUID))),
    },
];

/// The best hits of each kind.
pub fn find(replica: &Replica, letters: &str) -> Vec<Hit> {
    let letters = letters.trim();
    let pages = PAGES.iter().filter(|(name, _)| letters.is_empty() || rank(name, letters).is_some());
    let mut hits: Vec<Hit> = pages
        .map(|(name, page)| Hit {
            kind: "page",
            name: (*name).to_owned(),
            note: String::new(),
            href: page.href(),
            needs: page.needs(),
        })
        .collect();
    if !letters.is_empty() {
        let forms = FORMS.iter().filter(|form| rank(form.title(), letters).is_some());
        hits.extend(forms.map(|form| Hit {
            kind: "action",
            name: form.title().to_owned(),
            note: String::new(),
            href: Page::Form(*form).href(),
            needs: form.calls(),
        }));
        for kind in &KINDS {
            rows(replica, kind, letters, &mut hits);
        }
    }
    hits
}

fn rows(replica: &Replica, kind: &Kind, letters: &str, hits: &mut Vec<Hit>) {
    let mut found: Vec<(u8, u32)> = Vec::new();
    for slot in replica.rows(kind.table).slots() {
        let text = |column: &usize| replica.text(kind.table, slot, *column);
        if let Some(rank) = kind.columns.iter().filter_map(|column| rank(text(column), letters)).min() {
            found.push((rank, slot));
            if found.len() == LOOKED_AT {
                break;
            }
        }
    }
    found.sort_unstable();
    hits.extend(found.into_iter().take(SHOWN).map(|(_, slot)| {
        let text = |column: usize| replica.text(kind.table, slot, column).to_owned();
        let names = kind.columns.iter().map(|column| text(*column));
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let note = Some(text(kind.note)).filter(|note| *note != name).unwrap_or_default();
        Hit { kind: kind.word, name, note, href: (kind.href)(&text), needs: &[] }
    }));
}

/// How well letters fit: 0 is the whole, 1 the beginning, 2 somewhere; not at all is none.
fn rank(text: &str, letters: &str) -> Option<u8> {
    let (text, letters) = (text.as_bytes(), letters.as_bytes());
    if text.eq_ignore_ascii_case(letters) {
        return Some(0);
    }
    let at = text.windows(letters.len()).position(|part| part.eq_ignore_ascii_case(letters))?;
    Some(if at == 0 { 1 } else { 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_comes_before_the_beginning_and_that_before_the_rest() {
        assert_eq!(rank("web", "WEB"), Some(0));
        assert_eq!(rank("web-1", "web"), Some(1));
        assert_eq!(rank("my-web", "web"), Some(2));
        assert_eq!(rank("batch", "web"), None);
        assert_eq!(rank("", "web"), None);
    }

    #[test]
    fn pages_are_found_in_an_empty_cluster() {
        let hits = find(&Replica::new(), "map");
        assert_eq!(hits.len(), 1);
        assert_eq!((hits[0].name.as_str(), hits[0].href.as_str()), ("Agent map", "/agents/map"));
        assert_eq!(find(&Replica::new(), " ").len(), PAGES.len());
        let hits = find(&Replica::new(), "drain");
        assert_eq!((hits[0].kind, hits[0].href.as_str()), ("action", "/change/drain"));
    }
}
