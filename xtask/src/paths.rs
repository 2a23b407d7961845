//! Where things are: the repository, what it builds, and the user's cache.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository, wherever xtask is started from.
#[must_use]
pub fn root() -> &'static Path {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest)
}

/// A path below the root of the repository.
#[must_use]
pub fn in_root(path: impl AsRef<Path>) -> PathBuf {
    root().join(path)
}

/// Where cargo puts what it builds for this machine.
#[must_use]
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| in_root("target"), |dir| root().join(dir))
}

/// Where cargo puts what it builds for the browser: apart, so that neither build waits for the other or undoes its work.
#[must_use]
pub fn wasm_target() -> PathBuf {
    target().join("wasm")
}

/// The release binary.
#[must_use]
pub fn mesoscope() -> PathBuf {
    target().join("release").join(format!("mesoscope{}", env::consts::EXE_SUFFIX))
}

/// The directory that keeps tools between builds and clones: `$XDG_CACHE_HOME/mesoscope`, else `~/.cache/mesoscope`.
#[must_use]
pub fn cache() -> PathBuf {
    cache_from(env::var_os("XDG_CACHE_HOME").map(PathBuf::from), env::home_dir())
}

fn cache_from(xdg: Option<PathBuf>, home: Option<PathBuf>) -> PathBuf {
    // The XDG specification says that a relative path is to be ignored.
    let base = xdg.filter(|path| path.is_absolute());
    base.or_else(|| home.map(|home| home.join(".cache")))
        .unwrap_or_else(|| in_root("target/cache"))
        .join("mesoscope")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cache_follows_the_xdg_rules() {
        let home = Some(PathBuf::from("/home/ada"));
        assert_eq!(cache_from(Some("/x".into()), home.clone()), Path::new("/x/mesoscope"));
        assert_eq!(cache_from(Some("x".into()), home.clone()), Path::new("/home/ada/.cache/mesoscope"));
        assert_eq!(cache_from(None, home), Path::new("/home/ada/.cache/mesoscope"));
    }

    #[test]
    fn root_is_the_workspace() {
        assert!(in_root("Cargo.lock").exists());
        assert!(in_root("xtask/Cargo.toml").exists());
    }
}
