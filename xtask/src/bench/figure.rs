//! One figure: what was measured, where, every value, and what it has to hold.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// The parts of the table, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Group {
    #[serde(rename = "opening")]
    Opening,
    #[serde(rename = "using")]
    Using,
    #[serde(rename = "following")]
    Following,
    #[serde(rename = "server")]
    Server,
    #[serde(rename = "wire")]
    Wire,
    #[serde(rename = "codec and model")]
    Model,
}

impl Group {
    pub(super) const ALL: [Self; 6] =
        [Self::Opening, Self::Using, Self::Following, Self::Server, Self::Wire, Self::Model];

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Opening => "Opening",
            Self::Using => "Using",
            Self::Following => "Following",
            Self::Server => "Server",
            Self::Wire => "Wire",
            Self::Model => "Codec and model",
        }
    }
}

/// What a figure depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct At {
    /// On a real Mesos rather than the embedded one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) real: bool,
    /// Running tasks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tasks: Option<u64>,
    /// Completed tasks, where they matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) completed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) agents: Option<u64>,
    /// Status updates of tasks a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updates: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) viewers: Option<u64>,
    /// How long was watched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) seconds: Option<u64>,
}

impl At {
    /// The same in words.
    pub(super) fn words(&self) -> String {
        let mut words = Vec::new();
        let tasks = self.tasks.map(thousands);
        match (tasks, self.completed.map(thousands), self.agents.map(thousands)) {
            (Some(tasks), Some(completed), Some(agents)) => {
                words.push(format!("{tasks} + {completed} completed tasks, {agents} agents"));
            }
            (Some(tasks), None, Some(agents)) => words.push(format!("{tasks} tasks, {agents} agents")),
            (Some(tasks), _, None) => words.push(format!("{tasks} tasks")),
            (None, _, _) => {}
        }
        words.extend(self.updates.map(|updates| format!("{updates}/s")));
        words.extend(
            self.viewers.map(|viewers| format!("{viewers} viewer{}", if viewers == 1 { "" } else { "s" })),
        );
        words.extend(
            self.seconds.filter(|seconds| *seconds >= 60).map(|seconds| format!("{} min", seconds / 60)),
        );
        if self.real {
            words.push("real Mesos".to_owned());
        }
        words.join(", ")
    }
}

/// `400k` for 400,000.
pub(super) fn thousands(number: u64) -> String {
    if number >= 1000 && number.is_multiple_of(1000) {
        format!("{}k", number / 1000)
    } else {
        number.to_string()
    }
}

/// What is made of the values and compared with what is to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Of {
    Median,
    P95,
    Most,
}

/// At most this.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Hold {
    of: Of,
    most: f64,
}

/// Values of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Figure {
    pub(super) group: Group,
    pub(super) what: String,
    pub(super) at: At,
    pub(super) unit: String,
    /// As they were measured, in that order.
    pub(super) values: Vec<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hold: Option<Hold>,
    /// What was measured: the commit, with a `+` where there was more.
    #[serde(default)]
    pub(super) commit: String,
}

impl Figure {
    /// Whether both are the same figure, measured at two times.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        // How long was watched is the pace of a run, not another figure.
        let place = |at: &At| At { seconds: None, ..at.clone() };
        (self.group, &self.what, place(&self.at)) == (other.group, &other.what, place(&other.at))
    }

    /// The value below which this part of the values lies.
    fn quantile(&self, part: f64) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a list"
        )]
        let place = (part * sorted.len() as f64).ceil() as usize;
        sorted.get(place.max(1) - 1).copied().unwrap_or(f64::NAN)
    }

    pub(super) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// What 95 of 100 values do not exceed; of fewer than twenty it is the largest.
    pub(super) fn p95(&self) -> f64 {
        self.quantile(0.95)
    }

    fn value(&self, of: Of) -> f64 {
        match of {
            Of::Median => self.median(),
            Of::P95 => self.p95(),
            Of::Most => self.quantile(1.0),
        }
    }

    /// Whether it holds what it has to; none if it has to hold nothing.
    pub(super) fn is_held(&self) -> Option<bool> {
        // What could not be measured is not held.
        self.hold.map(|hold| self.value(hold.of) <= hold.most)
    }

    /// A value of it in words.
    pub(super) fn amount(&self, value: f64) -> String {
        amount(value, &self.unit)
    }

    /// What it has to hold in words.
    pub(super) fn target(&self) -> String {
        let Some(Hold { of, most }) = self.hold else { return String::new() };
        let of = match of {
            Of::Median => "median ",
            Of::P95 => "p95 ",
            // Of a single value it is that.
            Of::Most if self.values.len() == 1 => "",
            Of::Most => "worst ",
        };
        format!("{of}≤ {}", amount(most, &self.unit))
    }
}

/// Three digits that count, and the unit.
pub(super) fn amount(value: f64, unit: &str) -> String {
    let digits = match value.abs() {
        size if size >= 100.0 || value.fract() == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    let mut text = format!("{value:.digits$}");
    if !unit.is_empty() {
        let _ = write!(text, " {unit}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(values: &[f64], hold: Option<Hold>) -> Figure {
        Figure {
            group: Group::Using,
            what: "a key".into(),
            at: At::default(),
            unit: "ms".into(),
            values: values.into(),
            hold,
            commit: String::new(),
        }
    }

    #[test]
    fn quantiles_are_values_that_were_measured() {
        let values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        let hundred = figure(&values, None);
        assert_eq!((hundred.median(), hundred.p95()), (50.0, 95.0));
        let three = figure(&[3.0, 1.0, 2.0], None);
        assert_eq!((three.median(), three.p95()), (2.0, 3.0));
    }

    #[test]
    fn what_is_to_be_held_is_compared_with_what_it_is_about() {
        let values = [1.0, 1.0, 1.0, 40.0];
        let hold = |of, most| figure(&values, Some(Hold { of, most })).is_held();
        assert_eq!(hold(Of::Median, 1.0), Some(true));
        assert_eq!(hold(Of::Most, 39.0), Some(false));
        assert_eq!(figure(&values, None).is_held(), None);
        assert_eq!(figure(&[], Some(Hold { of: Of::Median, most: 1.0 })).is_held(), Some(false));
    }

    #[test]
    fn words_are_short() {
        let at = At {
            tasks: Some(100_000),
            agents: Some(10_000),
            updates: Some(1_000),
            viewers: Some(1),
            ..At::default()
        };
        assert_eq!(at.words(), "100k tasks, 10k agents, 1000/s, 1 viewer");
        assert_eq!(amount(1234.5, "ms"), "1234 ms");
        assert_eq!((amount(0.01234, ""), amount(0.0, "")), ("0.012".into(), "0".into()));
    }
}
