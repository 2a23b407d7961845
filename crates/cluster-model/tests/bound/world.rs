//! A small cluster of two sides, each with its roles and frameworks, and one framework that is on both. What one side does never depends on what the
//! other has done.

use std::collections::{BTreeMap, BTreeSet};

use cluster_model::fold::{Cluster, Scope};
use operator_api::encoded::{Event, GetState};
use operator_api::json::WireEnum;
use operator_api::v1::master::event;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_executors::Executor;
use operator_api::v1::master::response::get_frameworks::Framework;
use operator_api::v1::master::response::{
    GetAgents, GetExecutors, GetFrameworks, GetOperations, GetQuota, GetRoles, GetTasks, GetWeights,
};
use operator_api::v1::{Task, TaskState};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::things::{STACKS, messages, of, operation, reserved, scalar, to, volume, word};

/// Whose a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Alpha,
    Zulu,
    Both,
}

/// Frameworks, with their roles. `engine` is not below `eng`, however it begins.
const FRAMEWORKS: [(&str, &[&str]); 5] = [
    ("framework-alpha", &["eng/web"]),
    ("framework-alpha-2", &["eng", "eng/web/blue"]),
    ("framework-zulu", &["zulu"]),
    ("framework-zulu-2", &["engine", "zulu/db"]),
    (MIXED, &["eng/web", "zulu"]),
];
const MIXED: &str = "framework-mixed";
const ROLES: [&str; 6] = ["eng", "eng/web", "eng/web/blue", "zulu", "zulu/db", "engine"];
const AGENTS: u8 = 4;

/// Something that happens. Numbers beyond what there is are taken modulo.
#[derive(Debug, Clone)]
pub enum Step {
    AddAgent(u8),
    RemoveAgent(u8),
    /// The master loses it: its tasks are unreachable.
    LoseAgent(u8),
    /// It begins to drain, or is reactivated.
    Drain(u8),
    AddFramework(u8),
    RemoveFramework(u8),
    /// The framework of both sides subscribes to one of its roles, or leaves it.
    Subscribe {
        role: u8,
    },
    Launch {
        framework: u8,
        role: u8,
        agent: u8,
        number: u8,
    },
    Update {
        framework: u8,
        role: u8,
        number: u8,
        state: u8,
    },
    /// A task that has ended falls off the list.
    Forget {
        framework: u8,
        role: u8,
        number: u8,
    },
    /// A reservation comes or goes.
    Reserve {
        agent: u8,
        reservation: u8,
    },
    Offer {
        framework: u8,
        role: u8,
        agent: u8,
        number: u8,
    },
    Decline {
        framework: u8,
        role: u8,
        number: u8,
    },
    /// An inverse offer comes or goes.
    Inverse {
        framework: u8,
        agent: u8,
    },
    /// Of one stack, or of two from both sides.
    Operate {
        reservation: u8,
        mixed: bool,
        agent: u8,
        number: u8,
        done: bool,
    },
    /// A role's quota and weight.
    Configure {
        role: u8,
        amount: u8,
    },
}

fn side(role: &str) -> Side {
    if word(role) == "alpha" { Side::Alpha } else { Side::Zulu }
}

fn framework(number: u8) -> (&'static str, &'static [&'static str]) {
    FRAMEWORKS[usize::from(number) % FRAMEWORKS.len()]
}

fn role(of: u8, number: u8) -> &'static str {
    let roles = framework(of).1;
    roles[usize::from(number) % roles.len()]
}

impl Step {
    /// Whether its task is in an executor that has tasks of both sides, which Mesos does not allow: that it is there already can be told by
    /// its first task of the other side.
    pub fn shares_executor(&self) -> bool {
        matches!(*self, Step::Launch { framework: at, number: 0 | 6, .. } if framework(at).0 == MIXED)
    }

    pub fn side(&self) -> Side {
        match *self {
            Step::AddAgent(_) | Step::RemoveAgent(_) | Step::LoseAgent(_) | Step::Drain(_) => Side::Both,
            Step::AddFramework(at) | Step::RemoveFramework(at) | Step::Inverse { framework: at, .. } => {
                if framework(at).0 == MIXED {
                    Side::Both
                } else {
                    side(role(at, 0))
                }
            }
            Step::Subscribe { role: at } => side(role(4, at)),
            Step::Launch { framework, role: at, .. }
            | Step::Update { framework, role: at, .. }
            | Step::Forget { framework, role: at, .. }
            | Step::Offer { framework, role: at, .. }
            | Step::Decline { framework, role: at, .. } => side(role(framework, at)),
            Step::Reserve { reservation, .. } => side(STACKS[usize::from(reservation) % STACKS.len()][0]),
            Step::Operate { mixed: true, .. } => Side::Both,
            Step::Operate { reservation, .. } => side(STACKS[usize::from(reservation) % STACKS.len()][0]),
            Step::Configure { role, .. } => side(ROLES[usize::from(role) % ROLES.len()]),
        }
    }
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (agent, framework, role, number) = (0..AGENTS, 0u8..5, 0u8..2, 0u8..12);
    let place = (framework.clone(), role.clone(), agent.clone(), number.clone());
    let task = (framework.clone(), role, number.clone());
    let step = prop_oneof![
        4 => agent.clone().prop_map(Step::AddAgent),
        1 => agent.clone().prop_map(Step::RemoveAgent),
        1 => agent.clone().prop_map(Step::LoseAgent),
        2 => agent.clone().prop_map(Step::Drain),
        4 => framework.clone().prop_map(Step::AddFramework),
        1 => framework.clone().prop_map(Step::RemoveFramework),
        2 => (0u8..2).prop_map(|role| Step::Subscribe { role }),
        12 => place.clone().prop_map(|(framework, role, agent, number)| Step::Launch { framework, role, agent, number }),
        8 => (task.clone(), 0u8..6).prop_map(|((framework, role, number), state)| Step::Update { framework, role, number, state }),
        3 => task.clone().prop_map(|(framework, role, number)| Step::Forget { framework, role, number }),
        4 => (agent.clone(), 0u8..4).prop_map(|(agent, reservation)| Step::Reserve { agent, reservation }),
        4 => place.prop_map(|(framework, role, agent, number)| Step::Offer { framework, role, agent, number }),
        2 => task.prop_map(|(framework, role, number)| Step::Decline { framework, role, number }),
        2 => (framework, agent.clone()).prop_map(|(framework, agent)| Step::Inverse { framework, agent }),
        3 => (0u8..4, any::<bool>(), agent, number, any::<bool>()).prop_map(|(reservation, mixed, agent, number, done)| {
            Step::Operate { reservation, mixed, agent, number: number % 3, done }
        }),
        2 => (0u8..6, 0u8..4).prop_map(|(role, amount)| Step::Configure { role, amount }),
    ];
    prop::collection::vec(step, 0..90)
}

/// A task's framework, role and id.
type TaskId = (&'static str, &'static str, String);

#[derive(Debug, Clone, Copy, Default)]
struct Machine {
    is_lost: bool,
    drains: bool,
}

#[derive(Debug, Default)]
pub struct World {
    agents: BTreeMap<u8, Machine>,
    frameworks: BTreeSet<&'static str>,
    completed: BTreeSet<&'static str>,
    /// The roles of the framework of both sides that it is not subscribed to.
    left: BTreeSet<&'static str>,
    tasks: BTreeMap<TaskId, Task>,
    /// By agent and stack.
    reservations: BTreeSet<(u8, usize)>,
    /// By id, with framework, role, agent and CPUs.
    offers: BTreeMap<String, (&'static str, &'static str, u8, u8)>,
    inverse: BTreeSet<(&'static str, u8)>,
    /// By agent, stack (4 for two) and number, with whether it is done.
    operations: BTreeMap<(u8, usize, u8), bool>,
    quotas: BTreeMap<&'static str, u8>,
}

fn agent_id(number: u8) -> String {
    format!("agent-{number}")
}

fn is_active(task: &Task) -> bool {
    matches!(task.state(), TaskState::Staging | TaskState::Running | TaskState::Killing)
}

fn task_id(of: u8, at: u8, number: u8) -> TaskId {
    let role = role(of, at);
    // A framework's tasks have ids of their own, whatever their roles.
    (framework(of).0, role, format!("{}-{}-{number}", word(role), role.len()))
}

fn told(r#type: event::Type) -> Event {
    Event { r#type: Some(r#type as i32), ..Event::default() }
}

fn added(task: &Task) -> Event {
    let added = event::TaskAdded { task: task.clone().into() };
    Event { task_added: Some(added.into()), ..told(event::Type::TaskAdded) }
}

impl World {
    /// What the master tells of a step.
    pub fn play(&mut self, step: &Step, now_ms: i64) -> Vec<Event> {
        match *step {
            Step::AddAgent(number) => {
                let machine = self.agents.entry(number).or_insert(Machine { is_lost: true, drains: false });
                if !std::mem::take(&mut machine.is_lost) {
                    return Vec::new();
                }
                let (mut events, id) = (Vec::new(), agent_id(number));
                for task in self.tasks.values_mut() {
                    if task.agent_id.value == id && task.state() == TaskState::Unreachable {
                        set_state(task, TaskState::Running, now_ms);
                        events.push(added(task));
                    }
                }
                let agent = event::AgentAdded { agent: self.agent(number).into() };
                events.push(Event { agent_added: Some(agent.into()), ..told(event::Type::AgentAdded) });
                events
            }
            Step::RemoveAgent(number) => {
                if self.agents.remove(&number).is_none_or(|machine| machine.is_lost) {
                    return Vec::new();
                }
                let id = agent_id(number);
                self.reservations.retain(|(agent, _)| *agent != number);
                self.forget_agent(number);
                self.operations.retain(|(agent, ..), _| *agent != number);
                let mut events = self.end(&id, TaskState::Lost, now_ms);
                let removed = of::<event::AgentRemoved>(json!({ "agent_id": { "value": id } }));
                events.push(Event { agent_removed: Some(removed.into()), ..told(event::Type::AgentRemoved) });
                events
            }
            Step::LoseAgent(number) => match self.agents.get_mut(&number) {
                Some(machine) if !machine.is_lost => {
                    machine.is_lost = true;
                    self.forget_agent(number);
                    self.end(&agent_id(number), TaskState::Unreachable, now_ms)
                }
                _ => Vec::new(),
            },
            Step::Drain(number) => {
                if let Some(machine) = self.agents.get_mut(&number) {
                    machine.drains = !machine.drains;
                }
                Vec::new()
            }
            Step::AddFramework(number) => {
                let id = framework(number).0;
                if self.completed.contains(id) || !self.frameworks.insert(id) {
                    return Vec::new();
                }
                let framework = event::FrameworkAdded { framework: self.framework(id).into() };
                vec![Event { framework_added: Some(framework.into()), ..told(event::Type::FrameworkAdded) }]
            }
            Step::RemoveFramework(number) => {
                let id = framework(number).0;
                if !self.frameworks.remove(id) {
                    return Vec::new();
                }
                self.completed.insert(id);
                self.offers.retain(|_, (framework, ..)| *framework != id);
                self.inverse.retain(|(framework, _)| *framework != id);
                let mut events = Vec::new();
                for task in
                    self.tasks.values_mut().filter(|task| task.framework_id.value == id && is_active(task))
                {
                    events.push(updated(task, TaskState::Killed, now_ms));
                }
                for task in self.tasks.values_mut().filter(|task| task.state() == TaskState::Unreachable) {
                    if task.framework_id.value == id {
                        set_state(task, TaskState::Killed, now_ms);
                    }
                }
                let info = self.framework(id).framework_info;
                let removed = event::FrameworkRemoved { framework_info: info };
                events.push(Event {
                    framework_removed: Some(removed.into()),
                    ..told(event::Type::FrameworkRemoved)
                });
                events
            }
            Step::Subscribe { role: at } => {
                let role = role(4, at);
                if !self.left.remove(role) {
                    self.left.insert(role);
                }
                if !self.frameworks.contains(MIXED) {
                    return Vec::new();
                }
                let framework = event::FrameworkUpdated { framework: self.framework(MIXED).into() };
                vec![Event {
                    framework_updated: Some(framework.into()),
                    ..told(event::Type::FrameworkUpdated)
                }]
            }
            Step::Launch { framework: of, role: at, agent, number } => {
                let id = task_id(of, at, number);
                let (framework, role, _) = id;
                let is_there = self.frameworks.contains(framework)
                    && self.agents.get(&agent).is_some_and(|machine| !machine.is_lost);
                if !is_there || self.tasks.contains_key(&id) {
                    return Vec::new();
                }
                let task = self.task(&id, agent, number, role);
                let event = added(&task);
                self.tasks.insert(id, task);
                vec![event]
            }
            Step::Update { framework, role, number, state } => {
                let states = [
                    TaskState::Running,
                    TaskState::Killing,
                    TaskState::Finished,
                    TaskState::Failed,
                    TaskState::Running,
                    TaskState::Killed,
                ];
                match self.tasks.get_mut(&task_id(framework, role, number)) {
                    Some(task) if is_active(task) => {
                        vec![updated(task, states[usize::from(state) % 6], now_ms)]
                    }
                    _ => Vec::new(),
                }
            }
            Step::Forget { framework, role, number } => {
                let id = task_id(framework, role, number);
                let ended = |task: &Task| !is_active(task) && task.state() != TaskState::Unreachable;
                if self.tasks.get(&id).is_some_and(ended) {
                    self.tasks.remove(&id);
                }
                Vec::new()
            }
            Step::Reserve { agent, reservation } => {
                let key = (agent, usize::from(reservation) % STACKS.len());
                if self.agents.contains_key(&agent) && !self.reservations.remove(&key) {
                    self.reservations.insert(key);
                }
                Vec::new()
            }
            Step::Offer { framework: of, role: at, agent, number } => {
                let (framework, role, id) = task_id(of, at, number);
                let is_there = self.frameworks.contains(framework)
                    && self.agents.get(&agent).is_some_and(|machine| !machine.is_lost);
                if is_there {
                    self.offers.insert(format!("offer-{id}"), (framework, role, agent, number));
                }
                Vec::new()
            }
            Step::Decline { framework, role, number } => {
                let (_, _, id) = task_id(framework, role, number);
                self.offers.remove(&format!("offer-{id}"));
                Vec::new()
            }
            Step::Inverse { framework: of, agent } => {
                let key = (framework(of).0, agent);
                let is_there = self.frameworks.contains(key.0)
                    && self.agents.get(&agent).is_some_and(|machine| !machine.is_lost);
                if is_there && !self.inverse.remove(&key) {
                    self.inverse.insert(key);
                }
                Vec::new()
            }
            Step::Operate { reservation, mixed, agent, number, done } => {
                let at = if mixed { STACKS.len() } else { usize::from(reservation) % STACKS.len() };
                if self.agents.contains_key(&agent) {
                    self.operations.insert((agent, at, number), done);
                }
                Vec::new()
            }
            Step::Configure { role, amount } => {
                self.quotas.insert(ROLES[usize::from(role) % ROLES.len()], amount);
                Vec::new()
            }
        }
    }

    fn forget_agent(&mut self, number: u8) {
        self.offers.retain(|_, (_, _, agent, _)| *agent != number);
        self.inverse.retain(|(_, agent)| *agent != number);
    }

    fn end(&mut self, agent: &str, state: TaskState, now_ms: i64) -> Vec<Event> {
        let on_it = |task: &&mut Task| task.agent_id.value == agent && is_active(task);
        self.tasks.values_mut().filter(on_it).map(|task| updated(task, state, now_ms)).collect()
    }

    fn task(&self, id: &TaskId, agent: u8, number: u8, role: &str) -> Task {
        let (framework, _, task) = id;
        let side = word(role);
        // One executor of both sides' tasks, against what Mesos allows.
        let executor = match number {
            0 | 6 => Some("both".to_owned()),
            3 | 9 => Some(format!("{side}-executor-{}", number % 2)),
            _ => None,
        };
        let cpus = scalar("cpus", f64::from(number % 3) + if number == 1 { 0.0 } else { 0.5 });
        let stack = STACKS.iter().position(|stack| stack[0] == role);
        let mut resources = match stack.filter(|stack| self.reservations.contains(&(agent, *stack))) {
            Some(stack) => vec![to(role, reserved(STACKS[stack], cpus))],
            None => vec![to(role, cpus)],
        };
        if number % 4 == 2 {
            let stack = if side == "alpha" { STACKS[1] } else { STACKS[2] };
            resources.push(to(role, volume(stack)));
        }
        of(json!({
            "name": format!("{side} task"), "task_id": { "value": task }, "framework_id": { "value": framework },
            "agent_id": { "value": agent_id(agent) }, "state": "TASK_STAGING", "user": side,
            "executor_id": executor.map(|value| json!({ "value": value })), "resources": resources,
        }))
    }

    fn agent(&self, number: u8) -> Agent {
        let id = agent_id(number);
        let mut total = vec![scalar("cpus", 64.0), scalar("mem", 4096.0)];
        for (_, stack) in self.reservations.iter().filter(|(agent, _)| *agent == number) {
            let stack = STACKS[*stack];
            total.push(reserved(stack, scalar("cpus", 4.0)));
            if stack.len() > 1 || stack[0] == "zulu" {
                total.push(volume(stack));
            }
        }
        let tasks: Vec<&Task> =
            self.tasks.values().filter(|task| task.agent_id.value == id && is_active(task)).collect();
        let mut allocated: Vec<_> = tasks.iter().flat_map(|task| task.resources.clone()).collect();
        let executors = self.executors();
        let executors = executors.iter().filter(|executor| executor.agent_id.value == id);
        allocated.extend(executors.flat_map(|executor| executor.executor_info.resources.clone()));
        let offers = self.offers.values().filter(|(_, _, agent, _)| *agent == number);
        let offered: Vec<Value> =
            offers.map(|(_, role, _, cpus)| to(role, scalar("cpus", f64::from(*cpus)))).collect();
        let mut agent: Agent = of(json!({
            "agent_info": { "hostname": format!("{id}.test"), "id": { "value": id } },
            "active": true, "version": "1.11.0", "pid": format!("slave(1)@10.0.0.{number}:5051"),
        }));
        agent.total_resources = messages(&total);
        agent.allocated_resources = allocated;
        agent.offered_resources = messages(&offered);
        if self.agents.get(&number).is_some_and(|machine| machine.drains) {
            agent.deactivated = Some(true);
            agent.active = false;
            let state = if tasks.is_empty() { "DRAINED" } else { "DRAINING" };
            agent.drain_info = Some(of(json!({ "state": state, "config": {} })));
        }
        agent
    }

    fn framework(&self, id: &str) -> Framework {
        let roles = FRAMEWORKS.iter().find(|(known, _)| *known == id).unwrap().1;
        let roles: Vec<&str> =
            roles.iter().filter(|role| id != MIXED || !self.left.contains(**role)).copied().collect();
        let offers = self.offers.iter().filter(|(_, (framework, ..))| *framework == id);
        let offers: Vec<Value> = offers
            .map(|(offer, (_, role, agent, cpus))| {
                json!({
                    "id": { "value": offer }, "framework_id": { "value": id }, "agent_id": { "value": agent_id(*agent) },
                    "hostname": "", "resources": [to(role, scalar("cpus", f64::from(*cpus)))], "allocation_info": { "role": role },
                })
            })
            .collect();
        let inverse = self.inverse.iter().filter(|(framework, _)| *framework == id);
        let inverse: Vec<Value> = inverse
            .map(|(_, agent)| {
                json!({
                    "id": { "value": format!("inverse-{agent}-{id}") }, "framework_id": { "value": id },
                    "agent_id": { "value": agent_id(*agent) }, "unavailability": { "start": { "nanoseconds": 1 } },
                    "resources": [scalar("cpus", 3.0)],
                })
            })
            .collect();
        let tasks = self.tasks.values().filter(|task| task.framework_id.value == id && is_active(task));
        let allocated: Vec<_> = tasks.flat_map(|task| task.resources.clone()).collect();
        let mut framework: Framework = of(json!({
            "framework_info": { "user": "root", "name": format!("name of {id}"), "id": { "value": id }, "roles": roles, "capabilities": [{ "type": "MULTI_ROLE" }] },
            "active": true, "connected": true, "recovered": false, "offers": offers, "inverse_offers": inverse,
        }));
        framework.allocated_resources = allocated;
        framework
    }

    fn executors(&self) -> Vec<Executor> {
        let mut found = BTreeMap::new();
        for ((_, role, _), task) in self.tasks.iter().filter(|(_, task)| is_active(task)) {
            let Some(id) = &task.executor_id else { continue };
            let resources: Vec<Value> =
                if id.value.ends_with('1') { vec![to(role, scalar("cpus", 0.1))] } else { Vec::new() };
            let (agent, framework) = (&task.agent_id.value, &task.framework_id.value);
            let executor: Executor = of(json!({
                "agent_id": { "value": agent },
                "executor_info": { "executor_id": { "value": id.value }, "framework_id": { "value": framework }, "resources": resources },
            }));
            found.insert((agent.clone(), framework.clone(), id.value.clone()), executor);
        }
        found.into_values().collect()
    }

    fn get_agents(&self) -> GetAgents {
        let listed = self.agents.iter().filter(|(_, machine)| !machine.is_lost);
        GetAgents { agents: listed.map(|(number, _)| self.agent(*number)).collect(), ..GetAgents::default() }
    }

    fn get_frameworks(&self) -> GetFrameworks {
        let of = |ids: &BTreeSet<&'static str>| ids.iter().map(|id| self.framework(id)).collect();
        GetFrameworks {
            frameworks: of(&self.frameworks),
            completed_frameworks: of(&self.completed),
            ..GetFrameworks::default()
        }
    }

    fn get_tasks(&self) -> operator_api::encoded::GetTasks {
        let all =
            |wanted: fn(&Task) -> bool| self.tasks.values().filter(|task| wanted(task)).cloned().collect();
        (&GetTasks {
            tasks: all(is_active),
            unreachable_tasks: all(|task| task.state() == TaskState::Unreachable),
            completed_tasks: all(|task| !is_active(task) && task.state() != TaskState::Unreachable),
            ..GetTasks::default()
        })
            .into()
    }

    pub fn state(&self) -> GetState {
        GetState {
            get_agents: Some((&self.get_agents()).into()),
            get_frameworks: Some(self.get_frameworks()),
            get_tasks: Some(self.get_tasks()),
            get_executors: Some(GetExecutors { executors: self.executors(), ..GetExecutors::default() }),
        }
    }

    /// All polls, asked and answered now.
    pub fn polled(&self, cluster: &mut Cluster, now_ms: i64) {
        let mark = cluster.mark();
        cluster.polled_frameworks(&self.get_frameworks(), mark, now_ms);
        cluster.polled_agents(&self.get_agents(), mark, now_ms);
        cluster.polled_tasks(self.get_tasks(), Scope::All, mark, now_ms);
        let executors = GetExecutors { executors: self.executors(), ..GetExecutors::default() };
        cluster.polled_executors(&executors, mark);
        let operations = self.operations.iter().filter(|((agent, ..), _)| self.agents.contains_key(agent));
        let operations = operations.map(|((agent, at, number), done)| {
            let stacks: &[&[&str]] =
                if *at < STACKS.len() { &STACKS[*at..=*at] } else { &[STACKS[0], STACKS[2]] };
            let framework = (number % 2 == 0).then_some(MIXED).filter(|id| self.frameworks.contains(id));
            operation(framework, &agent_id(*agent), stacks, *number, *done)
        });
        cluster.polled_operations(&GetOperations { operations: operations.collect() }, mark, now_ms);
        cluster.polled_roles(&GetRoles::default());
        let weight =
            |(role, amount): (&&str, &u8)| json!({ "role": role, "weight": f64::from(*amount) + 0.5 });
        let weights: Vec<Value> = self.quotas.iter().map(weight).collect();
        cluster.polled_weights(&of::<GetWeights>(json!({ "weight_infos": weights })));
        let quota = |(role, amount): (&&str, &u8)| json!({ "role": role, "guarantees": {}, "limits": { "cpus": { "value": amount } } });
        let configs: Vec<Value> = self.quotas.iter().map(quota).collect();
        cluster.polled_quota(&of::<GetQuota>(json!({ "status": { "infos": [], "configs": configs } })));
    }
}

fn set_state(task: &mut Task, state: TaskState, now_ms: i64) {
    task.state = Some(state as i32);
    task.statuses = vec![of(json!({
        "task_id": { "value": task.task_id.value }, "state": state.name(), "timestamp": now_ms as f64 / 1000.0,
        "agent_id": { "value": task.agent_id.value }, "message": task.name,
    }))];
}

fn updated(task: &mut Task, state: TaskState, now_ms: i64) -> Event {
    set_state(task, state, now_ms);
    let updated = event::TaskUpdated {
        framework_id: task.framework_id.clone(),
        state: task.state,
        status: task.statuses[0].clone().into(),
    };
    Event { task_updated: Some(updated.into()), ..told(event::Type::TaskUpdated) }
}
