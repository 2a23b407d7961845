//! One terminal from its opening to its end.

use std::collections::VecDeque;
use std::net::IpAddr;

use cluster_model::terminal::{Asked, Channel, Exit, Mode, Notice, Reason, Window};
use operator_api::v1::agent::ProcessIo;
use operator_api::v1::agent::process_io::data;
use tokio::sync::mpsc;
use tokio::time::{Instant, interval};

use super::audit::{Amounts, Line};
use super::backlog::Backlog;
use super::browser::{Browser, Room};
use super::end::{End, why_not, words_of};
use super::ending::Ending;
use super::holders::Holders;
use super::idle::{Due, Idle};
use super::input::{Happened, Input};
use super::pulse::Beat;
use super::wanted::Wanted;
use super::{DRAW_PATIENCE, GIVE_UP, PING_EVERY, sweep};
use crate::app::AppState;
use crate::node::Node;
use crate::upstream::{AgentAddress, Answer, Opened, Output, UpstreamError};

/// Notices that wait for the browser; beyond them what a page asks for is not answered.
const MOST_NOTICES: usize = 64;

/// Signals under way to the agent.
const MOST_SIGNALS: usize = 4;

/// How long an input may stay taken before the page is told: one that was just left, as by a page that is loaded anew, is free within that.
const LEAVING: std::time::Duration = std::time::Duration::from_secs(1);

/// Output that came so lately shows that the agent is there, whatever its health says.
const LATELY: std::time::Duration = std::time::Duration::from_secs(5);

/// What is left to say of a terminal.
pub(super) struct Ended {
    pub end: End,
    pub exit: Option<Exit>,
    pub amounts: Amounts,
}

impl From<End> for Ended {
    fn from(end: End) -> Self {
        Self { end, exit: None, amounts: Amounts::default() }
    }
}

/// A terminal that is open.
struct Session<'a> {
    app: &'a AppState,
    ending: &'a Ending,
    node: Node,
    address: AgentAddress,
    wanted: &'a Wanted,
    agent: &'a str,
    peer: Option<IpAddr>,
    window: Option<Window>,
    backlog: Backlog,
    input: Option<Input>,
    /// Until when it is waited for.
    input_until: Option<Instant>,
    notices: VecDeque<Notice>,
    failures: (mpsc::Sender<Notice>, mpsc::Receiver<Notice>),
    idle: Idle,
    heard: Instant,
    silent: bool,
    amounts: Amounts,
}

/// Opens what is wanted and relays until it ends.
pub(super) async fn run(
    app: &AppState,
    ending: &Ending,
    line: &mut Line,
    wanted: &Wanted,
    browser: &mut Browser,
) -> Ended {
    let node = match line.caller.agent(&line.agent).await {
        Ok(node) => node,
        Err(error) => return End::new(Reason::Invalid, error.words()).into(),
    };
    let Some(address) = node.agent_address().cloned() else {
        return End::new(Reason::Invalid, "only agents have containers").into();
    };
    let mut window = wanted.window();
    let mut output = match open(&node, ending, &address, wanted, browser, &mut window).await {
        Ok(output) => output,
        Err(end) => {
            // What was asked for may have been done, whether or not the answer has come.
            if wanted.mode() == Mode::Launch && end.reason != Reason::Refused {
                sweep::sweep(app, &node, &wanted.container()).await;
            }
            return end.into();
        }
    };
    line.opened(wanted);
    let agent = line.agent.clone();
    let mut session = Session {
        app,
        ending,
        node,
        address,
        wanted,
        agent: &agent,
        peer: Some(line.caller.asker.client),
        window,
        backlog: Backlog::new(&app.terminals.buffered),
        input: None,
        input_until: None,
        notices: VecDeque::from([Notice::Started { container: wanted.path().to_vec() }]),
        failures: mpsc::channel(MOST_SIGNALS),
        idle: Idle::new(app.config.terminal_idle),
        heard: Instant::now(),
        silent: false,
        amounts: Amounts::default(),
    };
    if wanted.mode() != Mode::Watch {
        session.take_input();
    }
    let end = session.relay(browser, &mut output).await;
    // What was launched is killed by this.
    drop(output);
    session.finish(end, browser).await
}

/// Waits for the agent's answer, unless the browser leaves first.
async fn open(
    node: &Node,
    ending: &Ending,
    address: &AgentAddress,
    wanted: &Wanted,
    browser: &mut Browser,
    window: &mut Option<Window>,
) -> Result<Output, End> {
    let opening = node.seat().agents.open_output(address, wanted.call());
    tokio::pin!(opening);
    loop {
        tokio::select! {
            opened = &mut opening => return match opened {
                Ok(Opened::Stream(output)) => Ok(output),
                Ok(Opened::Answer(answer)) => Err(End::refused(&answer)),
                Err(error) => Err(End::lost(&error)),
            },
            message = browser.next() => match message.as_deref().map(Asked::read) {
                None | Some(Ok(Asked::Close)) => return Err(End::closed()),
                Some(Ok(Asked::Resize(size))) => *window = Some(size),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(End::new(Reason::Invalid, error.to_string())),
            },
            () = ending.comes() => return Err(ending.end()),
        }
    }
}

async fn happened(input: &mut Option<Input>) -> Happened {
    match input {
        Some(input) => input.happened().await,
        None => std::future::pending().await,
    }
}

/// Waits until some input is free, but not for ever.
async fn freed(holders: &Holders, until: Option<Instant>) {
    let Some(until) = until else { return std::future::pending().await };
    // What comes of it is the same: to ask once more.
    let _ = tokio::time::timeout_at(until, holders.freed()).await;
}

impl Session<'_> {
    async fn relay(&mut self, browser: &mut Browser, output: &mut Output) -> End {
        let pulse = self.app.terminals.pulses.feel(self.node.seat(), &self.address);
        let mut beat = pulse.beat();
        let mut ping = interval(PING_EVERY);
        loop {
            let shows = self.has_to_show();
            let listens = self.input.as_ref().is_none_or(Input::has_room);
            let room = browser.room();
            tokio::select! {
                message = browser.next(), if listens => {
                    let Some(message) = message else { return End::closed() };
                    let asked = match Asked::read(&message) {
                        Ok(asked) => asked,
                        Err(error) => return End::new(Reason::Invalid, error.to_string()),
                    };
                    if let Err(end) = self.asked(&asked) {
                        return end;
                    }
                }
                records = output.next() => match records {
                    Ok(Some(records)) => self.wrote(&records),
                    Ok(None) => return End::exited(),
                    Err(error) => return End::lost(&error),
                },
                room = room, if shows => {
                    let Some(room) = room else { return End::closed() };
                    self.show(room);
                }
                () = freed(&self.app.terminals.holders, self.input_until) => self.take_input(),
                happened = happened(&mut self.input) => self.input_happened(happened),
                Some(failure) = self.failures.1.recv() => self.notify(failure),
                Ok(()) = beat.changed() => {
                    let beat = beat.borrow_and_update().clone();
                    if let Err(end) = self.felt(beat) {
                        return end;
                    }
                }
                due = self.idle.due() => match due {
                    Due::Warn(left) => self.notify(Notice::Idle { seconds: left.as_secs() }),
                    Due::End => return End::new(Reason::Idle, "Nobody has typed anything for too long."),
                },
                _ = ping.tick() => if !browser.ping() {
                    return End::new(Reason::Closed, "The browser has not been heard from for too long.");
                },
                () = self.ending.comes() => return self.ending.end(),
            }
        }
    }

    fn has_to_show(&self) -> bool {
        !self.notices.is_empty() || self.backlog.is_ready()
    }

    fn show(&mut self, room: Room) {
        let notice = self.notices.pop_front();
        let message = match notice {
            Some(notice) => Some(cluster_model::terminal::Told::Notice(Box::new(notice)).to_vec().into()),
            None => self.backlog.next(),
        };
        if let Some(message) = message {
            room.send(message);
        }
    }

    fn notify(&mut self, notice: Notice) {
        if self.notices.len() < MOST_NOTICES {
            self.notices.push_back(notice);
        }
    }

    /// The agent sent records.
    fn wrote(&mut self, records: &[ProcessIo]) {
        self.heard = Instant::now();
        if std::mem::take(&mut self.silent) {
            self.notify(Notice::Answering);
        }
        for written in records.iter().filter_map(|record| record.data.as_ref()) {
            let bytes = written.data.as_deref().unwrap_or_default();
            let channel = match written.r#type {
                Some(kind) if kind == data::Type::Stderr as i32 => Channel::Err,
                _ => Channel::Out,
            };
            self.amounts.bytes_out += bytes.len() as u64;
            self.backlog.push(channel, bytes);
        }
    }

    /// The page said something.
    fn asked(&mut self, asked: &Asked<'_>) -> Result<(), End> {
        if !matches!(asked, Asked::Drawn(_)) {
            self.idle.touch();
        }
        match asked {
            Asked::Open(_) => return Err(End::new(Reason::Invalid, "this terminal is open already")),
            Asked::Input(bytes) => self.with_input(|input| input.write(bytes)),
            Asked::Resize(window) => {
                self.window = Some(*window);
                self.with_input(|input| input.resize(*window));
            }
            Asked::End => self.with_input(Input::end),
            Asked::Signal(signal) => self.signal(*signal),
            Asked::Drawn(bytes) => self.backlog.drawn(*bytes),
            Asked::Stay => {}
            Asked::TakeInput if self.wanted.mode() == Mode::Watch => {
                self.notify(Notice::InputTaken { words: "This terminal only watches.".to_owned() });
            }
            Asked::TakeInput if self.input.is_none() => self.take_input(),
            Asked::TakeInput => self.notify(Notice::InputYours),
            Asked::Close => return Err(End::closed()),
        }
        Ok(())
    }

    fn with_input(&mut self, act: impl FnOnce(&mut Input)) {
        if let Some(input) = &mut self.input {
            act(input);
        }
    }

    /// Takes the input, if nobody else of this console has it. Whether somebody elsewhere does, the agent says.
    fn take_input(&mut self) {
        match self.app.terminals.holders.take(self.agent, &self.wanted.name(), self.peer) {
            Err(words) => match self.input_until {
                None => self.input_until = Some(Instant::now() + LEAVING),
                Some(until) if Instant::now() < until => {}
                Some(_) => {
                    self.input_until = None;
                    self.notify(Notice::InputTaken { words });
                }
            },
            Ok(hold) => {
                self.input_until = None;
                let (container, tty) = (self.wanted.container(), self.wanted.tty());
                let input =
                    Input::begin(self.app, &self.node, &self.address, &container, tty, self.window, hold);
                self.input = Some(input);
                self.notify(Notice::InputYours);
            }
        }
    }

    fn drop_input(&mut self) {
        if let Some(input) = self.input.take() {
            self.amounts.bytes_in += input.bytes();
        }
    }

    fn input_happened(&mut self, happened: Happened) {
        if let Happened::Answered(outcome) = happened {
            self.drop_input();
            if let Some(notice) = told_of_input(&outcome) {
                self.notify(notice);
            }
        }
    }

    /// Sends a signal to what was launched; what the agent says against it comes later.
    fn signal(&mut self, signal: u8) {
        let what = format!("signal {signal}");
        if self.wanted.mode() != Mode::Launch {
            let words = "The console signals only what it has launched itself.".to_owned();
            return self.notify(Notice::Failed { what, status: None, words });
        }
        let Ok(failures) = self.failures.0.clone().try_reserve_owned() else { return };
        let (node, container) = (self.node.clone(), self.wanted.container());
        tokio::spawn(async move {
            if let Err((status, words)) = sweep::signal(&node, container, signal).await {
                failures.send(Notice::Failed { what, status, words });
            }
        });
    }

    fn felt(&mut self, beat: Beat) -> Result<(), End> {
        match beat {
            Beat::Answers if std::mem::take(&mut self.silent) => self.notify(Notice::Answering),
            Beat::Answers => {}
            Beat::Silent(..) if self.heard.elapsed() < LATELY => {}
            Beat::Silent(since, words) if since.elapsed() > GIVE_UP => {
                return Err(End::new(Reason::Lost, words));
            }
            Beat::Silent(since, words) => {
                self.silent = true;
                self.notify(Notice::Silent { seconds: since.elapsed().as_secs(), words });
            }
        }
        Ok(())
    }

    /// Says how it ended, when the page has got all that was written before.
    async fn finish(mut self, end: End, browser: &mut Browser) -> Ended {
        self.drop_input();
        let container = self.wanted.container();
        let exit = match self.wanted.mode() {
            Mode::Launch => sweep::sweep(self.app, &self.node, &container).await,
            _ if end.reason == Reason::Exited => sweep::exit_of(&self.node, &container).await,
            _ => None,
        };
        if end.reason != Reason::Closed {
            if end.reason == Reason::Exited {
                let _ = tokio::time::timeout(DRAW_PATIENCE, self.drain(browser)).await;
            }
            if let Some(exit) = exit {
                browser.tell(Notice::Exited(exit)).await;
            }
        }
        self.amounts.skipped = self.backlog.skipped();
        Ended { end, exit, amounts: self.amounts }
    }

    /// Shows what is left, at the page's pace.
    async fn drain(&mut self, browser: &mut Browser) {
        while !(self.backlog.is_empty() && self.notices.is_empty()) {
            let shows = self.has_to_show();
            let room = browser.room();
            tokio::select! {
                message = browser.next() => match message.as_deref().map(Asked::read) {
                    Some(Ok(Asked::Drawn(bytes))) => self.backlog.drawn(bytes),
                    Some(Ok(Asked::Close) | Err(_)) | None => return,
                    Some(Ok(_)) => {}
                },
                room = room, if shows => match room {
                    Some(room) => self.show(room),
                    None => return,
                },
                () = self.ending.comes() => return,
            }
        }
    }
}

/// What an answer to the input means for whoever types; nothing where it has just ended, as the container has.
fn told_of_input(outcome: &Result<Answer, UpstreamError>) -> Option<Notice> {
    let answer = match outcome {
        Ok(answer) => answer,
        Err(error) => {
            let words = why_not(error);
            return Some(Notice::Failed { what: "input".to_owned(), status: None, words });
        }
    };
    let words = words_of(answer);
    match answer.status.as_u16() {
        200 => None,
        500 if words == "Disconnected" => None,
        409 => Some(Notice::InputTaken {
            words: format!(
                "The agent says: {words}. Another client of Mesos has the input, or one had it whose connection broke: then it stays taken for as long as the container lives."
            ),
        }),
        status => Some(Notice::Failed { what: "input".to_owned(), status: Some(status), words }),
    }
}
