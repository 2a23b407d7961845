//! Ten thousand requests as chance will have them for everybody who may come: paths that are none (Portainer CVE-2026-44848), the same power by another
//! way (Portainer GHSA-5fxq-qcf3-244w), methods, types and bodies in any combination. What arrived at the cluster is held against the table.

use std::sync::Arc;

use mesoscope_server::access::identity::{Identity, Role, Way};
use mesoscope_server::access::permission::{Permission, Table};
use operator_api::calls::{self, Kind, Target};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use crate::stage::{
    AGENT, Arrived, Console, FOREIGN, OWN, Raw, Reply, SECRET, Upstream, Visitor, sandbox, users,
};
use crate::tally::Tally;

/// For each who may come.
const REQUESTS: usize = 10_000;

/// How many of them at once.
const AT_ONCE: usize = 16;

const SETTINGS: &str = "terminals = true\nlog = \"error\"\n[access]\nways = [\"users\"]\nusers-file = \"FOLDER/users.toml\"\n\
    limits = { identity-rate = 1000000, identity-burst = 1000000, address-rate = 1000000, address-burst = 1000000, \
    streams = 100000, all-streams = 100000, downloads = 100000, all-downloads = 100000 }\n\
    [access.dashboards]\nwithout-login = true\n";

/// The doors, with what their segments may be.
const DOORS: [&str; 33] = [
    "/api/master",
    "/api/agents/AGENT",
    "/api/frameworks/FRAMEWORK",
    "/api/tasks/FRAMEWORK/TASK",
    "/api/master/readings/CALL",
    "/api/agents/AGENT/readings/CALL",
    "/api/master/files/list?path=PATH",
    "/api/agents/AGENT/files/list?path=PATH",
    "/api/master/files?path=PATH",
    "/api/agents/AGENT/files?path=PATH",
    "/api/agents/AGENT/files?path=PATH&as=tar",
    "/api/agents/AGENT/files/search?path=PATH&text=a",
    "/api/agents/details",
    "/api/changes",
    "/api/changes/1",
    "/api/changes/1/stop",
    "/api/events?limit=100",
    "/api/history",
    "/api/session",
    "/api/session/seen",
    "/api/login",
    "/api/login/oidc",
    "/api/dashboards",
    "/api/dashboards/enter",
    "/api/dashboards/x/revoke",
    "/api/audit",
    "/api/live",
    "/api/live/snapshot",
    "/api/agents/AGENT/terminal?mode=launch",
    "/api/agents/AGENT/containers/wait?container=CONTAINER",
    "/api/demo/faults",
    "/metrics",
    "/api/nothing/TASK",
];

/// What the doors of readings are asked for.
const READINGS: [&str; 7] =
    ["GET_STATE", "GET_FLAGS", "GET_METRICS", "GET_CONTAINERS", "GET_TASKS", "TEARDOWN", "GET_AGENT"];

const METHODS: [&str; 12] =
    ["GET", "GET", "POST", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"];

/// One request: its bytes, its number in the cluster's notes, its path as it was meant.
struct Shot {
    bytes: Vec<u8>,
    door: &'static str,
    as_is: bool,
    method: &'static str,
}

fn filled(door: &str, random: &mut StdRng) -> String {
    let mark = [OWN, FOREIGN].choose(random).copied().unwrap();
    let path = [
        format!("{}/stdout", sandbox(mark)),
        sandbox(mark),
        format!("{}/../../../../../{mark}-framework", sandbox(OWN)),
        "/slave/log".to_owned(),
        "/master/log".to_owned(),
        format!("{}/%2e%2e/stdout", sandbox(mark)),
        "/".to_owned(),
    ];
    door.replace("AGENT", [AGENT, AGENT, AGENT, "x", "..", "127.0.0.1:1"].choose(random).unwrap())
        .replace("FRAMEWORK", &format!("{mark}-framework"))
        .replace("TASK", &format!("{mark}-task"))
        .replace("CONTAINER", &format!("{mark}-container"))
        .replace("CALL", READINGS.choose(random).unwrap())
        .replace("PATH", path.choose(random).unwrap())
}

/// Ways to write a path that some reader may take for it and another not.
fn twisted(path: &str, random: &mut StdRng) -> String {
    let at = random.random_range(1..=path.len());
    let (before, after) = path.split_at(path.ceil_char_boundary(at));
    match random.random_range(0..12) {
        0 => path.to_uppercase(),
        1 => format!("{path}/"),
        2 => path.replacen("/api", "/API", 1),
        3 => path.replacen("/api", "//api", 1),
        4 => path.replacen("/api", "/api/.", 1),
        5 => path.replacen("/api", "/healthz/../api", 1),
        6 => path.replacen("/api", "/%61pi", 1),
        7 => path.replacen("/api", "/api/login/..", 1),
        8 => path.replacen("/api/", "/api/..;/api/", 1),
        9 => format!("{before}%2f{after}"),
        10 => format!("{before}\u{fffd}%00{after}"),
        _ => format!("{before}{}{after}", random.random_range('!'..='~')),
    }
}

/// A call, mostly one that there is, with arguments that are of one or the other.
fn call(nonce: &str, random: &mut StdRng) -> Value {
    let all: Vec<_> = [Target::Master, Target::Agent].into_iter().flat_map(calls::all).collect();
    let known = all.choose(random).unwrap();
    let mark = [OWN, FOREIGN].choose(random).copied().unwrap();
    let role = if mark == OWN { "eng" } else { "ops" };
    let name = match random.random_range(0..12) {
        0 => known.name.to_lowercase(),
        1 => format!("{} ", known.name),
        2 => format!("{}\u{0}", known.name),
        _ => known.name.to_owned(),
    };
    let resources = json!([{ "name": "cpus", "type": "SCALAR", "scalar": { "value": 1 },
        "reservations": [{ "type": "DYNAMIC", "role": role, "principal": "p" }] }]);
    let arguments = json!({
        "agent_id": { "value": AGENT }, "framework_id": { "value": format!("{mark}-framework") },
        "container_id": { "value": "c", "parent": { "value": format!("{mark}-container") } },
        "resources": resources, "volumes": resources, "path": format!("{}/stdout", sandbox(mark)),
        "role": role, "level": 1, "duration": { "nanoseconds": 1 }, "weight_infos": [{ "role": role, "weight": 1 }],
        "quota_configs": [{ "role": role }], "offset": 0, "length": 10, "command": { "value": "id" }, "type": name,
    });
    let mut call = json!({ "type": name, "nonce": nonce });
    call[known.name.to_ascii_lowercase()] = arguments;
    call
}

fn shot(nonce: &str, cookie: Option<&str>, random: &mut StdRng) -> Shot {
    let door = *DOORS.choose(random).unwrap();
    let mut path = filled(door, random);
    let as_is = random.random_ratio(2, 3);
    if !as_is {
        path = twisted(&path, random);
    }
    // What ends a request line is not what this is about.
    path.retain(|letter| !letter.is_ascii_control() && letter != ' ');
    let method = *METHODS.choose(random).unwrap();
    let call = call(nonce, random);
    let agent = [Value::Null, json!(AGENT)].choose(random).cloned().unwrap();
    let body = match (door, random.random_range(0..20)) {
        (_, 0) => String::new(),
        (_, 1) => "{\"type\":".to_owned(),
        (_, 2) => format!("[{call}]"),
        ("/api/changes", _) => json!({ "steps": [{ "agent_id": agent, "call": call }] }).to_string(),
        ("/api/agents/details", _) => json!({ "agents": [AGENT] }).to_string(),
        ("/api/login", _) => {
            json!({ "way": "users", "name": "nobody", "password": "x".repeat(12) }).to_string()
        }
        ("/api/dashboards", _) => {
            json!({ "name": "x", "pages": ["/"], "every_seconds": 10, "bound": null, "lasts_seconds": 60 })
                .to_string()
        }
        _ => call.to_string(),
    };
    // Logins are few: they take long, and have a limit of their own.
    let body = if door == "/api/login" && method == "POST" { "{}".to_owned() } else { body };
    let kind = [
        "application/json",
        "application/json",
        "application/json",
        "application/json; charset=utf-8",
        "text/plain",
        "",
    ]
    .choose(random)
    .unwrap();
    let mut head =
        format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n", body.len());
    if !kind.is_empty() {
        head += &format!("Content-Type: {kind}\r\n");
    }
    if let Some(cookie) = cookie {
        head += &format!("Cookie: {cookie}\r\n");
    }
    let more = [
        "",
        "",
        "",
        "X-HTTP-Method-Override: GET\r\n",
        "X-Original-URL: /healthz\r\n",
        "X-Forwarded-User: admin\r\n",
        "Authorization: Basic YWRtaW46YWRtaW4=\r\n",
        "X-Forwarded-For: 127.0.0.1\r\n",
        "Origin: http://evil.example\r\n",
        "Range: bytes=0-0\r\n",
    ];
    head += more.choose(random).unwrap();
    Shot { bytes: (head + "\r\n" + &body).into_bytes(), door, as_is, method }
}

/// Somebody who may come.
struct Guest {
    name: &'static str,
    who: Option<Identity>,
    cookie: Option<String>,
    read_only: bool,
}

/// Whether a refusal names nothing of others but what it was asked for.
fn is_echo(shot: &Shot, reply: &Reply) -> bool {
    let (asked, told) = (String::from_utf8_lossy(&shot.bytes), String::from_utf8_lossy(&reply.body));
    let words = told.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    reply.status >= 400 && words.filter(|word| word.contains(FOREIGN)).all(|word| asked.contains(word))
}

/// What is wrong with an answer, if anything is.
fn wrong(guest: &Guest, table: &Table, shot: &Shot, reply: &Reply) -> Option<String> {
    let is_ok = (200..300).contains(&reply.status);
    let is_bound = guest.who.as_ref().is_none_or(|who| who.bound.is_some());
    if is_bound && reply.has(FOREIGN) && !is_echo(shot, reply) {
        return Some("shows what is not his".to_owned());
    }
    if guest.who.is_none() && reply.has(OWN) {
        return Some("shows something to nobody".to_owned());
    }
    if guest.who.as_ref().is_none_or(|who| who.role < Role::Admin) && reply.has(SECRET) {
        return Some("shows a secret".to_owned());
    }
    if reply.header("x-content-type-options") != Some("nosniff")
        && !(reply.body.is_empty() && reply.status == 400)
    {
        return Some("has no headers".to_owned());
    }
    let permission = match shot.door.split('?').next().unwrap_or_default() {
        "/api/audit" => Permission::Audit,
        "/api/dashboards" | "/api/dashboards/x/revoke" => Permission::Dashboards,
        "/metrics" => Permission::Metrics,
        "/api/session" | "/api/session/seen" | "/api/login" | "/api/login/oidc" | "/api/dashboards/enter" => {
            return None;
        }
        _ => Permission::See,
    };
    let may = guest.who.as_ref().is_some_and(|who| table.decide(who, permission).is_ok());
    (is_ok && shot.as_is && shot.method != "OPTIONS" && !may)
        .then(|| format!("lets in who may not {}", permission.name()))
}

/// What should not have arrived. A change waits for its turn, so that it may arrive when others have long been at it: its nonce says whose it is.
fn trespassed(now: &Guest, guests: &[Guest], arrived: &Arrived) -> bool {
    let target = if arrived.at_agent { Target::Agent } else { Target::Master };
    let Some(known) = calls::find(target, &arrived.kind) else { return true };
    let nonce = arrived.body["nonce"].as_str();
    // What no request here leads to is the console's own look at a change.
    let is_look = known.name == "GET_CONTAINERS" && arrived.body.get("get_containers").is_some();
    let is_led_to = READINGS.contains(&known.name) || ["LIST_FILES", "READ_FILE"].contains(&known.name);
    let is_led_to = is_led_to && !is_look;
    if known.kind == Kind::Read && nonce.is_none() && !is_led_to {
        return false;
    }
    let whose = nonce.and_then(|nonce| nonce.split('#').next()).unwrap_or(now.name);
    let Some(guest) = guests.iter().find(|guest| guest.name == whose) else { return true };
    let Some(who) = &guest.who else { return true };
    let permission = match known.kind {
        Kind::Read => Permission::Read(known.name),
        Kind::Change => Permission::Change(known.name),
        Kind::Stream => return true,
    };
    let text = arrived.body.to_string();
    let beyond = known.kind == Kind::Change
        && who.bound.is_some()
        && (text.contains(FOREIGN) || text.contains("\"ops\""));
    Table::new(guest.read_only).decide(who, permission).is_err() || beyond
}

async fn attack(
    guest: &Guest,
    guests: &[Guest],
    console: &Console,
    upstream: &Upstream,
    seed: u64,
    tally: &mut Tally,
) {
    let table = Table::new(guest.read_only);
    upstream.take();
    let mut random = StdRng::seed_from_u64(seed);
    let shots: Vec<_> = (0..REQUESTS)
        .map(|number| shot(&format!("{}#{number}", guest.name), guest.cookie.as_deref(), &mut random))
        .collect();
    let shots = Arc::new(shots);
    let shooters = (0..AT_ONCE).map(|first| {
        let (shots, address) = (shots.clone(), console.address);
        tokio::spawn(async move {
            let mut raw = Raw::to(address);
            let mut replies = Vec::new();
            for (number, shot) in shots.iter().enumerate().skip(first).step_by(AT_ONCE) {
                // Waiting for a container, and streams, have no end.
                let reply =
                    tokio::time::timeout(std::time::Duration::from_secs(20), raw.send(&shot.bytes)).await;
                if reply.is_err() {
                    raw = Raw::to(address);
                }
                replies.push((number, reply.ok().flatten()));
            }
            replies
        })
    });
    let mut passed = 0;
    for replies in futures_util::future::join_all(shooters).await {
        for (number, reply) in replies.unwrap() {
            let Some(reply) = reply else { continue };
            passed += usize::from((200..300).contains(&reply.status));
            let wrong = wrong(guest, &table, &shots[number], &reply);
            tally.tried(wrong.is_none(), || {
                let sent = String::from_utf8_lossy(&shots[number].bytes);
                let got = String::from_utf8_lossy(&reply.body);
                format!(
                    "seed {seed}, {number}, {}: {}: {} {got:.300}\n{sent}",
                    guest.name,
                    wrong.unwrap_or_default(),
                    reply.status
                )
            });
        }
    }
    let mut through = 0;
    for arrived in upstream.take().into_iter().filter(|arrived| !crate::stage::is_of_the_hub(arrived)) {
        through += 1;
        tally.tried(!trespassed(guest, guests, &arrived), || {
            format!("seed {seed}, {} had {arrived:?} sent", guest.name)
        });
    }
    println!("  {}: {passed} answered, {through} calls reached the cluster", guest.name);
    // One who may something and does not get anything would prove nothing.
    assert!(guest.who.is_none() || passed > 100, "{}: {passed}", guest.name);
}

#[tokio::test(flavor = "multi_thread")]
async fn cve_2026_44848_ten_thousand_of_everybody_pass_as_the_table_has_it() {
    let seed = std::env::var("MESOSCOPE_ATTACK_SEED").map_or(7, |seed| seed.parse().unwrap());
    println!("seed {seed}");
    let mut tally = Tally::of("random requests");
    let known = [
        ("viewer", Role::Viewer, None),
        ("operator", Role::Operator, None),
        ("admin", Role::Admin, None),
        ("bound viewer", Role::Viewer, Some(&["eng"][..])),
        ("bound operator", Role::Operator, Some(&["eng"][..])),
    ];
    let upstream = Upstream::start().await;
    for read_only in [false, true] {
        let settings = if read_only {
            SETTINGS.replacen("terminals = true", "read-only = true", 1)
        } else {
            SETTINGS.to_owned()
        };
        let console = Console::start(users(&known), &upstream.url(), &settings).await.ready().await;
        let mut guests = vec![Guest { name: "nobody", who: None, cookie: None, read_only }];
        for (name, role, bound) in known {
            let bound = bound.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
            let who = Identity { name: name.to_owned(), way: Way::User, bound, ..Identity::open(role) };
            let cookie = Visitor::user(&console, name).await.cookie();
            guests.push(Guest { name, who: Some(who), cookie, read_only });
        }
        let admin = Visitor::user(&console, "admin").await;
        for (name, bound) in [("dashboard", None), ("bound dashboard", Some(&["eng"][..]))] {
            let cookie = admin.board(name, bound).await.cookie();
            let bound = bound.map(|roles| roles.iter().map(|role| (*role).to_owned()).collect());
            let who = Identity {
                name: format!("dashboard {name}"),
                way: Way::Dashboard,
                bound,
                ..Identity::open(Role::Viewer)
            };
            guests.push(Guest { name, who: Some(who), cookie, read_only });
        }
        // Read-only is one guest more: the one who may most.
        if read_only {
            guests.retain(|guest| guest.name == "admin");
            guests[0].name = "admin of a read-only console";
        }
        for (at, guest) in guests.iter().enumerate() {
            attack(guest, &guests, &console, &upstream, seed + at as u64, &mut tally).await;
        }
        let log = console.log();
        tally.tried(!log.contains("panicked"), || format!("the console panicked:\n{log}"));
        tally.tried(!log.contains(SECRET), || "a secret is in the log".to_owned());
    }
    tally.end();
}
