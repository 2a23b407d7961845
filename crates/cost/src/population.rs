//! A cluster of any size: ids and names as the frameworks of the field make them, so that they compress as theirs do.

use cluster_model::fold::{Cluster, Limits, Scope};
use cluster_model::replica::Replica;
use cluster_model::wire::FrameError;
use operator_api::encoded::{Event, GetState};
use operator_api::v1::master::event;
use operator_api::v1::master::response::get_agents::Agent;
use operator_api::v1::master::response::get_frameworks::Framework;
use operator_api::v1::master::response::{GetAgents, GetFrameworks, GetTasks};
use operator_api::v1::resource::AllocationInfo;
use operator_api::v1::{
    AgentId, AgentInfo, FrameworkId, FrameworkInfo, Resource, Task, TaskId, TaskState, TaskStatus, TimeInfo,
    value,
};

/// Of the master that gave all ids.
const MASTER: &str = "4f0e9ad6-5d0a-4f7c-9d4e-2b8f0c6a1d11";
/// The moment at which everything begins, in seconds since 1970.
const BEGUN: f64 = 1.7e9;
/// Names of services; with a number each is one of many.
const SERVICES: [&str; 8] =
    ["checkout", "search", "inventory", "payments", "session-store", "thumbnails", "gateway", "mail-relay"];
const ROLES: [&str; 5] = ["eng/web", "eng/batch", "ops", "data/streams", "ml"];

/// So many tasks, with a tenth as many agents and a thousandth as many frameworks. Four fifths of the tasks run, the others have ended.
#[derive(Debug, Clone, Copy)]
pub struct Population {
    /// How many tasks there are.
    pub tasks: u32,
}

impl Population {
    /// Its agents.
    #[must_use]
    pub const fn agents(self) -> u32 {
        self.tasks / 10
    }

    /// Its frameworks.
    #[must_use]
    pub const fn frameworks(self) -> u32 {
        self.tasks.div_ceil(1000)
    }

    /// Everything, as a subscription tells it first.
    #[must_use]
    pub fn state(self) -> GetState {
        let frameworks = (0..self.frameworks()).map(framework).collect();
        let agents = (0..self.agents()).map(agent).collect();
        let (tasks, completed_tasks) = (0..self.tasks)
            .map(|number| self.task(number))
            .partition(|task| task.state() == TaskState::Running);
        let tasks = GetTasks { tasks, completed_tasks, ..GetTasks::default() };
        GetState {
            get_tasks: Some((&tasks).into()),
            get_frameworks: Some(GetFrameworks { frameworks, ..GetFrameworks::default() }),
            get_agents: Some((&GetAgents { agents, ..GetAgents::default() }).into()),
            ..GetState::default()
        }
    }

    /// The server's picture of it, of which every row has been told.
    #[must_use]
    pub fn cluster(self) -> Cluster {
        let mut cluster = Cluster::new(1);
        cluster.set_limits(Limits { completed_tasks: usize::MAX, ..Limits::default() });
        cluster.subscribed(self.state(), Scope::All, 0);
        cluster.cut();
        cluster
    }

    /// The same, and a tab's copy of it.
    ///
    /// # Errors
    /// If the tab does not take what the server makes.
    pub fn followed(self) -> Result<(Cluster, Replica), FrameError> {
        let cluster = self.cluster();
        let mut replica = Replica::new();
        for frame in cluster.snapshot() {
            replica.apply(&frame)?;
        }
        Ok((cluster, replica))
    }

    /// One of its tasks; four of five run.
    #[must_use]
    pub fn task(self, number: u32) -> Task {
        let state = if number % 5 == 4 { TaskState::Finished } else { TaskState::Running };
        let on = random(u64::from(number)) % u64::from(self.agents().max(1));
        let at = BEGUN + f64::from(number % 86_400);
        task(number, number % self.frameworks(), on as u32, status(state, at))
    }

    /// The master tells of a task that was not there: one with a number from the population's size on.
    #[must_use]
    pub fn arrival(self, number: u32) -> Event {
        added(self.task(number))
    }

    /// The master tells of one more status of a task that runs; `round` makes it another one each time.
    #[must_use]
    pub fn update(self, number: u32, round: u32) -> Event {
        let number = number % self.tasks / 5 * 5;
        let framework = framework_id(number % self.frameworks());
        updated(framework, task_id(number), TaskState::Running, BEGUN + 90_000.0 + f64::from(round))
    }
}

/// Numbers that look as if there were no order in them.
pub(crate) const fn random(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

pub(crate) fn framework_id(number: u32) -> FrameworkId {
    FrameworkId { value: format!("{MASTER}-{number:04}") }
}

pub(crate) fn agent_id(number: u32) -> AgentId {
    AgentId { value: format!("{MASTER}-S{number}") }
}

/// As Marathon, as Chronos and as Spark call theirs.
pub(crate) fn task_id(number: u32) -> TaskId {
    let (high, low) = (random(u64::from(number)), random(u64::from(number) << 32 | 1));
    let value = match number % 10 {
        0..7 => format!(
            "shop_{}.instance-{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}._app.1",
            task_name(number),
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 52,
            low & 0xffff_ffff_ffff,
        ),
        7 | 8 => format!("ct:17000{:08}:0:{}:", high % 100_000_000, task_name(number)),
        _ => number.to_string(),
    };
    TaskId { value }
}

fn task_name(number: u32) -> String {
    let service = random(u64::from(number) ^ 0x5eed) % 400;
    format!("{}-{}", SERVICES[service as usize % SERVICES.len()], service / 8)
}

pub(crate) fn task(number: u32, framework: u32, agent: u32, status: TaskStatus) -> Task {
    let role = ROLES[framework as usize % ROLES.len()];
    let size = random(u64::from(number)) % 12;
    Task {
        name: task_name(number),
        task_id: task_id(number),
        framework_id: framework_id(framework),
        agent_id: agent_id(agent),
        state: status.state,
        statuses: vec![status],
        resources: vec![
            scalar("cpus", 0.25 * (size % 4 + 1) as f64, role),
            scalar("mem", 128.0 * (size + 1) as f64, role),
        ],
        user: Some("www-data".to_owned()),
        ..Task::default()
    }
}

pub(crate) fn status(state: TaskState, timestamp: f64) -> TaskStatus {
    TaskStatus { state: Some(state as i32), timestamp: Some(timestamp), ..TaskStatus::default() }
}

/// An event of that type, which says nothing yet.
pub(crate) fn of(r#type: event::Type) -> Event {
    Event { r#type: Some(r#type as i32), ..Event::default() }
}

/// `TASK_ADDED`.
pub(crate) fn added(task: Task) -> Event {
    Event { task_added: Some(event::TaskAdded { task: task.into() }.into()), ..of(event::Type::TaskAdded) }
}

/// `TASK_UPDATED`.
pub(crate) fn updated(framework_id: FrameworkId, task_id: TaskId, state: TaskState, at: f64) -> Event {
    let status = TaskStatus { task_id, ..status(state, at) };
    let updated = event::TaskUpdated { framework_id, state: status.state, status: status.into() };
    Event { task_updated: Some(updated.into()), ..of(event::Type::TaskUpdated) }
}

pub(crate) fn framework(number: u32) -> Framework {
    let info = FrameworkInfo {
        user: "root".to_owned(),
        name: format!("{}-{number}", ["marathon", "chronos", "spark"][number as usize % 3]),
        id: Some(framework_id(number)),
        roles: vec![ROLES[number as usize % ROLES.len()].to_owned()],
        hostname: Some(format!("scheduler-{number}.example.com")),
        principal: Some("scheduler".to_owned()),
        ..FrameworkInfo::default()
    };
    Framework {
        framework_info: info.into(),
        active: true,
        connected: true,
        registered_time: Some(time(number)),
        ..Framework::default()
    }
}

pub(crate) fn agent(number: u32) -> Agent {
    let total = vec![plain("cpus", 32.0), plain("mem", 131_072.0), plain("disk", 2_000_000.0)];
    let info = AgentInfo {
        hostname: format!("r{:02}n{:02}.ams-{}.example.com", number / 40 % 100, number % 40, number / 4000),
        id: Some(agent_id(number)),
        resources: total.clone(),
        ..AgentInfo::default()
    };
    Agent {
        agent_info: info.into(),
        active: true,
        version: "1.11.0".to_owned(),
        pid: Some(format!("slave(1)@10.{}.{}.{}:5051", number >> 16, number >> 8 & 255, number & 255)),
        registered_time: Some(time(number)),
        total_resources: total,
        ..Agent::default()
    }
}

fn time(number: u32) -> TimeInfo {
    TimeInfo { nanoseconds: (BEGUN as i64 + i64::from(number)) * 1_000_000_000 }
}

fn plain(name: &str, value: f64) -> Resource {
    Resource {
        name: name.to_owned(),
        r#type: Some(value::Type::Scalar as i32),
        scalar: Some(value::Scalar { value }),
        ..Resource::default()
    }
}

fn scalar(name: &str, value: f64, role: &str) -> Resource {
    Resource { allocation_info: Some(AllocationInfo { role: Some(role.to_owned()) }), ..plain(name, value) }
}
