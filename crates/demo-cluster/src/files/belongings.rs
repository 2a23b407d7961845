//! What a command task leaves in its sandbox beside its output: some of everything that a file browser has to get right.

use operator_api::v1;

use super::{FIFO, folder, listed};
use crate::world::task::{Nanos, Task};

/// A FIFO the task is steered by. Who reads it without being the task waits for ever.
const CONTROL: &str = "control";
/// Bytes that are no text.
const HEAP: &str = "heap.bin";
/// A page that somebody wrote who wishes nobody well.
const REPORT: &str = "report.html";
/// Settings, in a folder of their own.
const CONF: &str = "conf";
/// Its name is longer than old formats have room for.
const LONG: &str = "a-setting-that-somebody-has-given-a-name-of-more-than-one-hundred-bytes-so-that-nobody-can-ask-what-it-is-for.yaml";

/// One of them.
pub(crate) enum Belonging {
    Folder(Vec<v1::FileInfo>),
    File(Vec<u8>),
    Fifo,
}

/// What lies beside the output in the folder at `path`.
pub(crate) fn beside(path: &str, task: &Task, user: &str) -> Vec<v1::FileInfo> {
    let since = modified(task);
    let fifo = v1::FileInfo { mode: Some(FIFO), ..listed(format!("{path}/{CONTROL}"), 0, since, user) };
    let file = |name: &str, bytes: Vec<u8>| listed(format!("{path}/{name}"), bytes.len() as u64, since, user);
    vec![
        folder(format!("{path}/{CONF}"), since, user),
        fifo,
        file(HEAP, heap(task)),
        file(REPORT, report(task)),
    ]
}

/// What is at a path below the sandbox, which is at `path` itself.
pub(crate) fn at(path: &str, rest: &[&str], task: &Task, user: &str) -> Option<Belonging> {
    let since = modified(task);
    Some(match rest {
        [CONTROL] => Belonging::Fifo,
        [HEAP] => Belonging::File(heap(task)),
        [REPORT] => Belonging::File(report(task)),
        [CONF] => Belonging::Folder(
            [LONG, "app.properties"]
                .map(|name| listed(format!("{path}/{name}"), settings(task, name).len() as u64, since, user))
                .into(),
        ),
        [CONF, name @ (LONG | "app.properties")] => Belonging::File(settings(task, name)),
        _ => return None,
    })
}

fn modified(task: &Task) -> Nanos {
    task.started().unwrap_or_default()
}

/// Larger than what is read at once, and different for each task.
fn heap(task: &Task) -> Vec<u8> {
    let mut state = (task.container as u64) | 1;
    let words = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    });
    words.take(37_501).flat_map(u64::to_le_bytes).collect()
}

fn report(task: &Task) -> Vec<u8> {
    format!(
        "<!doctype html><title>{}</title><script>document.title = 'it runs'</script>\n",
        task.blueprint.name
    )
    .into_bytes()
}

fn settings(task: &Task, name: &str) -> Vec<u8> {
    format!("# {name}\nname={}\ntask={}\n", task.blueprint.name, task.id).into_bytes()
}
