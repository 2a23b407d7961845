//! The machines: racks in zones, a few sizes, some with GPUs, disks or reservations of their own.

use std::sync::{Arc, LazyLock};

use rand::Rng;

use super::super::World;
use super::super::agent::{Agent, Attribute, Standing};
use super::super::amounts::{Amounts, Ranges, Scalars};
use super::super::counters::Tally;
use super::super::ids::AgentKey;
use super::super::pool::{ByRole, Disk, Kind, Pool, Pools, Reservation, Source, SourceKind};
use super::HOUR;

/// Machines in a rack.
const RACK: u32 = 20;

/// Every capability an agent of 1.11 has: `AgentInfo.Capability.Type` 1 to 8.
pub(super) static CAPABILITIES: LazyLock<Arc<[i32]>> = LazyLock::new(|| (1..=8).collect());

/// Words that many agents share.
static SHARED: LazyLock<Shared> = LazyLock::new(Shared::new);

struct Shared {
    names: [Arc<str>; 5],
    kernels: [Arc<str>; 3],
    os: Arc<str>,
    version: Arc<str>,
    regions: [Arc<str>; 2],
    zones: [[Arc<str>; 3]; 2],
    roots: [Arc<str>; 2],
    operators: Arc<str>,
    backups: Arc<str>,
}

impl Shared {
    fn new() -> Self {
        Self {
            names: ["rack", "os", "kernel", "ssd", "generation"].map(Arc::from),
            kernels: ["6.1.0-28-amd64", "6.1.0-30-amd64", "6.12.9-amd64"].map(Arc::from),
            os: "debian-12".into(),
            version: "1.11.0".into(),
            regions: ["eu-west", "us-east"].map(Arc::from),
            zones: [["eu-west-1a", "eu-west-1b", "eu-west-1c"], ["us-east-2a", "us-east-2b", "us-east-2c"]]
                .map(|zones| zones.map(Arc::from)),
            roots: ["/mnt/nvme0", "/mnt/data"].map(Arc::from),
            operators: "ops".into(),
            backups: "ops/backup".into(),
        }
    }
}

impl World {
    /// Adds the machine of this number; all of it follows from the number, but for when it came.
    pub(super) fn add_machine(&mut self, number: u32) {
        let shared = &*SHARED;
        let rack = number / RACK;
        // A small cluster is in one region; a large one has a third of its racks in another.
        let region = usize::from(rack % 3 == 2);
        let zone = if self.settings.agents < 100 { number % 3 } else { rack % 3 } as usize;
        let initial = Arc::new(resources(number, shared));
        let kernel = shared.kernels[(rack as usize + usize::from(number.is_multiple_of(7))) % 3].clone();
        let attributes: Vec<(Arc<str>, Attribute)> = vec![
            (shared.names[0].clone(), Attribute::Text(format!("r{:02}", rack + 1).into())),
            (shared.names[1].clone(), Attribute::Text(shared.os.clone())),
            (shared.names[2].clone(), Attribute::Text(kernel)),
            (shared.names[3].clone(), Attribute::Text(if has_ssd(number) { "true" } else { "false" }.into())),
            (shared.names[4].clone(), Attribute::Scalar(f64::from(6 + rack % 3))),
        ];
        let code = ["eu1", "us2"][region];
        let letter = ['a', 'b', 'c'][zone];
        let registered = self.now - self.rng.random_range(2 * HOUR..400 * HOUR);
        let agent = Agent {
            key: AgentKey(number),
            hostname: format!("r{:02}n{:02}.{code}-{letter}.example.com", rack + 1, number % RACK + 1).into(),
            attributes: attributes.into(),
            region: shared.regions[region].clone(),
            zone: shared.zones[region][zone].clone(),
            version: shared.version.clone(),
            capabilities: CAPABILITIES.clone(),
            total: (*initial).clone(),
            initial,
            allocated: ByRole::default(),
            offered: ByRole::default(),
            registered,
            reregistered: None,
            standing: Standing::Registered,
            connected: true,
            deactivated: false,
            drain: None,
            providers: Vec::new(),
            tasks: Vec::new(),
            executors: Vec::new(),
        };
        self.agents.push(Arc::new(agent));
        self.tallies.push(Tally::default());
        self.counters.registrations += 1;
    }
}

/// Every eighth machine has GPUs.
pub(super) fn has_gpus(number: u32) -> bool {
    number % 8 == 3
}

/// Every fifth machine has a disk of its own for whoever needs one.
fn has_ssd(number: u32) -> bool {
    number % 5 == 1
}

fn resources(number: u32, shared: &Shared) -> Pools {
    let (cpus, mem) = [(32.0, 128), (16.0, 64), (64.0, 256)][(number as usize / 2) % 3];
    // The agent leaves a GiB for the machine itself.
    let mut scalars = Scalars::of(cpus, (mem - 1) * 1024, 800_000);
    if has_gpus(number) {
        scalars = scalars.with_gpus(4);
    }
    let mut pools =
        vec![Pool { kind: Kind::default(), amounts: Amounts { scalars, ports: Ranges::of(31_000, 32_000) } }];
    // A piece of some machines is set aside for operators' own tools.
    if number % 6 == 5 {
        let kind = Kind::reserved(&shared.operators, false, None);
        // Of that the backups have a part of their own.
        let backups = Reservation {
            dynamic: true,
            role: shared.backups.clone(),
            principal: Some(shared.operators.clone()),
            labels: vec![("purpose".to_owned(), "backup".to_owned())],
        };
        let refined = kind.refined(backups);
        pools.push(Pool { kind, amounts: Amounts::scalars(Scalars::of(1.0, 1024, 0)) });
        if number % 12 == 11 {
            pools.push(Pool { kind: refined, amounts: Amounts::scalars(Scalars::of(0.5, 512, 0)) });
        }
    }
    // Some agents lend out what their tasks leave unused, until those want it back.
    if number % 5 == 4 {
        let kind = Kind { revocable: true, ..Kind::default() };
        pools.push(Pool { kind, amounts: Amounts::scalars(Scalars::of(8.0, 0, 0)) });
    }
    if has_ssd(number) {
        let root = Some(shared.roots[(number as usize / 5) % 2].clone());
        let source = Source { kind: SourceKind::Mount, root, provided: None };
        let disk = Disk { source: Some(source), volume: None };
        let kind = Kind { disk: Some(Arc::new(disk)), ..Kind::default() };
        pools.push(Pool { kind, amounts: Amounts::scalars(Scalars::of(0.0, 0, 950_000)) });
    }
    pools.into_iter().collect()
}
