//! One event as a line.

use leptos::prelude::*;
use serde_json::Value;

use crate::call::json::{Read, words};
use crate::components::state_chip::StateOf;
use crate::paths::Page;
use crate::ui::{chip::Tone, time::Time};

/// What an event says, told apart from how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    at_ms: Option<i64>,
    tone: Tone,
    word: String,
    /// What it is about: links with their words.
    about: Vec<(&'static str, Page, String)>,
    /// Why, and what was said.
    said: String,
}

impl Entry {
    /// Reads an event of `/api/events`.
    pub fn read(event: &Value) -> Self {
        let (kind, state) = (event.text("kind"), event.text("state"));
        let (tone, word) = match kind {
            "TASK_ADDED" => (Tone::Info, "task added".to_owned()),
            "TASK_UPDATED" => (StateOf::Task.tone(state), StateOf::Task.word(state)),
            "AGENT_ADDED" => (Tone::Ok, "agent added".to_owned()),
            "AGENT_REMOVED" => (Tone::Warn, "agent removed".to_owned()),
            "FRAMEWORK_ADDED" => (Tone::Ok, "framework added".to_owned()),
            "FRAMEWORK_UPDATED" => (Tone::Info, "framework updated".to_owned()),
            "FRAMEWORK_REMOVED" => (Tone::Warn, "framework removed".to_owned()),
            "AGENT_STATE" => (StateOf::Agent.tone(state), format!("agent {state}")),
            "FRAMEWORK_STATE" => (StateOf::Framework.tone(state), format!("framework {state}")),
            "CONNECTION" if state == "live" => (Tone::Ok, "connection".to_owned()),
            "CONNECTION" => (Tone::Bad, "connection".to_owned()),
            other => (Tone::Info, words(other, "")),
        };
        let reason = words(event.text("reason"), "REASON_");
        let said: Vec<&str> = [event.text("text"), reason.as_str(), event.text("message")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Self {
            seq: event.whole("seq").unwrap_or_default(),
            at_ms: event.whole("at_ms"),
            tone,
            word,
            about: about(event),
            said: said.join(" · "),
        }
    }
}

fn about(event: &Value) -> Vec<(&'static str, Page, String)> {
    let text = |name: &str| event.text(name).to_owned();
    let named = |name: &str, id: &str| {
        let name = event.text(name);
        if name.is_empty() { text(id) } else { name.to_owned() }
    };
    let mut about = Vec::new();
    if !text("task_id").is_empty() {
        let page = Page::Task { framework_id: text("framework_id"), task_id: text("task_id") };
        about.push(("task", page, text("task_id")));
    }
    if !text("framework_id").is_empty() {
        let page = Page::Framework { id: text("framework_id") };
        about.push(("framework", page, named("framework", "framework_id")));
    }
    if !text("agent_id").is_empty() {
        about.push(("agent", Page::Agent { id: text("agent_id") }, named("host", "agent_id")));
    }
    if !text("role").is_empty() {
        about.push(("role", Page::Role { name: text("role") }, text("role")));
    }
    about
}

/// The line.
pub fn line(entry: Entry) -> AnyView {
    let about = entry.about.into_iter().map(|(what, page, name)| {
        view! { <span class="event-about">{what} " " <a href=page.href()>{name}</a></span> }
    });
    view! {
        <li class="event">
            <Time at_ms=entry.at_ms />
            <span class=entry.tone.class()>{entry.word}</span>
            <span class="event-words">
                {about.collect_view()}
                <span class="event-said">{entry.said}</span>
            </span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_task_s_update_names_everything_it_touches() {
        let entry = Entry::read(&json!({"seq":7,"at_ms":1000,"kind":"TASK_UPDATED","state":"TASK_FAILED",
            "framework_id":"F","framework":"web","agent_id":"S1","host":"a.test","task_id":"t","reason":"REASON_COMMAND_EXECUTOR_FAILED",
            "message":"exit 1"}));
        assert_eq!((entry.word.as_str(), entry.tone), ("failed", Tone::Bad));
        assert_eq!(entry.said, "command executor failed · exit 1");
        let links: Vec<_> = entry.about.iter().map(|(what, _, name)| (*what, name.as_str())).collect();
        assert_eq!(links, [("task", "t"), ("framework", "web"), ("agent", "a.test")]);
    }

    #[test]
    fn what_is_not_known_yet_is_shown_as_it_is() {
        let entry = Entry::read(&json!({"kind":"DISK_FULL","text":"x"}));
        assert_eq!((entry.word.as_str(), entry.said.as_str()), ("disk full", "x"));
    }
}
