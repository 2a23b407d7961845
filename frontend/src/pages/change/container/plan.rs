//! The plan of a container that is started, ended or removed.

use operator_api::resources::Resources;
use operator_api::rules::container::{
    Container, Path, check_kill, check_launch, check_remove, running_from_json,
};
use operator_api::rules::{Field, Problem, call};
use serde_json::Value;

use crate::change::plan::{DiffRow, Impact, Plan, Step, Typed, Weight, unfit};
use crate::ui::format::plural;

/// The signals that are offered, each with what it does.
pub const SIGNALS: [(&str, &str); 5] = [
    ("15", "SIGTERM: end, when it has put things in order"),
    ("9", "SIGKILL: end at once"),
    ("2", "SIGINT: as Ctrl-C"),
    ("1", "SIGHUP: many programs read their configuration again"),
    ("3", "SIGQUIT: end with a core dump"),
];

/// What is done to a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A command is run in a new one.
    Launch,
    /// A signal is sent to it.
    Kill,
    /// What it has left is deleted.
    Remove,
}

impl Deed {
    /// The form's title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Launch => "Launch a container",
            Self::Kill => "Kill a container",
            Self::Remove => "Remove a container",
        }
    }

    /// What it does.
    pub fn lead(self) -> &'static str {
        match self {
            Self::Launch => {
                "A command is run on the agent in a container of its own: within another container, or standalone with resources that no framework knows of."
            }
            Self::Kill => {
                "A signal is sent to the container's first process. If it is an executor's or a task's, its framework sees it end and may start another."
            }
            Self::Remove => {
                "The sandbox and all that is left of a container that has ended is deleted from the agent's disk."
            }
        }
    }
}

/// What is filled in.
pub struct Inputs {
    /// The id of the new container.
    pub id: String,
    /// What it runs.
    pub command: String,
    /// Its CPUs.
    pub cpus: String,
    /// Its memory in MiB.
    pub mem: String,
    /// The signal's number.
    pub signal: String,
}

/// What is known.
pub struct Known<'a> {
    /// The agent.
    pub agent_id: &'a str,
    /// Its host name.
    pub host: &'a str,
    /// Where it listens.
    pub address: &'a str,
    /// The container, with dots between its ids; for a launch the one around it, if there is one.
    pub path: &'a str,
    /// The answer of `GET_CONTAINERS`.
    pub answer: &'a Value,
}

/// Makes the plan.
pub fn plan(deed: Deed, inputs: &Inputs, known: &Known<'_>) -> Plan {
    let running = running_from_json(known.answer);
    let mut all: Vec<Container> =
        running.iter().map(|id| Container { id: id.clone(), running: true }).collect();
    let mut path: Path = known.path.split('.').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let is_there = running.contains(&path);
    let within =
        running.iter().filter(|other| other.len() > path.len() && other.starts_with(&path)).count() as i64;
    let (call, problems, then) = match deed {
        Deed::Launch => {
            let is_nested = !path.is_empty();
            path.push(inputs.id.trim().to_owned());
            let (resources, unread) =
                if is_nested { (Resources::default(), Vec::new()) } else { amounts(inputs) };
            let mut problems = check_launch(&all, &path);
            for problem in &mut problems {
                // The field of the container itself is what is around it.
                problem.field = Field::new("id");
            }
            problems.extend(unread);
            if inputs.command.trim().is_empty() {
                problems.push(unfit("command", "a container needs a command to run"));
            }
            (call::launch_container(&path, inputs.command.trim(), &resources), problems, "running")
        }
        Deed::Kill => {
            let signal = inputs.signal.trim().parse().ok();
            (call::kill_container(&path, signal), check_kill(&all, &path, signal), "gets the signal")
        }
        Deed::Remove => {
            // One that is not listed has ended, or never was: only the agent knows.
            if !is_there {
                all.push(Container { id: path.clone(), running: false });
            }
            (call::remove_container(&path), check_remove(&all, &path), "removed")
        }
    };
    let name = path.join(".");
    let verb = match deed {
        Deed::Launch => "Launch",
        Deed::Kill => "Kill",
        Deed::Remove => "Remove",
    };
    let step = Step { address: Some(known.address.to_owned()), ..Step::agent(known.agent_id, call) };
    let mut plan = Plan::one(format!("{verb} the container"), step).with_problems(problems);
    plan.diff.push(DiffRow {
        what: format!("{name} on {}", known.host),
        before: if is_there && deed != Deed::Launch { "running" } else { "" }.to_owned(),
        after: then.to_owned(),
    });
    match deed {
        Deed::Kill if within > 0 => plan.impact.push(Impact::new(
            Weight::Warn,
            format!("{} within it may end with it.", plural(within, "container", "containers")),
        )),
        Deed::Remove => {
            plan.impact.push(Impact::new(Weight::Harm, "What it has written into its sandbox is lost."));
            plan.typed = Some(Typed {
                name: path.last().cloned().unwrap_or_default(),
                what: "container's id",
                why: "What is deleted cannot be brought back.".to_owned(),
            });
        }
        _ => {}
    }
    plan
}

fn amounts(inputs: &Inputs) -> (Resources, Vec<Problem>) {
    let mut resources = Resources::default();
    let mut problems = Vec::new();
    for (name, typed) in [("cpus", &inputs.cpus), ("mem", &inputs.mem)] {
        match format!("{name}:{}", typed.trim()).parse::<Resources>() {
            Ok(amount) if !amount.is_empty() => resources = &resources + &amount,
            _ => problems.push(unfit(name, format!("\"{}\" is no amount above 0", typed.trim()))),
        }
    }
    (resources, problems)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn planned(deed: Deed, path: &str, id: &str, command: &str) -> Plan {
        let answer = json!({ "get_containers": { "containers": [
            { "container_id": { "value": "c" } },
            { "container_id": { "value": "n", "parent": { "value": "c" } } },
        ] } });
        let inputs = Inputs {
            id: id.into(),
            command: command.into(),
            cpus: "0.1".into(),
            mem: "32".into(),
            signal: "15".into(),
        };
        plan(deed, &inputs, &Known { agent_id: "S1", host: "n-1", address: "a:5051", path, answer: &answer })
    }

    #[test]
    fn one_within_another_has_no_resources_of_its_own() {
        let nested = planned(Deed::Launch, "c", "mine", "sleep 60");
        assert_eq!(nested.problems, []);
        let call = &nested.steps[0].call["launch_container"];
        assert_eq!(call["container_id"], json!({ "value": "mine", "parent": { "value": "c" } }));
        assert!(call["resources"].is_null());
        let standalone = planned(Deed::Launch, "", "mine", "sleep 60");
        assert_eq!(
            standalone.steps[0].call["launch_container"]["resources"].as_array().map(Vec::len),
            Some(2)
        );
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let fields =
            |plan: &Plan| plan.problems.iter().map(|problem| problem.field.to_string()).collect::<Vec<_>>();
        assert_eq!(fields(&planned(Deed::Launch, "c", "n", "x")), ["id"]);
        assert_eq!(fields(&planned(Deed::Launch, "c", "a.b", "")), ["id", "command"]);
        assert_eq!(fields(&planned(Deed::Kill, "gone", "", "")), ["container"]);
    }

    #[test]
    fn only_what_is_within_another_and_has_ended_is_removed() {
        assert!(!planned(Deed::Remove, "c", "", "").is_sound());
        assert!(!planned(Deed::Remove, "c.n", "", "").is_sound());
        assert!(planned(Deed::Remove, "c.ended", "", "").is_sound());
    }
}
