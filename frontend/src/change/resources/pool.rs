//! What can be taken from: all of one resource of an agent that is reserved alike and differs in its quantity only.

use operator_api::resources::{Ranges, Reservation, Resource, Resources, Scalar, Value};
use operator_api::rules::{Field, Problem};

use super::amount::{ALL, Amount, read};
use super::holder::Holder;
use super::words;
use crate::change::plan::unfit;
use crate::components::change_form::agents::FIELD as AGENTS;

/// The field of a form for what is taken from.
pub const FROM: &str = "from";
/// The field of a form that has all amounts.
pub const AMOUNTS: &str = "resources";

const NONE: &str = "all of it is in use, or there is none";

/// The name of the field for how much of one pool.
pub fn field(key: &str) -> String {
    format!("{AMOUNTS}[{key}]")
}

/// One pool, on one agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// What it is called on all agents: `cpus`, `disk MOUNT /mnt/ssd`.
    pub key: String,
    /// All of it that nothing uses.
    pub free: Resource,
}

/// What a resource is called, however it is reserved.
pub fn key(resource: &Resource) -> String {
    let notes = [words::source(resource), resource.provider.clone()];
    std::iter::once(resource.name.clone()).chain(notes.into_iter().flatten()).collect::<Vec<_>>().join(" ")
}

/// The pools of what is reserved so; empty `stack` for what is not reserved. Volumes and what may be taken back at any time are none.
pub fn pools(available: &Resources, stack: &[Reservation]) -> Vec<Pool> {
    let is_in = |resource: &&Resource| {
        resource.reservations == stack && !resource.revocable && resource.volume_id().is_none()
    };
    let pool = |resource: &Resource| Pool { key: key(resource), free: resource.clone() };
    available.iter().filter(is_in).map(pool).collect()
}

/// A field for how much of a pool, as all agents together have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The pool.
    pub key: String,
    /// What the form calls it.
    pub label: String,
    /// What there is of it: `of 23.5 free`.
    pub aside: String,
    /// What there is of it, where that is long.
    pub hint: String,
    /// Whether it is taken whole or not at all.
    pub is_whole: bool,
    /// The pool on the first agent that has it.
    pub like: Resource,
}

/// Names that come first.
const FIRST: [&str; 5] = ["cpus", "mem", "disk", "gpus", "ports"];

/// The lines of all pools that any of these agents has.
pub fn lines(pools: &[Vec<Pool>]) -> Vec<Line> {
    let mut found: Vec<&Pool> = Vec::new();
    for pool in pools.iter().flatten() {
        if !found.iter().any(|other| other.key == pool.key) {
            found.push(pool);
        }
    }
    let known = FIRST.iter().flat_map(|name| found.iter().filter(move |pool| pool.free.name == *name));
    let others = found.iter().filter(|pool| !FIRST.contains(&pool.free.name.as_str()));
    known.chain(others).map(|pool| line(pool, pools)).collect()
}

fn line(pool: &Pool, pools: &[Vec<Pool>]) -> Line {
    let on_each = || {
        pools
            .iter()
            .map(|pools| pools.iter().find(|other| other.key == pool.key).map(|pool| &pool.free.value))
    };
    let name = &pool.free.name;
    let count = on_each().flatten().count();
    let each = if pools.len() > 1 { " on each" } else { "" };
    let (aside, hint) = match &pool.free.value {
        Value::Scalar(_) => {
            let amounts = on_each().map(|value| match value {
                Some(Value::Scalar(amount)) => *amount,
                _ => Scalar::ZERO,
            });
            let least = amounts.min().unwrap_or_default();
            (format!("of {} free{each}", words::scalar(name, least)), String::new())
        }
        Value::Ranges(first) => {
            let common = on_each().fold(first.clone(), |common, value| match value {
                Some(Value::Ranges(ranges)) => both(&common, ranges),
                _ => Ranges::default(),
            });
            let words = words::amount(name, &Value::Ranges(common.clone()));
            let hint = if words.is_empty() {
                format!("None is free{each}.")
            } else {
                format!("Free{each}: {words}")
            };
            (format!("{} free", words::scalar("", Scalar::from_f64(common.count() as f64))), hint)
        }
        Value::Set(items) => {
            (String::new(), format!("Free: {}", words::amount(name, &Value::Set(items.clone()))))
        }
    };
    let lacks = count < pools.len();
    Line {
        key: pool.key.clone(),
        label: words::label(&pool.free),
        aside: if lacks { format!("on {count} of {} agents", pools.len()) } else { aside },
        hint,
        is_whole: pool.free.is_whole(),
        like: pool.free.clone(),
    }
}

/// What is in both.
fn both(one: &Ranges, other: &Ranges) -> Ranges {
    let mut only_one = one.clone();
    only_one.subtract(other);
    let mut both = one.clone();
    both.subtract(&only_one);
    both
}

/// What is asked for of each line, as far as it can be read; what cannot is a problem of the line's field.
pub fn wanted<'a>(
    lines: &'a [Line],
    typed: &[(String, String)],
    problems: &mut Vec<Problem>,
) -> Vec<(&'a Line, Amount)> {
    let mut wanted = Vec::new();
    for line in lines {
        let Some((_, text)) = typed.iter().find(|(key, _)| *key == line.key) else { continue };
        match read(text, &line.like.name, &line.like.value) {
            Ok(Some(amount)) => wanted.push((line, amount)),
            Ok(None) => {}
            Err(words) => problems.push(unfit(&field(&line.key), words)),
        }
    }
    wanted
}

/// What is asked for, of an agent's pools, each as the agent has it, and the keys in the same order. What an agent has not is a problem.
pub fn take(
    holder: &Holder,
    pools: &[Pool],
    wanted: &[(&Line, Amount)],
    problems: &mut Vec<(String, Problem)>,
) -> Vec<Resource> {
    let mut taken = Vec::new();
    for (line, amount) in wanted {
        let here = pools.iter().find(|pool| pool.key == line.key).map(|pool| &pool.free);
        match (amount, here) {
            (Amount::All, Some(free)) => taken.push(free.clone()),
            (Amount::All, None) => {
                problems.push((holder.host.clone(), unfit(&field(&line.key), NONE)));
            }
            // The rules say what is wrong with what is not there.
            (Amount::Some(value), here) => {
                taken.push(Resource { value: value.clone(), ..here.unwrap_or(&line.like).clone() });
            }
        }
    }
    taken
}

/// All of every line, typed.
pub fn all_of(lines: &[Line]) -> Vec<(String, String)> {
    lines.iter().map(|line| (line.key.clone(), ALL.to_owned())).collect()
}

/// Resources of one call must be of one resource provider, or all the agent's own.
pub fn by_provider(taken: Vec<Resource>) -> Vec<Vec<Resource>> {
    let mut calls: Vec<Vec<Resource>> = Vec::new();
    for resource in taken {
        match calls.iter_mut().find(|call| call[0].provider == resource.provider) {
            Some(call) => call.push(resource),
            None => calls.push(vec![resource]),
        }
    }
    calls
}

/// Where a problem of a call is said in the form: what is about the quantity of a resource, at the field for how much of it.
pub fn in_form(problem: Problem, of_call: &[Resource], pools: &[Pool]) -> Problem {
    let path = problem.field.as_str();
    let index = path.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let at = index.and_then(|(at, member)| Some((of_call.get(at.parse::<usize>().ok()?)?, member)));
    let name = match at {
        _ if problem.field.is_within("agent") => AGENTS.to_owned(),
        Some((_, member)) if member.starts_with(".reservations[") => FROM.to_owned(),
        Some((_, ".role")) if path.starts_with("source") => FROM.to_owned(),
        Some((_, member @ (".role" | ".principal"))) => format!("{AMOUNTS}[0]{member}"),
        Some((resource, _)) => {
            let key = key(resource);
            let free = pools.iter().find(|pool| pool.key == key).map(|pool| &pool.free);
            return Problem { field: Field::new(&field(&key)), ..short_of(problem, resource, free) };
        }
        None => return problem,
    };
    Problem { field: Field::new(&name), ..problem }
}

/// A problem in the words of the form, if it is that there is not so much: the rules' words name the whole reservation, which the form shows.
pub fn short_of(problem: Problem, wanted: &Resource, free: Option<&Resource>) -> Problem {
    match shortage(wanted, free) {
        Some(words) => Problem { words, ..problem },
        None => problem,
    }
}

/// Why there is not so much.
fn shortage(wanted: &Resource, free: Option<&Resource>) -> Option<String> {
    match free {
        Some(free) if free.value.contains(&wanted.value) => None,
        Some(free) => {
            let verb = if matches!(free.value, Value::Scalar(_)) { "is" } else { "are" };
            Some(format!("only {} {verb} free", words::amount(&free.name, &free.value)))
        }
        None => Some(NONE.to_owned()),
    }
}

/// What there is not enough of, whatever else is wrong: the rules say so only once all else is right.
pub fn shortages(wanted: &[Resource], pools: &[Pool]) -> Vec<Problem> {
    let short = |resource: &Resource| {
        let key = key(resource);
        let free = pools.iter().find(|pool| pool.key == key).map(|pool| &pool.free);
        shortage(resource, free).map(|words| unfit(&field(&key), words))
    };
    wanted.iter().filter_map(short).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(agents: &[&str]) -> Vec<Vec<Pool>> {
        agents.iter().map(|text| pools(&text.parse().unwrap(), &[])).collect()
    }

    #[test]
    fn lines_stand_in_the_order_of_bars_with_what_is_free() {
        let lines =
            lines(&on(&["bandwidth:3;cpus:23.5;mem:1024;ports:[31000-31010];cpus(eng):4;zones:{a,b}"]));
        let shown: Vec<_> = lines.iter().map(|line| (line.label.as_str(), line.aside.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("CPUs", "of 23.5 free"),
                ("Memory", "of 1,024 MiB free"),
                ("Ports", "11 free"),
                ("bandwidth", "of 3 free"),
                ("zones", ""),
            ]
        );
        assert_eq!(lines[2].hint, "Free: 31000-31010");
    }

    #[test]
    fn of_several_agents_the_least_counts() {
        let lines = lines(&on(&["cpus:8;ports:[1-10]", "cpus:4;ports:[5-20];gpus:1"]));
        let shown: Vec<_> = lines.iter().map(|line| (line.key.as_str(), line.aside.as_str())).collect();
        assert_eq!(shown, [("cpus", "of 4 free on each"), ("gpus", "on 1 of 2 agents"), ("ports", "6 free")]);
        assert_eq!(lines[2].hint, "Free on each: 5-10");
    }

    #[test]
    fn what_an_agent_lacks_is_said_with_its_name() {
        let agents = on(&["cpus:8", "mem:64"]);
        let lines = lines(&agents);
        let mut problems = Vec::new();
        let typed = [("cpus".to_owned(), "all".to_owned()), ("mem".to_owned(), "x".to_owned())];
        let wanted = wanted(&lines, &typed, &mut problems);
        assert_eq!(problems[0].field.as_str(), "resources[mem]");
        let holder = Holder { host: "n-2".into(), ..Holder::default() };
        let mut missing = Vec::new();
        assert_eq!(take(&holder, &agents[1], &wanted, &mut missing), []);
        assert_eq!((missing[0].0.as_str(), missing[0].1.field.as_str()), ("n-2", "resources[cpus]"));
        assert_eq!(take(&holder, &agents[0], &wanted, &mut missing)[0].to_string(), "cpus:8");
    }
}
