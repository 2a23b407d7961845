//! What the server says of changes, asked again whenever it tells that something became of one.

use std::time::Duration;

use leptos::prelude::*;

use crate::call::reading::Reading;
use crate::live::use_live;
use crate::paths::Door;

/// Asks a door of changes until the present owner is cleaned up; `anyway` is how often when the server cannot tell.
pub fn follow(door: &Door, anyway: Duration) -> Reading {
    let reading = Reading::open(door, anyway);
    let status = use_live().status();
    let told = Memo::new(move |_| status.with(|status| status.changes));
    Effect::new(move |before: Option<u64>| {
        let now = told.get();
        if before.is_some_and(|before| before != now) {
            reading.ask();
        }
        now
    });
    reading
}
