//! What comes from the system's own packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{Run, on_path};
use crate::step::step;

/// Valgrind, which counts instructions. Any version counts the same.
pub fn valgrind() -> Result<PathBuf> {
    ensure("valgrind", || on_path(&["valgrind"]))
}

/// The program of a Debian package, installed first where that is possible.
pub fn ensure(package: &str, find: impl Fn() -> Option<PathBuf>) -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    apt_install(package)?;
    find().with_context(|| format!("apt-get installed {package}, and it is not on PATH"))
}

/// Installs a package, when this is Debian and we may.
fn apt_install(package: &str) -> Result<()> {
    let install = Run::new("apt-get")
        .args(["install", "--yes", "--no-install-recommends", package])
        .env("DEBIAN_FRONTEND", "noninteractive");
    if !Path::new("/etc/debian_version").exists() || !we_are_root() {
        bail!("{package} is not on PATH; install it, on Debian by `sudo {}`", install.line());
    }
    step(format!("install {package} by apt-get"), || {
        install.run_quietly().or_else(|_| {
            // The package lists of a fresh machine are empty or old.
            Run::new("apt-get").args(["update"]).run_quietly()?;
            install.run_quietly()
        })
    })
}

/// Whether this process runs as root, by what the kernel says of it.
fn we_are_root() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| effective_user(&status) == Some(0))
}

fn effective_user(status: &str) -> Option<u32> {
    let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
    ids.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_effective_user_is_the_second_number() {
        assert_eq!(effective_user("Name:\tx\nUid:\t1000\t0\t0\t0\n"), Some(0));
        assert_eq!(effective_user("Name:\tx\n"), None);
    }
}
