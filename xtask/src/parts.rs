//! The app's module taken apart: what every page needs, and parts that are fetched when one of their pages is first opened.
//!
//! Trunk builds the app whole and lays it out. What the app marks with `later!`, and whatever nothing else needs, is then cut out; wasm-bindgen
//! and wasm-opt go over what remains, and the result takes the place of the whole module among the files that Trunk laid out.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fs, thread};

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};
use wasm_split_cli_support::{Options, transform};

use crate::command::Run;
use crate::{paths, tools};

/// The cargo feature of the app that marks the parts.
pub const FEATURE: &str = "split";

/// Where cargo leaves the whole module of the release.
fn whole() -> PathBuf {
    paths::wasm_target().join("wasm32-unknown-unknown/wasm-release/mesoscope-app.wasm")
}

/// Whether an asset is a part, which no page loads before it is needed.
#[must_use]
pub fn is_part(asset: &str) -> bool {
    asset.starts_with("part-") || asset.starts_with("terminal.")
}

/// Puts the app in parts where Trunk staged it whole. `path` has the tools.
pub fn take_apart(stage: &Path, path: &[PathBuf]) -> Result<()> {
    let module = fs::read(whole()).with_context(|| format!("cannot read {}", whole().display()))?;
    let names = Names::of(&module)?;
    let work = paths::target().join("parts");
    let _ = fs::remove_dir_all(&work);
    let main = work.join("main.wasm");
    let (loader, script) = (format!("./{}", names.loader()), format!("./{}.js", names.app()));
    let mut options = Options::new(&module);
    options.output_dir = &work;
    options.main_out_path = &main;
    options.link_name = &loader;
    options.main_module = &script;
    let made = transform(options).map_err(|error| anyhow!("cannot take the app apart: {error:#}"))?;

    // The parts find the table of functions among the exports that wasm-bindgen would otherwise drop.
    tool("wasm-bindgen", path)
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--keep-lld-exports",
            "--out-name",
            &names.app(),
            "--out-dir",
        ])
        .args([&work, &main])
        .run_quietly()?;
    let page = stage.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let (html, old) = names.written_into(&html)?;
    for file in [format!("{old}.js"), format!("{old}_bg.wasm")] {
        fs::remove_file(stage.join(&file)).with_context(|| format!("Trunk staged no {file}"))?;
    }
    let bound = format!("{}_bg.wasm", names.app());
    fs::copy(work.join(&script), stage.join(&script))
        .with_context(|| format!("wasm-bindgen made no {script}"))?;
    let mut linking = fs::read_to_string(work.join(&loader)).context("no loader of the parts was made")?;
    let mut modules = vec![(work.join(&bound), stage.join(&bound))];
    for part in made.split_modules {
        let stem = part.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = names.part(&stem);
        linking = linking.replace(&format!("\"./{stem}.wasm\""), &format!("\"./{name}\""));
        modules.push((part, stage.join(&name)));
    }
    all(modules, |(from, to)| {
        wasm_opt(&from, path)?
            .args(["-Oz", "--strip-debug", "--strip-producers", "-o"])
            .args([to, from])
            .run_quietly()
    })?;
    fs::write(stage.join(&loader), linking)?;
    fs::write(&page, html).with_context(|| format!("cannot write {}", page.display()))
}

fn tool(name: &str, path: &[PathBuf]) -> Run {
    path.iter().fold(Run::new(name), Run::path)
}

/// A module of fewer bytes is made smaller sooner than wasm-opt, itself WebAssembly, is compiled well.
const SMALL: u64 = 300_000;

/// wasm-opt for a module: for one of the many small ones without the compiler that would cost three times as much as the work.
fn wasm_opt(module: &Path, path: &[PathBuf]) -> Result<Run> {
    let size = fs::metadata(module).with_context(|| format!("cannot read {}", module.display()))?.len();
    let ours = path.iter().map(|dir| dir.join("wasm-opt")).find(|program| size < SMALL && program.is_file());
    Ok(match ours {
        Some(script) => Run::new("node").args(["--liftoff-only"]).args([script]),
        None => tool("wasm-opt", path),
    })
}

/// Does the work for each, as many at a time as there are cores.
fn all<T: Send>(each: Vec<T>, work: impl Fn(T) -> Result<()> + Sync) -> Result<()> {
    let left = Mutex::new(each.into_iter());
    let next = || left.lock().ok()?.next();
    let one_after_the_other = || std::iter::from_fn(next).try_for_each(&work);
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(one_after_the_other)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err(anyhow!("a thread that makes modules smaller panicked")))
        })
    })
}

/// What the files are called: all with one hash, because each names others.
struct Names {
    hash: String,
}

impl Names {
    /// The names for what these versions of the tools make of a module.
    fn of(module: &[u8]) -> Result<Self> {
        let made_by = format!("{} {} {}", tools::wasm_bindgen()?, tools::BINARYEN, tools::splitter()?);
        let digest = Sha256::new().chain_update(made_by).chain_update(module).finalize();
        Ok(Self { hash: digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect() })
    }

    fn app(&self) -> String {
        format!("mesoscope-app-{}", self.hash)
    }

    fn loader(&self) -> String {
        format!("parts-{}.js", self.hash)
    }

    /// `split_files` is the part of the pages that say `files`; `chunk_3` is what several parts share.
    fn part(&self, stem: &str) -> String {
        let name = stem.strip_prefix("split_").unwrap_or(stem).replace('_', "-");
        format!("part-{name}-{}.wasm", self.hash)
    }

    /// The page with these names in place of Trunk's, and what Trunk called the app.
    fn written_into(&self, html: &str) -> Result<(String, String)> {
        let start = html.find("mesoscope-app-").context("index.html names no mesoscope-app")?;
        let length = html[start..].find(['.', '_']).context("index.html ends within a name")?;
        let old = &html[start..start + length];
        let preload = format!(
            "<link rel=\"modulepreload\" href=\"./{}\" crossorigin=\"anonymous\"></head>",
            self.loader()
        );
        Ok((html.replace(old, &self.app()).replacen("</head>", &preload, 1), old.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_app_in_parts() {
        let names = Names { hash: "00ff".to_owned() };
        let html = "<head><script>import init from './mesoscope-app-45b5.js'; init('./mesoscope-app-45b5_bg.wasm')</script></head>";
        let (html, old) = names.written_into(html).unwrap();
        assert_eq!(old, "mesoscope-app-45b5");
        assert_eq!(
            html,
            "<head><script>import init from './mesoscope-app-00ff.js'; init('./mesoscope-app-00ff_bg.wasm')</script>\
             <link rel=\"modulepreload\" href=\"./parts-00ff.js\" crossorigin=\"anonymous\"></head>"
        );
        assert!(names.written_into("<head></head>").is_err());
    }

    #[test]
    fn all_is_done_and_the_first_that_fails_is_told() {
        let done = Mutex::new(Vec::new());
        all((0..50).collect(), |n| {
            done.lock().unwrap().push(n);
            Ok(())
        })
        .unwrap();
        let mut done = done.into_inner().unwrap();
        done.sort_unstable();
        assert_eq!(done, (0..50).collect::<Vec<_>>());
        let failed = all((0..50).collect(), |n| if n == 7 { Err(anyhow!("seven")) } else { Ok(()) });
        assert_eq!(failed.unwrap_err().to_string(), "seven");
    }

    #[test]
    fn parts_are_told_from_what_loads_first() {
        let names = Names::of(b"module").unwrap();
        assert!(is_part(&names.part("split_files")) && is_part(&names.part("chunk_3")));
        assert!(!is_part(&names.loader()) && !is_part(&format!("{}_bg.wasm", names.app())));
        assert_ne!(names.hash, Names::of(b"another").unwrap().hash);
    }
}
