//! What a page says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{NoMessage, exactly, json, with_json};

const OPEN: u8 = 0;
const INPUT: u8 = 1;
const RESIZE: u8 = 2;
const END: u8 = 3;
const SIGNAL: u8 = 4;
const DRAWN: u8 = 5;
const STAY: u8 = 6;
const TAKE_INPUT: u8 = 7;
const CLOSE: u8 = 8;

/// What is wanted of a container; in the query of the door as `mode=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// A new program beside a running container, nested in it: `LAUNCH_NESTED_CONTAINER_SESSION`. It ends when the terminal is closed.
    Launch,
    /// The container's own input and output: `ATTACH_CONTAINER_INPUT` and `ATTACH_CONTAINER_OUTPUT`. It goes on when the terminal is closed.
    Attach,
    /// Its output only.
    Watch,
}

impl Mode {
    /// As in the query.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Launch => "launch",
            Self::Attach => "attach",
            Self::Watch => "watch",
        }
    }
}

/// What to open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Open {
    /// The container, from the outermost inwards: to be attached to, or to launch in.
    pub container: Vec<String>,
    /// What to run: a line for the shell, or, with `arguments`, a program. The shell itself if it is not said. For a launch only, as all that follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The program's arguments, its own name first, as Mesos wants them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<String>,
    /// Who it runs as, if not as the container around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What is added to its environment.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub environment: BTreeMap<String, String>,
    /// Whether it gets a TTY; when attaching, whether the container has one.
    pub tty: bool,
    /// How large the terminal is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

/// The size of a terminal, in letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Lines.
    pub rows: u16,
    /// Letters in a line.
    pub columns: u16,
}

/// A message of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked<'a> {
    /// The first.
    Open(Box<Open>),
    /// Typed or pasted.
    Input(&'a [u8]),
    /// The terminal has another size.
    Resize(Window),
    /// There is no more input.
    End,
    /// Send a signal to what was launched.
    Signal(u8),
    /// So many bytes of output have been drawn since the beginning.
    Drawn(u64),
    /// Somebody is still there.
    Stay,
    /// Whether the input is free now.
    TakeInput,
    /// End it.
    Close,
}

impl<'a> Asked<'a> {
    /// Reads a message.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(message: &'a [u8]) -> Result<Self, NoMessage> {
        let (&kind, rest) = message.split_first().ok_or(NoMessage::Empty)?;
        let bare = |asked| exactly::<0>(kind, rest).map(|_| asked);
        match kind {
            OPEN => json(rest).map(|open| Self::Open(Box::new(open))),
            INPUT => Ok(Self::Input(rest)),
            RESIZE => exactly::<4>(kind, rest).map(|[a, b, c, d]| {
                let (rows, columns) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
                Self::Resize(Window { rows, columns })
            }),
            END => bare(Self::End),
            SIGNAL => exactly::<1>(kind, rest).map(|[signal]| Self::Signal(signal)),
            DRAWN => exactly(kind, rest).map(|bytes| Self::Drawn(u64::from_le_bytes(bytes))),
            STAY => bare(Self::Stay),
            TAKE_INPUT => bare(Self::TakeInput),
            CLOSE => bare(Self::Close),
            unknown => Err(NoMessage::Unknown(unknown)),
        }
    }

    /// Writes it.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        match self {
            Self::Open(open) => with_json(OPEN, open),
            Self::Input(bytes) => [&[INPUT], *bytes].concat(),
            Self::Resize(Window { rows, columns }) => {
                [&[RESIZE][..], &rows.to_le_bytes(), &columns.to_le_bytes()].concat()
            }
            Self::End => vec![END],
            Self::Signal(signal) => vec![SIGNAL, *signal],
            Self::Drawn(bytes) => [&[DRAWN][..], &bytes.to_le_bytes()].concat(),
            Self::Stay => vec![STAY],
            Self::TakeInput => vec![TAKE_INPUT],
            Self::Close => vec![CLOSE],
        }
    }
}
