//! An agent's log and the sandboxes on it.

use std::sync::Arc;

use operator_api::v1;
use operator_api::v1::agent::response::{ListFiles, ReadFile, Type};
use operator_api::v1::agent::{Call, Response, call};

use super::belongings::{self, Belonging};
use super::growing::{Growing, stamp};
use super::{folder, listed, master, part};
use crate::cluster::{Cluster, now};
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::world::agent::Agent;
use crate::world::ids::{FrameworkKey, uuid_text};
use crate::world::task::{Nanos, SECOND, Task};

/// The agent's own log.
const LOG: &str = "/slave/log";

/// Where agents keep sandboxes.
const WORK_DIR: &str = "/var/lib/mesos/agent";

/// A sandbox: of a command task or of an executor, with the tasks in it.
struct Sandbox {
    framework: FrameworkKey,
    executor: String,
    container: u128,
    tasks: Vec<Arc<Task>>,
    user: Arc<str>,
    style_of_pod: bool,
}

/// What a path leads to.
enum Found {
    Folder(Vec<v1::FileInfo>),
    File(Box<Task>, Stream),
    Belonging(Belonging),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Out,
    Err,
}

/// Who a path is about, by the path alone and the frameworks on an agent: what is not there can still be somebody's.
pub(crate) enum Owner {
    /// The agent itself, whose log it is.
    Agent,
    /// A framework, whose sandbox it is in.
    Framework(FrameworkKey),
}

/// Who a path is about; nobody if it leads nowhere.
pub(crate) fn owner(cluster: &Cluster, agent: &Agent, path: &str) -> Option<Owner> {
    if path.trim_end_matches('/') == LOG {
        return Some(Owner::Agent);
    }
    let work = format!("{WORK_DIR}/slaves/{}", cluster.printer.ids.agent(agent.key));
    let inside = path.strip_prefix(&*work).unwrap_or(path);
    let mut parts = inside.split('/').filter(|part| !part.is_empty());
    let Some("frameworks") = parts.next() else { return None };
    let key = cluster.printer.ids.parse_framework(parts.next()?)?;
    let (Some("executors"), Some(executor)) = (parts.next(), parts.next()) else { return None };
    sandbox(cluster, agent, key, executor).map(|sandbox| Owner::Framework(sandbox.framework))
}

/// `LIST_FILES` and `READ_FILE`. One thread of an agent answers both, and it waits for ever when it opens a FIFO for reading: the agent then
/// answers neither call to anybody, and all others as before.
pub(crate) async fn answer(cluster: &Cluster, agent: &Agent, call: &Call, encoding: Encoding) -> Reply {
    let reads = call.r#type == Some(call::Type::ReadFile as i32);
    if reads && call.read_file.as_ref().is_some_and(|wanted| is_fifo(cluster, agent, &wanted.path)) {
        cluster.switches.hang_files(agent.key);
    }
    if cluster.switches.files_hang(agent.key) {
        return std::future::pending().await;
    }
    match reads {
        true => read(cluster, agent, call, encoding),
        false => list(cluster, agent, call, encoding),
    }
}

fn is_fifo(cluster: &Cluster, agent: &Agent, path: &str) -> bool {
    matches!(find(cluster, agent, path), Ok(Found::Belonging(Belonging::Fifo)))
}

fn list(cluster: &Cluster, agent: &Agent, call: &Call, encoding: Encoding) -> Reply {
    let path = call.list_files.as_ref().map_or("", |wanted| &wanted.path);
    let file_infos = match path.trim_end_matches('/') {
        LOG => Vec::new(),
        path => match find(cluster, agent, path) {
            Ok(Found::Folder(files) | Found::Belonging(Belonging::Folder(files))) => files,
            Ok(Found::File(..) | Found::Belonging(_)) => Vec::new(),
            Err(refusal) => return refusal,
        },
    };
    let response = Response {
        r#type: Some(Type::ListFiles as i32),
        list_files: Some(ListFiles { file_infos }),
        ..Response::default()
    };
    Reply::content(encoding, encoding.encode(&response))
}

fn read(cluster: &Cluster, agent: &Agent, call: &Call, encoding: Encoding) -> Reply {
    let Some(wanted) = &call.read_file else { return Reply::no_such_file() };
    let cut = |file: &Growing<'_>| {
        (
            file.size(),
            part(file.size(), wanted.offset, wanted.length, |offset, length| file.read(offset, length)),
        )
    };
    let (size, data) = match wanted.path.as_str() {
        LOG => cut(&log(agent, &|number, time| log_line(agent, number, time))),
        path => match find(cluster, agent, path) {
            Ok(Found::File(task, stream)) => {
                cut(&output(&task, stream, &|number, time| output_line(&task, stream, number, time)))
            }
            Ok(Found::Belonging(Belonging::File(bytes))) => {
                let size = bytes.len() as u64;
                (
                    size,
                    part(size, wanted.offset, wanted.length, |offset, length| {
                        cut_out(&bytes, offset, length)
                    }),
                )
            }
            // It has been waited for already.
            Ok(Found::Belonging(Belonging::Fifo)) => (0, Vec::new()),
            Ok(Found::Folder(_) | Found::Belonging(Belonging::Folder(_))) => {
                return Reply::bad_request("Cannot read a directory.\n");
            }
            Err(refusal) => return refusal,
        },
    };
    let response = Response {
        r#type: Some(Type::ReadFile as i32),
        read_file: Some(ReadFile { size, data }),
        ..Response::default()
    };
    Reply::content(encoding, encoding.encode(&response))
}

/// Some of the bytes; `part` has seen that they are there.
fn cut_out(bytes: &[u8], offset: u64, length: u64) -> Vec<u8> {
    let from = usize::try_from(offset).unwrap_or(bytes.len()).min(bytes.len());
    let end = from.saturating_add(usize::try_from(length).unwrap_or(bytes.len())).min(bytes.len());
    bytes[from..end].to_vec()
}

/// Follows a path into a sandbox, by the virtual path of an executor's latest run or by the real one.
fn find(cluster: &Cluster, agent: &Agent, path: &str) -> Result<Found, Reply> {
    let work = format!("{WORK_DIR}/slaves/{}", cluster.printer.ids.agent(agent.key));
    let inside = path.strip_prefix(&*work).unwrap_or(path);
    let mut parts = inside.split('/').filter(|part| !part.is_empty());
    let Some("frameworks") = parts.next() else { return Err(Reply::no_such_file()) };
    let (Some(framework), Some("executors"), Some(executor), Some("runs"), Some(run)) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(Reply::no_such_file());
    };
    let sandbox =
        cluster.printer.ids.parse_framework(framework).and_then(|key| sandbox(cluster, agent, key, executor));
    let sandbox = sandbox.filter(|sandbox| run == "latest" || run == uuid_text(sandbox.container));
    let Some(sandbox) = sandbox else { return Err(Reply::no_such_file()) };
    let real = format!(
        "{work}/frameworks/{}/executors/{}/runs/{}",
        cluster.printer.ids.framework(sandbox.framework),
        sandbox.executor,
        uuid_text(sandbox.container),
    );
    let rest: Vec<&str> = parts.collect();
    let rest = resolved(&real, &rest)?;
    within(&sandbox, path.trim_end_matches('/'), &rest).ok_or_else(Reply::no_such_file)
}

/// Where a path leads that starts in a folder: into it, to a folder around it, which nobody may see, or nowhere.
fn resolved<'a>(home: &'a str, path: &[&'a str]) -> Result<Vec<&'a str>, Reply> {
    let folders: Vec<&str> = home.split('/').filter(|part| !part.is_empty()).collect();
    let mut place = folders.clone();
    for part in path {
        match *part {
            "." => {}
            ".." => drop(place.pop()),
            name => place.push(name),
        }
    }
    match place.strip_prefix(&*folders) {
        Some(rest) => Ok(rest.to_vec()),
        None if folders.starts_with(&place) => {
            Err(Reply::bad_request(format!("'{home}/{}' is inaccessible.\n", path.join("/"))))
        }
        None => Err(Reply::no_such_file()),
    }
}

/// A sandbox has its output; a pod's has its tasks' folders below.
fn within(sandbox: &Sandbox, path: &str, rest: &[&str]) -> Option<Found> {
    let first = sandbox.tasks.first()?;
    match rest {
        [] => {
            let mut files = streams(path, first, &sandbox.user);
            if sandbox.style_of_pod {
                let modified = first.started().unwrap_or_default();
                files.push(folder(format!("{path}/tasks"), modified, &sandbox.user));
            } else {
                files.extend(belongings::beside(path, first, &sandbox.user));
            }
            files.sort_by(|a, b| a.path.cmp(&b.path));
            Some(Found::Folder(files))
        }
        ["tasks"] if sandbox.style_of_pod => Some(Found::Folder(
            sandbox
                .tasks
                .iter()
                .map(|task| {
                    folder(format!("{path}/{}", task.id), task.started().unwrap_or_default(), &sandbox.user)
                })
                .collect(),
        )),
        ["tasks", id] => Some(Found::Folder(streams(path, task(sandbox, id)?, &sandbox.user))),
        ["tasks", id, name] => file(task(sandbox, id)?, name),
        [name @ ("stdout" | "stderr")] => file(first, name),
        rest if !sandbox.style_of_pod => {
            belongings::at(path, rest, first, &sandbox.user).map(Found::Belonging)
        }
        _ => None,
    }
}

fn task<'a>(sandbox: &'a Sandbox, id: &str) -> Option<&'a Arc<Task>> {
    sandbox.tasks.iter().find(|task| &*task.id == id)
}

fn file(task: &Arc<Task>, name: &str) -> Option<Found> {
    let stream = match name {
        "stdout" => Stream::Out,
        "stderr" => Stream::Err,
        _ => return None,
    };
    Some(Found::File(Box::new((**task).clone()), stream))
}

fn streams(path: &str, task: &Task, user: &str) -> Vec<v1::FileInfo> {
    [("stderr", Stream::Err), ("stdout", Stream::Out)]
        .map(|(name, stream)| {
            let file = output(task, stream, &|_, _| String::new());
            listed(format!("{path}/{name}"), file.size(), file.until, user)
        })
        .into()
}

/// The sandbox of an executor, which for a command task has the task's id.
fn sandbox(cluster: &Cluster, agent: &Agent, framework: FrameworkKey, executor: &str) -> Option<Sandbox> {
    cluster.look(|world| {
        let agent = world.agent(agent.key)?;
        let active = world.tasks_on(agent);
        let completed = world.books(framework)?.completed.iter().filter(|task| task.agent == agent.key);
        let tasks: Vec<Arc<Task>> = active
            .chain(completed)
            .filter(|task| task.framework == framework)
            .filter(|task| match &task.executor {
                Some(runner) => *runner.id == *executor,
                None => *task.id == *executor,
            })
            .cloned()
            .collect();
        let first = tasks.first()?;
        Some(Sandbox {
            framework,
            executor: executor.to_owned(),
            container: first.executor.as_ref().map_or(first.container, |runner| runner.container),
            user: world.frameworks().get(framework.index())?.user.clone(),
            style_of_pod: first.executor.as_ref().is_some_and(|runner| runner.default),
            tasks,
        })
    })
}

/// What a task prints: a line every two seconds from its start to its end, errors seldom.
fn output<'a>(task: &Task, stream: Stream, line: &'a dyn Fn(u64, Nanos) -> String) -> Growing<'a> {
    let since = task.started().unwrap_or_else(now);
    let until = match task.statuses.last() {
        Some(last) if task.state.is_terminal() => last.time,
        _ => now(),
    };
    let id = &task.id;
    match stream {
        Stream::Out => Growing {
            head: format!("Subscribed executor\nStarting task {id}\nForked command at {}\n", task.pid),
            since,
            until,
            step: 2 * SECOND,
            line,
        },
        Stream::Err => Growing { head: String::new(), since, until, step: 600 * SECOND, line },
    }
}

fn output_line(task: &Task, stream: Stream, number: u64, time: Nanos) -> String {
    let name = &task.blueprint.name;
    let mark = (task.container as u64).wrapping_add(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)) >> 40;
    match stream {
        Stream::Out => format!(
            "{} {name} request={number} status={} bytes={} took={}ms",
            stamp(time),
            if mark.is_multiple_of(31) { 503 } else { 200 },
            mark % 65_521,
            mark % 257
        ),
        Stream::Err => {
            format!("{} {name} warning: upstream was slow, retry {} of 3", stamp(time), mark % 3 + 1)
        }
    }
}

fn log<'a>(agent: &Agent, line: &'a dyn Fn(u64, Nanos) -> String) -> Growing<'a> {
    // Of yesterday and today; what is older has been rotated away, at midnight.
    let (day, now) = (86_400 * SECOND, now());
    let since = agent.registered.max(now - now.rem_euclid(day) - day);
    Growing { head: master::head(since), since, until: now, step: 5 * SECOND, line }
}

fn log_line(agent: &Agent, number: u64, time: Nanos) -> String {
    let words = match number % 4 {
        0 => format!(
            "slave.cpp:7460] Current disk usage {}.{:02}%. Max allowed age: 5.9days",
            20 + agent.key.0 % 50,
            number % 100
        ),
        1 => "slave.cpp:6140] Handling status update of a task".to_owned(),
        2 => "task_status_update_manager.cpp:328] Received task status update".to_owned(),
        _ => "containerizer.cpp:3210] Updated the resources of a container".to_owned(),
    };
    format!("{} {:5} {words}", stamp(time), 1200 + number % 8)
}
