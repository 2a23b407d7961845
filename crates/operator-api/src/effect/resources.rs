//! `RESERVE_RESOURCES` and `UNRESERVE_RESOURCES`.

use serde_json::Value;

use super::{Change, Seen, Source, registered, title};
use crate::member::{id, items};
use crate::resources::{Disk, Resource, Resources, Value as Quantity};

#[derive(Debug)]
struct Reserved {
    agent: String,
    title: String,
    /// What is reserved afterwards, or was before.
    resources: Resources,
    gains: bool,
    /// All that the agent had.
    before: Option<Resources>,
}

pub(super) fn reserve(arguments: &Value) -> Option<Box<dyn Change>> {
    let (list, source) = (read(&arguments["resources"])?, read(&arguments["source"]).unwrap_or_default());
    let what = title::quantities(&list);
    let done = match title::roles(&source) {
        from if from.is_empty() => format!("Reserve {what}"),
        from => format!("Move the reservation of {what} from {from}"),
    };
    let to = if source.is_empty() { "for" } else { "to" };
    new(arguments, &format!("{done} {to} {}", title::roles(&list)), &list, true)
}

pub(super) fn unreserve(arguments: &Value) -> Option<Box<dyn Change>> {
    let list = read(&arguments["resources"])?;
    let done = format!("Unreserve {} of {}", title::quantities(&list), title::roles(&list));
    new(arguments, &done, &list, false)
}

fn new(arguments: &Value, done: &str, list: &[Resource], gains: bool) -> Option<Box<dyn Change>> {
    let agent = id(&arguments["agent_id"])?.to_owned();
    let title = format!("{done} on {agent}");
    let resources = list.iter().map(disk_of).collect();
    Some(Box::new(Reserved { agent, title, resources, gains, before: None }))
}

/// The resources of a list that has some, all of which can be read.
pub(super) fn read(list: &Value) -> Option<Vec<Resource>> {
    let resources: Vec<Resource> = items(list).iter().map(Resource::from_json).collect::<Option<_>>()?;
    (!resources.is_empty()).then_some(resources)
}

/// Without what makes a disk a volume.
fn disk_of(resource: &Resource) -> Resource {
    let source = resource.disk.as_ref().and_then(|disk| disk.source.clone());
    let disk = source.map(|source| Disk { source: Some(source), ..Disk::default() });
    Resource { disk, shared: false, allocation_role: None, ..resource.clone() }
}

/// What there is of a resource with at least its reservations: what others have refined further, or made a volume of, is still reserved so.
fn beneath(total: &Resources, resource: &Resource) -> Resources {
    let held = total.iter().filter(|held| held.reservations.starts_with(&resource.reservations));
    let alike = held.map(|held| Resource { reservations: resource.reservations.clone(), ..disk_of(held) });
    alike.filter(|held| held.is_like(resource)).collect()
}

impl Reserved {
    fn is_done(&self, resource: &Resource, now: &Resources) -> bool {
        let one = Resources::from(resource.clone());
        let now = beneath(now, resource);
        // Numbers, names and whole disks are themselves; of a scalar there is only so much more or less.
        if resource.is_whole() || !matches!(resource.value, Quantity::Scalar(_)) {
            let left = &now - &one;
            return if self.gains { now.contains(&one) } else { left == now };
        }
        let Some(before) = self.before.as_ref().map(|before| beneath(before, resource)) else { return false };
        if self.gains { now.contains(&(&before + &one)) } else { (&before - &one).contains(&now) }
    }
}

impl Change for Reserved {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn source(&self) -> Source {
        Source::Agent(self.agent.clone())
    }

    fn remember(&mut self, before: &Value) {
        self.before = registered(before).then(|| Resources::from_json(&before["total_resources"]));
    }

    fn seen(&self, now: &Value) -> Seen {
        let total = Resources::from_json(&now["total_resources"]);
        let done = registered(now) && self.resources.iter().all(|resource| self.is_done(resource, &total));
        if done { Seen::Applied } else { Seen::NotYet }
    }
}
