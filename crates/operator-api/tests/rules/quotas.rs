//! The quotas of the recordings, as they were when each call came.

use operator_api::resources::{Resource, Scalar, Value};
use operator_api::rules::diff::{self, Bound};
use operator_api::rules::quota::{self, Amounts, Config, Facts, Quantities, Update};

pub fn amount(resource: &Resource) -> f64 {
    match resource.value {
        Value::Scalar(amount) => amount.to_f64(),
        _ => f64::NAN,
    }
}

fn amounts(list: &[(&str, f64)]) -> Amounts {
    list.iter().map(|&(name, amount)| (name.to_owned(), amount)).collect()
}

fn quantities(list: &[(&str, f64)]) -> Quantities {
    list.iter().map(|&(name, amount)| (name.to_owned(), Scalar::from_f64(amount))).collect()
}

fn guarantee(role: &str, list: &[(&str, f64)]) -> Config {
    Config { role: role.into(), guarantees: amounts(list), limits: Amounts::new() }
}

pub fn of(name: &str) -> Facts {
    let current = match name {
        // While more was guaranteed than there was, even what asks for nothing was refused.
        "UPDATE_QUOTA-none"
        | "UPDATE_QUOTA-reset-unknown"
        | "UPDATE_QUOTA-reset"
        | "UPDATE_QUOTA-role-star" => {
            vec![guarantee("huge", &[("cpus", 9999.0)]), guarantee("eng", &[("cpus", 2.0), ("mem", 512.0)])]
        }
        "SET_QUOTA-again" | "SET_QUOTA-again-force" => vec![guarantee("batchq", &[("cpus", 1.0)])],
        "REMOVE_QUOTA" | "REMOVE_QUOTA-greedy" | "REMOVE_QUOTA-huge" | "REMOVE_QUOTA-updated" => {
            ["batchq", "greedy", "huge", "eng"].map(|role| guarantee(role, &[("cpus", 1.0)])).into()
        }
        "master-forbidden-SET_QUOTA" => vec![guarantee("eng", &[("cpus", 1.0)])],
        "fragile-REMOVE_QUOTA" => vec![guarantee("q", &[("cpus", 1.0)])],
        _ => Vec::new(),
    };
    let used = quantities(&[("cpus", 2.4), ("disk", 1336.0), ("mem", 672.0), ("ports", 13.0)]);
    Facts {
        current,
        consumption: [("eng".to_owned(), used)].into(),
        capacity: quantities(&[("cpus", 17.0), ("disk", 80_000.0), ("mem", 16_896.0)]),
    }
}

#[test]
fn force_leaves_out_only_what_can_be_forced() {
    let facts = of("");
    let low = Config { role: "eng".into(), limits: amounts(&[("cpus", 0.01)]), ..Config::default() };
    let check =
        |configs: &[Config], force| quota::check(&facts, &Update { configs: configs.to_vec(), force });
    let problems = check(std::slice::from_ref(&low), false);
    assert!(problems.iter().all(quota_problem_is_forceable) && problems.len() == 1);
    assert_eq!(problems[0].field.as_str(), "configs[0].limits.cpus");
    assert_eq!(check(&[low], true), []);
    let nested = guarantee("eng/web", &[("cpus", 1.0)]);
    assert_eq!(check(std::slice::from_ref(&nested), true).len(), 1);
    let large = guarantee("a", &[("mem", 1_099_511_627_776.0), ("cpus", 1e12)]);
    assert_eq!(check(&[large], true), [], "the largest there can be");
    let larger = guarantee("a", &[("mem", 1_099_511_627_777.0), ("cpus", 1.1e12), ("disk", f64::NAN)]);
    assert_eq!(check(&[larger], true).len(), 3);
}

fn quota_problem_is_forceable(problem: &operator_api::rules::Problem) -> bool {
    problem.forceable()
}

#[test]
fn the_difference_is_by_number() {
    let current = [guarantee("eng", &[("cpus", 2.0), ("mem", 512.0)]), guarantee("ops", &[("cpus", 1.0)])];
    let change = Config { limits: amounts(&[("cpus", 4.0)]), ..guarantee("eng", &[("cpus", 3.0)]) };
    let lines = diff::quotas(&current, &[change, Config { role: "ops".into(), ..Config::default() }]);
    let shown: Vec<_> = lines
        .iter()
        .map(|line| (line.what.0.as_str(), line.what.1, line.what.2.as_str(), line.before, line.after))
        .collect();
    assert_eq!(
        shown,
        [
            ("eng", Bound::Guarantee, "cpus", Some(2.0), Some(3.0)),
            ("eng", Bound::Guarantee, "mem", Some(512.0), None),
            ("eng", Bound::Limit, "cpus", None, Some(4.0)),
            ("ops", Bound::Guarantee, "cpus", Some(1.0), None),
        ]
    );
}
