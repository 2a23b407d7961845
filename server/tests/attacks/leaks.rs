//! Secrets in answers, errors and logs (Argo CD CVE-2025-55190, CVE-2025-23216; Nomad CVE-2025-1296): whatever is called a secret is not in what is left.

use mesoscope_server::access::redact::{redact, text};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Map, Value, json};

use crate::tally::Tally;

const NAMES: [&str; 12] = [
    "PASSWORD",
    "db_password",
    "API_KEY",
    "apiToken",
    "AWS_SECRET_ACCESS_KEY",
    "client-secret",
    "Authorization",
    "JWT",
    "github.token",
    "PGPASSWORD",
    "credentials",
    "private_key",
];

/// A secret in one of the places that Mesos and its users have for it.
fn placed(random: &mut StdRng, secret: &str) -> Value {
    let name = *NAMES.choose(random).unwrap();
    match random.random_range(0..9) {
        0 => json!({"name": name, "value": secret}),
        1 => json!({"key": name, "value": secret}),
        2 => json!({name: secret}),
        3 => json!({"command": {"value": format!("{name}={secret} ./run -v")}}),
        4 => json!({"arguments": ["./run", format!("--{name}"), secret]}),
        5 => json!({"uri": format!("https://user:{secret}@example.org/x?y=1")}),
        6 => json!({"type": "SECRET", "secret": {"type": "VALUE", "value": {"data": secret}}}),
        7 => {
            json!({"name": "modules", "value": json!([{"parameters": [{"key": name, "value": secret}]}]).to_string()})
        }
        _ => json!({"value": format!("exec run --{name} {secret} --port 80")}),
    }
}

/// Somewhere within objects and lists.
fn wrapped(random: &mut StdRng, inner: Value) -> Value {
    (0..random.random_range(0..6)).fold(inner, |inner, _| match random.random_range(0..3) {
        0 => json!([inner, 5, "text"]),
        1 => json!({"task_id": {"value": "t"}, "executor_info": inner, "data": null}),
        _ => Value::Object(Map::from_iter([("labels".to_owned(), json!({"labels": [inner]}))])),
    })
}

#[test]
fn what_is_called_a_secret_is_gone_wherever_it_stands() {
    let mut random = StdRng::seed_from_u64(1);
    let mut tally = Tally::of("secrets in answers");
    for number in 0..10_000 {
        let secret = format!("Hunter{number}x{}", random.random::<u32>());
        let inner = placed(&mut random, &secret);
        let mut answer = wrapped(&mut random, inner);
        let before = answer.to_string();
        redact(&mut answer);
        tally.tried(!answer.to_string().contains(&secret), || before);
    }
    tally.end();
}

#[test]
fn errors_and_lines_of_logs_name_no_password_of_an_address() {
    let mut tally = Tally::of("secrets in errors");
    for error in [
        "no answer from zk://mesos:Hunter2@zk1:2181,zk2:2181/mesos",
        "cannot fetch 'https://ci:Hunter2@repo.example/x.tgz': 404",
        "https://ci:Hunter2@a/ redirected to https://ci:Hunter2@b/",
        "mesos-master --zk=zk://u:Hunter2@h/m --credential=Hunter2 failed",
    ] {
        let told = text(error).unwrap_or_else(|| error.to_owned());
        tally.tried(!told.contains("Hunter2"), || told);
    }
    tally.end();
}
