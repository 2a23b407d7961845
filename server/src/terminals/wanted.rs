//! What a page wants opened, checked, and the call it becomes.

use cluster_model::terminal::{Mode, Open, Window};
use operator_api::v1;
use operator_api::v1::agent::Call;
use operator_api::v1::agent::call::{AttachContainerOutput, LaunchNestedContainerSession, Type};
use operator_api::v1::environment::{Variable, variable};
use operator_api::v1::{CommandInfo, ContainerId, ContainerInfo, Environment, TtyInfo, container_info};

/// Containers within containers: Mesos itself allows 32.
const MOST_NESTED: usize = 32;
/// Bytes of one id in a path; Mesos' own have 36.
const LONGEST_ID: usize = 256;
/// Bytes of the command with its arguments. A kernel takes 128 KiB for one argument; what people type is far below.
const LONGEST_COMMAND: usize = 32 << 10;
/// Variables, and bytes of all of them.
const MOST_VARIABLES: usize = 64;
const LONGEST_ENVIRONMENT: usize = 32 << 10;
/// Bytes of a user's name, as `useradd` has it.
const LONGEST_USER: usize = 32;

/// The program if none is named: every image with a shell has it there. Without a TTY it reads commands from its input.
const SHELL: &str = "/bin/sh";
/// Its name for itself.
const SHELL_NAME: &str = "sh";

/// What programs in a terminal are told it understands, unless the page says otherwise: what xterm.js does.
const TERM: (&str, &str) = ("TERM", "xterm-256color");

/// Something that can be opened.
pub(super) struct Wanted {
    mode: Mode,
    path: Vec<String>,
    open: Open,
    call: Call,
}

impl Wanted {
    /// Checks what a page said.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(mode: Mode, open: Open) -> Result<Self, String> {
        check_path(&open.container)?;
        let mut path = open.container.clone();
        let call = match mode {
            Mode::Launch => {
                check_launch(&open)?;
                path.push(fresh_id());
                launch(&path, &open)
            }
            Mode::Attach | Mode::Watch => {
                let launches = open.command.is_some()
                    || open.user.is_some()
                    || !open.arguments.is_empty()
                    || !open.environment.is_empty();
                if launches {
                    return Err("a command, its user and its environment belong to a launch".to_owned());
                }
                Call {
                    r#type: Some(Type::AttachContainerOutput as i32),
                    attach_container_output: Some(AttachContainerOutput {
                        container_id: container_id(&path),
                    }),
                    ..Call::default()
                }
            }
        };
        Ok(Self { mode, path, open, call })
    }

    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// What opens the output.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Its name, for the audit log.
    pub fn call_name(&self) -> &'static str {
        match self.mode {
            Mode::Launch => "LAUNCH_NESTED_CONTAINER_SESSION",
            Mode::Attach => "ATTACH_CONTAINER_INPUT",
            Mode::Watch => "ATTACH_CONTAINER_OUTPUT",
        }
    }

    /// The container, from the outermost inwards: the new one if it is a launch.
    pub fn path(&self) -> &[String] {
        &self.path
    }

    /// The same for people.
    pub fn name(&self) -> String {
        self.path.join(".")
    }

    /// The same for Mesos.
    pub fn container(&self) -> ContainerId {
        container_id(&self.path)
    }

    pub fn tty(&self) -> bool {
        self.open.tty
    }

    pub fn window(&self) -> Option<Window> {
        self.open.window
    }

    /// What is run, for people.
    pub fn command(&self) -> Option<String> {
        if self.mode != Mode::Launch {
            return None;
        }
        let command = self.open.command.as_deref().unwrap_or(SHELL);
        match self.open.arguments.get(1..) {
            Some(rest) if !rest.is_empty() => Some(format!("{command} {}", rest.join(" "))),
            _ => Some(command.to_owned()),
        }
    }

    pub fn user(&self) -> Option<&str> {
        self.open.user.as_deref()
    }

    /// The names of the variables that are set.
    pub fn variables(&self) -> String {
        self.open.environment.keys().map(String::as_str).collect::<Vec<_>>().join(",")
    }
}

/// An id as Mesos has it.
pub(super) fn container_id(path: &[String]) -> ContainerId {
    let (value, parents) =
        path.split_last().map(|(value, parents)| (value.clone(), parents)).unwrap_or_default();
    ContainerId { value, parent: (!parents.is_empty()).then(|| Box::new(container_id(parents))) }
}

/// Checks ids as the agent does, and that they are of a length that a log can hold.
pub(super) fn check_path(path: &[String]) -> Result<(), String> {
    if path.is_empty() {
        return Err("no container is named".to_owned());
    }
    if path.len() >= MOST_NESTED {
        return Err(format!("containers are nested less than {MOST_NESTED} deep"));
    }
    let bad = |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '/' | '.');
    match path.iter().find(|id| id.is_empty() || id.len() > LONGEST_ID || id.contains(bad)) {
        Some(id) => Err(format!("{:?} is no id of a container", id.chars().take(60).collect::<String>())),
        None => Ok(()),
    }
}

fn check_launch(open: &Open) -> Result<(), String> {
    let words = open.command.iter().chain(&open.arguments);
    if open.command.as_deref().is_some_and(|command| command.trim().is_empty()) {
        return Err("the command is empty".to_owned());
    }
    if open.command.is_none() && !open.arguments.is_empty() {
        return Err("there are arguments and no command".to_owned());
    }
    if words.clone().map(String::len).sum::<usize>() > LONGEST_COMMAND {
        return Err(format!("the command is longer than {LONGEST_COMMAND} bytes"));
    }
    if words.clone().any(|word| word.contains('\0')) {
        return Err("the command has a NUL in it".to_owned());
    }
    let bad = |letter: char| letter.is_whitespace() || letter.is_control();
    if open
        .user
        .as_deref()
        .is_some_and(|user| user.is_empty() || user.len() > LONGEST_USER || user.contains(bad))
    {
        return Err("that is no name of a user".to_owned());
    }
    let lengths = open.environment.iter().map(|(name, value)| name.len() + value.len());
    if open.environment.len() > MOST_VARIABLES || lengths.sum::<usize>() > LONGEST_ENVIRONMENT {
        return Err(format!(
            "the environment has more than {MOST_VARIABLES} variables or {LONGEST_ENVIRONMENT} bytes"
        ));
    }
    let bad = |(name, value): (&String, &String)| {
        name.is_empty() || name.contains(['=', '\0']) || value.contains('\0')
    };
    match open.environment.iter().find(|pair| bad(*pair)) {
        Some((name, _)) => Err(format!("{name:?} cannot be a variable of the environment")),
        None => Ok(()),
    }
}

/// Recognisable in lists of containers; no two are alike.
fn fresh_id() -> String {
    format!("mesoscope-terminal-{:032x}", rand::random::<u128>())
}

fn launch(path: &[String], open: &Open) -> Call {
    let command = match (&open.command, open.arguments.is_empty()) {
        (Some(line), true) => CommandInfo { value: Some(line.clone()), ..CommandInfo::default() },
        (Some(program), false) => CommandInfo {
            shell: Some(false),
            value: Some(program.clone()),
            arguments: open.arguments.clone(),
            ..CommandInfo::default()
        },
        (None, _) => CommandInfo {
            shell: Some(false),
            value: Some(SHELL.to_owned()),
            arguments: vec![SHELL_NAME.to_owned()],
            ..CommandInfo::default()
        },
    };
    let variable = |name: &str, value: &str| Variable {
        name: name.to_owned(),
        r#type: Some(variable::Type::Value as i32),
        value: Some(value.to_owned()),
        secret: None,
    };
    let mut variables: Vec<Variable> =
        open.environment.iter().map(|(name, value)| variable(name, value)).collect();
    if open.tty && !open.environment.contains_key(TERM.0) {
        variables.push(variable(TERM.0, TERM.1));
    }
    let environment = (!variables.is_empty()).then_some(Environment { variables });
    let window_size = open
        .window
        .map(|window| v1::tty_info::WindowSize { rows: window.rows.into(), columns: window.columns.into() });
    let container = ContainerInfo {
        r#type: Some(container_info::Type::Mesos as i32),
        tty_info: open.tty.then_some(TtyInfo { window_size }),
        ..ContainerInfo::default()
    };
    Call {
        r#type: Some(Type::LaunchNestedContainerSession as i32),
        launch_nested_container_session: Some(LaunchNestedContainerSession {
            container_id: container_id(path),
            command: Some(Box::new(CommandInfo { environment, user: open.user.clone(), ..command })),
            container: Some(Box::new(container)),
        }),
        ..Call::default()
    }
}

#[cfg(test)]
mod tests {
    use cluster_model::terminal::{Mode, Open, Window};

    use super::Wanted;

    fn open() -> Open {
        Open { container: vec!["task".to_owned()], ..Open::default() }
    }

    fn launched(open: Open) -> serde_json::Value {
        let wanted = Wanted::of(Mode::Launch, open).unwrap();
        let mut call = serde_json::to_value(wanted.call()).unwrap();
        let id = &mut call["launch_nested_container_session"]["container_id"]["value"];
        assert!(id.as_str().unwrap().starts_with("mesoscope-terminal-"));
        *id = "new".into();
        call
    }

    #[test]
    fn a_launch_is_this_call() {
        let window = Some(Window { rows: 24, columns: 80 });
        let calls = [
            launched(Open { tty: true, window, ..open() }),
            launched(Open {
                command: Some("ls | wc -l".to_owned()),
                user: Some("nobody".to_owned()),
                ..open()
            }),
            launched(Open {
                command: Some("/bin/ls".to_owned()),
                arguments: vec!["ls".to_owned(), "-l".to_owned()],
                environment: [("A".to_owned(), "b c".to_owned())].into(),
                ..open()
            }),
        ];
        insta::assert_json_snapshot!(calls);
    }

    #[test]
    fn what_cannot_be_asked_says_why() {
        let refused = |mode, open| Wanted::of(mode, open).err().unwrap();
        let words = [
            refused(Mode::Watch, Open::default()),
            refused(Mode::Watch, Open { container: vec!["a.b".to_owned()], ..Open::default() }),
            refused(Mode::Watch, Open { container: vec!["a\nb".to_owned()], ..Open::default() }),
            refused(Mode::Attach, Open { container: vec!["a".to_owned(); 40], ..Open::default() }),
            refused(Mode::Attach, Open { command: Some("ls".to_owned()), ..open() }),
            refused(Mode::Launch, Open { command: Some(" ".to_owned()), ..open() }),
            refused(Mode::Launch, Open { arguments: vec!["a".to_owned()], ..open() }),
            refused(Mode::Launch, Open { command: Some("x".repeat(40_000)), ..open() }),
            refused(Mode::Launch, Open { command: Some("a\0b".to_owned()), ..open() }),
            refused(Mode::Launch, Open { user: Some("no body".to_owned()), ..open() }),
            refused(Mode::Launch, Open { environment: [("A=".to_owned(), String::new())].into(), ..open() }),
            refused(
                Mode::Launch,
                Open { environment: [("A".to_owned(), "x".repeat(40_000))].into(), ..open() },
            ),
        ];
        insta::assert_snapshot!(words.join("\n"));
    }
}
