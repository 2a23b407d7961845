//! Which Mesos a master or an agent is, and how it is: version, build, health, logging level.

use leptos::prelude::*;
use serde_json::Value;

use super::{
    lines::{LineList, Lines},
    panel::Panel,
    shown::Shown,
};
use crate::call::{
    json::Read,
    reading::{OFTEN, Reading, SELDOM},
};
use crate::paths::{Page, Place};
use crate::ui::chip::Tone;

/// The build, the health and the logging level.
#[component]
pub fn Build(
    /// Whose.
    place: Place,
) -> impl IntoView {
    let version = Reading::of_call(place.clone(), "GET_VERSION", SELDOM);
    let health = Reading::of_call(place.clone(), "GET_HEALTH", OFTEN).read(healthy);
    let level = Reading::of_call(place.clone(), "GET_LOGGING_LEVEL", OFTEN).read(level);
    let built = version.read(built);
    let lines = Signal::derive(move || {
        let mut lines = LineList::default().some("Health", health.get()).some("Logging level", level.get());
        lines.0.extend(built.get().0);
        lines.some("Log", Some(log(&place)))
    });
    view! {
        <Panel title="Process" what="the version" condition=version.condition>
            <Lines lines />
        </Panel>
    }
}

/// The link to the process' own log. Mesos has it only when it was started with `--log_dir` or `--external_log_file`.
fn log(place: &Place) -> Shown {
    let path = match place {
        Place::Master => "/master/log",
        Place::Agent { .. } => "/slave/log",
    };
    Shown::Link(Page::Log { place: place.clone(), path: path.to_owned() }, "Read its log".to_owned())
}

fn healthy(answer: &Value) -> Option<Shown> {
    let healthy = answer.at("get_health.healthy").as_bool()?;
    Some(if healthy {
        Shown::Chip(Tone::Ok, "healthy".to_owned())
    } else {
        Shown::Chip(Tone::Bad, "not healthy".to_owned())
    })
}

fn level(answer: &Value) -> Option<Shown> {
    let level = answer.whole("get_logging_level.level")?;
    let meaning = match level {
        0 => "0, as started",
        1 => "1, more than usual",
        2 => "2, much more than usual",
        3 => "3, everything",
        _ => return Some(Shown::Count(level)),
    };
    Some(Shown::Text(meaning.to_owned()))
}

fn built(answer: &Value) -> LineList {
    let info = answer.at("get_version.version_info");
    LineList::default()
        .text("Version", info.text("version"))
        .time("Built", info.seconds_ms("build_time"))
        .text("Built by", info.text("build_user"))
        .code("Git tag", info.text("git_tag"))
        .code("Git branch", info.text("git_branch"))
        .id("Git commit", info.text("git_sha"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_build_in_lines() {
        let answer = json!({"get_version":{"version_info":{"version":"1.11.0","build_time":1_606_232_317.0,
            "build_user":"ubuntu","git_sha":"04bc7ee","git_tag":"1.11.0"}}});
        let names: Vec<_> = built(&answer).0.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Version", "Built", "Built by", "Git tag", "Git commit"]);
    }

    #[test]
    fn the_logging_level_is_said_in_words() {
        let said = |number: i64| level(&json!({"get_logging_level":{"level":number}}));
        assert_eq!(said(0), Some(Shown::Text("0, as started".into())));
        assert_eq!(said(7), Some(Shown::Count(7)));
        assert_eq!(level(&json!({})), None);
    }
}
