//! The terminal's screen: xterm.js from npm and what the app puts around it, as one script and one stylesheet that only the page of the
//! terminal loads.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{paths, tools};

/// What the script is made of, below the installed packages, in order. The licence goes with it.
const PACKAGES: [&str; 2] = ["@xterm/xterm/lib/xterm.js", "@xterm/addon-fit/lib/addon-fit.js"];
const LICENCE: &str = "@xterm/xterm/LICENSE";
const STYLE: &str = "@xterm/xterm/css/xterm.css";

/// Where frontend/index.html takes the two files from.
fn bundled(name: &str) -> PathBuf {
    paths::in_root("target/terminal").join(name)
}

/// Installs the packages and writes the two files, if they would be others than those that are there.
pub fn bundle() -> Result<()> {
    let source = paths::in_root("frontend/terminal");
    let packages = tools::terminal_packages(&source)?;
    let read =
        |path: PathBuf| fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()));
    let mut script = format!("/*\n{}*/\n", read(packages.join(LICENCE))?);
    for package in PACKAGES {
        script.push_str(&without_map(&read(packages.join(package))?));
        script.push('\n');
    }
    script.push_str(&read(source.join("terminal.js"))?);
    write(&bundled("terminal.js"), &script)?;
    write(&bundled("terminal.css"), &read(packages.join(STYLE))?)
}

/// A script without the line that names its source map, which is not shipped.
fn without_map(script: &str) -> String {
    script.lines().filter(|line| !line.starts_with("//# sourceMappingURL=")).collect::<Vec<_>>().join("\n")
}

fn write(file: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(file).is_ok_and(|there| there == text) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::without_map;

    #[test]
    fn a_script_does_not_name_its_map() {
        assert_eq!(without_map("a();\n//# sourceMappingURL=a.js.map"), "a();");
    }
}
