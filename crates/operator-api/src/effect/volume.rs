//! `CREATE_VOLUMES` and `DESTROY_VOLUMES`; `GROW_VOLUME` and `SHRINK_VOLUME`.

use serde_json::Value;

use super::resources::read;
use super::{Change, Seen, Source, registered, title};
use crate::member::{id, items, number};
use crate::resources::{Resource, Scalar, Value as Quantity};

#[derive(Debug)]
struct Volumes {
    agent: String,
    volumes: Vec<Resource>,
    creates: bool,
}

pub(super) fn of(name: &str, arguments: &Value) -> Option<Box<dyn Change>> {
    let volumes = read(&arguments["volumes"])?;
    let agent = id(&arguments["agent_id"])?.to_owned();
    Some(Box::new(Volumes { agent, volumes, creates: name == "CREATE_VOLUMES" }))
}

/// The very volume among what an agent has, whatever its size is by now.
fn find(agent: &Value, volume: &Resource) -> Option<Resource> {
    let held = items(&agent["total_resources"]).iter().filter_map(Resource::from_json);
    let mut alike = held.filter(|held| {
        held.volume_id().is_some()
            && held.volume_id() == volume.volume_id()
            && held.reservations == volume.reservations
            && held.provider == volume.provider
    });
    alike.next()
}

impl Change for Volumes {
    fn title(&self) -> String {
        let ids: Vec<&str> = self.volumes.iter().filter_map(Resource::volume_id).collect();
        let verb = if self.creates { "Create" } else { "Destroy" };
        let what = if ids.len() == 1 { "volume" } else { "volumes" };
        format!("{verb} {what} {} on {}", title::list(&ids), self.agent)
    }

    fn source(&self) -> Source {
        Source::Agent(self.agent.clone())
    }

    fn seen(&self, now: &Value) -> Seen {
        let done = self.volumes.iter().all(|volume| find(now, volume).is_some() == self.creates);
        if done && registered(now) { Seen::Applied } else { Seen::NotYet }
    }
}

#[derive(Debug)]
struct Resized {
    agent: String,
    volume: Resource,
    by: Scalar,
    grows: bool,
}

pub(super) fn resized(name: &str, arguments: &Value) -> Option<Box<dyn Change>> {
    let grows = name == "GROW_VOLUME";
    let by = if grows { &arguments["addition"]["scalar"] } else { &arguments["subtract"] };
    let volume = Resource::from_json(&arguments["volume"])?;
    let agent = id(&arguments["agent_id"])?.to_owned();
    Some(Box::new(Resized { agent, volume, by: Scalar::from_f64(number(&by["value"])?), grows }))
}

fn size(volume: &Resource) -> Scalar {
    match volume.value {
        Quantity::Scalar(size) => size,
        Quantity::Ranges(_) | Quantity::Set(_) => Scalar::ZERO,
    }
}

impl Change for Resized {
    fn title(&self) -> String {
        let verb = if self.grows { "Grow" } else { "Shrink" };
        let id = self.volume.volume_id().unwrap_or_default();
        format!("{verb} volume {id} by {} MiB on {}", self.by, self.agent)
    }

    fn source(&self) -> Source {
        Source::Agent(self.agent.clone())
    }

    fn seen(&self, now: &Value) -> Seen {
        if !registered(now) {
            return Seen::NotYet;
        }
        let Some(volume) = find(now, &self.volume) else {
            return Seen::Undone("the agent has no such volume any more".to_owned());
        };
        let (before, now) = (size(&self.volume), size(&volume));
        let done = if self.grows { now >= before + self.by } else { now <= before - self.by };
        if done { Seen::Applied } else { Seen::NotYet }
    }
}
