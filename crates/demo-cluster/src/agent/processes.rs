//! Containers launched through the agent's API: nested ones in those of tasks, and ones that stand alone.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use operator_api::v1;
use tokio::sync::{broadcast, mpsc, watch};

use super::shell::{Channel, Input, Shell};
use crate::world::ids::AgentKey;

/// A container's id from the outermost one inwards.
pub(crate) type Path = Vec<String>;

/// SIGKILL, which nothing survives.
const KILL: i32 = 9;
/// Signals that end a program unless it says otherwise: HUP, INT, QUIT, ABRT, KILL, USR1, PIPE, ALRM, TERM.
const DEADLY: [i32; 9] = [1, 2, 3, 6, KILL, 10, 13, 14, 15];

/// One launched container.
pub(crate) struct Process {
    /// The raw wait status, once it has ended.
    pub(crate) status: watch::Sender<Option<i32>>,
    /// What it writes, for whoever listens at the time.
    pub(crate) output: broadcast::Sender<(Channel, Bytes)>,
    /// Where it reads, if anything can be written to it.
    pub(crate) input: Option<mpsc::Sender<Input>>,
    /// Whether somebody writes to it.
    input_taken: AtomicBool,
    ignores_term: bool,
}

impl Process {
    /// Starts a program. With a switchboard it can be written to and listened to.
    pub(crate) fn start(
        script: String,
        tty: bool,
        switchboard: bool,
    ) -> (Arc<Self>, broadcast::Receiver<(Channel, Bytes)>) {
        let (output, said) = broadcast::channel(1024);
        let (input, read) = mpsc::channel(256);
        let process = Arc::new(Self {
            status: watch::Sender::new(None),
            output: output.clone(),
            input: switchboard.then_some(input),
            input_taken: AtomicBool::new(false),
            ignores_term: script.contains("trap '' TERM"),
        });
        let running = process.clone();
        tokio::spawn(async move {
            let mut ended = running.status.subscribe();
            tokio::select! {
                code = Shell::new(output, read, tty).run(&script) => running.end(code << 8),
                _ = ended.wait_for(Option::is_some) => {}
            }
        });
        (process, said)
    }

    /// Sets the status, unless there is one.
    pub(crate) fn end(&self, status: i32) {
        self.status.send_if_modified(|known| {
            let first = known.is_none();
            known.get_or_insert(status);
            first
        });
    }

    /// Sends a signal; some end the program.
    pub(crate) fn signal(&self, signal: i32) {
        let survives = self.ignores_term && signal == 15;
        if DEADLY.contains(&signal) && !survives {
            self.end(signal);
        }
    }

    /// Takes the input for one request; false if another has it.
    pub(crate) fn take_input(&self) -> bool {
        !self.input_taken.swap(true, Ordering::AcqRel)
    }

    /// A request has ended in order. One that breaks off gives nothing back, as on a real agent.
    pub(crate) fn give_input_back(&self) {
        self.input_taken.store(false, Ordering::Release);
    }

    pub(crate) fn is_running(&self) -> bool {
        self.status.borrow().is_none()
    }

    /// Waits for its end and gives the raw wait status: the exit code times 256, or the signal that ended it.
    pub(crate) async fn wait(&self) -> i32 {
        let mut status = self.status.subscribe();
        // The sender is here, so waiting cannot fail.
        status.wait_for(Option::is_some).await.ok().and_then(|status| *status).unwrap_or(KILL)
    }
}

/// All launched containers of all agents.
#[derive(Default)]
pub(crate) struct Processes(Mutex<BTreeMap<(AgentKey, Path), Arc<Process>>>);

impl Processes {
    fn all(&self) -> MutexGuard<'_, BTreeMap<(AgentKey, Path), Arc<Process>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, agent: AgentKey, path: &Path) -> Option<Arc<Process>> {
        self.all().get(&(agent, path.clone())).cloned()
    }

    /// Keeps a container, unless there is one of this id.
    pub(crate) fn insert(&self, agent: AgentKey, path: Path, start: impl FnOnce() -> Arc<Process>) -> bool {
        let mut all = self.all();
        let free = !all.contains_key(&(agent, path.clone()));
        if free {
            all.insert((agent, path), start());
        }
        free
    }

    pub(crate) fn remove(&self, agent: AgentKey, path: &Path) {
        self.all().remove(&(agent, path.clone()));
    }

    /// Ids of those that run on an agent.
    pub(crate) fn running(&self, agent: AgentKey) -> Vec<Path> {
        let all = self.all();
        let of = all.iter().filter(|((on, _), process)| *on == agent && process.is_running());
        of.map(|((_, path), _)| path.clone()).collect()
    }
}

/// An id from the outermost container inwards.
pub(crate) fn path(id: &v1::ContainerId) -> Path {
    let mut path = id.parent.as_deref().map(path).unwrap_or_default();
    path.push(id.value.clone());
    path
}

/// The reverse of [`path`].
pub(crate) fn id(path: &[String]) -> v1::ContainerId {
    let (value, parents) =
        path.split_last().map(|(value, parents)| (value.clone(), parents)).unwrap_or_default();
    v1::ContainerId { value, parent: (!parents.is_empty()).then(|| Box::new(id(parents))) }
}
