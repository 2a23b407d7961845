//! What is wrong on a bad day, from the first moment.

use std::sync::Arc;

use super::super::World;
use super::super::agent::Drain;
use super::super::framework::Presence;
use super::super::ids::{AgentKey, FrameworkKey};
use super::super::roles::Quota;
use super::super::schedule::Action;
use super::super::task::State;
use super::super::task::{Blueprint, Nanos, Reason, SECOND};
use super::super::tasks::Update;
use super::HOUR;

impl World {
    /// Breaks a healthy world in many small ways.
    pub(super) fn trouble(&mut self) {
        self.mix_versions();
        self.add_flapping();
        self.sicken();
        self.trouble_storage(FrameworkKey(3), FrameworkKey(1));
        // Two agents are given up, one has just gone silent.
        for number in [2, 9] {
            self.disconnect_agent(AgentKey(number));
            self.lose_agent(AgentKey(number));
        }
        self.disconnect_agent(AgentKey(14));
        // One scheduler is away for long; what ended meanwhile waits for it.
        self.leave(FrameworkKey(1), 40 * SECOND);
        self.drain_past_grace(AgentKey(5), self.now - HOUR / 2);
        self.deactivate_agent(AgentKey(11));
        // One holds on to what it is offered, and one was promised more than there is.
        self.hoards.push((FrameworkKey(4), AgentKey(10)));
        self.hoard();
        self.promise_too_much();
    }

    /// A guarantee of more GPUs than all agents have.
    fn promise_too_much(&mut self) {
        let gpus = self.sums().total.gpus;
        let quota = Quota { guarantees: [("gpus".to_owned(), gpus * 2)].into(), limits: [].into() };
        self.quotas.insert("ml".into(), quota);
    }

    /// An upgrade that stopped half way.
    fn mix_versions(&mut self) {
        let versions: [Arc<str>; 2] = ["1.9.0".into(), "1.10.0".into()];
        for number in [1, 4, 6, 12] {
            let Some(agent) = self.agents.get_mut(number) else { continue };
            let agent = Arc::make_mut(agent);
            let old = number % 2 == 0;
            agent.version = versions[usize::from(!old)].clone();
            // Limits of tasks came with 1.10, drains with 1.9.
            agent.capabilities = (1..=if old { 7 } else { 8 }).collect();
        }
    }

    /// A deployment that cannot work.
    fn add_flapping(&mut self) {
        let framework = FrameworkKey(0);
        let Some(model) = self.books[framework.index()].units.first().and_then(|unit| unit.first().cloned())
        else {
            return;
        };
        let labels =
            vec![("app".to_owned(), "recommend".to_owned()), ("group".to_owned(), "shop".to_owned())];
        let blueprint = Blueprint {
            name: "shop/recommend".into(),
            command: "./bin/recommend --model /mnt/models/missing".into(),
            labels,
            flapping: true,
            ..(*model).clone()
        };
        let units = &mut self.books[framework.index()].units;
        units.push(Arc::from([Arc::new(blueprint)]));
        let unit = units.len() - 1;
        for at in 0..6 {
            self.schedule.at(self.now + at * SECOND, Action::Launch(framework, unit));
        }
        for _ in 0..30 {
            self.remember(framework);
        }
    }

    /// Some services answer their health checks badly.
    fn sicken(&mut self) {
        let checked: Vec<_> = self.books[0]
            .active
            .iter()
            .copied()
            .filter(|key| self.tasks.get(*key).is_some_and(|task| task.blueprint.check.is_some()))
            .step_by(7)
            .collect();
        for key in checked {
            let update = Update::to(State::Running).because(Reason::HealthCheckStatusUpdated);
            self.update(key, Update { healthy: Some(false), ..update });
        }
    }

    /// A framework left some time ago.
    pub(super) fn leave(&mut self, key: FrameworkKey, ago: i64) {
        self.disconnect_framework(key);
        if let Some(framework) = self.frameworks.get_mut(key.index()) {
            let framework = Arc::make_mut(framework);
            framework.presence = Presence::Disconnected { since: self.now - ago };
            // Long enough to look at, and to come back in.
            framework.failover_timeout = 7200.0;
        }
    }

    /// A drain whose grace is long over: the tasks that ended belong to a framework that is not there to acknowledge it.
    pub(super) fn drain_past_grace(&mut self, key: AgentKey, since: Nanos) {
        self.rescind(key);
        let agent = self.agent_mut(key);
        agent.deactivated = true;
        agent.drain = Some(Drain {
            drained: false,
            grace: Some(300 * SECOND),
            mark_gone: false,
            since: since - since % SECOND,
        });
        for task in self.agents[key.index()].tasks.clone() {
            let message = self.phrase("Command terminated with signal Terminated");
            self.update(task, Update::to(State::Killed).because(Reason::AgentDraining).saying(message));
        }
    }
}
