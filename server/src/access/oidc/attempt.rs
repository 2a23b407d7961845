//! What is remembered of a login between the two visits of a browser.

use serde::{Deserialize, Serialize};

use crate::access::moment::Moment;

/// Sealed in a cookie.
#[derive(Serialize, Deserialize)]
pub(super) struct Attempt {
    /// 256 random bits that come back in the address.
    pub state: String,
    /// 256 random bits that come back in the token.
    pub nonce: String,
    /// What only whoever began it can show.
    pub verifier: String,
    /// The page to come back to.
    pub back: String,
    /// How long it waits.
    pub until: Moment,
}
