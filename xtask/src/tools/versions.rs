//! The one place each tool's version comes from.

use std::fs;

use anyhow::{Context, Result};

use crate::paths;

/// Trunk: the newest that compiles with the Rust this workspace asks for.
pub const TRUNK: &str = "0.21.14";

/// The npm package that brings `wasm-opt`; Debian's is too old for what rustc emits.
pub const BINARYEN: &str = "132.0.0";

/// wasm-bindgen's command-line tool must be exactly the version of the crate in Cargo.lock.
pub fn wasm_bindgen() -> Result<String> {
    in_lock_file("wasm-bindgen")
}

/// What takes the app apart; xtask is linked with it.
pub fn splitter() -> Result<String> {
    in_lock_file("wasm_split_cli_support")
}

fn in_lock_file(package: &str) -> Result<String> {
    let lock = fs::read_to_string(paths::in_root("Cargo.lock")).context("cannot read Cargo.lock")?;
    locked(&lock, package).with_context(|| format!("Cargo.lock names no version of {package}"))
}

/// The version of a package in the text of a Cargo.lock.
fn locked(lock: &str, package: &str) -> Option<String> {
    let lock: toml::Table = lock.parse().ok()?;
    let packages = lock.get("package")?.as_array()?;
    let found =
        packages.iter().find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))?;
    Some(found.get("version")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n[[package]]\nname = \"b\"\nversion = \"2.3.4\"\n";
        assert_eq!(locked(lock, "b").as_deref(), Some("2.3.4"));
        assert_eq!(locked(lock, "c"), None);
    }

    #[test]
    fn trunk_is_told_the_versions_that_are_installed() {
        let text = fs::read_to_string(paths::in_root("Trunk.toml")).unwrap();
        let config: toml::Table = text.parse().unwrap();
        let tool = |name: &str| config["tools"][name].as_str().unwrap().to_owned();
        assert_eq!(tool("wasm_bindgen"), wasm_bindgen().unwrap());
    }
}
