//! A framework that comes, runs one task to its end, subscribes again and leaves: all that frameworks do, in seconds.

use std::sync::Arc;

use super::World;
use super::amounts::{Amounts, Scalars};
use super::framework::{Framework, MULTI_ROLE, PARTITION_AWARE, Presence, RESERVATION_REFINEMENT, Style};
use super::ids::FrameworkKey;
use super::pool::{Kind, Pool};
use super::schedule::Action;
use super::task::{Blueprint, Extras, Image, SECOND, State};
use super::tasks::{MILLI, Update};

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visit {
    /// Its task runs, or is about to.
    Work,
    /// Its task has ended.
    Call,
    /// It has subscribed again.
    Leave,
}

impl World {
    /// Lets a framework of this name come by, of a user and in a role.
    pub fn visit(&mut self, name: &str, user: &str, role: &str) -> FrameworkKey {
        let key = FrameworkKey(u32::try_from(self.frameworks.len()).unwrap_or(u32::MAX));
        let role: Arc<str> = role.into();
        let blueprint = Blueprint {
            name: "visit".into(),
            role: role.clone(),
            pools: vec![Pool { kind: Kind::default(), amounts: Amounts::scalars(Scalars::of(0.1, 32, 16)) }],
            ports: 0,
            labels: Vec::new(),
            discoverable: false,
            check: None,
            image: Image::None,
            command: "true".into(),
            network: None,
            user: None,
            extras: Extras::default(),
            flapping: false,
            home: None,
        };
        self.add_framework(Framework {
            key,
            name: name.into(),
            user: user.into(),
            principal: None,
            roles: vec![role],
            webui_url: None,
            hostname: format!("{name}.example.com").into(),
            failover_timeout: 10.0,
            checkpoint: true,
            capabilities: [MULTI_ROLE, RESERVATION_REFINEMENT, PARTITION_AWARE].into(),
            labels: Vec::new(),
            style: Style::Jobs,
            presence: Presence::Connected,
            registered: self.now,
            reregistered: self.now,
        });
        self.books[key.index()].units = vec![Arc::from([Arc::new(blueprint)])];
        self.launch_or_wait(key, 0);
        self.schedule.at(self.now + SECOND / 2, Action::Visit(key, Visit::Work));
        key
    }

    /// The next step of a visit.
    pub(super) fn go_on(&mut self, key: FrameworkKey, visit: Visit) {
        let next = match visit {
            Visit::Work => {
                let books = &self.books[key.index()];
                let running = books
                    .active
                    .iter()
                    .copied()
                    .find(|task| self.tasks.get(*task).is_some_and(|task| task.state == State::Running));
                if let Some(task) = running {
                    let message = self.phrase("Command exited with status 0");
                    self.update(task, Update::to(State::Finished).saying(message));
                }
                let over = !self.books[key.index()].completed.is_empty();
                if over { Visit::Call } else { Visit::Work }
            }
            Visit::Call => {
                self.disconnect_framework(key);
                self.resubscribe(key);
                Visit::Leave
            }
            Visit::Leave => return self.teardown(key),
        };
        self.schedule.at(self.now + 200 * MILLI, Action::Visit(key, next));
    }
}
