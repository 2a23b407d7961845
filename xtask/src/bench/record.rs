//! target/bench.json: all figures with all their values, what follows from them, and the machines they were made on.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::figure::Figure;
use super::growth::{self, Growth};
use super::machine::Machine;
use crate::paths;

/// What is known, newest runs last.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Record {
    /// The runs that the figures are of.
    pub(super) runs: Vec<Machine>,
    pub(super) figures: Vec<Figure>,
    /// Made of the figures.
    #[serde(skip_deserializing)]
    pub(super) growth: Vec<Growth>,
}

fn path() -> PathBuf {
    paths::target().join("bench.json")
}

impl Record {
    /// What earlier runs left; nothing if there were none, or none that can be read.
    pub(super) fn read() -> Result<Self> {
        let path = path();
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Ok(serde_json::from_str(&text).unwrap_or_default())
    }

    /// A whole run begins anew; the real Mesos is measured apart.
    pub(super) fn forget_all_but_real(&mut self) {
        self.figures.retain(|figure| figure.at.real);
    }

    /// Puts the figures of a run in the place of older ones.
    pub(super) fn add(&mut self, run: Machine, figures: Vec<Figure>) {
        for mut figure in figures {
            figure.commit.clone_from(&run.commit);
            match self.figures.iter_mut().find(|old| old.is_same(&figure)) {
                Some(old) => *old = figure,
                None => self.figures.push(figure),
            }
        }
        self.figures.sort_by_key(|figure| (figure.group, figure.at.real));
        self.runs.retain(|old| self.figures.iter().any(|figure| figure.commit == old.commit));
        self.runs.retain(|old| old.command != run.command);
        self.runs.push(run);
        self.growth = growth::of(&self.figures);
    }

    /// How many figures have something to hold, and how many of these do not.
    pub(super) fn held(&self) -> (usize, usize) {
        let figures = self.figures.iter().filter_map(Figure::is_held);
        let all: Vec<bool> = figures.chain(self.growth.iter().filter_map(Growth::is_held)).collect();
        (all.len(), all.iter().filter(|held| !**held).count())
    }

    pub(super) fn write(&self) -> Result<()> {
        let path = path();
        fs::write(&path, serde_json::to_string(self)? + "\n").with_context(|| path.display().to_string())
    }
}
