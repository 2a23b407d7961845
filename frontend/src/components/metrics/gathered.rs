//! The metrics gathered since the page was opened.

use std::collections::{BTreeMap, VecDeque};

use serde_json::Value;

use crate::call::json::Read;

/// Samples kept of each metric: ten minutes of one every two seconds.
const SAMPLES: usize = 300;

/// Every metric's course.
#[derive(Debug, Default)]
pub struct Gathered {
    courses: BTreeMap<String, VecDeque<Option<f64>>>,
    taken: usize,
}

impl Gathered {
    /// Takes an answer of `GET_METRICS`. What it does not name any more becomes a gap.
    pub fn take(&mut self, answer: &Value) {
        for course in self.courses.values_mut() {
            course.push_back(None);
        }
        for metric in answer.list("get_metrics.metrics") {
            // A metric without a value is one that failed or is infinite; JSON has no word for it.
            let value = metric.number("value");
            let name = metric.text("name");
            match self.courses.get_mut(name) {
                Some(course) => {
                    if let Some(last) = course.back_mut() {
                        *last = value;
                    }
                }
                None => {
                    let before = std::iter::repeat_n(None, self.taken.min(SAMPLES - 1));
                    self.courses.insert(name.to_owned(), before.chain([value]).collect());
                }
            }
        }
        self.taken += 1;
        for course in self.courses.values_mut() {
            while course.len() > SAMPLES {
                course.pop_front();
            }
        }
    }

    /// The names that hold every word of `search`, in order.
    pub fn names(&self, search: &str) -> Vec<String> {
        let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
        let holds_all = |name: &&String| {
            let name = name.to_lowercase();
            words.iter().all(|word| name.contains(word))
        };
        self.courses.keys().filter(holds_all).cloned().collect()
    }

    /// The latest value.
    pub fn latest(&self, name: &str) -> Option<f64> {
        self.courses.get(name).and_then(|course| course.back().copied().flatten())
    }

    /// The values since the page was opened, oldest first, gaps included.
    pub fn course(&self, name: &str) -> Vec<Option<f64>> {
        self.courses.get(name).map(|course| course.iter().copied().collect()).unwrap_or_default()
    }
}

/// How much a metric rose over the samples that are known.
pub fn rise(course: &[Option<f64>]) -> f64 {
    let mut known = course.iter().flatten();
    let first = known.next().copied().unwrap_or_default();
    known.next_back().copied().unwrap_or(first) - first
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answer(metrics: &[(&str, f64)]) -> Value {
        let metrics: Vec<_> =
            metrics.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        json!({"get_metrics":{"metrics": metrics}})
    }

    #[test]
    fn courses_have_gaps_where_nothing_was_said() {
        let mut gathered = Gathered::default();
        gathered.take(&answer(&[("a", 1.0)]));
        gathered.take(&answer(&[("b", 5.0)]));
        gathered.take(&answer(&[("a", 4.0), ("b", 6.0)]));
        assert_eq!(gathered.course("a"), [Some(1.0), None, Some(4.0)]);
        assert_eq!(gathered.course("b"), [None, Some(5.0), Some(6.0)]);
        assert_eq!(gathered.latest("a"), Some(4.0));
        assert_eq!(rise(&gathered.course("a")), 3.0);
        assert_eq!(rise(&[]), 0.0);
    }

    #[test]
    fn courses_are_bounded() {
        let mut gathered = Gathered::default();
        for number in 0..400 {
            gathered.take(&answer(&[("a", f64::from(number))]));
        }
        gathered.take(&answer(&[("late", 1.0)]));
        assert_eq!(gathered.course("a").len(), SAMPLES);
        assert_eq!(gathered.course("late").len(), SAMPLES);
        assert_eq!(gathered.course("late").last(), Some(&Some(1.0)));
    }

    #[test]
    fn every_word_of_a_search_counts() {
        let mut gathered = Gathered::default();
        gathered.take(&answer(&[("master/tasks_failed", 1.0), ("master/tasks_lost", 0.0)]));
        assert_eq!(gathered.names("TASKS fail"), ["master/tasks_failed"]);
        assert_eq!(gathered.names("").len(), 2);
    }
}
