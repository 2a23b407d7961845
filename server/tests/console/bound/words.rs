//! The words that are somebody's alone, and looking for them.

use std::collections::{BTreeSet, HashMap};

use cluster_model::bound::Reach;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, executors, frameworks, operations, reservations, roles, tasks, volumes};

/// What begins a longer word, by which it is looked for.
const HEAD: usize = 8;

/// How long a word is that is nobody else's by chance.
const LONG: usize = 16;

/// Where ids and names are, and whose they are.
const PLACES: [(Table, usize, &[usize]); 6] = [
    (
        Table::Tasks,
        tasks::ROLE,
        &[tasks::ID, tasks::FRAMEWORK_ID, tasks::FRAMEWORK, tasks::ROLE, tasks::NAME],
    ),
    (Table::Frameworks, frameworks::ROLES, &[frameworks::ID, frameworks::NAME]),
    (Table::Executors, executors::ROLE, &[executors::ID]),
    (Table::Operations, operations::ROLE, &[operations::ID]),
    (Table::Reservations, reservations::ROLE, &[reservations::ROLE]),
    (Table::Volumes, volumes::ROLE, &[volumes::ID]),
];

/// Ids and names of some roles, and of others.
#[derive(Default)]
pub struct Words {
    pub own: BTreeSet<String>,
    pub others: BTreeSet<String>,
}

impl Words {
    /// Adds what is in the cluster now, as somebody sees it who sees all of it.
    pub fn learn(&mut self, reach: &Reach, whole: &Replica) {
        for (table, role, columns) in PLACES {
            for slot in whole.rows(table).slots() {
                // What says no role is whose what belongs to it is.
                let role = whole.text(table, slot, role);
                if role.is_empty() {
                    continue;
                }
                let is_own = role.split(", ").any(|role| reach.contains(role));
                let words = if is_own { &mut self.own } else { &mut self.others };
                words.extend(columns.iter().map(|column| whole.text(table, slot, *column).to_owned()));
            }
        }
        for slot in whole.rows(Table::Roles).slots() {
            let role = whole.text(Table::Roles, slot, roles::NAME);
            let is_above = |own: &str| own.starts_with(&format!("{role}/"));
            let is_own = reach.contains(role) || reach.roots().any(is_above);
            let words = if is_own { &mut self.own } else { &mut self.others };
            words.insert(role.to_owned());
        }
    }

    /// Those of others that nobody could have from one's own.
    pub fn secret(&self) -> Vec<&str> {
        // Longer ones are ids, which no other id has in it.
        let is_within_own = |word: &str| {
            self.own.contains(word) || word.len() < LONG && self.own.iter().any(|own| own.contains(word))
        };
        let others = self.others.iter().map(String::as_str);
        others.filter(|word| word.len() > 2 && !is_within_own(word)).collect()
    }
}

/// The first of these words that is in there.
pub fn found<'a>(secret: &[&'a str], bytes: &[u8]) -> Option<&'a str> {
    let (long, short): (Vec<&'a str>, Vec<&'a str>) =
        secret.iter().copied().partition(|word| word.len() >= HEAD);
    let mut heads: HashMap<&[u8], Vec<&'a str>> = HashMap::new();
    for word in long {
        heads.entry(&word.as_bytes()[..HEAD]).or_default().push(word);
    }
    let short = short.into_iter().find(|word| memchr::memmem::find(bytes, word.as_bytes()).is_some());
    short.or_else(|| {
        let mut places = bytes.windows(HEAD).enumerate();
        places.find_map(|(at, head)| {
            let words = heads.get(head)?;
            words.iter().copied().find(|word| bytes[at..].starts_with(word.as_bytes()))
        })
    })
}

#[test]
fn words_are_found_wherever_they_are() {
    let secret = ["ml", "framework-ops", "framework-opera"];
    assert_eq!(found(&secret, b"\x0bframework-eng\x0dframework-ops"), Some("framework-ops"));
    assert_eq!(found(&secret, b"xxmlxx"), Some("ml"));
    assert_eq!(found(&secret, b"framework-op"), None);
    let words =
        Words { own: ["batch-7".to_owned()].into(), others: ["batch".to_owned(), "edge".to_owned()].into() };
    assert_eq!(words.secret(), ["edge"]);
}
