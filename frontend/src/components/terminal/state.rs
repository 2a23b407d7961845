//! How a terminal stands, as far as its messages tell.

use cluster_model::terminal::{Exit, Notice, Reason};

use crate::ui::format::sentence;

/// How a terminal stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// How far it is.
    pub stage: Stage,
    /// The container, from the outermost inwards, once it is known.
    pub container: Vec<String>,
    /// Who else has the input, if somebody has.
    pub taken: Option<String>,
    /// That the agent is silent, and for how long.
    pub silent: Option<String>,
    /// That it is going to be closed because nobody types.
    pub idle: Option<u64>,
    /// What was asked for last and was not done.
    pub failed: Option<String>,
    /// Whether somebody has pressed the button that closes it.
    pub closing: bool,
    /// How the container ended, if it did.
    pub exit: Option<Exit>,
}

/// How far a terminal is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// On its way.
    #[default]
    Opening,
    /// Output comes, and input may go.
    Open,
    /// Nothing more comes.
    Ended {
        /// Why, for the page: only some ends can be followed by another try.
        reason: Option<Reason>,
        /// Why, for people.
        words: String,
    },
}

impl State {
    /// Takes what the console said.
    pub fn take(&mut self, notice: Notice) {
        match notice {
            Notice::Started { container } => {
                self.stage = Stage::Open;
                self.container = container;
            }
            Notice::InputYours => self.taken = None,
            Notice::InputTaken { words } => self.taken = Some(words),
            Notice::Failed { what, words, .. } => self.failed = Some(format!("{what}: {words}")),
            Notice::Silent { seconds, words } => {
                self.silent = Some(format!("The agent has not answered for {seconds} s. {words}"));
            }
            Notice::Answering => self.silent = None,
            Notice::Idle { seconds } => self.idle = Some(seconds),
            Notice::Exited(exit) => self.exit = Some(exit),
            Notice::Ended { reason, words, .. } => {
                self.stage = Stage::Ended { reason: Some(reason), words };
                (self.silent, self.idle, self.taken) = (None, None, None);
            }
        }
    }

    /// The socket is gone; `why` are the words of a console that ended the session. What it said before is the reason, if it said one.
    pub fn lost(&mut self, why: Option<String>) {
        if self.closing && self.is_open() {
            let words = "The terminal was closed.".to_owned();
            self.stage = Stage::Ended { reason: Some(Reason::Closed), words };
        }
        if !matches!(self.stage, Stage::Ended { .. }) {
            let what =
                why.map_or_else(|| "The connection to the console is lost.".to_owned(), |why| sentence(&why));
            let words = format!("{what} A program that was started here has been ended with it.");
            self.stage = Stage::Ended { reason: None, words };
        }
    }

    /// Somebody typed.
    pub fn typed(&mut self) {
        self.idle = None;
        self.failed = None;
    }

    /// Whether closing the page would end something.
    pub fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Opening | Stage::Open)
    }

    /// The state in a few words.
    pub fn words(&self) -> String {
        match (&self.stage, self.exit) {
            (Stage::Opening, _) => "opening".to_owned(),
            (Stage::Open, _) if self.silent.is_some() => "agent silent".to_owned(),
            (Stage::Open, _) if self.taken.is_some() => "watching".to_owned(),
            (Stage::Open, _) => "open".to_owned(),
            (Stage::Ended { .. }, Some(exit)) => exit.to_string(),
            (Stage::Ended { reason: Some(Reason::Refused | Reason::Invalid | Reason::Full), .. }, None) => {
                "refused".to_owned()
            }
            (Stage::Ended { reason: Some(Reason::Lost) | None, .. }, None) => "lost".to_owned(),
            (Stage::Ended { .. }, None) => "closed".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open() -> State {
        let mut state = State::default();
        state.take(Notice::Started { container: vec!["c".into(), "n".into()] });
        state
    }

    #[test]
    fn an_exit_says_how_the_program_ended() {
        let mut state = open();
        assert_eq!(state.words(), "open");
        state.take(Notice::Exited(Exit::of(1792)));
        state.take(Notice::Ended { reason: Reason::Exited, status: None, words: "It has ended.".into() });
        assert_eq!(state.words(), "exit code 7");
        // The socket closes after that, which is no news.
        state.lost(None);
        assert_eq!(state.words(), "exit code 7");
    }

    #[test]
    fn a_socket_that_breaks_is_said() {
        let mut state = open();
        state.lost(None);
        assert!(!state.is_open());
        assert_eq!(state.words(), "lost");
    }

    #[test]
    fn the_end_of_a_session_is_said_in_the_server_s_words() {
        let mut state = open();
        state.lost(Some("ada logged out".to_owned()));
        let Stage::Ended { words, .. } = state.stage else { panic!("not ended") };
        assert!(words.starts_with("Ada logged out. "), "{words}");
    }

    #[test]
    fn a_socket_that_was_to_be_closed_is_not_lost() {
        let mut state = open();
        state.closing = true;
        state.lost(None);
        assert_eq!(state.words(), "closed");
    }

    #[test]
    fn who_has_no_input_watches_until_it_is_free() {
        let mut state = open();
        state.take(Notice::InputTaken { words: "ops has it".into() });
        assert_eq!(state.words(), "watching");
        state.take(Notice::InputYours);
        assert_eq!(state.words(), "open");
    }

    #[test]
    fn typing_is_a_sign_of_life() {
        let mut state = open();
        state.take(Notice::Idle { seconds: 60 });
        state.typed();
        assert_eq!(state.idle, None);
    }
}
