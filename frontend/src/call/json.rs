//! Mesos' JSON, read leniently: what is absent, or of another type than expected, is nothing.

use operator_api::resources::Scalar;
use serde_json::Value;

/// Reads from a value. A path names members with dots between: `agent_info.id.value`; the empty path is the value itself.
pub trait Read {
    /// What is at the path; `null` if nothing is.
    fn at(&self, path: &str) -> &Value;

    /// The text there, or none: `""`.
    fn text(&self, path: &str) -> &str {
        self.at(path).as_str().unwrap_or_default()
    }

    /// The members of the list there.
    fn list(&self, path: &str) -> &[Value] {
        self.at(path).as_array().map_or(&[], Vec::as_slice)
    }

    /// The number there.
    fn number(&self, path: &str) -> Option<f64> {
        self.at(path).as_f64()
    }

    /// The whole number there.
    fn whole(&self, path: &str) -> Option<i64> {
        self.at(path).as_i64()
    }

    /// Whether there is `true`.
    fn flag(&self, path: &str) -> bool {
        self.at(path).as_bool() == Some(true)
    }

    /// The quantity there, in thousandths.
    fn milli(&self, path: &str) -> Option<i64> {
        self.number(path).map(|value| Scalar::from_f64(value).milli())
    }

    /// The moment or the duration there, which Mesos writes as `{"nanoseconds": …}`, in milliseconds.
    fn ms(&self, path: &str) -> Option<i64> {
        self.at(path).whole("nanoseconds").map(|nanoseconds| nanoseconds / 1_000_000)
    }

    /// The seconds there, in milliseconds.
    fn seconds_ms(&self, path: &str) -> Option<i64> {
        self.number(path).map(|seconds| (seconds * 1000.0).round() as i64)
    }

    /// The texts of the list there: each member's at `within`.
    fn texts(&self, path: &str, within: &str) -> Vec<String> {
        let texts = self.list(path).iter().map(|member| member.text(within).to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    }
}

impl Read for Value {
    fn at(&self, path: &str) -> &Value {
        let names = path.split('.').filter(|name| !name.is_empty());
        names.fold(self, |value, name| value.get(name).unwrap_or(&Value::Null))
    }
}

/// A label: its key and its value, which may be empty.
pub type Label = (String, String);

/// The labels at a path, in their order.
pub fn labels(value: &Value, path: &str) -> Vec<Label> {
    let labels = value.at(path).list("labels").iter();
    labels.map(|label| (label.text("key").to_owned(), label.text("value").to_owned())).collect()
}

/// A constant of Mesos as words: `REASON_TASK_INVALID` without `REASON_` is `task invalid`.
pub fn words(constant: &str, prefix: &str) -> String {
    constant.strip_prefix(prefix).unwrap_or(constant).to_lowercase().replace('_', " ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_through_objects() {
        let agent = json!({ "agent_info": { "id": { "value": "S2" }, "port": 5051 }, "active": true });
        assert_eq!(agent.text("agent_info.id.value"), "S2");
        assert_eq!(agent.whole("agent_info.port"), Some(5051));
        assert!(agent.flag("active"));
        assert_eq!(agent.at(""), &agent);
    }

    #[test]
    fn what_is_not_there_is_nothing() {
        let agent = json!({ "active": "yes", "capabilities": {} });
        assert_eq!(agent.text("agent_info.id.value"), "");
        assert!(!agent.flag("active"));
        assert!(agent.list("capabilities").is_empty());
        assert_eq!(agent.ms("registered_time"), None);
    }

    #[test]
    fn times_are_exact_beyond_doubles() {
        let agent = json!({ "registered_time": { "nanoseconds": 1_795_307_710_581_771_008_i64 } });
        assert_eq!(agent.ms("registered_time"), Some(1_795_307_710_581));
        assert_eq!(
            json!({ "timestamp": 1_795_307_713.264_388_3 }).seconds_ms("timestamp"),
            Some(1_795_307_713_264)
        );
    }

    #[test]
    fn quantities_are_in_fixed_point() {
        assert_eq!(json!({ "value": 0.199_999_999_999_999_99 }).milli("value"), Some(200));
        assert_eq!(json!({ "value": "Infinity" }).milli("value"), None);
    }

    #[test]
    fn lists_give_their_texts() {
        let agent = json!({ "capabilities": [{ "type": "MULTI_ROLE" }, {}, { "type": "AGENT_DRAINING" }] });
        assert_eq!(agent.texts("capabilities", "type"), ["MULTI_ROLE", "AGENT_DRAINING"]);
        assert_eq!(json!({ "roles": ["a", "b"] }).texts("roles", ""), ["a", "b"]);
    }

    #[test]
    fn labels_keep_their_order() {
        let task = json!({ "labels": { "labels": [{ "key": "b", "value": "1" }, { "key": "a" }] } });
        assert_eq!(labels(&task, "labels"), [("b".into(), "1".into()), ("a".into(), String::new())]);
        assert_eq!(words("REASON_CONTAINER_LIMITATION_MEMORY", "REASON_"), "container limitation memory");
    }
}
