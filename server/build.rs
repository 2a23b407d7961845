//! The assets are embedded from `dist/` at the workspace root, which `cargo xtask build` fills. A fresh clone has no
//! such folder yet and must compile all the same.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    std::fs::create_dir_all(&dist)?;
    println!("cargo::rerun-if-changed=../dist");
    Ok(())
}
