//! Which messages are held in a box: those that contain themselves, and those large enough that a field which is mostly
//! absent should not take their room. A cluster holds hundreds of thousands of tasks.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::{Field, Kind, Label, Schema};

/// Bytes; a singular field whose message is estimated larger is boxed.
const INLINE: usize = 96;

pub struct Layout {
    /// By message: all messages that can be reached through singular fields.
    reach: BTreeMap<String, BTreeSet<String>>,
    sizes: BTreeMap<String, usize>,
}

impl Layout {
    pub fn of(schema: &Schema) -> anyhow::Result<Self> {
        let reach = schema.messages.keys().map(|name| (name.clone(), reach(schema, name))).collect();
        let mut layout = Self { reach, sizes: BTreeMap::new() };
        for name in schema.messages.keys() {
            layout.size(schema, name);
        }
        Ok(layout)
    }

    /// Whether `message` holds a singular `inner` in a box.
    pub fn boxed(&self, message: &str, inner: &str) -> bool {
        self.recursive(message, inner) || self.sizes.get(inner).is_some_and(|size| *size > INLINE)
    }

    fn recursive(&self, message: &str, inner: &str) -> bool {
        message == inner || self.reach.get(inner).is_some_and(|reach| reach.contains(message))
    }

    /// An estimate for 64 bits: padding is counted as if every field were aligned to 8 bytes, but for flags.
    fn size(&mut self, schema: &Schema, message: &str) -> usize {
        if let Some(size) = self.sizes.get(message) {
            return *size;
        }
        let fields = schema.messages.get(message).map(Vec::as_slice).unwrap_or_default();
        let flags =
            fields.iter().filter(|field| field.kind == Kind::Bool && field.label != Label::Repeated).count();
        let others: usize = fields.iter().map(|field| self.field_size(schema, message, field)).sum();
        let size = others + flags.next_multiple_of(8);
        self.sizes.insert(message.into(), size);
        size
    }

    fn field_size(&mut self, schema: &Schema, message: &str, field: &Field) -> usize {
        if field.label == Label::Repeated {
            return 24;
        }
        match &field.kind {
            Kind::Bool => 0,
            Kind::String | Kind::Bytes | Kind::Map(_) => 24,
            Kind::Enum(_) => 8,
            Kind::Number(_, "i32" | "u32") => 8,
            Kind::Number(..) => {
                if field.label == Label::Required {
                    8
                } else {
                    16
                }
            }
            Kind::Message(inner) if self.recursive(message, inner) => 8,
            Kind::Message(inner) => {
                let inner = self.size(schema, inner);
                if inner > INLINE { 8 } else { inner.max(8) }
            }
        }
    }
}

fn reach(schema: &Schema, message: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut ahead = vec![message.to_owned()];
    while let Some(name) = ahead.pop() {
        let fields = schema.messages.get(&name).map(Vec::as_slice).unwrap_or_default();
        for field in fields.iter().filter(|field| field.label != Label::Repeated) {
            if let Kind::Message(inner) = &field.kind
                && found.insert(inner.clone())
            {
                ahead.push(inner.clone());
            }
        }
    }
    found
}
