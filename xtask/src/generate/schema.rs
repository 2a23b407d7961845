//! Reads `fields.tsv` and `enums.tsv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};

/// Messages without any field: the tables cannot list them.
const EMPTY: [&str; 5] = [
    "Resource.RevocableInfo",
    "Resource.SharedInfo",
    "Volume.Source.CSIVolume.VolumeCapability.BlockVolume",
    "scheduler.AttributeConstraint.Predicate.Exists",
    "scheduler.AttributeConstraint.Predicate.NotExists",
];

/// All messages and enums, by protobuf name; fields and values in the order of declaration.
pub struct Schema {
    pub messages: BTreeMap<String, Vec<Field>>,
    pub enums: BTreeMap<String, Vec<(i32, String)>>,
}

pub struct Field {
    pub number: u32,
    pub name: String,
    pub label: Label,
    pub kind: Kind,
    pub default: Option<String>,
    pub deprecated: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Label {
    Required,
    Optional,
    Repeated,
}

/// The type of a field, or of one element of it.
#[derive(Clone, PartialEq, Eq)]
pub enum Kind {
    Bool,
    /// `int32`, `uint64`, `double`, …: the name is protobuf's and prost's, with Rust's beside it.
    Number(&'static str, &'static str),
    String,
    Bytes,
    Enum(String),
    Message(String),
    /// A map from strings; what the values are.
    Map(Box<Kind>),
}

impl Schema {
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        Self::parse(&read("fields.tsv")?, &read("enums.tsv")?)
    }

    fn parse(fields: &str, enums: &str) -> anyhow::Result<Self> {
        let mut schema = Self { messages: BTreeMap::new(), enums: BTreeMap::new() };
        for line in enums.lines().skip(1) {
            let [name, number, value] = columns(line)?;
            schema.enums.entry(name.into()).or_default().push((number.parse()?, value.into()));
        }
        let rows = fields.lines().skip(1).map(columns::<7>).collect::<anyhow::Result<Vec<_>>>()?;
        let names: BTreeSet<&str> = rows.iter().map(|row| row[0]).chain(used(&rows)).collect();
        let kinds = Kinds { names: &names, enums: &schema.enums, rows: &rows };
        for name in EMPTY.into_iter().filter(|name| names.contains(name)) {
            schema.messages.insert(name.into(), Vec::new());
        }
        for [message, number, name, label, kind, default, note] in &rows {
            let field = Field {
                number: number.parse()?,
                name: (*name).into(),
                label: match *label {
                    "required" => Label::Required,
                    "optional" => Label::Optional,
                    "repeated" => Label::Repeated,
                    other => bail!("{message}.{name}: no label is called {other}"),
                },
                kind: if *note == "map" { kinds.map(kind) } else { kinds.of(kind) }
                    .with_context(|| format!("{message}.{name}"))?,
                default: (!default.is_empty()).then(|| (*default).into()),
                deprecated: *note == "deprecated",
            };
            schema.messages.entry((*message).into()).or_default().push(field);
        }
        // Map entries are not types of their own.
        for [_, _, _, _, entry, ..] in rows.iter().filter(|row| row[6] == "map") {
            schema.messages.remove(*entry);
        }
        Ok(schema)
    }
}

fn columns<const N: usize>(line: &str) -> anyhow::Result<[&str; N]> {
    let columns: Vec<&str> = line.split('\t').collect();
    columns.try_into().map_err(|_| anyhow::anyhow!("expected {N} columns: {line:?}"))
}

fn used<'a>(rows: &'a [[&'a str; 7]]) -> impl Iterator<Item = &'a str> {
    rows.iter().map(|row| row[4]).filter(|kind| EMPTY.contains(kind))
}

struct Kinds<'a> {
    names: &'a BTreeSet<&'a str>,
    enums: &'a BTreeMap<String, Vec<(i32, String)>>,
    rows: &'a [[&'a str; 7]],
}

impl Kinds<'_> {
    fn of(&self, name: &str) -> anyhow::Result<Kind> {
        Ok(match name {
            "bool" => Kind::Bool,
            "string" => Kind::String,
            "bytes" => Kind::Bytes,
            "int32" => Kind::Number("int32", "i32"),
            "int64" => Kind::Number("int64", "i64"),
            "uint32" => Kind::Number("uint32", "u32"),
            "uint64" => Kind::Number("uint64", "u64"),
            "double" => Kind::Number("double", "f64"),
            name if self.enums.contains_key(name) => Kind::Enum(name.into()),
            name if self.names.contains(name) => Kind::Message(name.into()),
            other => bail!("no type is called {other}"),
        })
    }

    fn map(&self, entry: &str) -> anyhow::Result<Kind> {
        let field = |name: &str| self.rows.iter().find(|row| row[0] == entry && row[2] == name);
        ensure!(field("key").is_some_and(|key| key[4] == "string"), "{entry} is not a map from strings");
        let value = field("value").with_context(|| format!("{entry} has no value"))?;
        Ok(Kind::Map(Box::new(self.of(value[4])?)))
    }
}
