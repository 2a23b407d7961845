//! What ends a terminal from the console's side: the console stops, or the session of whoever opened it is over.

use std::sync::OnceLock;

use tokio_util::sync::CancellationToken;

use super::end::End;

/// To be waited for by everything that a terminal waits in.
pub(super) struct Ending {
    token: CancellationToken,
    logged_out: OnceLock<String>,
}

impl Ending {
    /// Comes when `stopping` does, or earlier.
    pub fn of(stopping: &CancellationToken) -> Self {
        Self { token: stopping.child_token(), logged_out: OnceLock::new() }
    }

    /// The session is over, for this reason.
    pub fn log_out(&self, words: String) {
        self.logged_out.get_or_init(|| words);
        self.token.cancel();
    }

    /// Waits for it.
    pub async fn comes(&self) {
        self.token.cancelled().await;
    }

    /// What it is, once it has come.
    pub fn end(&self) -> End {
        match self.logged_out.get() {
            Some(words) => End::logged_out(words),
            None => End::stopping(),
        }
    }
}
