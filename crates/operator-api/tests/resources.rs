//! Arithmetic, text and messages of resources.

use std::collections::BTreeSet;

use operator_api::resources::{
    Disk, Persistence, Range, Ranges, Reservation, ReservationKind, Resource, Resources, Scalar, Value,
};
use proptest::prelude::*;

fn resources(text: &str) -> Resources {
    text.parse().unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn scalar(text: &str) -> Scalar {
    text.parse().expect(text)
}

#[test]
fn scalars_are_in_fixed_point() {
    assert_eq!(Scalar::from_f64(0.1) + Scalar::from_f64(0.2), Scalar::from_f64(0.3));
    let rounded = [0.0004, 0.0005, -0.0005, 1.0014999, 2.9996, 1e300, f64::NAN, f64::NEG_INFINITY];
    assert_eq!(
        rounded.map(|value| Scalar::from_f64(value).milli()),
        [0, 1, -1, 1001, 3000, i64::MAX, 0, i64::MIN]
    );
    assert_eq!(scalar("0.0005"), Scalar::from_milli(1), "text is rounded as doubles are");
    assert_eq!(scalar("1.5e3").to_string(), "1500");
    assert_eq!(["2.", ".5", "+1", "-0.25"].map(|text| scalar(text).to_string()), ["2", "0.5", "1", "-0.25"]);
    for text in ["", ".", "x", "1.x", "--1", "inf", "NaN", "1e999", "99999999999999999999"] {
        assert!(text.parse::<Scalar>().is_err(), "{text}");
    }
    assert_eq!(Scalar::from_milli(1_000) - Scalar::from_milli(1_500), Scalar::from_milli(-500));
    assert_eq!(Scalar::from_milli(1).minus_or_zero(Scalar::from_milli(2)), Scalar::ZERO);
    assert_eq!(Scalar::from_milli(i64::MAX) + Scalar::from_milli(1), Scalar::from_milli(i64::MAX));
}

#[test]
fn mesos_own_examples_are_read() {
    let text =
        "cpus:24;gpus:2;mem:24576;disk:409600;ports:[21000-24000,30000-34000];bugs(debug_role):{a,b,c}";
    assert_eq!(
        resources(text).to_string(),
        "bugs(debug_role):{a,b,c};cpus:24;disk:409600;gpus:2;mem:24576;ports:[21000-24000,30000-34000]"
    );
    assert_eq!(resources(" cpus ( * ) : 1 ; ; ports : [ 1 - 2 , 3-4 ] ;").to_string(), "cpus:1;ports:[1-4]");
    assert_eq!(resources("cpus:1;cpus:0.5;cpus(a):1;cpus(a):1"), resources("cpus(a):2;cpus:1.5"));
    assert!(resources("cpus:0;ports:[];zones:{}").is_empty());
}

#[test]
fn errors_say_where() {
    let texts = [
        "cpus",
        "cpus:2;:5",
        "cpus:2;mem:",
        "cpus:x",
        "cpus:-1",
        "cpus(eng:2",
        "cpus(eng)x:2",
        "cpus(a b):2",
        "ports:[1-2",
        "ports:[1-2]x",
        "ports:[5]",
        "ports:[9-3]",
        "ports:[1-2,,]",
        "zones:{a,,b}",
        "cpus:[1-2",
        "(eng):1",
    ];
    let words = texts.map(|text| format!("{text:<14} {}", text.parse::<Resources>().unwrap_err()));
    insta::assert_snapshot!(words.join("\n"));
}

#[test]
fn ranges_are_joined_and_cut() {
    let ranges = |text: &str| resources(&format!("ports:{text}")).ranges("ports");
    assert_eq!(ranges("[5-6,1-2,3-3,9-9]").to_string(), "[1-3,5-6,9-9]");
    let mut left = ranges("[1-10,20-30]");
    left.subtract(&ranges("[3-4,8-22,30-40]"));
    assert_eq!(left.to_string(), "[1-2,5-7,23-29]");
    assert_eq!(left.count(), 12);
    assert!(left.contains(5) && !left.contains(4) && !left.contains(0));
    let all = Ranges::from_iter([Range::new(0, u64::MAX)]);
    assert_eq!(all.count(), u64::MAX);
    let mut none = all.clone();
    none.subtract(&all);
    assert!(none.is_empty());
}

#[test]
fn what_differs_does_not_add_up() {
    let plain = Resource::new("cpus", Value::Scalar(Scalar::from_milli(1000)));
    let reserved = |kind, role: &str| Resource {
        reservations: vec![Reservation { kind, role: role.into(), principal: None, labels: vec![] }],
        ..plain.clone()
    };
    let all: Resources = [
        plain.clone(),
        reserved(ReservationKind::Static, "a"),
        reserved(ReservationKind::Dynamic, "a"),
        reserved(ReservationKind::Dynamic, "b"),
        Resource { allocation_role: Some("a".into()), ..plain.clone() },
        Resource { revocable: true, ..plain.clone() },
        Resource { provider: Some("p".into()), ..plain.clone() },
        plain.clone(),
    ]
    .into_iter()
    .collect();
    assert_eq!((all.len(), all.sum("cpus")), (7, scalar("8")));
    assert_eq!(all.reserved_to("a").len(), 2);
    assert_eq!(all.unreserved().sum("cpus"), scalar("5"));
    assert_eq!(all.reserved().sums(), [("cpus", scalar("3"))].into());
    assert_eq!((all.allocated().len(), all.allocated_to("b").len()), (1, 0));
    assert_eq!(all.unallocated().len(), 6, "what was allocated is as plain as the rest");
}

fn volume(id: &str, mib: i64, shared: bool) -> Resource {
    Resource {
        disk: Some(Disk {
            persistence: Some(Persistence { id: id.into(), principal: Some("ops".into()) }),
            ..Disk::default()
        }),
        shared,
        ..Resource::new("disk", Value::Scalar(Scalar::from_milli(mib * 1000)))
    }
}

#[test]
fn volumes_stand_for_themselves() {
    let two: Resources = [volume("v1", 64, false), volume("v2", 64, false)].into_iter().collect();
    assert_eq!((two.len(), two.sum("disk")), (2, scalar("128")));
    let smaller = Resources::from(volume("v1", 32, false));
    assert!(!two.contains(&smaller), "a volume is there as a whole or not at all");
    assert_eq!(&two - &smaller, two);
    assert_eq!(&two - &Resources::from(volume("v1", 64, false)), Resources::from(volume("v2", 64, false)));
}

#[test]
fn a_shared_volume_counts_once_and_is_held_often() {
    let one = Resources::from(volume("v1", 64, true));
    let two = &one + &one;
    assert_eq!((two.len(), two.sum("disk")), (2, scalar("64")));
    assert!(two.contains(&one) && two.contains(&two) && !one.contains(&two));
    assert_eq!(&two - &one, one);
}

#[test]
fn the_long_form_is_as_in_mesos_log() {
    let mut disk = volume("v1", 64, true);
    disk.allocation_role = Some("eng/web".into());
    disk.reservations = vec![
        Reservation { kind: ReservationKind::Static, role: "eng".into(), principal: None, labels: vec![] },
        Reservation {
            kind: ReservationKind::Dynamic,
            role: "eng/web".into(),
            principal: Some("ops".into()),
            labels: vec![("team".into(), Some("blue".into()))],
        },
    ];
    assert_eq!(
        disk.to_string(),
        "disk(allocated: eng/web)(reservations: [(STATIC,eng),(DYNAMIC,eng/web,ops,{team: blue})])[v1]<SHARED>:64"
    );
    assert_eq!((disk.reserved_role(), disk.volume_id()), (Some("eng/web"), Some("v1")));
}

/// Resources that the short form can say. Numbers and names of different `space`s never overlap.
fn any_resources(space: u64) -> impl Strategy<Value = Resources> {
    let value = prop_oneof![
        3 => (1..=1_000_000_000_000_000i64).prop_map(|milli| Value::Scalar(Scalar::from_milli(milli))),
        1 => prop::collection::vec((0..500u64, 0..9u64), 1..4).prop_map(move |ranges| {
            let range = |(begin, length)| Range::new(space * 1000 + begin, space * 1000 + begin + length);
            Value::Ranges(ranges.into_iter().map(range).collect())
        }),
        1 => prop::collection::btree_set("[a-z]{1,3}", 1..4).prop_map(move |items: BTreeSet<String>| {
            Value::Set(items.into_iter().map(|item| format!("{item}{space}")).collect())
        }),
    ];
    let reservation = prop::option::of("[a-c](/[a-c])?");
    let resource = ("[a-d]", reservation, value).prop_map(|(name, role, value)| Resource {
        reservations: role
            .into_iter()
            .map(|role| Reservation { kind: ReservationKind::Static, role, principal: None, labels: vec![] })
            .collect(),
        ..Resource::new(name, value)
    });
    prop::collection::vec(resource, 0..12).prop_map(|all| all.into_iter().collect())
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(all in any_resources(0)) {
        prop_assert_eq!(resources(&all.to_string()), all);
    }

    #[test]
    fn adding_and_subtracting_is_nothing(a in any_resources(0), b in any_resources(1)) {
        let sum = &a + &b;
        prop_assert_eq!(&sum - &b, a.clone());
        prop_assert_eq!(&sum, &(&b + &a));
        prop_assert!(sum.contains(&a) && sum.contains(&b));
        for name in ["a", "b", "c", "d"] {
            prop_assert_eq!(sum.sum(name), a.sum(name) + b.sum(name));
        }
    }

    #[test]
    fn what_is_subtracted_is_not_there(a in any_resources(0), b in any_resources(0)) {
        let left = &a - &b;
        prop_assert!(a.contains(&left));
        prop_assert!((&left - &b).iter().all(|resource| !resource.value.is_empty()));
    }

    #[test]
    fn ranges_are_sets_of_numbers(
        a in prop::collection::vec((0..60u64, 0..9u64), 0..8), b in prop::collection::vec((0..60u64, 0..9u64), 0..8),
    ) {
        let numbers = |ranges: &[(u64, u64)]| -> BTreeSet<u64> {
            ranges.iter().flat_map(|(begin, length)| *begin..=begin + length).collect()
        };
        let ranges = |ranges: &[(u64, u64)]| -> Ranges {
            ranges.iter().map(|(begin, length)| Range::new(*begin, begin + length)).collect()
        };
        let expand = |ranges: &Ranges| ranges.iter().flat_map(|range| range.begin..=range.end).collect::<BTreeSet<_>>();
        let (set_a, set_b) = (numbers(&a), numbers(&b));
        let (mut left, mut sum) = (ranges(&a), ranges(&a));
        left.subtract(&ranges(&b));
        sum.add(&ranges(&b));
        prop_assert_eq!(expand(&left), &set_a - &set_b);
        prop_assert_eq!(expand(&sum), &set_a | &set_b);
        prop_assert_eq!(ranges(&a).contains_all(&ranges(&b)), set_b.is_subset(&set_a));
        prop_assert_eq!(sum.count(), (&set_a | &set_b).len() as u64);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-c:;(){}\\[\\]0-9,. *-]{0,24}") {
        if let Err(error) = text.parse::<Resources>() {
            prop_assert!(error.at <= text.len() && text.is_char_boundary(error.at));
        }
    }

    #[test]
    fn scalars_are_printed_exactly(milli in any::<i64>()) {
        prop_assert_eq!(scalar(&Scalar::from_milli(milli).to_string()), Scalar::from_milli(milli));
    }
}

#[cfg(feature = "messages")]
mod messages {
    use operator_api::v1;
    use serde_json::json;

    use super::*;

    fn message(value: serde_json::Value) -> v1::Resource {
        serde_json::from_value(value).expect("a resource")
    }

    #[test]
    fn the_old_and_the_new_form_of_a_reservation_are_the_same() {
        let scalar = json!({ "value": 2.0 });
        for (old, new) in [
            (
                json!({ "name": "cpus", "type": "SCALAR", "scalar": scalar, "role": "ops" }),
                json!([{ "type": "STATIC", "role": "ops" }]),
            ),
            (
                json!({ "name": "cpus", "type": "SCALAR", "scalar": scalar, "role": "ops", "reservation": { "principal": "p" } }),
                json!([{ "type": "DYNAMIC", "role": "ops", "principal": "p" }]),
            ),
            (json!({ "name": "cpus", "type": "SCALAR", "scalar": scalar, "role": "*" }), json!([])),
        ] {
            let new = json!({ "name": "cpus", "type": "SCALAR", "scalar": scalar, "reservations": new });
            assert_eq!(Resource::try_from(&message(old)), Resource::try_from(&message(new)));
        }
    }

    #[test]
    fn a_volume_survives_the_way_there_and_back() {
        let written = json!({
            "name": "disk",
            "type": "SCALAR",
            "scalar": { "value": 64.0 },
            "allocation_info": { "role": "eng/web" },
            "reservations": [
                { "type": "STATIC", "role": "eng" },
                { "type": "DYNAMIC", "role": "eng/web", "principal": "ops", "labels": { "labels": [{ "key": "k" }] } },
            ],
            "disk": {
                "persistence": { "id": "v1", "principal": "ops" },
                "volume": { "mode": "RW", "container_path": "data" },
                "source": { "type": "MOUNT", "mount": { "root": "/mnt/1" }, "profile": "fast" },
            },
            "shared": {},
            "provider_id": { "value": "p1" },
        });
        let read = Resource::try_from(&message(written.clone())).unwrap();
        assert_eq!(serde_json::to_value(v1::Resource::from(&read)).unwrap(), written);
    }

    #[test]
    fn a_resource_without_a_quantity_is_refused() {
        let text = message(json!({ "name": "rack", "type": "TEXT" }));
        assert_eq!(
            Resource::try_from(&text).unwrap_err().to_string(),
            "the resource \"rack\" has neither a scalar, nor ranges, nor a set"
        );
        assert!(Resources::from_messages([&text]).is_empty());
    }

    proptest! {
        #[test]
        fn messages_keep_everything(all in any_resources(0)) {
            prop_assert_eq!(Resources::from_messages(&all.to_messages()), all);
        }
    }
}
