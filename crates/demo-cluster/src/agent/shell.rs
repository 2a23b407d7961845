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

/// One running shell.
pub(crate) struct Shell {
    pub(crate) output: broadcast::Sender<(Channel, Bytes)>,
    pub(crate) input: mpsc::Receiver<Input>,
    pub(crate) tty: bool,
    size: (u32, u32),
    pending: Vec<u8>,
    ended: bool,
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
                tokio::time::sleep(Duration::from_secs_f64(seconds.clamp(0.0, 1e6))).await;
            }
            ["cat"] => {
                while let Some(line) = self.line().await {
                    self.say(Channel::Out, line);
                }
            }
            ["read", name, ..] => match self.line().await {
                Some(line) => {
                    let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                    self.variables.insert(name.to_owned(), text);
                }
                None => return Flow::On(1),
            },
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
            let Some(line) = self.line().await else { return Flow::On(last) };
            let line = String::from_utf8_lossy(&line).into_owned();
            match Box::pin(self.script(&line)).await {
                Flow::On(code) => last = code,
                Flow::Exit(code) => return Flow::On(code),
            }
        }
    }

    /// The next line of input with its end, or what is left before the end of all.
    async fn line(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(end) = self.pending.iter().position(|byte| *byte == b'\n') {
                return Some(self.pending.drain(..=end).collect());
            }
            if self.ended {
                return (!self.pending.is_empty()).then(|| std::mem::take(&mut self.pending));
            }
            match self.input.recv().await {
                Some(Input::Bytes(bytes)) => {
                    // What a key sends ends a line on a terminal, and a terminal shows what is typed.
                    let bytes: Vec<u8> = match self.tty {
                        true => {
                            bytes.into_iter().map(|byte| if byte == b'\r' { b'\n' } else { byte }).collect()
                        }
                        false => bytes,
                    };
                    if self.tty {
                        self.say(Channel::Out, bytes.clone());
                    }
                    self.pending.extend(bytes);
                }
                Some(Input::Size(rows, columns)) => self.size = (rows, columns),
                Some(Input::End) | None => self.ended = true,
            }
        }
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
        assert_eq!(run("sh", &["echo hi\n", "exit 3\n", "echo no\n"], false).await, (3, "hi\n".to_owned()));
    }
}
