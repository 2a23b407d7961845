//! What comes from npm: `wasm-opt`, and the packages of the browser tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::install::Tool;
use super::versions::BINARYEN;
use crate::command::{Run, on_path};
use crate::paths;
use crate::stamp::{Inputs, Stamp};
use crate::step::step;

/// The oldest Node.js that Playwright runs on.
const NODE: u32 = 20;

/// Fails with what to do if there is no npm, or a Node.js that is too old.
fn npm_is_there() -> Result<()> {
    let version = Run::new("node").args(["--version"]).answer();
    match version.as_deref().and_then(major) {
        Some(major) if major >= NODE && on_path(&["npm"]).is_some() => Ok(()),
        Some(major) if major < NODE => bail!("Node.js {NODE} or newer is needed, and PATH has {major}"),
        _ => bail!("node and npm are not on PATH: install Node.js {NODE} or newer"),
    }
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// wasm-opt, which halves the app's module.
pub fn wasm_opt() -> Tool {
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    Tool {
        directory: format!("binaryen-{BINARYEN}"),
        program: "wasm-opt",
        version: major.to_owned(),
        bin: "node_modules/.bin",
        takes: "once, some seconds",
        recipe: Box::new(|root| {
            npm_is_there()?;
            fs::write(root.join("package.json"), "{ \"private\": true }\n")?;
            let package = format!("binaryen@{BINARYEN}");
            npm(root).args(["install", "--no-audit", "--no-fund", "--save-exact", &package]).run_quietly()
        }),
    }
}

/// Brings `e2e/node_modules` in line with its lock file.
pub fn node_packages() -> Result<()> {
    let dir = paths::in_root("e2e");
    let mut inputs = Inputs::new();
    inputs.tree(&dir.join("package-lock.json"))?.tree(&dir.join("package.json"))?;
    let (hash, stamp) = (inputs.hash(), Stamp::named("e2e-packages"));
    if stamp.is(&hash) && dir.join("node_modules").is_dir() {
        return Ok(());
    }
    step("install the npm packages of the browser tests", || {
        npm_is_there()?;
        stamp.clear()?;
        npm(&dir).args(["ci", "--no-audit", "--no-fund"]).run_quietly()?;
        stamp.set(&hash)
    })
    .context("Playwright cannot run without them")
}

/// Installs what the terminal's screen is made of, by the lock file in `source`, and returns the folder of packages.
pub fn terminal_packages(source: &Path) -> Result<PathBuf> {
    let dir = paths::in_root("target/terminal");
    let files = ["package.json", "package-lock.json"];
    let mut inputs = Inputs::new();
    for file in files {
        inputs.tree(&source.join(file))?;
    }
    let (hash, stamp, packages) =
        (inputs.hash(), Stamp::named("terminal-packages"), dir.join("node_modules"));
    if stamp.is(&hash) && packages.is_dir() {
        return Ok(packages);
    }
    npm_is_there()?;
    stamp.clear()?;
    fs::create_dir_all(&dir)?;
    for file in files {
        fs::copy(source.join(file), dir.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    npm(&dir).args(["ci", "--no-audit", "--no-fund"]).run_quietly()?;
    stamp.set(&hash)?;
    Ok(packages)
}

fn npm(dir: &Path) -> Run {
    // The browser is the system's own.
    Run::new("npm").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").dir(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nonsense"), None);
    }
}
