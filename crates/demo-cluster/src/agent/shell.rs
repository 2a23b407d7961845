//! A pretended shell: what containers run that were launched through the agent's API. It knows the few commands that show what
//! input, output, exit statuses and terminals do, and runs nothing on this machine.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{broadcast, mpsc};

/// Where a program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    Out,
    Err,
}

/// What a program is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    Bytes(Vec<u8>),
    /// Rows and columns.
    Size(u32, u32),
    End,
}

/// The keys of a terminal that mean something else than themselves: Ctrl-C, Ctrl-D, backspace.
const INTERRUPT: u8 = 3;
const END: u8 = 4;
const BACKSPACE: u8 = 0x7f;

/// What a program exits with that was interrupted.
const INTERRUPTED: i32 = 130;

/// The size of a piece of a long output, as a switchboard reads it, and how many of them wait for those who listen.
const PIECE: usize = 4096;
const WAITING: usize = 256;

/// What comes of reading a line.
enum Typed {
    Line(Vec<u8>),
    Interrupt,
    End,
}

/// One running shell.
pub(crate) struct Shell {
    pub(crate) output: broadcast::Sender<(Channel, Bytes)>,
    pub(crate) input: mpsc::Receiver<Input>,
    pub(crate) tty: bool,
    size: (u32, u32),
    pending: Vec<u8>,
    ended: bool,
    interrupted: bool,
    variables: BTreeMap<String, String>,
}

/// Whether a command line goes on, or ends the shell with an exit code.
enum Flow {
    On(i32),
    Exit(i32),
}

impl Shell {
    pub(crate) fn new(
        output: broadcast::Sender<(Channel, Bytes)>,
        input: mpsc::Receiver<Input>,
        tty: bool,
    ) -> Self {
        // The size given at launch is not applied, as with the real one.
        Self {
            output,
            input,
            tty,
            size: (0, 0),
            pending: Vec::new(),
            ended: false,
            interrupted: false,
            variables: BTreeMap::new(),
        }
    }

    /// Runs a script to its end and gives its exit code.
    pub(crate) async fn run(mut self, script: &str) -> i32 {
        match self.script(script).await {
            Flow::On(code) | Flow::Exit(code) => code,
        }
    }

    async fn script(&mut self, script: &str) -> Flow {
        let mut last = 0;
        for command in script.split([';', '\n']).map(str::trim).filter(|command| !command.is_empty()) {
            match Box::pin(self.command(command)).await {
                Flow::On(code) => last = code,
                exit => return exit,
            }
        }
        Flow::On(last)
    }

    async fn command(&mut self, command: &str) -> Flow {
        let (command, channel) = match command.strip_suffix(">&2") {
            Some(command) => (command.trim(), Channel::Err),
            None => (command, Channel::Out),
        };
        let words: Vec<String> = command.split_whitespace().map(|word| self.expand(word)).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match *words.as_slice() {
            ["true" | ":" | "trap", ..] => {}
            ["false"] => return Flow::On(1),
            ["exit"] => return Flow::Exit(0),
            ["exit", code, ..] => return Flow::Exit(code.parse().unwrap_or(2) & 0xFF),
            ["echo", ref words @ ..] => {
                let text = words.join(" ").replace(['"', '\''], "");
                self.say(channel, format!("{text}\n").into_bytes());
            }
            ["sleep", seconds, ..] => {
                let seconds: f64 = seconds.parse().unwrap_or(0.0);
                let over = tokio::time::sleep(Duration::from_secs_f64(seconds.clamp(0.0, 1e6)));
                tokio::select! {
                    () = over => {}
                    () = self.interrupt() => return Flow::On(INTERRUPTED),
                }
            }
            ["cat"] => loop {
                match self.line().await {
                    Typed::Line(line) => self.say(Channel::Out, line),
                    Typed::Interrupt => return Flow::On(INTERRUPTED),
                    Typed::End => break,
                }
            },
            ["read", name, ..] => match self.line().await {
                Typed::Line(line) => {
                    let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                    self.variables.insert(name.to_owned(), text);
                }
                Typed::Interrupt => return Flow::On(INTERRUPTED),
                Typed::End => return Flow::On(1),
            },
            ["head", "-c", count, "/dev/zero"] => return self.zeros(count.parse().unwrap_or(0)).await,
            ["tty"] if self.tty => self.say(channel, b"/dev/pts/4\n".to_vec()),
            ["tty"] => self.say(channel, b"not a tty\n".to_vec()),
            ["stty", "size"] => self.say(channel, format!("{} {}\n", self.size.0, self.size.1).into_bytes()),
            ["pwd"] => self.say(channel, b"/mnt/mesos/sandbox\n".to_vec()),
            ["whoami" | "id", ..] => self.say(channel, b"root\n".to_vec()),
            ["hostname"] => self.say(channel, b"demo\n".to_vec()),
            ["ls", ..] => self.say(channel, b"stderr\nstdout\n".to_vec()),
            ["head", "-c", count, ..] => {
                let count = count.parse().unwrap_or(0).min(65_536);
                self.say(
                    channel,
                    (0..count).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect(),
                );
            }
            [shell, ..] if matches!(shell.rsplit('/').next(), Some("sh" | "bash")) => {
                return self.interact().await;
            }
            [unknown, ..] => {
                self.say(Channel::Err, format!("sh: 1: {unknown}: not found\n").into_bytes());
                return Flow::On(127);
            }
            [] => {}
        }
        Flow::On(0)
    }

    /// Reads commands until there are no more, with a prompt on a terminal.
    async fn interact(&mut self) -> Flow {
        let mut last = 0;
        loop {
            if self.tty {
                self.say(Channel::Out, b"# ".to_vec());
            }
            let line = match self.line().await {
                Typed::Line(line) => String::from_utf8_lossy(&line).into_owned(),
                Typed::Interrupt => {
                    last = INTERRUPTED;
                    continue;
                }
                Typed::End => return Flow::On(last),
            };
            match Box::pin(self.script(&line)).await {
                Flow::On(code) => last = code,
                Flow::Exit(code) => return Flow::On(code),
            }
        }
    }

    /// The next line of input with its end, or what is left before the end of all.
    async fn line(&mut self) -> Typed {
        loop {
            if std::mem::take(&mut self.interrupted) {
                return Typed::Interrupt;
            }
            if let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') {
                return Typed::Line(self.pending.drain(..=end).collect());
            }
            if self.ended {
                // On a terminal the end is a key, which can be pressed again.
                self.ended = !self.tty;
                return match self.pending.is_empty() {
                    true => Typed::End,
                    false => Typed::Line(std::mem::take(&mut self.pending)),
                };
            }
            self.hear().await;
        }
    }

    /// Waits for Ctrl-C; what else is typed meanwhile is read later.
    async fn interrupt(&mut self) {
        while !std::mem::take(&mut self.interrupted) {
            self.hear().await;
        }
    }

    /// Takes the next input. May be cancelled.
    async fn hear(&mut self) {
        match self.input.recv().await {
            Some(input) => self.heard(input),
            None if self.ended => std::future::pending().await,
            None => self.ended = true,
        }
    }

    fn heard(&mut self, input: Input) {
        match input {
            Input::Bytes(bytes) if self.tty => self.typed(&bytes),
            Input::Bytes(bytes) => self.pending.extend(bytes),
            Input::Size(rows, columns) => self.size = (rows, columns),
            // Nothing on a terminal, where only keys end anything.
            Input::End if self.tty => {}
            Input::End => self.ended = true,
        }
    }

    /// What a key sends ends a line on a terminal, and a terminal shows what is typed.
    fn typed(&mut self, bytes: &[u8]) {
        let mut shown = Vec::with_capacity(bytes.len());
        for &byte in bytes {
            match byte {
                INTERRUPT => {
                    shown.extend_from_slice(b"^C\n");
                    self.pending.clear();
                    self.interrupted = true;
                }
                END => self.ended = true,
                BACKSPACE => {
                    if self.pending.pop().is_some() {
                        shown.extend_from_slice(b"\x08 \x08");
                    }
                }
                b'\r' => {
                    shown.push(b'\n');
                    self.pending.push(b'\n');
                }
                byte => {
                    shown.push(byte);
                    self.pending.push(byte);
                }
            }
        }
        if !shown.is_empty() {
            self.say(Channel::Out, shown);
        }
    }

    /// A long output, as fast as those who listen take it.
    async fn zeros(&mut self, count: usize) -> Flow {
        let mut left = count;
        while left > 0 {
            while self.output.len() >= WAITING {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            while let Ok(input) = self.input.try_recv() {
                self.heard(input);
            }
            if std::mem::take(&mut self.interrupted) {
                return Flow::On(INTERRUPTED);
            }
            let piece = left.min(PIECE);
            self.say(Channel::Out, vec![0; piece]);
            left -= piece;
            tokio::task::yield_now().await;
        }
        Flow::On(0)
    }

    fn expand(&self, word: &str) -> String {
        match word.strip_prefix('$') {
            Some(name) => self.variables.get(name).cloned().unwrap_or_default(),
            None => word.to_owned(),
        }
    }

    /// Nobody need listen. On a terminal errors are output, and lines end as on a typewriter.
    fn say(&self, channel: Channel, bytes: Vec<u8>) {
        let (channel, bytes) = match self.tty {
            true => (Channel::Out, typewritten(&bytes)),
            false => (channel, bytes),
        };
        let _ = self.output.send((channel, bytes.into()));
    }
}

fn typewritten(bytes: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(bytes.len() + 8);
    for &byte in bytes {
        if byte == b'\n' {
            written.push(b'\r');
        }
        written.push(byte);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn run(script: &str, typed: &[&str], tty: bool) -> (i32, String) {
        let (output, mut said) = broadcast::channel(64);
        let (send, input) = mpsc::channel(64);
        for text in typed {
            send.send(Input::Bytes(text.as_bytes().to_vec())).await.expect("it listens");
        }
        drop(send);
        let code = Shell::new(output, input, tty).run(script).await;
        let mut text = String::new();
        while let Ok((channel, bytes)) = said.try_recv() {
            let mark = if channel == Channel::Err { "!" } else { "" };
            text.push_str(&format!("{mark}{}", String::from_utf8_lossy(&bytes)));
        }
        (code, text)
    }

    #[tokio::test]
    async fn scripts_end_as_they_say() {
        assert_eq!(run("echo out; echo err >&2; exit 7", &[], false).await, (7, "out\n!err\n".to_owned()));
        assert_eq!(
            run("/no/such/program", &[], false).await,
            (127, "!sh: 1: /no/such/program: not found\n".to_owned())
        );
        assert_eq!(run("cat", &["one\ntw", "o"], false).await, (0, "one\ntwo".to_owned()));
        assert_eq!(
            run("read a; echo got $a", &["first\n"], true).await,
            (0, "first\r\ngot first\r\n".to_owned())
        );
        assert_eq!(
            run("cat; echo on", &["one\n", "\u{4}"], true).await,
            (0, "one\r\none\r\non\r\n".to_owned())
        );
        assert_eq!(run("sleep 1000", &["\u{3}"], true).await, (130, "^C\r\n".to_owned()));
        assert_eq!(run("sh", &["echo hi\n", "exit 3\n", "echo no\n"], false).await, (3, "hi\n".to_owned()));
    }
}
