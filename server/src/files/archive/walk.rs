//! The way through a folder and the folders in it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use super::left_out::LeftOut;
use crate::files::RemotePath;
use crate::files::remote::Entry;
use crate::files::standing::Kind;
use crate::files::tar::Member;

/// Folders lie no deeper in each other than this, or links make it seem so.
const DEEPEST: usize = 100;

/// A folder on the way.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Where it is.
    pub path: RemotePath,
    /// Its name in the tar.
    pub name: Vec<u8>,
    entry: Option<Entry>,
    /// What the folders above it look like.
    above: Vec<u64>,
}

impl Folder {
    /// The first one, by the name that all names in the tar begin with.
    pub fn root(path: RemotePath, name: Vec<u8>) -> Self {
        Self { path, name, entry: None, above: Vec::new() }
    }

    /// The name in the tar of what is in it.
    pub fn inside(&self, name: &[u8]) -> Vec<u8> {
        [&self.name, &b"/"[..], name].concat()
    }

    /// Its header.
    pub fn member(&self) -> Member<'_> {
        match &self.entry {
            Some(entry) => Member { folder: true, ..member(&self.name, entry) },
            None => Member { name: &self.name, folder: true, mode: 0o755, ..ours() },
        }
    }
}

/// The folders that are still to be visited, the next one last: a folder's own folders come right after it.
pub struct Walk(Vec<(Folder, Option<Vec<Entry>>)>);

impl Walk {
    /// Begins at a folder whose entries are known.
    pub fn new(root: Folder, entries: Vec<Entry>) -> Self {
        Self(vec![(root, Some(entries))])
    }

    /// The next folder, with its entries if they are known.
    pub fn next(&mut self) -> Option<(Folder, Option<Vec<Entry>>)> {
        self.0.pop()
    }

    /// Takes the folders among the entries for later and gives the files, both in the order of their names; the rest is left out.
    ///
    /// Mesos shows links as what they lead to, so a link to a folder above looks like a folder without end. One that holds the very same things
    /// as a folder above it, files among them, is taken for such a link.
    pub fn enter(&mut self, folder: &Folder, mut entries: Vec<Entry>, left_out: &mut LeftOut) -> Vec<Entry> {
        let looks = looks(&entries);
        if looks.is_some_and(|looks| folder.above.contains(&looks)) {
            left_out.add(&folder.name, "is the same as a folder above it: a link back to that");
            return Vec::new();
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let mut names = HashSet::new();
        entries.retain(|entry| names.insert(entry.name.clone()));
        let mut above = folder.above.clone();
        above.extend(looks);
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in entries {
            let name = folder.inside(&entry.name);
            match Kind::of(entry.mode) {
                Kind::File => files.push(entry),
                Kind::Folder if folder.depth() >= DEEPEST => {
                    left_out.add(&name, "is too deep: folders are followed to a depth of 100");
                }
                Kind::Folder => {
                    let path = folder.path.join(&entry.name);
                    folders.push((Folder { path, name, entry: Some(entry), above: above.clone() }, None));
                }
                kind => left_out.add(&name, &format!("is {}, not a regular file", kind.words())),
            }
        }
        self.0.extend(folders.into_iter().rev());
        files
    }
}

impl Folder {
    fn depth(&self) -> usize {
        // The name of the first has no slash in it.
        self.name.iter().filter(|byte| **byte == b'/').count()
    }
}

/// What a folder's entries look like; `None` if there is no file among them, for empty folders are all alike. Files may grow meanwhile.
fn looks(entries: &[Entry]) -> Option<u64> {
    let mut seen: Vec<_> = entries
        .iter()
        .map(|entry| {
            let changed = (Kind::of(entry.mode) == Kind::Folder).then_some(entry.mtime);
            (&entry.name, entry.mode, entry.nlink, changed)
        })
        .collect();
    if !entries.iter().any(|entry| Kind::of(entry.mode) == Kind::File) {
        return None;
    }
    seen.sort();
    let mut hasher = DefaultHasher::new();
    seen.hash(&mut hasher);
    Some(hasher.finish())
}

/// The header of an entry, as far as that is the same for files and folders.
pub fn member<'a>(name: &'a [u8], entry: &'a Entry) -> Member<'a> {
    Member {
        name,
        folder: false,
        size: 0,
        mode: entry.mode,
        mtime: entry.mtime,
        owner: &entry.owner.0,
        group: &entry.owner.1,
    }
}

/// The header of what nobody listed.
pub fn ours() -> Member<'static> {
    Member { name: b"", folder: false, size: 0, mode: 0o644, mtime: Duration::ZERO, owner: "", group: "" }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Folder, LeftOut, Walk};
    use crate::files::RemotePath;
    use crate::files::remote::Entry;

    fn entry(name: &'static str, mode: u32) -> Entry {
        Entry {
            name: name.into(),
            mode,
            nlink: 1,
            size: 1,
            mtime: Duration::from_secs(9),
            owner: ("root".to_owned(), "root".to_owned()),
        }
    }

    fn names(files: &[Entry]) -> Vec<String> {
        files.iter().map(|file| String::from_utf8_lossy(&file.name).into_owned()).collect()
    }

    #[test]
    fn folders_are_visited_in_order_and_links_back_are_not_followed() {
        let root = Folder::root(RemotePath::parse("/s").unwrap(), b"s".to_vec());
        let inside = || {
            vec![
                entry("b", 0o040_755),
                entry("a", 0o040_755),
                entry("log", 0o100_644),
                entry("pipe", 0o010_644),
            ]
        };
        let (mut walk, mut left_out) = (Walk::new(root, inside()), LeftOut::default());
        let (folder, entries) = walk.next().unwrap();
        assert_eq!(names(&walk.enter(&folder, entries.unwrap(), &mut left_out)), ["log"]);
        let (folder, entries) = walk.next().unwrap();
        assert_eq!((&*folder.name, entries.is_none()), (&b"s/a"[..], true));
        // The link `a` leads back to the folder it is in.
        assert!(walk.enter(&folder, inside(), &mut left_out).is_empty());
        let (folder, _) = walk.next().unwrap();
        assert_eq!(&*folder.name, b"s/b");
        assert_eq!(names(&walk.enter(&folder, vec![entry("log", 0o100_644)], &mut left_out)), ["log"]);
        assert!(walk.next().is_none());
        insta::assert_snapshot!(String::from_utf8_lossy(&left_out.text().unwrap()));
    }

    #[test]
    fn a_chain_of_links_has_an_end() {
        let root = Folder::root(RemotePath::parse("/s").unwrap(), b"s".to_vec());
        let inside = || vec![entry("loop", 0o040_755)];
        let (mut walk, mut left_out) = (Walk::new(root, inside()), LeftOut::default());
        let mut visited = 0;
        while let Some((folder, _)) = walk.next() {
            visited += 1;
            walk.enter(&folder, inside(), &mut left_out);
        }
        assert_eq!(visited, super::DEEPEST + 1);
    }
}
