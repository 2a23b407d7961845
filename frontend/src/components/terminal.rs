//! A terminal: a screen, a socket to the console's server, and how things stand between them.
//!
//! [`state`] is what happens as values, [`lines`] makes lines of what is typed where no TTY does, [`link`] is the socket, [`screen`] is xterm.js, which is loaded when the first terminal opens.

mod lines;
mod link;
mod loading;
mod screen;
mod state;
mod view;

pub use self::view::Terminal;
