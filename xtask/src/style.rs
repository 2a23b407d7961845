//! The stylesheets as one file: `style/main.css` with its imports put in their places.
//!
//! A browser that followed the imports would ask for them one after the other, and Trunk would copy only the first.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::paths;

/// What frontend/index.html links to, relative to itself: here, wherever cargo's own output goes.
fn bundled() -> PathBuf {
    paths::in_root("target/style/mesoscope.css")
}

/// Writes the bundle, if it would be another than the one that is there.
pub fn bundle() -> Result<()> {
    let css = inline(&paths::in_root("style/main.css"), &mut Vec::new())?;
    refuse_has(&css)?;
    let file = bundled();
    if fs::read_to_string(&file).is_ok_and(|there| there == css) {
        return Ok(());
    }
    fs::create_dir_all(paths::in_root("target/style"))?;
    fs::write(&file, css).with_context(|| format!("cannot write {}", file.display()))
}

/// The text of a stylesheet with each `@import "file.css" layer(name);` replaced by that file's text.
fn inline(file: &Path, within: &mut Vec<PathBuf>) -> Result<String> {
    if within.iter().any(|outer| outer == file) {
        bail!("{} imports itself", file.display());
    }
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    within.push(file.into());
    let mut css = String::new();
    for line in text.lines() {
        match Import::parse(line) {
            None => css.push_str(line),
            Some(import) => {
                let inner = inline(&file.with_file_name(import.file), within)?;
                match import.layer {
                    Some(layer) => css.push_str(&format!("@layer {layer} {{\n{inner}}}")),
                    None => css.push_str(&inner),
                }
            }
        }
        css.push('\n');
    }
    within.pop();
    Ok(css)
}

/// Refuses `:has()`: where one is on the page, a browser that adds or removes an element anywhere may have to style the whole page again, which took
/// six of every ten milliseconds of the agent map's picture. What writes the markup knows, and can say so in a class.
fn refuse_has(css: &str) -> Result<()> {
    match css.lines().find(|line| line.contains(":has(")) {
        Some(line) => {
            bail!("the style uses :has(), which makes every change of a page slow: `{}`", line.trim())
        }
        None => Ok(()),
    }
}

/// One import, a line of its own.
#[derive(Debug, PartialEq)]
struct Import<'a> {
    file: &'a str,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let rest = line.trim().strip_prefix("@import")?.trim_end_matches(';').trim();
        let rest = rest.strip_prefix("url(").map_or(rest, |inner| inner.trim_start());
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (file, after) = rest[1..].split_once(quote)?;
        let after = after.trim_start_matches(')').trim();
        let layer = after.strip_prefix("layer(").and_then(|name| name.strip_suffix(')')).map(str::trim);
        (after.is_empty() || layer.is_some()).then_some(Self { file, layer })
    }
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    #[test]
    fn imports_are_understood() {
        let plain = Import { file: "a.css", layer: None };
        assert_eq!(Import::parse("@import \"a.css\";"), Some(plain));
        let layered = Import { file: "x/b.css", layer: Some("components.table") };
        assert_eq!(Import::parse("  @import url('x/b.css') layer(components.table);"), Some(layered));
        assert_eq!(Import::parse("@layer a, b;"), None);
    }

    #[test]
    fn what_makes_every_change_slow_is_refused() {
        assert!(refuse_has("a { color: red }").is_ok());
        let error = refuse_has("a {}\n  body:has(.open) main {").unwrap_err();
        assert!(error.to_string().contains("`body:has(.open) main {`"), "{error}");
    }

    #[test]
    fn a_bundle_has_everything_in_order() {
        let dir = env::temp_dir().join(format!("xtask-style-{}", std::process::id()));
        fs::create_dir_all(dir.join("parts")).unwrap();
        fs::write(dir.join("main.css"), "@layer base;\n@import \"parts/one.css\" layer(base);\nlast {}\n")
            .unwrap();
        fs::write(dir.join("parts/one.css"), "@import \"two.css\";\none {}\n").unwrap();
        fs::write(dir.join("parts/two.css"), "two {}\n").unwrap();
        let css = inline(&dir.join("main.css"), &mut Vec::new()).unwrap();
        assert_eq!(css, "@layer base;\n@layer base {\ntwo {}\n\none {}\n}\nlast {}\n");
        fs::write(dir.join("parts/two.css"), "@import \"one.css\";\n").unwrap();
        let error = inline(&dir.join("main.css"), &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("imports itself"), "{error}");
        fs::remove_dir_all(dir).unwrap();
    }
}
