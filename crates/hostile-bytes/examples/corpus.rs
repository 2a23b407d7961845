//! Writes what fuzzing begins with: `cargo run -p hostile-bytes --example corpus -- fuzz/corpus`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "fuzz/corpus".into()));
    for subject in hostile_bytes::subjects() {
        let folder = folder.join(subject.name);
        std::fs::create_dir_all(&folder)?;
        for seed in (subject.seeds)() {
            let mut hasher = DefaultHasher::new();
            seed.hash(&mut hasher);
            std::fs::write(folder.join(format!("{:016x}", hasher.finish())), seed)?;
        }
    }
    Ok(())
}
