//! Configurations of resource providers.

use crate::rules::Field;

/// What is said, and the field it is about.
const ABOUT: [(&str, &str); 8] = [
    ("--resource_provider_config_dir", "agent"),
    ("NODE_SERVICE", "storage.plugin.containers"),
    ("CSI plugin type", "storage.plugin.type"),
    ("CSI plugin name", "storage.plugin.name"),
    ("'storage'", "storage.plugin"),
    ("Unknown local resource provider type", "type"),
    ("has resources", "provider"),
    ("esource provider", "name"),
];

pub(super) fn field(words: &str) -> Option<Field> {
    ABOUT.iter().find(|(said, _)| words.contains(said)).map(|(_, field)| Field::new(field))
}
