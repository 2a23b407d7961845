//! What a folder holds, as the server lists it, and in which order it is shown.

use std::cmp::Ordering;

use serde_json::Value;

use crate::call::json::Read;
use crate::paths::{Door, Page, Place};

/// What an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link that was not followed.
    Link,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A device.
    Device,
    /// Something else.
    #[default]
    Other,
}

impl Kind {
    fn parse(word: &str) -> Self {
        match word {
            "file" => Self::File,
            "folder" => Self::Folder,
            "link" => Self::Link,
            "fifo" => Self::Fifo,
            "socket" => Self::Socket,
            "device" => Self::Device,
            _ => Self::Other,
        }
    }

    /// Why it cannot be opened; `None` if it can.
    pub fn refusal(self) -> Option<&'static str> {
        match self {
            Self::File | Self::Folder => None,
            Self::Link => Some("A link to something that is not listed"),
            Self::Fifo => Some("A named pipe: reading one hangs the agent"),
            Self::Socket => Some("A socket: it has no bytes to read"),
            Self::Device => Some("A device: reading one may never end"),
            Self::Other => Some("Neither a file nor a folder"),
        }
    }
}

/// One entry of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its whole path.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Its mode as `ls -l` writes it.
    pub mode: String,
    /// Who owns it.
    pub owner: String,
    /// Which group owns it.
    pub group: String,
    /// How many bytes it has.
    pub size: i64,
    /// When it was last written to, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

impl Entry {
    /// All entries of a listing.
    pub fn read_all(listing: &Value) -> Vec<Self> {
        let read = |entry: &Value| Self {
            name: entry.text("name").to_owned(),
            path: entry.text("path").to_owned(),
            kind: Kind::parse(entry.text("kind")),
            mode: entry.text("mode").to_owned(),
            owner: entry.text("uid").to_owned(),
            group: entry.text("gid").to_owned(),
            size: entry.whole("size").unwrap_or_default(),
            modified_ms: entry.whole("mtime_ms"),
        };
        listing.list("entries").iter().map(read).collect()
    }

    /// Its page, if it can be opened.
    pub fn page(&self, place: &Place) -> Option<Page> {
        let (place, path) = (place.clone(), self.path.clone());
        match self.kind {
            Kind::File => Some(Page::Log { place, path }),
            Kind::Folder => Some(Page::Files { place, path }),
            _ => None,
        }
    }

    /// Where it can be had from to keep it: a file as it is, a folder as a tar.
    pub fn download(&self, place: &Place) -> Option<Door> {
        let (place, path) = (place.clone(), self.path.clone());
        match self.kind {
            Kind::File => Some(Door::File { place, path }),
            Kind::Folder => Some(Door::Tar { place, path }),
            _ => None,
        }
    }
}

/// What a column shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Names.
    #[default]
    Name,
    /// Modes.
    Mode,
    /// Owners.
    Owner,
    /// Groups.
    Group,
    /// Sizes.
    Size,
    /// Times.
    Modified,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Self; 6] = [Self::Name, Self::Mode, Self::Owner, Self::Group, Self::Size, Self::Modified];

    /// What its head says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Mode => "Mode",
            Self::Owner => "Owner",
            Self::Group => "Group",
            Self::Size => "Size",
            Self::Modified => "Modified",
        }
    }

    /// Whether the largest is asked for first.
    pub fn descends(self) -> bool {
        matches!(self, Self::Size | Self::Modified)
    }

    fn compare(self, a: &Entry, b: &Entry) -> Ordering {
        match self {
            Self::Name => Ordering::Equal,
            Self::Mode => a.mode.cmp(&b.mode),
            Self::Owner => a.owner.cmp(&b.owner),
            Self::Group => a.group.cmp(&b.group),
            Self::Size => a.size.cmp(&b.size),
            Self::Modified => a.modified_ms.cmp(&b.modified_ms),
        }
    }
}

/// Folders first, then by the column, then by name.
pub fn sort(entries: &mut [Entry], column: Column, descending: bool) {
    entries.sort_by(|a, b| {
        let folders = (b.kind == Kind::Folder).cmp(&(a.kind == Kind::Folder));
        let order = column
            .compare(a, b)
            .then_with(|| if column == Column::Name { a.name.cmp(&b.name) } else { Ordering::Equal });
        let order = if descending { order.reverse() } else { order };
        folders.then(order).then_with(|| a.name.cmp(&b.name))
    });
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn listing() -> Vec<Entry> {
        Entry::read_all(&json!({"path": "/s", "entries": [
            {"path":"/s/tasks","name":"tasks","kind":"folder","mode":"drwxr-xr-x","uid":"root","gid":"root","size":4096,"mtime_ms":5},
            {"path":"/s/stdout","name":"stdout","kind":"file","mode":"-rw-r--r--","uid":"root","gid":"adm","size":70,"mtime_ms":9},
            {"path":"/s/pipe","name":"pipe","kind":"fifo","mode":"prw-r--r--","uid":"root","gid":"root","size":0,"mtime_ms":1},
            {"path":"/s/stderr","name":"stderr","kind":"file","mode":"-rw-r--r--","uid":"root","gid":"root","size":70,"mtime_ms":2},
        ]}))
    }

    fn names(column: Column, descending: bool) -> Vec<String> {
        let mut entries = listing();
        sort(&mut entries, column, descending);
        entries.into_iter().map(|entry| entry.name).collect()
    }

    #[test]
    fn folders_come_first_however_it_is_sorted() {
        assert_eq!(names(Column::Name, false), ["tasks", "pipe", "stderr", "stdout"]);
        assert_eq!(names(Column::Name, true), ["tasks", "stdout", "stderr", "pipe"]);
        assert_eq!(names(Column::Size, true), ["tasks", "stderr", "stdout", "pipe"]);
        assert_eq!(names(Column::Modified, false), ["tasks", "pipe", "stderr", "stdout"]);
        assert_eq!(names(Column::Group, false), ["tasks", "stdout", "pipe", "stderr"]);
    }

    #[test]
    fn only_files_and_folders_are_opened() {
        let opened: Vec<_> = listing().iter().map(|entry| entry.page(&Place::Master).is_some()).collect();
        assert_eq!(opened, [true, true, false, true]);
        for entry in listing() {
            assert_eq!(entry.page(&Place::Master).is_none(), entry.kind.refusal().is_some());
            assert_eq!(entry.download(&Place::Master).is_none(), entry.kind.refusal().is_some());
        }
        assert_eq!(
            listing()[0].download(&Place::Master).map(|door| door.href()).as_deref(),
            Some("/api/master/files?path=%2Fs%2Ftasks&as=tar")
        );
    }
}
