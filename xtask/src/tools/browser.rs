//! The browser: the system's own Chromium. Playwright's downloads are not used.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use super::debian;
use crate::command::on_path;

/// Chromium as people have it.
const WHOLE: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The same engine without the windows, tabs and menus around the page.
const SHELL: &str = "chromium-headless-shell";

/// Which Chromium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// As people have it: for what is measured.
    Whole,
    /// The engine alone, which costs a third less of the processor: for tests, if it is there or can be installed.
    Shell,
}

/// Chromium, installed first where that is possible. `MESOSCOPE_CHROMIUM` names another.
pub fn chromium(browser: Browser) -> Result<PathBuf> {
    if let Some(named) = env::var_os("MESOSCOPE_CHROMIUM") {
        return Ok(named.into());
    }
    match browser {
        Browser::Whole => debian::ensure("chromium", || on_path(&WHOLE)),
        Browser::Shell => debian::ensure(SHELL, || on_path(&[SHELL]))
            // Only Debian has it in a package of its own.
            .or_else(|error| on_path(&WHOLE).ok_or(error)),
    }
}
