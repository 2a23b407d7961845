//! What other consoles have fallen to, at the doors of this one: over real HTTP, with the cluster's notes of what arrived as the judge.

use http::Method;
use http::header::SET_COOKIE;
use mesoscope_server::access::identity::{Identity, Role, Way};
use mesoscope_server::access::key::Keys;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::session::cookie::{Cookie, SameSite};
use mesoscope_server::access::session::{Basis, Lifetimes, Sessions};
use mesoscope_server::config::BasePath;
use operator_api::calls::{self, Kind, Target};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::soon;
use crate::stage::{
    AGENT, Console, FOREIGN, Hostile, ORIGINS, OWN, PASSWORD, Raw, SECRET, Say, Upstream, Visitor,
    is_of_the_hub, sandbox, users,
};
use crate::tally::Tally;

const SETTINGS: &str = "terminals = true\n[access]\nways = [\"users\"]\nusers-file = \"FOLDER/users.toml\"\n\
    session-key-file = \"FOLDER/key\"\nsession-key-create = true\n\
    limits = { identity-rate = 100000, identity-burst = 100000, address-rate = 100000, address-burst = 100000 }\n\
    [access.dashboards]\nwithout-login = true\nregister-file = \"FOLDER/boards\"\n[audit]\nfile = \"FOLDER/audit.log\"\n";

/// A user for each role, and one who is bound.
fn everybody() -> TempDir {
    users(&[
        ("vic", Role::Viewer, None),
        ("olga", Role::Operator, None),
        ("ada", Role::Admin, None),
        ("eng", Role::Operator, Some(&["eng"])),
    ])
}

async fn console(upstream: &Upstream) -> Console {
    Console::start(everybody(), &upstream.url(), SETTINGS).await.ready().await
}

/// Doors that read, each a way to something of the cluster.
fn reads() -> Vec<String> {
    let mut doors: Vec<_> = [
        "/api/live/snapshot",
        "/api/events?limit=10",
        "/api/history",
        "/api/changes",
        "/api/changes/1",
        "/api/audit",
        "/api/dashboards",
        "/metrics",
        "/api/master/readings/GET_FLAGS",
        "/api/master/readings/GET_STATE",
        "/api/master/files/list?path=/master",
        "/api/master/files?path=/master/log",
        "/api/demo/faults",
    ]
    .map(str::to_owned)
    .to_vec();
    for mark in [OWN, FOREIGN] {
        doors.push(format!("/api/frameworks/{mark}-framework"));
        doors.push(format!("/api/tasks/{mark}-framework/{mark}-task"));
        let path = sandbox(mark);
        doors.push(format!("/api/agents/{AGENT}/files/list?path={path}"));
        doors.push(format!("/api/agents/{AGENT}/files?path={path}/stdout"));
        doors.push(format!("/api/agents/{AGENT}/files?path={path}&as=tar"));
        doors.push(format!("/api/agents/{AGENT}/files/search?path={path}/stdout&text=a"));
        doors.push(format!("/api/agents/{AGENT}/containers/wait?container={mark}-container"));
    }
    doors.extend([
        format!("/api/agents/{AGENT}"),
        format!("/api/agents/{AGENT}/readings/GET_STATE"),
        format!("/api/agents/{AGENT}/readings/GET_CONTAINERS"),
    ]);
    doors
}

/// Sockets.
fn sockets() -> [String; 3] {
    [
        "/api/live?epoch=0&revision=0".to_owned(),
        format!("/api/agents/{AGENT}/terminal?mode=launch"),
        format!("/api/agents/{AGENT}/terminal?mode=attach"),
    ]
}

const SUBPROTOCOL: (&str, &str) = ("sec-websocket-protocol", cluster_model::terminal::SUBPROTOCOL);

/// Every call that changes something, by every way there is to send one.
fn changes() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for target in [Target::Master, Target::Agent] {
        for call in calls::all(target).iter().filter(|call| call.kind == Kind::Change) {
            let mut body = json!({ "type": call.name, "nonce": 1 });
            body[call.name.to_ascii_lowercase()] = json!({
                "agent_id": { "value": AGENT }, "framework_id": { "value": format!("{OWN}-framework") },
                "container_id": { "value": "c", "parent": { "value": format!("{OWN}-container") } },
            });
            let agent = (target == Target::Agent).then_some(AGENT);
            let door = agent.map_or("/api/master".to_owned(), |agent| format!("/api/agents/{agent}"));
            all.push((door, body.to_string()));
            all.push((
                "/api/changes".to_owned(),
                json!({ "steps": [{ "agent_id": agent, "call": body }] }).to_string(),
            ));
        }
    }
    all
}

/// Everything that somebody without a session tries.
async fn try_everything(visitor: &Visitor, tally: &mut Tally, who: &str) {
    for door in reads() {
        let got = visitor.get(&door).await;
        tally.tried(got.status == 401, || format!("{who}: GET {door}: {} {}", got.status, got.text()));
    }
    for (door, body) in changes() {
        let got = visitor.post(&door, &body).await;
        tally
            .tried(got.status == 401, || format!("{who}: POST {door} {body}: {} {}", got.status, got.text()));
    }
    for door in ["/api/dashboards", "/api/changes/1/stop", "/api/session/seen", "/api/agents/details"] {
        let got = visitor.post(door, "{}").await;
        tally.tried(got.status == 401, || format!("{who}: POST {door}: {} {}", got.status, got.text()));
    }
    for socket in sockets() {
        let status = visitor.knock(&socket, &[SUBPROTOCOL]).await;
        tally.tried(status == 401, || format!("{who}: {socket}: {status}"));
    }
}

/// Kubernetes Dashboard CVE-2018-18264: a missing login was the console's own account.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2018_18264_without_credentials_nothing_reaches_the_cluster() {
    let mut tally = Tally::of("doors without credentials");
    let upstream = Upstream::start().await;
    let asks = console(&upstream).await;
    upstream.take();
    let nobody = Visitor::of(&asks);
    try_everything(&nobody, &mut tally, "nobody").await;
    let arrived: Vec<_> = upstream.take().into_iter().filter(|arrived| !is_of_the_hub(arrived)).collect();
    tally.tried(arrived.is_empty(), || format!("{arrived:?}"));
    // Where the console has no account of its own it asks nobody, not even whether the cluster is there.
    let other = Upstream::start().await;
    other.only(&[("ada", "of-mesos")]);
    let passes =
        Console::start(everybody(), &other.url(), "terminals = true\n[access]\nways = [\"mesos\"]\n").await;
    let nobody = Visitor::of(&passes);
    try_everything(&nobody, &mut tally, "nobody, where Mesos is asked").await;
    let readiness = nobody.get("/readyz").await;
    tally.tried(!readiness.text().contains(OWN), || readiness.text());
    let arrived = other.take();
    tally.tried(arrived.is_empty(), || format!("{arrived:?}"));
    let wrong = nobody.log_in("mesos", "ada", "guess").await;
    tally.tried(wrong.status == 401 && !wrong.headers.contains_key(SET_COOKIE), || wrong.text());
    // Whoever is nobody to Mesos stays nobody here.
    try_everything(&nobody, &mut tally, "nobody, after a wrong login").await;
    tally.end();
}

/// Argo CD CVE-2021-26921 and CVE-2020-8826, Rancher GHSA-c45c-39f6-6gw9: sessions that nobody was given, that were fixed, that outlive what gave them.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2021_26921_sessions_that_are_none() {
    let mut tally = Tally::of("sessions that are none");
    let upstream = Upstream::start().await;
    let console = console(&upstream).await;
    let whoami = async |cookie: &str| {
        let mut visitor = Visitor::of(&console);
        visitor.cookies = vec![cookie.to_owned()];
        visitor.get("/api/live/snapshot").await.status
    };
    let ada = Visitor::user(&console, "ada").await;
    let good = ada.cookie().unwrap();
    assert_eq!(whoami(&good).await, 200);
    // With the key, as somebody has it who once read the file: sessions that have ended are no good all the same.
    let keys = Keys::read(&console.path().join("key")).unwrap();
    let cookie = || Cookie::new("mesoscope", &BasePath::root(), false, SameSite::Strict);
    let sealed = |keys: &Keys, name: &str, basis: Basis, at: Moment| {
        let who = Identity { way: Way::User, name: name.to_owned(), ..Identity::open(Role::Admin) };
        let sessions = Sessions::new(keys.clone(), cookie(), Lifetimes::default());
        let (_, cookie) = sessions.begin(who, basis, None, None, at).unwrap();
        cookie.to_str().unwrap().split(';').next().unwrap().to_owned()
    };
    let now = Moment::now();
    let yesterday = Moment::from_millis(now.millis() - 25 * 3_600_000);
    let tomorrow = Moment::from_millis(now.millis() + 25 * 3_600_000);
    let mut bad = vec![
        ("of another key", sealed(&Keys::random(), "ada", Basis::Nothing, now)),
        ("of yesterday", sealed(&keys, "ada", Basis::Nothing, yesterday)),
        ("of tomorrow", sealed(&keys, "ada", Basis::Nothing, tomorrow)),
        ("of another password", sealed(&keys, "ada", Basis::Password("0123456789abcdef".to_owned()), now)),
        (
            "of nobody in the file",
            sealed(&keys, "mallory", Basis::Password("0123456789abcdef".to_owned()), now),
        ),
        (
            "a token without a signature",
            "mesoscope=eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJhZG1pbiJ9.".to_owned(),
        ),
        ("twice", format!("{good}; {good}")),
        ("of a dashboard's name", good.replacen("mesoscope=", "mesoscope-board=", 1)),
        ("with another prefix", good.replacen("mesoscope=", "__Host-mesoscope=", 1)),
        ("nothing", "mesoscope=".to_owned()),
    ];
    for at in (0..good.len() - 10).step_by(7).filter(|at| *at > 10) {
        let mut other = good.clone();
        other.replace_range(at..=at, if &good[at..=at] == "A" { "B" } else { "A" });
        bad.push(("changed", other));
    }
    for (what, cookie) in &bad {
        let status = whoami(cookie).await;
        tally.tried(status == 401, || format!("{what}: {status}"));
    }
    // Fixed: whoever planted a session knows nothing of the one that a login begins, and his own is over.
    let mut planted = Visitor::user(&console, "vic").await;
    let before = planted.cookie().unwrap();
    let got = planted.log_in("users", "olga", PASSWORD).await;
    planted.take_cookies(&got);
    let after = planted.cookie().unwrap();
    tally.tried(before != after && whoami(&before).await == 401 && whoami(&after).await == 200, || {
        "a fixed session".to_owned()
    });
    // Logged out, whoever kept the cookie.
    let kept = after;
    assert_eq!(planted.post("/api/logout", "{}").await.status, 200);
    tally.tried(whoami(&kept).await == 401, || "after the logout".to_owned());
    let renamed = kept.replacen("mesoscope=", "mesoscope-board=", 1);
    tally.tried(whoami(&renamed).await == 401, || "after the logout, as a dashboard's".to_owned());
    // Of a user who has another role, is bound, or is gone: decided anew.
    let vic = Visitor::user(&console, "vic").await.cookie().unwrap();
    let other = users(&[("ada", Role::Viewer, None)]);
    std::fs::copy(other.path().join("users.toml"), console.path().join("users.toml")).unwrap();
    soon("the users", async {
        while whoami(&vic).await == 200 {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    })
    .await;
    tally.tried(whoami(&vic).await == 401, || "a user who is gone".to_owned());
    tally.tried(whoami(&good).await == 401, || "a user with another password".to_owned());
    // A way in that was closed closes its sessions, also for a console that has the key.
    let closed = tempfile::tempdir().unwrap();
    std::fs::copy(console.path().join("key"), closed.path().join("key")).unwrap();
    let only_mesos = "[access]\nways = [\"mesos\"]\nsession-key-file = \"FOLDER/key\"\n";
    let of_users = sealed(&keys, "ada", Basis::Nothing, now);
    let closed = Console::start(closed, &upstream.url(), only_mesos).await;
    let mut visitor = Visitor::of(&closed);
    visitor.cookies = vec![of_users];
    let got = visitor.get("/api/live/snapshot").await;
    tally.tried(got.status == 401, || format!("after its way was closed: {}", got.status));
    tally.end();
}

/// Portainer GHSA-5fxq-qcf3-244w: a check on one way to write and not on another.
#[tokio::test(flavor = "multi_thread")]
async fn ghsa_5fxq_every_way_to_write_has_the_same_check() {
    let mut tally = Tally::of("ways to write for those who may not");
    let upstream = Upstream::start().await;
    let open = console(&upstream).await;
    let settings = SETTINGS.replacen("terminals = true", "read-only = true", 1);
    let read_only = Console::start(everybody(), &upstream.url(), &settings).await.ready().await;
    let ada = Visitor::user(&open, "ada").await;
    let vic = Visitor::user(&open, "vic").await;
    let board = ada.board("wall", None).await;
    let kept = Visitor::user(&read_only, "ada").await;
    upstream.take();
    for (who, visitor) in
        [("a viewer", &vic), ("a dashboard", &board), ("an admin of a read-only console", &kept)]
    {
        for (door, body) in changes() {
            let got = visitor.post(&door, &body).await;
            tally.tried(got.status == 403, || format!("{who}: {door} {body}: {} {}", got.status, got.text()));
        }
        for socket in &sockets()[1..] {
            let status = visitor.knock(socket, &[SUBPROTOCOL]).await;
            tally.tried(status == 403, || format!("{who}: {socket}: {status}"));
        }
    }
    let arrived: Vec<_> = upstream.take().into_iter().filter(|arrived| !is_of_the_hub(arrived)).collect();
    tally.tried(arrived.is_empty(), || format!("{arrived:?}"));
    // The same calls of somebody who may do arrive, or nothing was shown.
    for (door, body) in changes().iter().take(8) {
        ada.post(door, body).await;
    }
    let arrived = upstream.take().into_iter().filter(|arrived| !is_of_the_hub(arrived)).count();
    assert!(arrived > 0, "an admin may");
    tally.end();
}

/// Portainer CVE-2026-44883: a token in an address ends up in logs and in `Referer`.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2026_44883_nothing_in_an_address_logs_anybody_in() {
    let mut tally = Tally::of("credentials where they do not belong");
    let upstream = Upstream::start().await;
    let console = console(&upstream).await;
    let ada = Visitor::user(&console, "ada").await;
    let cookie = ada.cookie().unwrap();
    let value = cookie.split_once('=').unwrap().1;
    let nobody = Visitor::of(&console);
    for name in ["token", "access_token", "session", "mesoscope", "jwt", "auth", "link", "cookie"] {
        for door in ["/api/live/snapshot?", "/api/changes?", "/metrics?"] {
            let got = nobody.get(&format!("{door}{name}={value}")).await;
            tally.tried(got.status == 401, || format!("{name}: {}", got.status));
        }
        let socket = format!("/api/live?epoch=0&revision=0&{name}={value}");
        let status = nobody.knock(&socket, &[]).await;
        tally.tried(status == 401, || format!("{name}: {status}"));
    }
    let bearer = format!("Bearer {value}");
    for (name, value) in [
        ("authorization", bearer.as_str()),
        ("x-session", value),
        ("x-auth-token", value),
        ("x-mesoscope", value),
    ] {
        let got = nobody.send(Method::GET, "/api/live/snapshot", &[(name, value)], None).await;
        tally.tried(got.status == 401, || format!("{name}: {}", got.status));
    }
    let status = nobody.knock("/api/live?epoch=0&revision=0", &[("sec-websocket-protocol", value)]).await;
    tally.tried(status == 401, || format!("as a subprotocol: {status}"));
    // Nothing that opens anything is written down.
    let link = ada
        .post(
            "/api/dashboards",
            &json!({ "name": "w", "pages": ["/"], "every_seconds": 10, "bound": null, "lasts_seconds": 60 })
                .to_string(),
        )
        .await
        .json()["link"]
        .as_str()
        .unwrap()
        .to_owned();
    nobody.post("/api/dashboards/enter", &json!({ "link": link }).to_string()).await;
    let written = console.log()
        + &std::fs::read_to_string(console.path().join("audit.log")).unwrap_or_default()
        + &std::fs::read_to_string(console.path().join("boards")).unwrap_or_default();
    for (what, secret) in [("the cookie", value), ("the password", PASSWORD), ("the link", link.as_str())] {
        tally.tried(!written.contains(secret), || format!("{what} is written down"));
    }
    tally.end();
}

/// Argo CD CVE-2024-22424: a page of a sibling domain sends what the browser adds a cookie to. Headlamp's and Lens' sockets: a page of any site opens one.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2024_22424_pages_of_other_sites_do_nothing() {
    let mut tally = Tally::of("pages of other sites");
    let upstream = Upstream::start().await;
    let console = console(&upstream).await;
    let ada = Visitor::user(&console, "ada").await;
    let drain = json!({ "type": "DEACTIVATE_AGENT", "deactivate_agent": { "agent_id": { "value": AGENT } }, "nonce": 1 }).to_string();
    let change = json!({ "steps": [{ "call": serde_json::from_str::<Value>(&drain).unwrap() }] }).to_string();
    let json = ("content-type", "application/json");
    upstream.take();
    for (door, body) in [
        ("/api/master", &drain),
        ("/api/changes", &change),
        ("/api/logout", &"{}".to_owned()),
        ("/api/login", &"{}".to_owned()),
        ("/api/dashboards", &"{}".to_owned()),
    ] {
        for origin in ORIGINS {
            let got = ada.send(Method::POST, door, &[json, ("origin", origin)], Some(body.clone())).await;
            tally.tried(got.status == 403, || format!("{door} from {origin}: {}", got.status));
        }
        for site in ["same-site", "cross-site"] {
            let got =
                ada.send(Method::POST, door, &[json, ("sec-fetch-site", site)], Some(body.clone())).await;
            tally.tried(got.status == 403, || format!("{door} from a page that is {site}: {}", got.status));
        }
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/json",
            "",
        ] {
            let got = ada.send(Method::POST, door, &[("content-type", kind)], Some(body.clone())).await;
            tally.tried(got.status == 415, || format!("{door} as {kind:?}: {} {}", got.status, got.text()));
        }
        // What changes something is never a GET.
        let got = ada.get(door).await;
        tally.tried(
            got.status == 405 || (got.status == 200 && matches!(door, "/api/changes" | "/api/dashboards")),
            || format!("GET {door}: {}", got.status),
        );
    }
    for socket in sockets() {
        for origin in ORIGINS {
            let status = ada.knock(&socket, &[SUBPROTOCOL, ("origin", origin)]).await;
            tally.tried(status == 403, || format!("{socket} from {origin}: {status}"));
        }
    }
    let arrived: Vec<_> = upstream.take().into_iter().filter(|arrived| !is_of_the_hub(arrived)).collect();
    tally.tried(arrived.is_empty(), || format!("{arrived:?}"));
    assert_eq!(ada.get("/api/live/snapshot").await.status, 200, "still logged in");
    let own = format!("http://{}", console.address);
    assert_eq!(ada.knock(&sockets()[0], &[("origin", &own)]).await, 101);
    // The cookie itself stays at home.
    let set = ada.log_in("users", "vic", PASSWORD).await;
    let set = set.header("set-cookie").to_owned();
    for word in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        tally.tried(set.contains(word), || set.clone());
    }
    tally.end();
}

/// minikube CVE-2018-1002103: a stranger's name that was pointed here.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2018_1002103_names_that_were_pointed_here() {
    let mut tally = Tally::of("names that were pointed here");
    let upstream = Upstream::start().await;
    let open = Console::start(tempfile::tempdir().unwrap(), &upstream.url(), "terminals = true\n")
        .await
        .ready()
        .await;
    let visitor = Visitor::of(&open);
    upstream.take();
    for host in [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "169.254.169.254",
        "0.0.0.0",
        "[::]",
        "localhost@evil.example",
        "localhost,evil.example",
        "",
    ] {
        for door in [
            "/",
            "/api/session",
            "/api/live/snapshot",
            "/api/master/readings/GET_FLAGS",
            "/healthz",
            "/metrics",
        ] {
            let request = format!("GET {door} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            let status = Raw::to(open.address).send(request.as_bytes()).await.map_or(0, |reply| reply.status);
            tally.tried(matches!(status, 400 | 403), || format!("{host} at {door}: {status}"));
        }
        for socket in sockets() {
            if host.is_empty() {
                continue;
            }
            let status = visitor.knock(&socket, &[SUBPROTOCOL, ("host", host)]).await;
            tally.tried(matches!(status, 400 | 403), || format!("{host} at {socket}: {status}"));
        }
    }
    let arrived: Vec<_> = upstream.take().into_iter().filter(|arrived| !is_of_the_hub(arrived)).collect();
    tally.tried(arrived.is_empty(), || format!("{arrived:?}"));
    tally.end();
}

/// Argo CD CVE-2025-55190 and CVE-2025-23216, Nomad CVE-2025-1296: secrets in details, differences, errors and streams.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2025_55190_secrets_are_taken_out() {
    let mut tally = Tally::of("secrets at the doors");
    let upstream = Upstream::start().await;
    let console = console(&upstream).await;
    for name in ["vic", "olga", "eng"] {
        let visitor = Visitor::user(&console, name).await;
        for door in reads() {
            let got = visitor.get(&door).await;
            tally.tried(!got.text().contains(SECRET), || format!("{name}: GET {door}"));
        }
        for target in [Target::Master, Target::Agent] {
            let door = if target == Target::Master {
                "/api/master".to_owned()
            } else {
                format!("/api/agents/{AGENT}")
            };
            for call in calls::all(target) {
                let got = visitor.post(&door, &json!({ "type": call.name }).to_string()).await;
                tally.tried(!got.text().contains(SECRET), || {
                    format!("{name}: {} at {door}: {}", call.name, got.text())
                });
            }
        }
    }
    let written =
        console.log() + &std::fs::read_to_string(console.path().join("audit.log")).unwrap_or_default();
    tally.tried(!written.contains(SECRET), || "it is written down".to_owned());
    tally.end();
}

/// Argo CD CVE-2020-8827: as many guesses as one likes.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2020_8827_guesses_are_few() {
    let mut tally = Tally::of("guesses at the door");
    let upstream = Upstream::start().await;
    let console = Console::start(users(&[("ada", Role::Admin, None)]), &upstream.url(), SETTINGS).await;
    let visitor = Visitor::of(&console);
    let mut hashed = 0;
    let mut words = std::collections::BTreeSet::new();
    for guess in 0..40 {
        let name = if guess % 2 == 0 { "ada" } else { "nobody" };
        let got = visitor.log_in("users", name, &format!("guess number {guess}")).await;
        if got.status == 401 {
            hashed += 1;
            // The same for who is there and who is not.
            words.insert(got.json()["error"].to_string());
        }
        let told = got.status == 401 || (got.status == 429 && !got.header("retry-after").is_empty());
        tally.tried(told && !got.headers.contains_key(SET_COOKIE), || {
            format!("{guess}: {} {}", got.status, got.text())
        });
    }
    tally.tried(hashed <= 12, || format!("{hashed} were tried"));
    tally.tried(words.len() == 1, || format!("{words:?}"));
    tally.end();
}

/// Nomad CVE-2025-0937, CVE-2026-7474 and #24125: streams without the rules of the rest, paths that are not what they were checked as.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2025_0937_whoever_is_bound_sees_nothing_of_others() {
    let mut tally = Tally::of("what is others'");
    let upstream = Upstream::start().await;
    let console = console(&upstream).await;
    let eng = Visitor::user(&console, "eng").await;
    let board = Visitor::user(&console, "ada").await.board("eng wall", Some(&["eng"])).await;
    let mut doors = reads();
    let (own, other) = (sandbox(OWN), sandbox(FOREIGN));
    for path in [
        format!("{own}/../../../../../{FOREIGN}-framework/executors/{FOREIGN}-task/runs/latest/stdout"),
        format!("{other}/./stdout"),
        format!("{other}//stdout"),
        format!("/{other}/stdout"),
        other.to_uppercase(),
        other.replace("frameworks", "Frameworks"),
        other.replace("runs/latest", "runs/%6Catest"),
        format!("{own}%2F..%2F..%2F..%2F..%2F..%2F{FOREIGN}-framework"),
        format!("{own}/%2e%2e/%2e%2e/stdout"),
        format!("{own}%00{other}/stdout"),
        "/slave/log".to_owned(),
        "/SLAVE/LOG".to_owned(),
        "/".to_owned(),
        "/frameworks".to_owned(),
        String::new(),
    ] {
        for door in ["files/list?path=", "files?path=", "files?as=tar&path=", "files/search?text=o&path="] {
            doors.push(format!("/api/agents/{AGENT}/{door}{path}"));
        }
    }
    for (who, visitor) in [("a bound user", &eng), ("a bound dashboard", &board)] {
        for door in &doors {
            let got = visitor.get(door).await;
            // An answer may name what was asked for.
            let told = got.text().replace(door.as_str(), "");
            let is_refusal = got.status >= 400 && got.body.len() < 600;
            tally.tried(is_refusal || !told.contains(FOREIGN), || {
                format!("{who}: GET {door}: {} {told:.300}", got.status)
            });
        }
        for target in [Target::Master, Target::Agent] {
            let door = if target == Target::Master {
                "/api/master".to_owned()
            } else {
                format!("/api/agents/{AGENT}")
            };
            for call in calls::all(target) {
                let mut body = json!({ "type": call.name });
                body[call.name.to_ascii_lowercase()] = json!({ "path": format!("{other}/stdout"), "offset": 0,
                    "framework_id": { "value": format!("{FOREIGN}-framework") }, "container_id": { "value": format!("{FOREIGN}-container") } });
                let got = visitor.post(&door, &body.to_string()).await;
                tally.tried(got.status >= 400 || !got.text().contains(FOREIGN), || {
                    format!("{who}: {body}: {} {:.300}", got.status, got.text())
                });
            }
        }
    }
    let snapshot = eng.get("/api/live/snapshot").await;
    assert!(snapshot.text().contains(OWN), "and does see what is his");
    let file = eng.get(&format!("/api/agents/{AGENT}/files?path={own}/stdout")).await;
    assert_eq!((file.status, file.text().contains(OWN)), (200, true), "{}", file.text());
    tally.end();
}

/// Kubernetes CVE-2018-1002105 and CVE-2020-8559: an upgrade that is answered by something else, and the connection is used all the same.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2018_1002105_a_terminal_is_opened_at_an_agent_and_nowhere_else() {
    use cluster_model::terminal::{Asked, Open, Told};
    use futures_util::{SinkExt, StreamExt};
    use tokio_tungstenite::tungstenite::Message;
    let mut tally = Tally::of("terminals at what is no agent");
    let (upstream, canary) = (Upstream::start().await, Hostile::canary().await);
    let elsewhere = canary.url();
    for (name, says) in [
        ("101", "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nmore".to_owned()),
        ("302", format!("HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n")),
        ("307", format!("HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere}/api/v1\r\nContent-Length: 0\r\n\r\n")),
        ("500", "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/html\r\nContent-Length: 25\r\n\r\n<script>alert(1)</script>".to_owned()),
        ("no stream", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n{}".to_owned()),
        ("a record of 16 EiB", "HTTP/1.1 200 OK\r\nContent-Type: application/recordio\r\n\r\n18446744073709551615\n".to_owned()),
        ("no records", "HTTP/1.1 200 OK\r\nContent-Type: application/recordio\r\n\r\n<html>".to_owned()),
    ] {
        let liar = Hostile::start(Say::Stay(says.into_bytes())).await;
        upstream.agents([(AGENT, format!("slave(1)@{}", liar.address))].into_iter());
        let console = console(&upstream).await;
        let ada = Visitor::user(&console, "ada").await;
        let mut request = ada.upgrade(&sockets()[1]);
        request.headers_mut().insert(SUBPROTOCOL.0, SUBPROTOCOL.1.parse().unwrap());
        let (mut socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        let open = Open { container: vec![format!("{OWN}-container")], command: Some("id".to_owned()), ..Open::default() };
        socket.send(Message::Binary(Asked::Open(Box::new(open)).to_vec().into())).await.unwrap();
        let mut told = Vec::new();
        soon("the end of the terminal", async {
            while let Some(Ok(message)) = socket.next().await {
                if let Message::Binary(bytes) = message {
                    told.push(format!("{:?}", Told::read(&bytes)));
                }
            }
        })
        .await;
        let said = told.join(" ");
        tally.tried(said.contains("Ended") && !said.contains("Output"), || format!("{name}: {said}"));
        tally.tried(canary.came() == 0, || format!("{name} was followed"));
    }
    tally.end();
}

/// Arcane CVE-2026-45627: the headers were on every response but one.
#[tokio::test(flavor = "multi_thread")]
async fn cve_2026_45627_every_response_has_the_headers() {
    let mut tally = Tally::of("responses without headers");
    let upstream = Upstream::start().await;
    let console = console(&upstream).await;
    let ada = Visitor::user(&console, "ada").await;
    let cookie = ada.cookie().unwrap();
    let large = "x".repeat(6 << 20);
    let call = |head: &str, body: &str| {
        format!(
            "{head} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    };
    let json = |path: &str, body: &str| {
        format!("POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let responses = [
        (404, call("GET /api/nothing", "")),
        (404, call("GET /api/frameworks/none", "")),
        (405, call("DELETE /api/master", "")),
        (405, call("TRACE /api/session", "")),
        (413, json("/api/master", &large)),
        (413, json("/api/login", &large)),
        (415, call("POST /api/master", "{}")),
        (400, json("/api/master", "{")),
        (403, json("/api/master", r#"{"type":"NO_SUCH_CALL"}"#)),
        (
            416,
            call(&format!("GET /api/agents/{AGENT}/files?path={}/stdout", sandbox(OWN)), "").splice_range(),
        ),
        (401, b"GET /api/changes HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
        (403, b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_vec()),
        (400, b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n".to_vec()),
        (200, b"GET /api/session HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
        (200, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
        (200, b"HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
    ];
    for (status, request) in responses {
        let what = String::from_utf8_lossy(&request[..request.len().min(80)]).into_owned();
        let reply = Raw::to(console.address).send(&request).await.unwrap_or_default();
        tally.tried(reply.status == status, || format!("{what}: {} instead of {status}", reply.status));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("content-security-policy", "default-src 'none'"),
            ("permissions-policy", "camera=()"),
        ] {
            let has = reply.header(name).is_some_and(|is| is.contains(value));
            tally.tried(has, || format!("{what}: {name}: {:?}", reply.header(name)));
        }
    }
    // What is refused before it is a request has no headers of ours, and nothing that they would be for.
    for request in [
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(1 << 20)),
        format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X-More: and more\r\n".repeat(10_000)),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "\0\0\0\0\r\n\r\n".to_owned(),
    ] {
        let reply = Raw::to(console.address).send(request.as_bytes()).await.unwrap_or_default();
        tally.tried(reply.body.is_empty() && matches!(reply.status, 0 | 400 | 414 | 431), || {
            format!("{reply:?}")
        });
    }
    tally.end();
}

trait SpliceRange {
    fn splice_range(self) -> Vec<u8>;
}

impl SpliceRange for Vec<u8> {
    /// The same with a range that the file does not have.
    fn splice_range(self) -> Vec<u8> {
        String::from_utf8(self)
            .unwrap()
            .replacen("\r\n\r\n", "\r\nRange: bytes=99999999-\r\n\r\n", 1)
            .into_bytes()
    }
}

/// Sockets of a session that has ended are closed, with the code that tells pages to ask who they are.
#[tokio::test(flavor = "multi_thread")]
async fn ghsa_c45c_sockets_end_with_their_session() {
    use futures_util::StreamExt;
    use tokio_tungstenite::tungstenite::Message;
    let mut tally = Tally::of("sockets beyond their session");
    let upstream = Upstream::start().await;
    let console = console(&upstream).await;
    let ada = Visitor::user(&console, "ada").await;
    let vic = Visitor::user(&console, "vic").await;
    let board = ada.board("wall", None).await;
    let id = ada.get("/api/dashboards").await.json()["dashboards"][0]["id"].as_str().unwrap().to_owned();
    for (what, visitor) in [("a logout", &vic), ("a link that was revoked", &board)] {
        let (mut socket, _) = tokio_tungstenite::connect_async(visitor.upgrade(&sockets()[0])).await.unwrap();
        match what {
            "a logout" => assert_eq!(visitor.post("/api/logout", "{}").await.status, 200),
            _ => assert_eq!(ada.post(&format!("/api/dashboards/{id}/revoke"), "{}").await.status, 204),
        }
        let closed = soon("the end of the socket", async {
            loop {
                match socket.next().await {
                    Some(Ok(Message::Close(frame))) => return frame.map(|frame| u16::from(frame.code)),
                    Some(Ok(_)) => {}
                    _ => return None,
                }
            }
        })
        .await;
        tally.tried(closed == Some(4401), || format!("{what}: {closed:?}"));
        let status = visitor.knock(&sockets()[0], &[]).await;
        tally.tried(status == 401, || format!("{what}, again: {status}"));
    }
    tally.end();
}
