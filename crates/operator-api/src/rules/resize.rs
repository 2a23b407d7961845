//! `GROW_VOLUME` and `SHRINK_VOLUME`.

use super::conversion::{amount, bare, resized};
use super::resource::{self, held, present};
use super::{AgentFacts, Capability, Conversion, Field, Problem};
use crate::resources::{Resource, Scalar, SourceKind};

/// A plan of `GROW_VOLUME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grow {
    /// The volume, exactly as the agent has it.
    pub volume: Resource,
    /// The disk that is added, reserved as the volume is.
    pub addition: Resource,
}

impl Grow {
    /// Makes a volume so many MiB larger.
    pub fn by(volume: &Resource, more: Scalar) -> Self {
        Self { volume: volume.clone(), addition: resized(&bare(volume), more) }
    }

    /// What it takes and gives.
    pub fn conversion(&self) -> Conversion {
        let grown = resized(&self.volume, amount(&self.volume) + amount(&self.addition));
        Conversion::new([self.volume.clone(), self.addition.clone()], [grown])
    }
}

/// A plan of `SHRINK_VOLUME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shrink {
    /// The volume, exactly as the agent has it.
    pub volume: Resource,
    /// How many MiB it loses.
    pub subtract: Scalar,
}

impl Shrink {
    /// What it takes and gives.
    pub fn conversion(&self) -> Conversion {
        let smaller = resized(&self.volume, amount(&self.volume) - self.subtract);
        Conversion::new([self.volume.clone()], [smaller, resized(&bare(&self.volume), self.subtract)])
    }
}

/// All that is wrong with growing a volume.
pub fn check_grow(agent: &AgentFacts, plan: &Grow) -> Vec<Problem> {
    let mut problems = on_any(agent, &plan.volume);
    problems.extend(something_more(plan));
    problems.extend(of_the_same_disk(plan));
    if problems.is_empty() {
        let wanted = [(Field::new("volume"), &plan.volume), (Field::new("addition"), &plan.addition)];
        problems = held(agent, wanted);
    }
    problems
}

/// All that is wrong with shrinking a volume.
pub fn check_shrink(agent: &AgentFacts, plan: &Shrink) -> Vec<Problem> {
    let mut problems = on_any(agent, &plan.volume);
    problems.extend(something_less(plan));
    problems.extend(partible(&plan.volume));
    if problems.is_empty() {
        problems = held(agent, [(Field::new("volume"), &plan.volume)]);
    }
    problems
}

fn on_any(agent: &AgentFacts, volume: &Resource) -> Vec<Problem> {
    let field = Field::new("volume");
    let mut problems = resource::check(agent, &field, volume);
    problems.extend(
        [present(agent), resizable(agent), persistent(volume), unshared(volume), own(volume)]
            .into_iter()
            .flatten(),
    );
    problems
}

/// The agent can resize volumes (`src/master/validation.cpp`, `operation::validate` of `GROW_VOLUME`: "is not capable of").
pub fn resizable(agent: &AgentFacts) -> Option<Problem> {
    (!agent.can(Capability::ResizeVolume))
        .then(|| Problem::refused(Field::new("agent"), "the agent is too old to resize volumes"))
}

/// It is a persistent volume (as [`resizable`]).
pub fn persistent(volume: &Resource) -> Option<Problem> {
    volume
        .volume_id()
        .is_none()
        .then(|| Problem::refused(Field::new("volume"), "this disk is no persistent volume"))
}

/// It is not shared (as [`resizable`]: "cannot be resized").
pub fn unshared(volume: &Resource) -> Option<Problem> {
    volume.shared.then(|| Problem::refused(Field::new("volume"), "a shared volume cannot be resized"))
}

/// It is the agent's own, not a resource provider's (`master/GROW_VOLUME-no-agent`: "only agent default resources are supported").
pub fn own(volume: &Resource) -> Option<Problem> {
    volume
        .provider
        .is_some()
        .then(|| Problem::refused(Field::new("volume"), "a volume of a resource provider cannot be resized"))
}

/// It grows by more than nothing (`master/fragile-GROW_VOLUME-zero`).
pub fn something_more(plan: &Grow) -> Option<Problem> {
    (amount(&plan.addition) <= Scalar::ZERO)
        .then(|| Problem::refused(Field::new("addition"), "a volume grows by at least 0.001 MiB"))
}

/// What is added is reserved as the volume, on the same disk (`master/GROW_VOLUME-unreserved-addition`).
pub fn of_the_same_disk(plan: &Grow) -> Option<Problem> {
    (!bare(&plan.volume).is_like(&plan.addition)).then(|| {
        let words = "what is added must be reserved exactly as the volume is, on the same disk";
        Problem::refused(Field::new("addition"), words)
    })
}

/// It shrinks by more than nothing, and something is left (`master/SHRINK_VOLUME-negative`, `-to-nothing`, `-too-much`,
/// `master/fragile-SHRINK_VOLUME-zero`).
pub fn something_less(plan: &Shrink) -> Option<Problem> {
    let size = amount(&plan.volume);
    let words = if plan.subtract <= Scalar::ZERO {
        "a volume shrinks by at least 0.001 MiB".to_owned()
    } else if plan.subtract >= size {
        format!("the volume has only {size} MiB, and some must be left; to have none, destroy it")
    } else {
        return None;
    };
    Some(Problem::refused(Field::new("subtract"), words))
}

/// Its disk can be parted (`src/master/validation.cpp`, `operation::validate` of `SHRINK_VOLUME`).
pub fn partible(volume: &Resource) -> Option<Problem> {
    let kind = volume.disk.as_ref()?.source.as_ref()?.kind;
    (kind == SourceKind::Mount).then(|| {
        Problem::refused(Field::new("volume"), "a volume on a mounted disk has all of it, and cannot shrink")
    })
}
