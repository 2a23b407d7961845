//! One module of the output: the messages and enums nested in one message, or the top level of one package.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use super::layout::Layout;
use super::names::{camel, field as field_name, shared_prefix, snake, variant};
use super::schema::{Field, Kind, Label, Schema};

/// Answers whose lists are printed even when they are empty, as Mesos does; it leaves out all other empty lists.
const LISTS: [&str; 7] = [
    "master.Response.GetTasks",
    "master.Response.GetExecutors",
    "master.Response.GetFrameworks",
    "master.Response.GetAgents",
    "agent.Response.GetTasks",
    "agent.Response.GetExecutors",
    "agent.Response.GetFrameworks",
];

#[derive(Default)]
pub struct Module {
    /// Protobuf names of what it is nested in; empty at the top.
    path: Vec<String>,
    inner: BTreeSet<String>,
    messages: Vec<String>,
    enums: Vec<String>,
}

/// All modules, the top one included.
pub fn tree(schema: &Schema) -> Vec<Module> {
    let mut modules: BTreeMap<Vec<String>, Module> = BTreeMap::new();
    let names =
        schema.messages.keys().map(|name| (name, false)).chain(schema.enums.keys().map(|name| (name, true)));
    for (name, is_enum) in names {
        let (path, _) = split(name);
        for depth in 0..=path.len() {
            let module = modules.entry(path[..depth].to_vec()).or_default();
            module.path = path[..depth].to_vec();
            module.inner.extend(path.get(depth).map(|inner| snake(inner)));
        }
        if let Some(module) = modules.get_mut(&path) {
            if is_enum { module.enums.push(name.clone()) } else { module.messages.push(name.clone()) }
        }
    }
    modules.into_values().collect()
}

/// `master.Call.Type` as (`master`, `Call`) and `Type`.
fn split(name: &str) -> (Vec<String>, &str) {
    let name = name.strip_prefix("google.").unwrap_or(name);
    let mut parts: Vec<&str> = name.split('.').collect();
    let last = parts.pop().unwrap_or_default();
    (parts.into_iter().map(Into::into).collect(), last)
}

/// Where a message or enum is, seen from anywhere in the crate.
fn rust_path(name: &str) -> String {
    let (path, last) = split(name);
    let path: String = path.iter().map(|part| snake(part) + "::").collect();
    format!("v1::{path}{}", camel(last))
}

fn full_name(name: &str) -> String {
    if name.starts_with("google.") { name.into() } else { format!("mesos.v1.{name}") }
}

impl Module {
    /// Below `src/`.
    pub fn file(&self) -> PathBuf {
        let path: PathBuf =
            std::iter::once("v1".into()).chain(self.path.iter().map(|part| snake(part))).collect();
        path.with_extension("rs")
    }

    pub fn print(&self, schema: &Schema, layout: &Layout) -> String {
        let mut body = String::new();
        for inner in &self.inner {
            line(&mut body, format_args!("pub mod {inner};"));
        }
        for name in &self.messages {
            message(&mut body, schema, layout, name);
        }
        for name in &self.enums {
            enumeration(&mut body, schema, name);
        }
        let mut text = String::new();
        match self.path.as_slice() {
            [] => line(
                &mut text,
                format_args!("//! The messages of `mesos.v1` and, in modules, of the packages below it."),
            ),
            path => line(&mut text, format_args!("//! What is nested in `{}`.", full_name(&path.join(".")))),
        }
        line(
            &mut text,
            format_args!("// Made from `schema/` by `cargo xtask generate`; not to be edited.\n"),
        );
        let json = [
            ("Names", body.contains("Names::")),
            ("base64", body.contains("\"base64\"")),
            ("number", body.contains("\"number\"")),
            ("wire_enum", !self.enums.is_empty()),
        ];
        let json: Vec<&str> = json.iter().filter(|(_, used)| *used).map(|(name, _)| *name).collect();
        for (import, used) in [
            ("std::collections::BTreeMap", body.contains("BTreeMap<")),
            ("serde::{Deserialize, Serialize}", !self.messages.is_empty()),
            (&json_import(&json), !json.is_empty()),
            ("crate::v1", body.contains("v1::")),
        ] {
            if used {
                line(&mut text, format_args!("use {import};"));
            }
        }
        if text.ends_with(";\n") {
            text.push('\n');
        }
        text.push_str(body.trim_start());
        text
    }
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{line}");
}

fn message(text: &mut String, schema: &Schema, layout: &Layout, name: &str) {
    let fields = schema.messages.get(name).map(Vec::as_slice).unwrap_or_default();
    // Identifiers are keys of maps.
    let key = if name.ends_with("ID") { "Eq, Hash, PartialOrd, Ord, " } else { "" };
    line(text, format_args!("\n/// `{}`.", full_name(name)));
    line(text, format_args!("#[derive(Clone, PartialEq, {key}prost::Message, Serialize, Deserialize)]"));
    line(text, format_args!("#[serde(default)]"));
    if fields.is_empty() {
        return line(text, format_args!("pub struct {} {{}}", camel(split(name).1)));
    }
    line(text, format_args!("pub struct {} {{", camel(split(name).1)));
    for field in fields {
        if field.deprecated {
            line(text, format_args!("    /// Deprecated."));
        }
        let boxed = matches!(&field.kind, Kind::Message(inner) if field.label != Label::Repeated && layout.boxed(name, inner));
        line(text, format_args!("    #[prost({})]", prost(schema, field, boxed)));
        let listed = LISTS.contains(&name) && !field.deprecated;
        for attribute in serde(field, listed) {
            line(text, format_args!("    #[serde({attribute})]"));
        }
        line(text, format_args!("    pub {}: {},", field_name(&field.name), rust_type(field, boxed)));
    }
    line(text, format_args!("}}"));
}

fn prost(schema: &Schema, field: &Field, boxed: bool) -> String {
    let kind = |kind: &Kind| match kind {
        Kind::Bool => "bool".into(),
        Kind::Number(proto, _) => (*proto).into(),
        Kind::String => "string".into(),
        Kind::Bytes => "bytes = \"vec\"".into(),
        Kind::Enum(name) => format!("enumeration = \"{}\"", rust_path(name)),
        Kind::Message(_) | Kind::Map(_) => "message".to_owned(),
    };
    let mut parts = vec![match &field.kind {
        Kind::Map(value) => format!("btree_map = \"string, {}\"", kind(value)),
        other => kind(other),
    }];
    match (field.label, &field.kind) {
        (_, Kind::Map(_)) => {}
        (Label::Repeated, _) => parts.push("repeated".into()),
        (Label::Required, kind) if !matches!(kind, Kind::Enum(_)) => parts.push("required".into()),
        _ => parts.push("optional".into()),
    }
    if matches!(field.kind, Kind::Number(..) | Kind::Bool) && field.label == Label::Repeated {
        parts.push("packed = \"false\"".into());
    }
    if boxed {
        parts.push("boxed".into());
    }
    if let Some(default) = &field.default {
        parts.push(format!("default = \"{}\"", default_value(schema, &field.kind, default)));
    }
    parts.push(format!("tag = \"{}\"", field.number));
    parts.join(", ")
}

fn default_value(schema: &Schema, kind: &Kind, default: &str) -> String {
    match kind {
        Kind::Enum(name) => {
            let values: Vec<&str> =
                schema.enums.get(name).into_iter().flatten().map(|(_, value)| value.as_str()).collect();
            variant(default, shared_prefix(&values))
        }
        _ => default.into(),
    }
}

fn serde(field: &Field, listed: bool) -> Vec<String> {
    let mut parts = Vec::new();
    if field.name.contains(char::is_uppercase) {
        parts.push(format!("rename = \"{}\"", field.name));
    }
    match &field.kind {
        Kind::Number(..) => parts.push("with = \"number\"".into()),
        Kind::Bytes => parts.push("with = \"base64\"".into()),
        Kind::Enum(name) => {
            let names = format!("Names::<{}>", rust_path(name));
            return vec![
                format!("with = \"{names}\""),
                format!("skip_serializing_if = \"{names}::is_nameless\""),
            ];
        }
        _ => {}
    }
    let skip = match (field.label, &field.kind) {
        (_, Kind::Map(_)) => "BTreeMap::is_empty",
        (Label::Repeated, _) if !listed => "Vec::is_empty",
        (Label::Optional, _) => "Option::is_none",
        _ => return parts,
    };
    parts.push(format!("skip_serializing_if = \"{skip}\""));
    parts
}

fn rust_type(field: &Field, boxed: bool) -> String {
    fn plain(kind: &Kind) -> String {
        match kind {
            Kind::Bool => "bool".into(),
            Kind::Number(_, rust) => (*rust).into(),
            Kind::String => "String".into(),
            Kind::Bytes => "Vec<u8>".into(),
            Kind::Enum(_) => "i32".into(),
            Kind::Message(name) => rust_path(name),
            Kind::Map(value) => format!("BTreeMap<String, {}>", plain(value)),
        }
    }
    let plain = if boxed { format!("Box<{}>", plain(&field.kind)) } else { plain(&field.kind) };
    match (field.label, &field.kind) {
        (_, Kind::Map(_)) => plain,
        (Label::Repeated, _) => format!("Vec<{plain}>"),
        (Label::Required, kind) if !matches!(kind, Kind::Enum(_)) => plain,
        _ => format!("Option<{plain}>"),
    }
}

fn enumeration(text: &mut String, schema: &Schema, name: &str) {
    let values = schema.enums.get(name).map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = values.iter().map(|(_, value)| value.as_str()).collect();
    let prefix = shared_prefix(&names);
    line(text, format_args!("\nwire_enum! {{"));
    line(text, format_args!("    /// `{}`.", full_name(name)));
    line(text, format_args!("    {} {{", camel(split(name).1)));
    for (number, value) in values {
        line(text, format_args!("        {} = {number}, \"{value}\";", variant(value, prefix)));
    }
    line(text, format_args!("    }}\n}}"));
}

fn json_import(names: &[&str]) -> String {
    match names {
        [name] => format!("crate::json::{name}"),
        names => format!("crate::json::{{{}}}", names.join(", ")),
    }
}
