//! Five hundred screens that show dashboards, half of them bound to some Mesos roles, while the master is killed twice: at the end all of them are live and
//! show what the master itself answers. `cargo xtask soak` does it for as long as one likes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cluster_model::bound::{Projection, Reach};
use cluster_model::live::{Notice, Status, Upstream as Connection};
use cluster_model::replica::Replica;
use cluster_model::rows::Cell;
use cluster_model::schema::{Table, agents, frameworks, tasks};
use demo_cluster::{Options, Running};
use futures_util::StreamExt;
use mesoscope_server::access::identity::Role;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

use crate::soon;
use crate::stage::{Console, Visitor, users};
use crate::tally::Tally;

const SETTINGS: &str = "[access]\nways = [\"users\"]\nusers-file = \"FOLDER/users.toml\"\n\
    limits = { identity-rate = 100000, identity-burst = 100000, address-rate = 100000, address-burst = 100000, \
    streams = 10000, all-streams = 10000 }\n[access.dashboards]\nwithout-login = true\n";

/// Status updates of tasks a second.
const UPDATES: f64 = 20.0;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |text| text.parse().unwrap())
}

/// What a screen shows, and how it got there.
#[derive(Default)]
struct Shown {
    replica: Replica,
    status: Option<Status>,
    frames: usize,
    snapshots: usize,
}

impl Shown {
    fn is_live(&self) -> bool {
        self.status.as_ref().is_some_and(|status| matches!(status.upstream, Connection::Live))
    }
}

/// A tab in a kiosk: a snapshot, then frames; another snapshot when it is told of a gap, and another socket when one ends.
async fn screen(visitor: Visitor, shown: Arc<Mutex<Shown>>) {
    loop {
        if shown.lock().unwrap().replica.epoch() == 0 {
            let Ok(got) = visitor.try_send(http::Method::GET, "/api/live/snapshot", &[], None).await else {
                continue;
            };
            if got.status != 200 {
                sleep(Duration::from_millis(200)).await;
                continue;
            }
            let mut replica = Replica::new();
            let mut rest = got.body.as_slice();
            while let Some((length, after)) = rest.split_first_chunk::<4>() {
                let (frame, after) = after.split_at(u32::from_le_bytes(*length) as usize);
                replica.apply(frame).unwrap();
                rest = after;
            }
            let mut shown = shown.lock().unwrap();
            shown.replica = replica;
            shown.snapshots += 1;
        }
        let place = {
            let shown = shown.lock().unwrap();
            format!("/api/live?epoch={}&revision={}", shown.replica.epoch(), shown.replica.revision())
        };
        let Ok((mut socket, _)) = tokio_tungstenite::connect_async(visitor.upgrade(&place)).await else {
            sleep(Duration::from_millis(200)).await;
            continue;
        };
        while let Some(Ok(message)) = socket.next().await {
            let mut shown = shown.lock().unwrap();
            match message {
                Message::Binary(frame) => {
                    shown.frames += 1;
                    if shown.replica.apply(&frame).is_err() {
                        shown.replica = Replica::new();
                        break;
                    }
                }
                Message::Text(text) => match serde_json::from_str(&text).unwrap() {
                    Notice::Status(status) => shown.status = Some(*status),
                    Notice::Gap => {
                        shown.replica = Replica::new();
                        break;
                    }
                },
                _ => {}
            }
        }
    }
}

/// Every cell of every row, in an order that does not depend on slots.
fn told(replica: &Replica) -> Vec<String> {
    let mut rows = Vec::new();
    for table in Table::ALL {
        for slot in replica.rows(table).slots() {
            let cells = (0..table.columns().len()).map(|column| match replica.cell(table, slot, column) {
                Cell::Text(text) => text.to_owned(),
                Cell::Number(number) => format!("{number:?}"),
            });
            rows.push(format!("{table:?}: {}", cells.collect::<Vec<_>>().join(" | ")));
        }
    }
    rows.sort();
    rows
}

/// What a master lists, in the words of the rows: tasks with their states, agents, frameworks.
async fn masters_own(cluster: &Running) -> BTreeSet<String> {
    let ask = async |call: &str| -> Value {
        let request = reqwest::Client::new().post(format!("{}/api/v1", cluster.master_url()));
        let request = request.header("content-type", "application/json").header("accept", "application/json");
        let answer = request.body(json!({ "type": call }).to_string()).send().await.unwrap();
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or_default()
    };
    let text = |value: &Value, pointer: &str| {
        value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let each = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut told = BTreeSet::new();
    let answer = &ask("GET_TASKS").await["get_tasks"];
    for (list, word) in [("tasks", tasks::ACTIVE), ("unreachable_tasks", tasks::UNREACHABLE)] {
        for task in each(&answer[list]) {
            told.insert(format!(
                "{word} task {} of {}: {}",
                text(&task, "/task_id/value"),
                text(&task, "/framework_id/value"),
                text(&task, "/state")
            ));
        }
    }
    for agent in each(&ask("GET_AGENTS").await["get_agents"]["agents"]) {
        told.insert(format!("agent {}", text(&agent, "/agent_info/id/value")));
    }
    let answer = &ask("GET_FRAMEWORKS").await["get_frameworks"];
    for framework in each(&answer["frameworks"]) {
        told.insert(format!("framework {}", text(&framework, "/framework_info/id/value")));
    }
    told
}

/// The same of a replica.
fn as_the_master_would(replica: &Replica) -> BTreeSet<String> {
    let text = |table, slot, column| replica.text(table, slot, column).to_owned();
    let active = replica.rows(Table::Tasks).slots().filter_map(|slot| {
        let [list, id, framework, state] = [tasks::LIST, tasks::ID, tasks::FRAMEWORK_ID, tasks::STATE]
            .map(|column| text(Table::Tasks, slot, column));
        (list != tasks::COMPLETED).then(|| format!("{list} task {id} of {framework}: {state}"))
    });
    let listed = replica.rows(Table::Agents).slots().filter_map(|slot| {
        let state = text(Table::Agents, slot, agents::STATE);
        let is_listed = ![agents::state::UNREACHABLE, agents::state::GONE, agents::state::RECOVERING]
            .contains(&state.as_str());
        is_listed.then(|| format!("agent {}", text(Table::Agents, slot, agents::ID)))
    });
    let there = replica.rows(Table::Frameworks).slots().filter_map(|slot| {
        let is_there = text(Table::Frameworks, slot, frameworks::STATE) != frameworks::state::COMPLETED;
        is_there.then(|| format!("framework {}", text(Table::Frameworks, slot, frameworks::ID)))
    });
    active.chain(listed).chain(there).collect()
}

/// What all screens of a kind show.
struct Expected {
    whole: Vec<String>,
    bound: Vec<Vec<String>>,
    bindings: Vec<Vec<String>>,
}

impl Expected {
    /// The whole, and what it is by projections from scratch.
    fn of(whole: &Replica, bindings: &[Vec<&str>]) -> Self {
        let project = |roles: &Vec<&str>| {
            let projection = Projection::new(Reach::new(roles).unwrap(), 1, whole);
            let mut replica = Replica::new();
            projection.snapshot().iter().for_each(|frame| drop(replica.apply(frame).unwrap()));
            told(&replica)
        };
        let owned = |roles: &Vec<&str>| roles.iter().map(|role| (*role).to_owned()).collect();
        Self {
            whole: told(whole),
            bound: bindings.iter().map(project).collect(),
            bindings: bindings.iter().map(owned).collect(),
        }
    }

    fn rows(&self, bound: Option<&[&str]>) -> &Vec<String> {
        let at = |roles: &[&str]| self.bindings.iter().position(|binding| binding.iter().eq(roles));
        bound.map_or(&self.whole, |roles| &self.bound[at(roles).unwrap()])
    }
}

/// The master's process ends, its port is closed for a while, and another one takes its place.
async fn kill(cluster: &Running) {
    cluster.faults().refuse_connections(true);
    sleep(Duration::from_secs(1)).await;
    cluster.faults().restart_master(&[]).unwrap();
    cluster.faults().refuse_connections(false);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_dashboards_end_live_and_equal_to_the_master() {
    let count = usize::try_from(number("MESOSCOPE_SOAK_DASHBOARDS", 500)).unwrap();
    let span = Duration::from_secs(number("MESOSCOPE_SOAK_SECONDS", 9));
    let options = Options { updates_per_second: Some(UPDATES), ..Options::default() };
    let cluster = demo_cluster::start(options).await.unwrap();
    let folder = users(&[("ada", Role::Admin, None)]);
    let console = Console::start(folder, &cluster.master_url(), SETTINGS).await.ready().await;
    let ada = Visitor::user(&console, "ada").await;
    // Bound to the roles of most tasks, each alone and both.
    let snapshot = Arc::new(Mutex::new(Shown::default()));
    let watching = tokio::spawn(screen(ada.clone(), snapshot.clone()));
    soon("the tasks", async {
        while snapshot.lock().unwrap().replica.rows(Table::Tasks).is_empty() {
            sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let mut roles: Vec<_> = {
        let shown = snapshot.lock().unwrap();
        let of = |slot| shown.replica.text(Table::Tasks, slot, tasks::ROLE).to_owned();
        shown.replica.rows(Table::Tasks).slots().map(of).collect::<BTreeSet<_>>().into_iter().collect()
    };
    roles.retain(|role| !role.is_empty() && role != "*");
    watching.abort();
    assert!(roles.len() >= 2, "{roles:?}");
    let bindings: Vec<Vec<&str>> = vec![vec![&roles[0]], vec![&roles[1]], vec![&roles[0], &roles[1]]];
    let mut screens = Vec::new();
    for number in 0..count {
        let bound = (number % 2 == 1).then(|| bindings[number / 2 % bindings.len()].as_slice());
        let visitor = ada.board(&format!("wall {number}"), bound).await;
        let shown = Arc::new(Mutex::new(Shown::default()));
        let task = tokio::spawn(screen(visitor, shown.clone()));
        screens.push((bound, shown, task));
    }
    let everywhere = |holds: fn(&Shown) -> bool| {
        screens.iter().filter(|(_, shown, _)| holds(&shown.lock().unwrap())).count()
    };
    let all = |what: &'static str, holds: fn(&Shown) -> bool| {
        let screens = &screens;
        async move {
            let until = async {
                while !screens.iter().all(|(_, shown, _)| holds(&shown.lock().unwrap())) {
                    sleep(Duration::from_millis(100)).await;
                }
            };
            assert!(
                timeout(Duration::from_secs(120), until).await.is_ok(),
                "{what}: {} of {count}",
                everywhere(holds)
            );
        }
    };
    all("live at the beginning", Shown::is_live).await;
    for _ in 0..2 {
        sleep(span / 3).await;
        kill(&cluster).await;
        all("told of it, and live again", |shown| shown.is_live() && shown.frames > 0).await;
    }
    sleep(span / 3).await;
    cluster.faults().set_updates_per_second(0.0);

    // What is left to be told arrives; then nothing moves any more.
    let mut lasts = String::new();
    let settled = timeout(Duration::from_secs(60), async {
        loop {
            let own = masters_own(&cluster).await;
            let differs = screens.iter().enumerate().filter(|(_, (bound, ..))| bound.is_none()).find_map(
                |(number, (_, shown, _))| {
                    let shown = shown.lock().unwrap();
                    let shows = as_the_master_would(&shown.replica);
                    let missing = own.difference(&shows).next();
                    let more = shows.difference(&own).next();
                    let is_equal = shown.is_live() && missing.is_none() && more.is_none();
                    (!is_equal)
                        .then(|| format!("{number}: lacks {missing:?}, has {more:?}, {:?}", shown.status))
                },
            );
            match differs {
                None => return,
                Some(words) => lasts = words,
            }
            sleep(Duration::from_millis(500)).await;
        }
    })
    .await;
    assert!(settled.is_ok(), "not as the master: {lasts}");
    let mut tally = Tally::of("dashboards through two deaths of the master");
    // The cluster never stands quite still, so each is held against what all is at the same moment, and may have another moment.
    let mut left: Vec<_> = (0..screens.len()).collect();
    let mut lacks = String::new();
    let compared = timeout(Duration::from_secs(120), async {
        while !left.is_empty() {
            let whole = screens[0].1.lock().unwrap().replica.clone();
            let expected = Expected::of(&whole, &bindings);
            left.retain(|number| {
                let (bound, shown, _) = &screens[*number];
                let shown = shown.lock().unwrap();
                let (rows, wanted) = (told(&shown.replica), expected.rows(*bound));
                let is_equal = shown.is_live() && rows == *wanted;
                if !is_equal {
                    let missing = wanted.iter().find(|row| !rows.contains(row));
                    let more = rows.iter().find(|row| !wanted.contains(row));
                    lacks = format!(
                        "{number}, bound to {bound:?}, {:?}: lacks {missing:?}, has {more:?}",
                        shown.status
                    );
                }
                !is_equal
            });
            sleep(Duration::from_millis(200)).await;
        }
    });
    let _ = compared.await;
    for number in 0..screens.len() {
        tally.tried(!left.contains(&number), || format!("{number} differs; the last that did: {lacks}"));
    }
    let rows = told(&screens[0].1.lock().unwrap().replica);
    let (frames, snapshots) = screens.iter().fold((0, 0), |sum, (_, shown, _)| {
        let shown = shown.lock().unwrap();
        (sum.0 + shown.frames, sum.1 + shown.snapshots)
    });
    println!(
        "  {count} dashboards for {} s, {frames} frames, {snapshots} snapshots, {} rows each",
        span.as_secs(),
        rows.len()
    );
    screens.iter().for_each(|(.., task)| task.abort());
    tally.end();
}
