//! The app: stylesheets, Trunk, parts, compressed assets, and dist/ replaced in one move.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::Run;
use crate::precompress::{self, Asset};
use crate::stamp::{Inputs, Stamp};
use crate::step::{skip, step};
use crate::{parts, paths, sizes, style, terminal, tools};

/// How the app is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Small and fast, as it ships; minutes to compile.
    Release,
    /// For the inner loop: seconds to compile, large.
    Dev,
}

/// What the app is made from; a change in none of these leaves it as it is.
const INPUTS: [&str; 12] = [
    ".cargo/config.toml",
    "frontend",
    "style",
    "crates/cluster-model",
    "crates/operator-api",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "xtask/src/app.rs",
    "xtask/src/parts.rs",
    "xtask/src/precompress.rs",
    "xtask/src/terminal.rs",
];

/// Makes sure that dist/ holds the app of now, and returns that directory.
pub fn build(profile: Profile) -> Result<PathBuf> {
    let dist = paths::in_root("dist");
    let _alone = only_one_at_a_time()?;
    let (hash, stamp) = (inputs(profile)?, Stamp::named("app"));
    if stamp.is(&hash) && dist.join("index.html").is_file() {
        skip("build the app", "nothing it is made from has changed");
        hold(profile, &dist)?;
        return Ok(dist);
    }
    let tools = tools::for_the_app()?;
    step("fetch the crates", || Run::cargo().args(["fetch", "--locked", "--quiet"]).run())?;
    let stage = paths::target().join("app");
    let name = match profile {
        Profile::Release => "build the app",
        Profile::Dev => "build the app for the inner loop",
    };
    step(name, || {
        stamp.clear()?;
        style::bundle()?;
        terminal::bundle()?;
        trunk(profile, &stage, &tools.path).run()
    })?;
    if profile == Profile::Release {
        step("take the app apart", || parts::take_apart(&stage, &tools.path))?;
    }
    let assets = step("compress the app's assets", || match profile {
        Profile::Release => precompress::folder(&stage),
        Profile::Dev => Ok(Vec::new()),
    })?;
    replace(&stage, &dist)?;
    stamp.set(&hash)?;
    report(&assets);
    hold(profile, &dist)?;
    Ok(dist)
}

/// Fails if what ships is too heavy: also when it was built before, since nothing else would say so again.
fn hold(profile: Profile, dist: &Path) -> Result<()> {
    match profile {
        Profile::Release => step("weigh the app", || sizes::hold(&precompress::weigh(dist)?)),
        Profile::Dev => Ok(()),
    }
}

/// Waits until no other xtask builds the app of this checkout; the next one waits for as long as the file lives.
fn only_one_at_a_time() -> Result<File> {
    let path = paths::target().join("stamps/app.lock");
    fs::create_dir_all(paths::target().join("stamps"))?;
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("==> waiting for another build of the app");
        file.lock()?;
    }
    Ok(file)
}

fn report(assets: &[Asset]) {
    if !assets.is_empty() {
        eprintln!("{}", sizes::report(assets));
    }
}

fn trunk(profile: Profile, stage: &Path, path: &[PathBuf]) -> Run {
    let mut trunk = Run::new("trunk")
        .args(["build", "--dist"])
        .args([stage])
        .env("CARGO_TARGET_DIR", paths::wasm_target())
        // The colours and the version check of Trunk are nobody's business here.
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("RUST_LOG", "warn")
        .env("RUST_BACKTRACE", "0");
    if profile == Profile::Release {
        trunk = trunk
            .args(["--release", "--features", parts::FEATURE])
            // Added to those of .cargo/config.toml.
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", named_paths());
    }
    path.iter().fold(trunk, Run::path)
}

/// Flags that put names in the place of this machine's folders, which panics would carry to every browser.
fn named_paths() -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let crates = home.map(|home| (home.join("registry/src"), "crates"));
    let folders = [Some((paths::in_root(""), "mesoscope")), crates].into_iter().flatten();
    let flag = |(folder, name): (PathBuf, &str)| {
        let folder = folder.to_str()?.trim_end_matches('/').to_owned();
        // The variable is a list with spaces between.
        (!folder.contains(char::is_whitespace)).then(|| format!("--remap-path-prefix={folder}={name}"))
    };
    folders.filter_map(flag).collect::<Vec<_>>().join(" ")
}

fn inputs(profile: Profile) -> Result<String> {
    let mut inputs = Inputs::new();
    for path in INPUTS {
        inputs.word(path).tree(&paths::in_root(path))?;
    }
    inputs.word(&format!("{profile:?}")).word(tools::TRUNK).word(tools::BINARYEN);
    inputs.word(&Run::new("rustc").args(["--version"]).answer().context("rustc does not answer")?);
    Ok(inputs.hash())
}

/// Moves the built folder to where the server takes it from.
fn replace(stage: &Path, dist: &Path) -> Result<()> {
    if dist.exists() {
        fs::remove_dir_all(dist).with_context(|| format!("cannot remove {}", dist.display()))?;
    }
    fs::rename(stage, dist).with_context(|| format!("cannot move the app to {}", dist.display()))
}
