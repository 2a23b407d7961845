//! The standard library for wasm32.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{Run, on_path};
use crate::step::step;

/// The target the app is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the wasm32 standard library to the toolchain, unless it is there.
///
/// Asked for here and not in a rust-toolchain.toml, because rustup installs nothing by itself where
/// `RUSTUP_AUTO_INSTALL=0`, and because only the app needs it.
pub fn ensure() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    step(format!("add {TARGET} to the Rust toolchain"), || {
        let rustup = Run::new("rustup").args(["target", "add", TARGET]);
        if on_path(&["rustup"]).is_none() {
            return Err(anyhow::anyhow!("this Rust does not come from rustup and has no {TARGET}"));
        }
        rustup.run_quietly()
    })
    .context(
        "the app needs the standard library for wasm32; with Debian's Rust, \
         `apt-get install rustc-web cargo-web rust-web-src lld` and README.md's section on building say how",
    )
}

fn is_there() -> bool {
    let asked = Run::new("rustc").args(["--print", "target-libdir", "--target", TARGET]);
    // rustc names the directory whether or not the library has been installed into it.
    asked.answer().is_some_and(|dir| Path::new(&dir).read_dir().is_ok_and(|mut files| files.next().is_some()))
}
