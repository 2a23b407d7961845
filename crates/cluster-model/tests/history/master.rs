//! A master in a few lines: enough of its bookkeeping to know what it would list and which events it would send.

use cluster_model::fold::{Cluster, Folding, Mark, Scope};
use operator_api::encoded::{self, Event, GetState};
use operator_api::v1::master::event;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_frameworks::Framework;
use operator_api::v1::master::response::{
    GetAgents, GetExecutors, GetFrameworks, GetOperations, GetQuota, GetRoles, GetTasks, GetWeights,
};
use operator_api::v1::{
    AgentId, AgentInfo, FrameworkId, FrameworkInfo, Operation, Task, TaskId, TaskState, TaskStatus,
};
use proptest::prelude::*;

use super::holdings::{
    executor_of, executors, hold, listed_roles, offer, operation, quotas, scalar, volume, weights,
};

/// Something that happens.
#[derive(Debug, Clone)]
pub enum Step {
    AddAgent(u8),
    /// Leaves in order: an event tells.
    RemoveAgent(u8),
    /// Becomes unreachable: only its tasks' updates tell.
    LoseAgent(u8),
    Disconnect(u8),
    AddFramework(u8),
    RemoveFramework(u8),
    Launch {
        framework: u8,
        agent: u8,
        id: u8,
    },
    Update {
        task: u16,
        state: u8,
        healthy: Option<bool>,
    },
    /// The framework acknowledges a task's end: no event tells.
    Acknowledge(u16),
    /// The oldest of the history falls off: no event tells.
    Trim(u8),
    PollAgents,
    PollFrameworks,
    PollTasks(Scope),
    /// Executors, operations, roles, weights and quotas.
    PollOthers,
    /// What an agent has is divided otherwise: no event tells.
    Hold(u8, u16),
    /// An offer is made: no event tells.
    Offer {
        framework: u8,
        agent: u8,
        seed: u16,
    },
    /// An operation begins or ends: no event tells.
    Operate {
        framework: u8,
        agent: u8,
        seed: u16,
    },
    /// Roles, weights and quotas are others.
    Configure(u16),
    /// All polls answered before the step that follows them, and received after.
    LatePolls(Box<Step>),
    /// A poll answered before the step that follows it, and received after.
    LatePollTasks(Box<Step>),
    /// Answers that come in pieces of so many rows, with a step after each piece for as long as there are any.
    PollsInPieces(usize, Vec<Step>),
    Resubscribe,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let change = prop_oneof![
        2 => (0u8..6).prop_map(Step::AddAgent),
        1 => (0u8..6).prop_map(Step::RemoveAgent),
        1 => (0u8..6).prop_map(Step::LoseAgent),
        1 => (0u8..6).prop_map(Step::Disconnect),
        2 => (0u8..4).prop_map(Step::AddFramework),
        1 => (0u8..4).prop_map(Step::RemoveFramework),
        8 => (0u8..4, 0u8..6, 0u8..40).prop_map(|(framework, agent, id)| Step::Launch { framework, agent, id }),
        8 => (any::<u16>(), 0u8..7, any::<Option<bool>>()).prop_map(|(task, state, healthy)| Step::Update { task, state, healthy }),
        5 => any::<u16>().prop_map(Step::Acknowledge),
    ];
    let step = prop_oneof![
        20 => change.clone(),
        1 => (0u8..4).prop_map(Step::Trim),
        1 => Just(Step::PollAgents),
        1 => Just(Step::PollFrameworks),
        1 => Just(Step::PollTasks(Scope::All)),
        1 => Just(Step::PollTasks(Scope::WithoutCompletedFrameworks)),
        2 => change.clone().prop_map(|step| Step::LatePollTasks(Box::new(step))),
        2 => change.clone().prop_map(|step| Step::LatePolls(Box::new(step))),
        3 => (1usize..4, prop::collection::vec(prop_oneof![9 => change, 1 => Just(Step::Resubscribe)], 0..12))
            .prop_map(|(most, steps)| Step::PollsInPieces(most, steps)),
        4 => (0u8..6, any::<u16>()).prop_map(|(agent, seed)| Step::Hold(agent, seed)),
        2 => (0u8..4, 0u8..6, any::<u16>()).prop_map(|(framework, agent, seed)| Step::Offer { framework, agent, seed }),
        2 => (0u8..4, 0u8..6, any::<u16>()).prop_map(|(framework, agent, seed)| Step::Operate { framework, agent, seed }),
        1 => any::<u16>().prop_map(Step::Configure),
        2 => Just(Step::PollOthers),
        1 => Just(Step::Resubscribe),
    ];
    prop::collection::vec(step, 0..120)
}

#[derive(Debug, Default)]
pub struct Master {
    agents: Vec<Agent>,
    frameworks: Vec<Framework>,
    completed_frameworks: Vec<Framework>,
    tasks: Vec<Task>,
    unreachable: Vec<Task>,
    completed: Vec<Task>,
    operations: Vec<Operation>,
    roles: u16,
    clock: u64,
}

/// What the master answers to everything but `GET_TASKS`.
struct Answers {
    agents: GetAgents,
    frameworks: GetFrameworks,
    executors: GetExecutors,
    operations: GetOperations,
    roles: GetRoles,
    weights: GetWeights,
    quota: GetQuota,
}

impl Master {
    pub fn state(&self) -> GetState {
        GetState {
            get_agents: Some((&self.get_agents()).into()),
            get_frameworks: Some(self.get_frameworks()),
            get_tasks: Some(self.get_tasks(Scope::All)),
            get_executors: Some(GetExecutors {
                executors: executors(&self.tasks),
                ..GetExecutors::default()
            }),
        }
    }

    fn answers(&self) -> Answers {
        let operations = self.operations.iter();
        let registered = |operation: &&Operation| {
            let agent = operation.agent_id.as_ref().unwrap();
            self.agent_ids().contains(&agent.value.as_str())
        };
        Answers {
            agents: self.get_agents(),
            frameworks: self.get_frameworks(),
            executors: GetExecutors { executors: executors(&self.tasks), ..GetExecutors::default() },
            operations: GetOperations { operations: operations.filter(registered).cloned().collect() },
            roles: GetRoles { roles: listed_roles(self.roles) },
            weights: GetWeights { weight_infos: weights(self.roles) },
            quota: GetQuota { status: quotas(self.roles) },
        }
    }

    /// All polls but that of tasks.
    pub fn poll_all(&self, cluster: &mut Cluster, now_ms: i64) {
        let mark = cluster.mark();
        self.answers().fold(cluster, mark, now_ms);
    }

    fn get_agents(&self) -> GetAgents {
        GetAgents { agents: self.agents.clone(), ..GetAgents::default() }
    }

    fn get_frameworks(&self) -> GetFrameworks {
        GetFrameworks {
            frameworks: self.frameworks.clone(),
            completed_frameworks: self.completed_frameworks.clone(),
            ..GetFrameworks::default()
        }
    }

    fn get_tasks(&self, scope: Scope) -> encoded::GetTasks {
        let known = |task: &Task| {
            scope == Scope::All
                || self.frameworks.iter().any(|framework| id_of(framework) == task.framework_id.value)
        };
        let tasks = GetTasks {
            tasks: self.tasks.clone(),
            unreachable_tasks: self.unreachable.clone(),
            completed_tasks: self.completed.iter().filter(|task| known(task)).cloned().collect(),
            ..GetTasks::default()
        };
        (&tasks).into()
    }

    pub fn lists(&self) -> [(&'static str, Vec<String>); 3] {
        let show = |tasks: &[Task]| {
            let mut shown: Vec<String> = tasks
                .iter()
                .map(|task| format!("{} {} {}", task.framework_id.value, task.task_id.value, task.state()))
                .collect();
            shown.sort();
            shown
        };
        [
            ("active", show(&self.tasks)),
            ("unreachable", show(&self.unreachable)),
            ("completed", show(&self.completed)),
        ]
    }

    pub fn agent_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> =
            self.agents.iter().map(|agent| agent.agent_info.id.as_ref().unwrap().value.as_str()).collect();
        ids.sort_unstable();
        ids
    }

    pub fn framework_count(&self) -> usize {
        self.frameworks.len()
    }

    pub fn play(&mut self, step: &Step, cluster: &mut Cluster, now_ms: i64) {
        self.clock += 1;
        match step {
            Step::PollAgents => cluster.polled_agents(&self.get_agents(), cluster.mark(), now_ms),
            Step::PollFrameworks => cluster.polled_frameworks(&self.get_frameworks(), cluster.mark(), now_ms),
            Step::PollTasks(scope) => {
                cluster.polled_tasks(self.get_tasks(*scope), *scope, cluster.mark(), now_ms);
            }
            Step::LatePollTasks(step) => {
                let (answer, mark): (encoded::GetTasks, Mark) = (self.get_tasks(Scope::All), cluster.mark());
                self.play(step, cluster, now_ms);
                cluster.polled_tasks(answer, Scope::All, mark, now_ms);
            }
            Step::PollOthers => {
                let (answers, mark) = (self.answers(), cluster.mark());
                answers.fold_others(cluster, mark, now_ms);
            }
            Step::LatePolls(step) => {
                let (answers, mark) = (self.answers(), cluster.mark());
                self.play(step, cluster, now_ms);
                answers.fold(cluster, mark, now_ms);
            }
            Step::PollsInPieces(most, steps) => {
                let mark = cluster.mark();
                let foldings = [
                    Folding::agents((&self.get_agents()).into(), mark, now_ms),
                    Folding::tasks(self.get_tasks(Scope::All), Scope::All, mark, now_ms),
                    Folding::executors(self.answers().executors, mark),
                ];
                let mut steps = steps.iter();
                for folding in foldings {
                    let mut folding = folding.in_pieces_of(*most);
                    while cluster.fold_piece(&mut folding) {
                        if let Some(step) = steps.next() {
                            self.play(step, cluster, now_ms);
                        }
                    }
                }
            }
            Step::Resubscribe => cluster.subscribed(self.state(), Scope::All, now_ms),
            change => {
                for event in self.change(change) {
                    cluster.apply(event, now_ms);
                }
            }
        }
    }

    fn change(&mut self, step: &Step) -> Vec<Event> {
        match *step {
            Step::AddAgent(number) => {
                let agent = agent(number);
                if self.agents.iter().any(|known| known.agent_info.id == agent.agent_info.id) {
                    return Vec::new();
                }
                self.agents.push(agent.clone());
                // Tasks that were unreachable come back with their agent, and before it.
                let id = format!("agent-{number}");
                let (back, still): (Vec<Task>, Vec<Task>) = std::mem::take(&mut self.unreachable)
                    .into_iter()
                    .partition(|task| task.agent_id.value == id);
                self.unreachable = still;
                let mut events = Vec::new();
                for mut task in back {
                    task.state = Some(TaskState::Running as i32);
                    task.statuses.push(self.status(&task, TaskState::Running, None));
                    self.tasks.push(task.clone());
                    events.push(Event {
                        r#type: Some(event::Type::TaskAdded as i32),
                        task_added: Some(event::TaskAdded { task: task.into() }.into()),
                        ..Event::default()
                    });
                }
                events.push(Event {
                    r#type: Some(event::Type::AgentAdded as i32),
                    agent_added: Some(event::AgentAdded { agent: agent.into() }.into()),
                    ..Event::default()
                });
                events
            }
            Step::RemoveAgent(number) => {
                let id = format!("agent-{number}");
                if !self.drop_agent(&id) {
                    return Vec::new();
                }
                let mut events = self.end_tasks_of(&id, TaskState::Lost);
                events.push(Event {
                    r#type: Some(event::Type::AgentRemoved as i32),
                    agent_removed: Some(event::AgentRemoved { agent_id: AgentId { value: id } }.into()),
                    ..Event::default()
                });
                events
            }
            Step::LoseAgent(number) => {
                let id = format!("agent-{number}");
                if !self.drop_agent(&id) {
                    return Vec::new();
                }
                self.end_tasks_of(&id, TaskState::Unreachable)
            }
            Step::Disconnect(number) => {
                let id = format!("agent-{number}");
                for agent in &mut self.agents {
                    if agent.agent_info.id.as_ref().is_some_and(|known| known.value == id) {
                        agent.active = false;
                    }
                }
                Vec::new()
            }
            Step::AddFramework(number) => {
                let framework = framework(number);
                let id = id_of(&framework);
                let known = self.frameworks.iter().chain(&self.completed_frameworks);
                if known.into_iter().any(|known| id_of(known) == id) {
                    return Vec::new();
                }
                self.frameworks.push(framework.clone());
                vec![Event {
                    r#type: Some(event::Type::FrameworkAdded as i32),
                    framework_added: Some(event::FrameworkAdded { framework: framework.into() }.into()),
                    ..Event::default()
                }]
            }
            Step::RemoveFramework(number) => {
                let id = format!("framework-{number}");
                let Some(at) = self.frameworks.iter().position(|framework| id_of(framework) == id) else {
                    return Vec::new();
                };
                let framework = self.frameworks.remove(at);
                let mut events = Vec::new();
                let (ended, still): (Vec<Task>, Vec<Task>) = std::mem::take(&mut self.tasks)
                    .into_iter()
                    .partition(|task| task.framework_id.value == id);
                self.tasks = still;
                let (unreachable, still): (Vec<Task>, Vec<Task>) = std::mem::take(&mut self.unreachable)
                    .into_iter()
                    .partition(|task| task.framework_id.value == id);
                self.unreachable = still;
                self.completed.extend(unreachable);
                for mut task in ended {
                    events.extend(self.update(&mut task, TaskState::Killed, None));
                    self.completed.push(task);
                }
                events.push(Event {
                    r#type: Some(event::Type::FrameworkRemoved as i32),
                    framework_removed: Some(
                        event::FrameworkRemoved { framework_info: framework.framework_info.clone() }.into(),
                    ),
                    ..Event::default()
                });
                self.completed_frameworks.push(Framework { active: false, connected: false, ..framework });
                events
            }
            Step::Launch { framework, agent, id } => self.launch(framework, agent, id),
            Step::Update { task, state, healthy } => {
                if self.tasks.is_empty() {
                    return Vec::new();
                }
                let at = task as usize % self.tasks.len();
                let mut task = self.tasks.remove(at);
                let states = [
                    TaskState::Starting,
                    TaskState::Running,
                    TaskState::Killing,
                    TaskState::Finished,
                    TaskState::Failed,
                    TaskState::Killed,
                    TaskState::Error,
                ];
                let ended = matches!(
                    task.state(),
                    TaskState::Finished | TaskState::Failed | TaskState::Killed | TaskState::Error
                );
                let state = if ended { task.state() } else { states[state as usize % states.len()] };
                let events = self.update(&mut task, state, healthy);
                self.tasks.insert(at, task);
                events
            }
            Step::Acknowledge(task) => {
                let ended: Vec<usize> = (0..self.tasks.len())
                    .filter(|&at| {
                        !matches!(
                            self.tasks[at].state(),
                            TaskState::Staging
                                | TaskState::Starting
                                | TaskState::Running
                                | TaskState::Killing
                        )
                    })
                    .collect();
                if let Some(&at) = ended.get(task as usize % ended.len().max(1)) {
                    let task = self.tasks.remove(at);
                    self.completed.push(task);
                }
                Vec::new()
            }
            Step::Hold(agent, seed) => {
                let id = format!("agent-{agent}");
                if let Some(agent) =
                    self.agents.iter_mut().find(|agent| agent.agent_info.id.as_ref().unwrap().value == id)
                {
                    [agent.total_resources, agent.allocated_resources, agent.offered_resources] = hold(seed);
                }
                Vec::new()
            }
            Step::Offer { framework, agent, seed } => {
                let (framework, agent) = (format!("framework-{framework}"), format!("agent-{agent}"));
                let there = self.agent_ids().contains(&agent.as_str());
                let known = self.frameworks.iter_mut().find(|known| id_of(known) == framework);
                if let Some(known) = known.filter(|_| there) {
                    known.offers.truncate(2);
                    known.offers.push(offer(&framework, &agent, seed));
                }
                Vec::new()
            }
            Step::Operate { framework, agent, seed } => {
                let (framework, agent) = (format!("framework-{framework}"), format!("agent-{agent}"));
                let operation = operation(&framework, &agent, seed);
                self.operations.retain(|known| known.uuid != operation.uuid);
                self.operations.push(operation);
                Vec::new()
            }
            Step::Configure(seed) => {
                self.roles = seed;
                Vec::new()
            }
            Step::Trim(framework) => {
                let id = format!("framework-{framework}");
                if let Some(at) = self.completed.iter().position(|task| task.framework_id.value == id) {
                    self.completed.remove(at);
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn launch(&mut self, framework: u8, agent: u8, number: u8) -> Vec<Event> {
        let (framework, agent) = (format!("framework-{framework}"), format!("agent-{agent}"));
        let id = format!("t{number}");
        let there = self.frameworks.iter().any(|known| id_of(known) == framework)
            && self.agent_ids().contains(&agent.as_str());
        let used = self.tasks.iter().chain(&self.unreachable);
        if !there
            || used.into_iter().any(|task| task.task_id.value == id && task.framework_id.value == framework)
        {
            return Vec::new();
        }
        let mut resources = vec![scalar("cpus", 0.25 * (self.clock % 7) as f64), scalar("mem", 64.0)];
        if number.is_multiple_of(4) {
            resources.push(volume(&format!("v{}", number / 4 % 2), number / 4 % 2 == 1));
        }
        let task = Task {
            name: format!("name of {id}"),
            executor_id: executor_of(number),
            task_id: TaskId { value: id },
            framework_id: FrameworkId { value: framework },
            agent_id: AgentId { value: agent },
            state: Some(TaskState::Staging as i32),
            resources,
            ..Task::default()
        };
        self.tasks.push(task.clone());
        vec![Event {
            r#type: Some(event::Type::TaskAdded as i32),
            task_added: Some(event::TaskAdded { task: task.into() }.into()),
            ..Event::default()
        }]
    }

    fn drop_agent(&mut self, id: &str) -> bool {
        let before = self.agents.len();
        self.agents.retain(|agent| agent.agent_info.id.as_ref().is_none_or(|known| known.value != id));
        for framework in &mut self.frameworks {
            framework.offers.retain(|offer| offer.agent_id.value != id);
        }
        self.agents.len() < before
    }

    fn end_tasks_of(&mut self, agent: &str, state: TaskState) -> Vec<Event> {
        let (concerned, still): (Vec<Task>, Vec<Task>) =
            std::mem::take(&mut self.tasks).into_iter().partition(|task| task.agent_id.value == agent);
        self.tasks = still;
        let mut events = Vec::new();
        for mut task in concerned {
            let ended = matches!(
                task.state(),
                TaskState::Finished | TaskState::Failed | TaskState::Killed | TaskState::Error
            );
            if !ended {
                events.extend(self.update(&mut task, state, None));
            }
            if state == TaskState::Unreachable && !ended {
                self.unreachable.push(task);
            } else {
                self.completed.push(task);
            }
        }
        events
    }

    fn update(&mut self, task: &mut Task, state: TaskState, healthy: Option<bool>) -> Vec<Event> {
        let status = self.status(task, state, healthy);
        task.state = Some(state as i32);
        if task.statuses.last().is_some_and(|last| last.state == status.state) {
            task.statuses.pop();
        }
        task.statuses.push(status.clone());
        vec![Event {
            r#type: Some(event::Type::TaskUpdated as i32),
            task_updated: Some(
                event::TaskUpdated {
                    framework_id: task.framework_id.clone(),
                    state: Some(state as i32),
                    status: status.into(),
                }
                .into(),
            ),
            ..Event::default()
        }]
    }

    fn status(&mut self, task: &Task, state: TaskState, healthy: Option<bool>) -> TaskStatus {
        self.clock += 1;
        TaskStatus {
            task_id: task.task_id.clone(),
            state: Some(state as i32),
            agent_id: Some(task.agent_id.clone()),
            timestamp: Some(self.clock as f64),
            uuid: Some(self.clock.to_be_bytes().to_vec()),
            healthy,
            ..TaskStatus::default()
        }
    }
}

impl Answers {
    fn fold(&self, cluster: &mut Cluster, mark: Mark, now_ms: i64) {
        cluster.polled_frameworks(&self.frameworks, mark, now_ms);
        cluster.polled_agents(&self.agents, mark, now_ms);
        self.fold_others(cluster, mark, now_ms);
    }

    fn fold_others(&self, cluster: &mut Cluster, mark: Mark, now_ms: i64) {
        cluster.polled_executors(&self.executors, mark);
        cluster.polled_operations(&self.operations, mark, now_ms);
        cluster.polled_roles(&self.roles);
        cluster.polled_weights(&self.weights);
        cluster.polled_quota(&self.quota);
    }
}

fn agent(number: u8) -> Agent {
    let info = AgentInfo {
        id: Some(AgentId { value: format!("agent-{number}") }),
        hostname: format!("host-{number}.test"),
        ..AgentInfo::default()
    };
    Agent {
        agent_info: info.into(),
        active: true,
        version: "1.11.0".into(),
        total_resources: vec![scalar("cpus", 4.0), scalar("mem", 4096.0)],
        ..Agent::default()
    }
}

fn framework(number: u8) -> Framework {
    let info = FrameworkInfo {
        id: Some(FrameworkId { value: format!("framework-{number}") }),
        name: format!("name-{number}"),
        user: "root".into(),
        ..FrameworkInfo::default()
    };
    Framework { framework_info: info.into(), active: true, connected: true, ..Framework::default() }
}

fn id_of(framework: &Framework) -> String {
    framework.framework_info.id.as_ref().unwrap().value.clone()
}
