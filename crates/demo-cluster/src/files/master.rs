//! The master's log.

use operator_api::v1::master::response::{ListFiles, ReadFile, Type};
use operator_api::v1::master::{Call, Response};

use super::growing::{Growing, civil, stamp};
use super::part;
use crate::access::{Action, Viewer};
use crate::cluster::{Cluster, now};
use crate::http::reply::Reply;
use crate::print::document::Encoding;
use crate::world::task::{Nanos, SECOND};

/// The only path there is.
const LOG: &str = "/master/log";

/// What a master or agent writes first.
pub(super) fn head(since: Nanos) -> String {
    let (year, month, day) = civil(since.div_euclid(86_400 * SECOND));
    let of_day = since.rem_euclid(86_400 * SECOND) / SECOND;
    format!(
        "Log file created at: {year}/{month:02}/{day:02} {:02}:{:02}:{:02}\nRunning on machine: demo\nLog line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg\n",
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60
    )
}

/// `LIST_FILES`: a log is a file, and has nothing below it.
pub(crate) fn list(call: &Call, encoding: Encoding, viewer: &Viewer) -> Reply {
    if call.list_files.as_ref().is_none_or(|wanted| wanted.path.trim_end_matches('/') != LOG) {
        return Reply::no_such_file();
    }
    if !viewer.may_always(Action::AccessMesosLog) {
        return Reply::forbidden_file();
    }
    let response = Response {
        r#type: Some(Type::ListFiles as i32),
        list_files: Some(ListFiles::default()),
        ..Response::default()
    };
    Reply::content(encoding, encoding.encode(&response))
}

/// `READ_FILE`
pub(crate) fn read(cluster: &Cluster, call: &Call, encoding: Encoding, viewer: &Viewer) -> Reply {
    let Some(wanted) = call.read_file.as_ref().filter(|wanted| wanted.path == LOG) else {
        return Reply::no_such_file();
    };
    if !viewer.may_always(Action::AccessMesosLog) {
        return Reply::forbidden_file();
    }
    let started = cluster.look(|world| world.started);
    let pid = format!("master@{}", cluster.printer.address);
    let line = |number: u64, time: Nanos| {
        let words = match number % 5 {
            0 => format!("master.cpp:1411] Processing status updates of the agents of {pid}, round {number}"),
            1 => "hierarchical.cpp:1843] Performed allocation for the agents that changed".to_owned(),
            2 => format!("http.cpp:1430] HTTP POST for /api/v1 from {}", cluster.printer.address),
            3 => "master.cpp:10240] Sending offers to the frameworks that want some".to_owned(),
            _ => "registrar.cpp:487] Applied 1 operations in 214us; attempting to update the registry"
                .to_owned(),
        };
        format!("{} {:5} {words}", stamp(time), 960 + number % 8)
    };
    // A master that was started an hour ago has something to show.
    let log = Growing {
        head: head(started),
        since: started - 3600 * SECOND,
        until: now(),
        step: SECOND / 2,
        line: &line,
    };
    let size = log.size();
    let data = part(size, wanted.offset, wanted.length, |offset, length| log.read(offset, length));
    let response = Response {
        r#type: Some(Type::ReadFile as i32),
        read_file: Some(ReadFile { size, data }),
        ..Response::default()
    };
    Reply::content(encoding, encoding.encode(&response))
}
