//! Every table and column, declared once: the fold fills them, the wire carries them, the browser shows, filters and sorts them.

pub mod agents;
pub mod executors;
pub mod frameworks;
pub mod offers;
pub mod operations;
pub mod reservations;
pub mod roles;
pub mod tasks;
pub mod volumes;

/// A table of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// Frameworks: active, inactive, disconnected, recovered and completed.
    Frameworks,
    /// Agents: those the master lists and those it has listed before.
    Agents,
    /// Roles: known to the master, with a quota or weight, or holding resources.
    Roles,
    /// Reservations on agents.
    Reservations,
    /// Persistent volumes on agents.
    Volumes,
    /// Offers that wait for an answer, inverse offers included.
    Offers,
    /// Offer operations.
    Operations,
    /// Executors.
    Executors,
    /// Tasks: active, unreachable and completed.
    Tasks,
}

impl Table {
    /// All tables, in the order in which a snapshot carries them: small ones first, so that names are there when tasks come.
    pub const ALL: [Table; 9] = [
        Table::Frameworks,
        Table::Agents,
        Table::Roles,
        Table::Reservations,
        Table::Volumes,
        Table::Offers,
        Table::Operations,
        Table::Executors,
        Table::Tasks,
    ];

    /// The table's place in [`Table::ALL`], which is also its number on the wire.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The table of that number on the wire.
    #[must_use]
    pub fn from_index(index: usize) -> Option<Table> {
        Table::ALL.get(index).copied()
    }

    /// The table's columns, in wire order.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Table::Frameworks => frameworks::COLUMNS,
            Table::Agents => agents::COLUMNS,
            Table::Roles => roles::COLUMNS,
            Table::Reservations => reservations::COLUMNS,
            Table::Volumes => volumes::COLUMNS,
            Table::Offers => offers::COLUMNS,
            Table::Operations => operations::COLUMNS,
            Table::Executors => executors::COLUMNS,
            Table::Tasks => tasks::COLUMNS,
        }
    }

    /// The column of that key (`cpus.free`), ignoring case.
    #[must_use]
    pub fn column(self, key: &str) -> Option<usize> {
        self.columns().iter().position(|column| column.key.eq_ignore_ascii_case(key))
    }
}

/// What a column holds, and so how it travels, sorts and is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text that rows seldom share: ids, addresses.
    Text,
    /// Text that many rows share, interned: states, roles, hosts.
    Name,
    /// A whole number.
    Count,
    /// A quantity in Mesos' fixed point: thousandths.
    Milli,
    /// A moment: milliseconds since 1970.
    Time,
}

impl Kind {
    /// Whether cells of this kind are numbers.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Kind::Count | Kind::Milli | Kind::Time)
    }
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing in particular.
    None,
    /// Mesos' MB: mebibytes.
    Mib,
    /// Seconds.
    Seconds,
}

/// One column of a table.
#[derive(Debug)]
pub struct Column {
    /// What a filter and a URL call it: `cpus.free`.
    pub key: &'static str,
    /// What the head of the column says.
    pub title: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What its numbers count.
    pub unit: Unit,
    /// One sentence for whoever wonders.
    pub about: &'static str,
    /// Whether [`crate::totals::Totals`] counts rows by this column's names.
    pub counted: bool,
    /// Whether a free word of a filter is looked for here.
    pub searched: bool,
}

/// Declares a table's columns: `NAME: Kind(Unit) flags "key", "Title", "About.";`
macro_rules! columns {
    ($($name:ident: $kind:ident $unit:ident [$($flag:ident)*] $key:literal, $title:literal, $about:literal;)*) => {
        $crate::schema::columns!(@index 0usize; $($name $about,)*);
        /// The columns, in wire order.
        pub const COLUMNS: &[$crate::schema::Column] = &[$(
            $crate::schema::Column {
                key: $key,
                title: $title,
                kind: $crate::schema::Kind::$kind,
                unit: $crate::schema::Unit::$unit,
                about: $about,
                counted: $crate::schema::has(&[$(stringify!($flag)),*], b'c'),
                searched: $crate::schema::has(&[$(stringify!($flag)),*], b's'),
            },
        )*];
    };
    (@index $at:expr; $name:ident $about:literal, $($rest:tt)*) => {
        #[doc = $about]
        pub const $name: usize = $at;
        $crate::schema::columns!(@index $at + 1; $($rest)*);
    };
    (@index $at:expr;) => {};
}
pub(crate) use columns;

/// Whether one of the flags begins with that letter.
pub(crate) const fn has(flags: &[&str], letter: u8) -> bool {
    let mut at = 0;
    while at < flags.len() {
        if flags[at].as_bytes()[0] == letter {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_number_themselves_and_keys_are_unique() {
        for (index, table) in Table::ALL.into_iter().enumerate() {
            assert_eq!(table.index(), index);
            assert_eq!(Table::from_index(index), Some(table));
            assert!(table.columns().len() <= 64, "a change's mask has 64 bits");
            for (at, column) in table.columns().iter().enumerate() {
                assert_eq!(table.column(column.key), Some(at), "{} is there twice", column.key);
                assert!(!column.counted || column.kind == Kind::Name);
            }
        }
        assert_eq!(Table::Tasks.column("STATE"), Some(tasks::STATE));
    }
}
