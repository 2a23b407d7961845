//! The schedule while it is edited: what the operator has changed, on top of what is there now.
//!
//! Only what was touched is the operator's. All else follows the cluster: a window that somebody else adds comes in, one that somebody else
//! takes out goes. What both have changed stays as the operator wants it, and the plan says that it does not fit.

use operator_api::rules::schedule::{Machine, Schedule, Window};

use super::moment::HOUR;

/// When a window ends, as far as it can be read; `Err` is what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ends {
    /// When an operator ends it.
    Open,
    /// After so long, in nanoseconds.
    After(Result<i64, String>),
    /// At a moment, in nanoseconds since 1970.
    At(Result<i64, String>),
}

/// A window as it shall be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its machines.
    pub machines: Vec<Machine>,
    /// When it begins, in nanoseconds since 1970.
    pub start: Result<i64, String>,
    /// When it ends.
    pub ends: Ends,
}

impl Wanted {
    /// A window as it is.
    pub fn of(window: &Window) -> Self {
        let ends = window.duration.map_or(Ends::Open, |duration| Ends::After(Ok(duration)));
        Self { machines: window.machines.clone(), start: Ok(window.start), ends }
    }

    /// How long it lasts: nothing if it is open, or if what was typed cannot be read.
    pub fn duration(&self) -> Option<i64> {
        match (&self.ends, &self.start) {
            (Ends::After(Ok(duration)), _) => Some(*duration),
            (Ends::At(Ok(end)), Ok(start)) => Some(end.saturating_sub(*start)),
            _ => None,
        }
    }

    /// The window, if all of it can be read.
    pub fn window(&self) -> Option<Window> {
        let start = *self.start.as_ref().ok()?;
        let duration = self.duration();
        (duration.is_some() || self.ends == Ends::Open).then(|| Window {
            machines: self.machines.clone(),
            start,
            duration,
        })
    }

    /// Lets it end in another way, at the same moment if there is one: `open`, `at` a moment, or `after` some time.
    pub fn end_by(&mut self, kind: &str) {
        const OTHERWISE: i64 = 2 * HOUR;
        let lasts = self.duration().filter(|lasts| *lasts > 0).unwrap_or(OTHERWISE);
        self.ends = match (kind, &self.start) {
            ("open", _) => Ends::Open,
            ("at", Ok(start)) => Ends::At(Ok(start.saturating_add(lasts))),
            ("at", Err(_)) => Ends::At(Err(String::new())),
            _ => Ends::After(Ok(lasts)),
        };
    }

    /// Puts it at another time.
    pub fn place(&mut self, start: i64, end: Option<i64>) {
        self.start = Ok(start);
        self.ends = match (end, &self.ends) {
            (None, _) => Ends::Open,
            (Some(end), Ends::At(_)) => Ends::At(Ok(end)),
            (Some(end), _) => Ends::After(Ok(end.saturating_sub(start))),
        };
    }
}

/// A window of the schedule, or one that shall be in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its name for as long as the form is open.
    pub key: u32,
    /// As the schedule has it, or had it when it was touched; nothing for a new one.
    pub was: Option<Window>,
    /// As it shall be; nothing if it is taken out.
    pub wanted: Option<Wanted>,
    /// Whether somebody else has made it or changed it since the form was opened.
    pub foreign: bool,
}

impl Row {
    /// Whether the operator has changed it.
    pub fn is_touched(&self) -> bool {
        match (&self.was, &self.wanted) {
            (Some(was), Some(wanted)) => wanted.window().is_none_or(|window| !window.is_same(was)),
            _ => true,
        }
    }

    /// The window as it shall be, if it shall be and can be read.
    pub fn window(&self) -> Option<Window> {
        self.wanted.as_ref().and_then(Wanted::window)
    }

    /// Its machines: of one that is taken out, those it had.
    pub fn machines(&self) -> &[Machine] {
        let had = || self.was.as_ref().map_or(&[][..], |was| was.machines.as_slice());
        self.wanted.as_ref().map_or_else(had, |wanted| wanted.machines.as_slice())
    }
}

/// The schedule while it is edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its windows; those that were there at first in the order of time.
    pub rows: Vec<Row>,
    /// Windows that somebody else has taken out or changed since the form was opened.
    pub gone: Vec<Window>,
    next: u32,
    is_read: bool,
}

impl Draft {
    /// The row of a key.
    pub fn row(&self, key: u32) -> Option<&Row> {
        self.rows.iter().find(|row| row.key == key)
    }

    /// Changes what is wanted of a row; one that was taken out is put back first.
    pub fn edit(&mut self, key: u32, edit: impl FnOnce(&mut Wanted)) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.key == key) {
            if let (None, Some(was)) = (&row.wanted, &row.was) {
                row.wanted = Some(Wanted::of(was));
            }
            if let Some(wanted) = &mut row.wanted {
                edit(wanted);
            }
        }
    }

    /// Adds a window and returns its key.
    pub fn add(&mut self, wanted: Wanted) -> u32 {
        self.push(None, Some(wanted), false)
    }

    /// Takes a window out. One that was never in the schedule is forgotten.
    pub fn take_out(&mut self, key: u32) {
        self.rows.retain_mut(|row| {
            if row.key == key {
                row.wanted = None;
            }
            row.key != key || row.was.is_some()
        });
    }

    /// Leaves a window as it is in the schedule.
    pub fn restore(&mut self, key: u32) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.key == key) {
            row.wanted = row.was.as_ref().map(Wanted::of);
        }
        self.rows.retain(|row| row.was.is_some() || row.wanted.is_some());
    }

    /// The window of this machine, as it shall be.
    pub fn row_of(&self, machine: &Machine) -> Option<&Row> {
        self.rows.iter().find(|row| row.wanted.is_some() && row.machines().contains(machine))
    }

    /// Takes in what the cluster tells now.
    pub fn met(&mut self, now: &Schedule) {
        let mut left: Vec<&Window> = now.windows.iter().collect();
        left.sort_by_key(|window| window.start);
        let mut gone = Vec::new();
        let mut take = |window: &Window| {
            let at = left.iter().position(|other| other.is_same(window));
            at.map(|at| left.remove(at)).is_some()
        };
        self.rows.retain_mut(|row| {
            let window = row.window();
            if row.was.as_ref().is_some_and(&mut take) {
                return true;
            }
            // It is as it was wanted: the change went through, or somebody else had the same in mind.
            if let Some(window) = window.filter(|window| row.is_touched() && take(window)) {
                row.was = Some(window);
                return true;
            }
            match &row.was {
                Some(was) if !row.is_touched() => {
                    gone.push(was.clone());
                    false
                }
                // Nobody wants it any more, unless it was given another time.
                Some(was) if row.wanted.is_none() => was.machines.iter().any(|machine| now.names(machine)),
                _ => true,
            }
        });
        let new: Vec<Window> = left.into_iter().cloned().collect();
        self.gone.extend(gone);
        self.gone.retain(|gone| !new.iter().any(|window| window.is_same(gone)));
        for window in new {
            let wanted = Wanted::of(&window);
            self.push(Some(window), Some(wanted), self.is_read);
        }
        self.is_read = true;
    }

    /// Whether the schedule has been read.
    pub const fn is_read(&self) -> bool {
        self.is_read
    }

    fn push(&mut self, was: Option<Window>, wanted: Option<Wanted>, foreign: bool) -> u32 {
        let key = self.next;
        self.next += 1;
        self.rows.push(Row { key, was, wanted, foreign });
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(host: &str, start: i64) -> Window {
        Window { machines: vec![Machine::new(host, "")], start, duration: Some(10) }
    }

    fn schedule(windows: &[(&str, i64)]) -> Schedule {
        Schedule { windows: windows.iter().map(|(host, start)| window(host, *start)).collect() }
    }

    fn draft(windows: &[(&str, i64)]) -> Draft {
        let mut draft = Draft::default();
        draft.met(&schedule(windows));
        draft
    }

    fn hosts(draft: &Draft) -> Vec<String> {
        draft.rows.iter().map(|row| row.machines()[0].to_string()).collect()
    }

    #[test]
    fn what_nobody_touched_follows_the_cluster() {
        let mut draft = draft(&[("b", 2), ("a", 1)]);
        assert_eq!(hosts(&draft), ["a", "b"]);
        draft.met(&schedule(&[("b", 2), ("c", 3)]));
        assert_eq!(hosts(&draft), ["b", "c"]);
        assert_eq!(draft.rows.iter().map(|row| row.foreign).collect::<Vec<_>>(), [false, true]);
        assert_eq!(draft.gone, [window("a", 1)]);
        draft.met(&schedule(&[("a", 1), ("b", 2), ("c", 3)]));
        assert_eq!(draft.gone, []);
    }

    #[test]
    fn what_was_touched_stays_until_the_cluster_has_it() {
        let mut draft = draft(&[("a", 1), ("b", 2)]);
        draft.edit(0, |wanted| wanted.place(5, Some(15)));
        assert!(draft.rows[0].is_touched());
        draft.met(&schedule(&[("b", 2)]));
        assert_eq!(draft.rows[0].was, Some(window("a", 1)), "the plan says that it is gone");
        draft.met(&schedule(&[("a", 5), ("b", 2)]));
        assert!(!draft.rows[0].is_touched() && draft.rows.len() == 2);
    }

    #[test]
    fn a_window_that_two_take_out_is_out() {
        let mut draft = draft(&[("a", 1)]);
        draft.take_out(0);
        draft.met(&schedule(&[("a", 7)]));
        assert_eq!(draft.rows.len(), 2, "it has got another time, which was not to be seen");
        draft.met(&schedule(&[]));
        assert_eq!(draft.rows, []);
    }

    #[test]
    fn edits_can_be_called_off() {
        let mut draft = draft(&[("a", 1)]);
        let key = draft.add(Wanted { machines: vec![], start: Ok(9), ends: Ends::Open });
        draft.edit(0, |wanted| wanted.ends = Ends::After(Err("two".into())));
        assert!(draft.rows.iter().all(Row::is_touched));
        draft.restore(0);
        draft.take_out(key);
        assert_eq!(draft.rows.len(), 1);
        assert!(!draft.rows[0].is_touched());
    }

    #[test]
    fn an_end_stays_when_the_beginning_is_typed() {
        let mut wanted = Wanted::of(&window("a", 100));
        wanted.ends = Ends::At(Ok(130));
        wanted.start = Ok(120);
        assert_eq!(wanted.window().map(|window| (window.start, window.duration)), Some((120, Some(10))));
        wanted.place(200, Some(260));
        assert_eq!(wanted.ends, Ends::At(Ok(260)));
        wanted.end_by("after");
        assert_eq!(wanted.ends, Ends::After(Ok(60)));
        wanted.end_by("open");
        wanted.end_by("at");
        assert_eq!(wanted.ends, Ends::At(Ok(200 + 2 * HOUR)));
    }
}
