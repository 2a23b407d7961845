//! What the build needs beyond Rust: found, or else installed once for all clones of this user.

mod browser;
mod cargo_tool;
mod debian;
mod install;
mod node;
mod versions;
mod wasm_target;

use std::path::PathBuf;

use anyhow::Result;

pub use browser::{Browser, chromium};
pub use debian::valgrind;
pub use node::{node_packages, terminal_packages};
pub use versions::{BINARYEN, TRUNK, splitter, wasm_bindgen};
pub use wasm_target::ensure as wasm_target;

/// The directories that hold the tools of the app's build, to be put in front of PATH.
pub struct AppTools {
    /// Directories with `trunk`, `wasm-bindgen` and `wasm-opt`; none of a tool that is on PATH already.
    pub path: Vec<PathBuf>,
}

/// Makes sure that the app can be built, and says with what.
pub fn for_the_app() -> Result<AppTools> {
    wasm_target::ensure()?;
    let tools = [cargo_tool::trunk(), cargo_tool::wasm_bindgen(&wasm_bindgen()?), node::wasm_opt()];
    let mut path = Vec::new();
    for tool in tools {
        path.extend(tool.ensure()?);
    }
    Ok(AppTools { path })
}
