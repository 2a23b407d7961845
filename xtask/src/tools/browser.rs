//! The browser of the tests: the system's own Chromium. Playwright's downloads are not used.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use super::debian;
use crate::command::on_path;

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Chromium, installed first where that is possible. `MESOSCOPE_CHROMIUM` names another.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("MESOSCOPE_CHROMIUM") {
        return Ok(named.into());
    }
    debian::ensure("chromium", || on_path(&CHROMIUM))
}
