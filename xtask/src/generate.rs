//! Makes the messages of `crates/operator-api` (`src/v1.rs` and `src/v1/`) from its `schema/`.
//!
//! The output is checked in, so that nobody needs the generator to build, and the freshness test of xtask says when it is old.

mod layout;
mod module;
mod names;
mod schema;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use schema::Schema;

/// Writes the messages, or, with `check`, fails when what is written differs from what would be.
///
/// # Errors
/// When the schema cannot be read or does not make sense, a file cannot be written, or `check` finds a difference.
pub fn run(check: bool) -> anyhow::Result<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no folder above it")?;
    let home = home.join("crates/operator-api");
    let schema = Schema::read(&home.join("schema"))?;
    let wanted = files(&schema)?;
    let source = home.join("src");
    let present = present(&source)?;
    if check { compare(&wanted, &present) } else { write(&source, &wanted, &present) }
}

/// Every file of the output, by its path below `src/`.
fn files(schema: &Schema) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let layout = layout::Layout::of(schema)?;
    Ok(module::tree(schema).iter().map(|module| (module.file(), module.print(schema, &layout))).collect())
}

fn present(source: &Path) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![source.join("v1")];
    let mut paths = vec![source.join("v1.rs")];
    while let Some(folder) = folders.pop() {
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    for path in paths.into_iter().filter(|path| path.exists()) {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        found.insert(path.strip_prefix(source)?.to_owned(), text);
    }
    Ok(found)
}

fn compare(wanted: &BTreeMap<PathBuf, String>, present: &BTreeMap<PathBuf, String>) -> anyhow::Result<()> {
    let old = wanted.iter().filter(|(path, text)| present.get(*path) != Some(text)).map(|(path, _)| path);
    let stray = present.keys().filter(|path| !wanted.contains_key(*path));
    let differ: Vec<_> = old.chain(stray).map(|path| path.display().to_string()).collect();
    if !differ.is_empty() {
        bail!(
            "crates/operator-api/src is not what its schema says: {}. Run `cargo xtask generate` and commit the result.",
            differ.join(", ")
        );
    }
    Ok(())
}

fn write(
    source: &Path,
    wanted: &BTreeMap<PathBuf, String>,
    present: &BTreeMap<PathBuf, String>,
) -> anyhow::Result<()> {
    for path in present.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(source.join(path)).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    for (path, text) in wanted.iter().filter(|(path, text)| present.get(*path) != Some(text)) {
        let path = source.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
