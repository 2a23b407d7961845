//! One line of the log.

use leptos::prelude::*;
use serde_json::Value;
use wasm_bindgen::JsCast;

use crate::call::json::{Read, words};
use crate::components::shown::{Shown, show};
use crate::pages::change::schedule::moment;
use crate::paths::Page;
use crate::ui::{
    chip::Tone,
    facts::{Fact, Facts},
    format::{Zone, sentence},
    time::Time,
};

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When, as it is written: no two lines have the same.
    pub time: String,
    at_ms: Option<i64>,
    tone: Tone,
    decision: String,
    user: String,
    call: String,
    /// What it was about: the file, else the step's title.
    about: String,
    target: String,
    words: String,
    details: Vec<(&'static str, Shown)>,
}

impl Line {
    /// Reads a line of `/api/audit`.
    pub fn read(line: &Value) -> Self {
        let text = |name: &str| line.text(name).to_owned();
        let status = line.whole("status");
        let about = if text("path").is_empty() { text("title") } else { text("path") };
        Self {
            time: text("time"),
            at_ms: at_ms(line.text("time")),
            tone: tone(line.text("decision"), status),
            decision: match status {
                Some(status) => format!("{} {status}", words(line.text("decision"), "")),
                None => words(line.text("decision"), ""),
            },
            user: text("user"),
            call: text("call"),
            about,
            target: text("target"),
            words: Some(line.text("words"))
                .filter(|words| !words.is_empty())
                .map(sentence)
                .unwrap_or_default(),
            details: details(line),
        }
    }
}

/// Everything that the line holds.
fn details(line: &Value) -> Vec<(&'static str, Shown)> {
    let text = |name: &str| line.text(name).to_owned();
    let code = |name: &str| Shown::Code(text(name));
    let target = match line.text("target") {
        "" | "master" => Shown::Text(text("target")),
        // What the line is about is no agent then.
        _ if line.text("call") == "dashboard" => Shown::Id(text("target")),
        id => Shown::IdOf(Page::Agent { id: id.to_owned() }, id.to_owned()),
    };
    let step = line.whole("step").map_or(Shown::None, |step| Shown::Count(step + 1));
    let status = line.whole("status").map_or(Shown::None, Shown::Count);
    let change = match line.text("change") {
        "" => Shown::None,
        id => Shown::Link(Page::Change { id: id.to_owned() }, id.to_owned()),
    };
    let all = [
        ("Time", code("time")),
        ("User", Shown::Text(text("user"))),
        ("Role", Shown::Text(text("role"))),
        ("Came in by", Shown::Text(way(line.text("way")).to_owned())),
        ("Session", code("session")),
        ("Connection from", code("peer")),
        ("Behind a proxy, from", code("client")),
        ("Call", code("call")),
        ("Target", target),
        ("File", code("path")),
        ("Change", change),
        ("Step", step),
        ("What the step does", Shown::Text(text("title"))),
        ("Decision", Shown::Text(text("decision"))),
        ("Status of the cluster's answer", status),
        ("Why", Shown::Text(text("words"))),
        ("Request", Shown::Id(text("request_id"))),
    ];
    let is_said = |shown: &Shown| match shown {
        Shown::None => false,
        Shown::Text(text) | Shown::Code(text) | Shown::Id(text) => !text.is_empty(),
        _ => true,
    };
    all.into_iter().filter(|(_, shown)| is_said(shown)).collect()
}

/// A way in, in words.
fn way(name: &str) -> &str {
    match name {
        "open" => "no login is asked for",
        "mesos" => "credentials of Mesos",
        "user" => "the console's users file",
        "proxy" => "a trusted proxy",
        "oidc" => "OpenID Connect",
        "dashboard" => "the link of a dashboard",
        other => other,
    }
}

fn tone(decision: &str, status: Option<i64>) -> Tone {
    match decision {
        "relayed" | "sent" if status.is_some_and(|status| status >= 400) => Tone::Bad,
        "relayed" | "sent" | "applied" | "accepted" | "made" | "entered" => Tone::Ok,
        "opened" | "underway" | "running" => Tone::Info,
        "ended" | "revoked" | "skipped" => Tone::Idle,
        "refused" | "stopped" | "blocked" | "overtaken" | "undone" | "never_seen" | "unanswered"
        | "forbidden" | "unauthorized" => Tone::Warn,
        // Whatever kept the cluster from answering.
        _ => Tone::Bad,
    }
}

/// A time of the log, `2026-11-22T09:41:07.123456Z`, in milliseconds since 1970.
pub fn at_ms(time: &str) -> Option<i64> {
    let whole = time.strip_suffix('Z')?;
    let (_, fraction) = whole.split_once('.').unwrap_or((whole, ""));
    let milliseconds = format!("{fraction:0<3}").get(..3)?.parse::<i64>().ok()?;
    Some(moment::ms(moment::read(whole, &|_| Zone(0))?) + milliseconds)
}

/// The line; all of it when it is opened.
#[component]
pub fn LineView(
    /// What it says.
    line: Line,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let details = StoredValue::new(line.details);
    let toggle = move |event: web_sys::Event| {
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        open.set(element.is_some_and(|element| element.open()));
    };
    let facts = move || {
        let facts = details.get_value().into_iter().map(|(name, shown)| {
            view! { <Fact name>{show(name, shown)}</Fact> }
        });
        view! { <Facts>{facts.collect_view()}</Facts> }
    };
    let said = |class: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <span class=class>{text}</span> })
    };
    view! {
        <li>
            <details class="audit-line" on:toggle=toggle>
                <summary>
                    <Time at_ms=line.at_ms />
                    <span class=line.tone.class()>{line.decision}</span>
                    <span class="audit-user">{line.user}</span>
                    <span class="audit-words">
                        <code>{line.call}</code>
                        {said("audit-target", line.target)}
                        {said("audit-about", line.about)}
                        {said("audit-why", line.words)}
                    </span>
                </summary>
                {move || open.get().then(facts)}
            </details>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn times_are_read_to_the_millisecond() {
        assert_eq!(at_ms("1970-01-01T00:00:01.234567Z"), Some(1_234));
        assert_eq!(at_ms("2026-11-22T12:00:00Z"), Some(1_795_348_800_000));
        assert_eq!(at_ms("2026-11-22T12:00:00.5Z"), Some(1_795_348_800_500));
        assert_eq!(at_ms("yesterday"), None);
    }

    #[test]
    fn a_line_says_everything_it_holds_and_nothing_else() {
        let line = Line::read(
            &json!({"time": "2026-11-22T12:00:00.000001Z", "user": "ada", "role": "operator", "way": "user",
            "peer": "10.0.0.1", "call": "DRAIN_AGENT", "target": "S1", "change": "c1", "step": 0, "title": "Drain a.test",
            "decision": "refused", "words": "DRAIN_AGENT needs the role operator", "request_id": "r1"}),
        );
        assert_eq!(
            (line.tone, line.decision.as_str(), line.about.as_str()),
            (Tone::Warn, "refused", "Drain a.test")
        );
        assert_eq!(line.words, "DRAIN_AGENT needs the role operator.");
        let names: Vec<_> = line.details.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            [
                "Time",
                "User",
                "Role",
                "Came in by",
                "Connection from",
                "Call",
                "Target",
                "Change",
                "Step",
                "What the step does",
                "Decision",
                "Why",
                "Request"
            ]
        );
        assert!(line.details.contains(&("Step", Shown::Count(1))));
    }

    #[test]
    fn what_the_cluster_refused_is_no_success() {
        let tone = |decision: &str, status: Option<i64>| {
            Line::read(&json!({"decision": decision, "status": status})).tone
        };
        assert_eq!(tone("relayed", Some(200)), Tone::Ok);
        assert_eq!(tone("relayed", Some(403)), Tone::Bad);
        assert_eq!(tone("failed", None), Tone::Bad);
    }
}
