//! The file that is written to, and its turning over.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::access::key;

#[derive(Debug)]
pub(super) struct Turned {
    path: PathBuf,
    most_bytes: u64,
    keep: usize,
    file: File,
    length: u64,
}

impl Turned {
    pub fn open(path: PathBuf, most_bytes: u64, keep: usize) -> io::Result<Self> {
        let (file, length) = open(&path)?;
        Ok(Self { path, most_bytes, keep, file, length })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Appends lines, in one write. A file that cannot be turned over grows on: a line is worth more than a limit.
    pub fn write(&mut self, lines: &[u8]) -> io::Result<()> {
        let length = lines.len() as u64;
        let is_full = self.length > 0 && self.length + length > self.most_bytes;
        if is_full && let Err(error) = self.turn() {
            tracing::error!("{} cannot be turned over: {error}", self.path.display());
        }
        self.file.write_all(lines)?;
        self.length += length;
        Ok(())
    }

    pub fn reopen(&mut self) -> io::Result<()> {
        (self.file, self.length) = open(&self.path)?;
        Ok(())
    }

    /// The file and its elders, newest first.
    pub fn files(&self) -> Vec<PathBuf> {
        let elders = (1..=self.keep).map(|age| older(&self.path, age));
        std::iter::once(self.path.clone()).chain(elders.take_while(|path| path.exists())).collect()
    }

    fn turn(&mut self) -> io::Result<()> {
        if self.keep == 0 {
            fs::remove_file(&self.path)?;
        }
        for age in (1..=self.keep).rev() {
            let younger = if age == 1 { self.path.clone() } else { older(&self.path, age - 1) };
            if younger.exists() {
                fs::rename(younger, older(&self.path, age))?;
            }
        }
        self.reopen()
    }
}

fn older(path: &Path, age: usize) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{age}"));
    PathBuf::from(name)
}

fn open(path: &Path) -> io::Result<(File, u64)> {
    let file = key::for_owner(OpenOptions::new().append(true).create(true)).open(path)?;
    let length = file.metadata()?.len();
    Ok((file, length))
}
