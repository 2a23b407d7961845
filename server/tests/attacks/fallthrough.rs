//! What no line of the table allows falls through to nobody: Portainer CVE-2026-44848 (an unknown path was let through), and whoever checks some
//! ways of doing a thing and not others (Portainer GHSA-5fxq-qcf3-244w).

use mesoscope_server::access::identity::{Identity, Role, Way};
use mesoscope_server::access::permission::{Need, Permission, Table, actions};
use operator_api::calls::{self, Kind, Target};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use crate::tally::Tally;

const ROLES: [Role; 3] = [Role::Viewer, Role::Operator, Role::Admin];
const WAYS: [Way; 6] = [Way::Open, Way::Mesos, Way::User, Way::Proxy, Way::Oidc, Way::Dashboard];

/// Names that are none, made of names that are: other cases, cut, doubled, with what parsers trip over.
fn strange(random: &mut StdRng) -> &'static str {
    let real: Vec<_> = actions().map(|action| action.name).collect();
    let name = *real.choose(random).unwrap();
    let other = *real.choose(random).unwrap();
    let at = random.random_range(0..=name.len());
    let made = match random.random_range(0..8) {
        0 => name.to_lowercase() + "_",
        1 => name[..at].to_owned() + "\0" + &name[at..],
        2 => format!("{name} "),
        3 => format!("{name}/../{other}"),
        4 => format!("{name},{other}"),
        5 => name.chars().rev().collect(),
        6 => name[..at].to_owned() + "İ",
        _ => (0..random.random_range(0..20)).map(|_| random.random::<char>()).collect(),
    };
    // What would be a real name after all is not what this is about.
    if real.contains(&made.as_str()) { "" } else { made.leak() }
}

#[test]
fn ten_thousand_names_that_are_none_pass_for_nobody() {
    let mut random = StdRng::seed_from_u64(1);
    let mut tally = Tally::of("unknown call types");
    for _ in 0..10_000 {
        let name = strange(&mut random);
        let who = Identity {
            way: *WAYS.choose(&mut random).unwrap(),
            ..Identity::open(*ROLES.choose(&mut random).unwrap())
        };
        for asked in [Permission::Read(name), Permission::Change(name)] {
            tally.tried(Table::new(false).decide(&who, asked).is_err(), || format!("{asked:?} by {who:?}"));
        }
    }
    tally.end();
}

/// The only calls that a dashboard's pages read.
const ON_DASHBOARDS: [&str; 3] = ["GET_QUOTA", "GET_MAINTENANCE_SCHEDULE", "GET_MAINTENANCE_STATUS"];

#[test]
fn every_call_for_every_role_is_as_the_table_has_it() {
    let mut tally = Tally::of("calls beyond a role");
    for read_only in [false, true] {
        let table = Table::new(read_only);
        for target in [Target::Master, Target::Agent] {
            for call in calls::all(target) {
                for (role, way) in ROLES.iter().flat_map(|role| WAYS.map(|way| (*role, way))) {
                    let who = Identity { way, ..Identity::open(role) };
                    let line = actions().find(|line| line.name == call.name);
                    // Asked as what it is, and as what it is not.
                    for asked in [Permission::Read(call.name), Permission::Change(call.name)] {
                        let is_change = matches!(asked, Permission::Change(_));
                        let may = line.is_some_and(|line| {
                            line.changes == is_change
                                && !(read_only && is_change)
                                && (way != Way::Dashboard || ON_DASHBOARDS.contains(&call.name))
                                && matches!(line.need, Need::Role(needed) if needed <= role)
                        });
                        tally.tried(table.decide(&who, asked).is_ok() == may, || {
                            format!("{asked:?} by {role} {way:?}")
                        });
                    }
                    if call.kind == Kind::Stream {
                        let passes = table.decide(&who, Permission::Read(call.name)).is_ok();
                        tally.tried(!passes, || format!("the stream {}", call.name));
                    }
                }
            }
        }
    }
    tally.end();
}
