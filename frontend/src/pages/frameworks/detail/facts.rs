//! What a framework is and what it asked for.

use cluster_model::schema::frameworks::state;
use serde_json::Value;

use crate::call::json::{Read, labels, words};
use crate::components::external_link::WebUrl;
use crate::components::{lines::LineList, shown::Shown};
use crate::paths::Page;
use crate::ui::format::span_exact;

/// The facts of a framework.
pub fn facts(framework: &Value) -> LineList {
    let info = framework.at("framework_info");
    let capabilities = info.texts("capabilities", "type").into_iter().map(|name| words(&name, ""));
    LineList::default()
        .id("Framework id", info.text("id.value"))
        .many("Roles", roles(info))
        .text("Principal", info.text("principal"))
        .text("User", info.text("user"))
        .text("Scheduler's host", info.text("hostname"))
        .some("Web interface", webui(info))
        .text("Failover timeout", failover(info))
        .text(
            "Checkpoints",
            if info.flag("checkpoint") { "yes: its tasks outlive a restart of their agent" } else { "no" },
        )
        .text("Capabilities", capabilities.collect::<Vec<_>>().join(", "))
        .time("Registered", framework.ms("registered_time"))
        .time("Re-registered", reregistered(framework))
        .time("Unregistered", framework.ms("unregistered_time").filter(|at| *at > 0))
        .labels("Labels", labels(info, "labels"))
}

/// The roles it is subscribed to: several, or in the older form one.
fn roles(info: &Value) -> Vec<Shown> {
    let mut roles = info.texts("roles", "");
    if roles.is_empty() {
        roles.extend(Some(info.text("role").to_owned()).filter(|role| !role.is_empty()));
    }
    roles.into_iter().map(|role| Shown::Link(Page::Role { name: role.clone() }, role)).collect()
}

/// A link if it is one of the web; what else it is, is shown and not linked.
fn webui(info: &Value) -> Option<Shown> {
    let text = info.text("webui_url");
    let otherwise = || (!text.is_empty()).then(|| Shown::Code(text.to_owned()));
    WebUrl::parse(text).map(Shown::Url).or_else(otherwise)
}

fn failover(info: &Value) -> String {
    match info.seconds_ms("failover_timeout") {
        Some(0) | None => "none: its tasks are killed as soon as it is gone".to_owned(),
        Some(ms) => format!("{}, for which its tasks run on without it", span_exact(ms)),
    }
}

/// Mesos writes the time of the first registration here too.
fn reregistered(framework: &Value) -> Option<i64> {
    framework.ms("reregistered_time").filter(|at| framework.ms("registered_time") != Some(*at))
}

/// What a state means for the framework's tasks; nothing for one in which all is well.
pub fn meaning(state: &str) -> &'static str {
    match state {
        state::INACTIVE => {
            "It is connected but is offered nothing, because it asked for that or is being removed."
        }
        state::DISCONNECTED => {
            "Its connection to the master is gone. Its tasks run on until its failover timeout ends them."
        }
        state::RECOVERED => {
            "The master knows it from its tasks, since before its own failover, and waits for it to subscribe again."
        }
        state::COMPLETED => {
            "It has left or was removed, and its tasks with it. It cannot come back with this id."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_real_framework_s_facts() {
        let framework = json!({"framework_info":{"user":"root","name":"recorder",
            "id":{"value":"1008521c-a184-4155-8669-53ae6ee68b27-0004"},"failover_timeout":30.0,"checkpoint":true,
            "roles":["eng/rec","rec"],"capabilities":[{"type":"MULTI_ROLE"},{"type":"PARTITION_AWARE"}],
            "labels":{"labels":[{"key":"made_by","value":"record"}]}},"active":true,
            "registered_time":{"nanoseconds":1_795_307_712_218_905_088_i64},
            "reregistered_time":{"nanoseconds":1_795_307_712_218_905_088_i64},
            "unregistered_time":{"nanoseconds":0}});
        let text = |text: &str| Shown::Text(text.into());
        let role = |name: &str| Shown::Link(Page::Role { name: name.into() }, name.into());
        assert_eq!(
            facts(&framework).0,
            [
                ("Framework id", Shown::Id("1008521c-a184-4155-8669-53ae6ee68b27-0004".into())),
                ("Roles", Shown::Many(["eng/rec", "rec"].map(role).into())),
                ("User", text("root")),
                ("Failover timeout", text("30 s, for which its tasks run on without it")),
                ("Checkpoints", text("yes: its tasks outlive a restart of their agent")),
                ("Capabilities", text("multi role, partition aware")),
                ("Registered", Shown::Time(1_795_307_712_218)),
                ("Labels", Shown::Labels(vec![("made_by".into(), "record".into())])),
            ]
        );
    }

    #[test]
    fn only_an_address_of_the_web_is_linked() {
        assert!(matches!(webui(&json!({ "webui_url": "http://marathon:8080" })), Some(Shown::Url(_))));
        let bad = json!({ "webui_url": "javascript:alert(1)" });
        assert_eq!(webui(&bad), Some(Shown::Code("javascript:alert(1)".into())));
        assert_eq!(webui(&json!({})), None);
    }

    #[test]
    fn no_failover_timeout_is_said_plainly() {
        assert!(failover(&json!({ "failover_timeout": 0.0 })).starts_with("none"));
        assert_eq!(meaning(state::ACTIVE), "");
        assert!(!meaning(state::DISCONNECTED).is_empty());
    }
}
