//! How figures grow with the cluster, over all sizes they were measured at.

use serde::Serialize;

use super::figure::{At, Figure, Group};

/// Linear, with what a fit to four points cannot tell from it.
const LINEAR: f64 = 1.05;
/// The same at every size, with what a fit to four points cannot tell from it.
const CONSTANT: f64 = 0.1;

/// The exponents that are to be held, by what is measured, and at how many updates a second where it matters.
const TARGETS: [(&str, Option<u64>, f64); 10] = [
    ("data of the cluster when opening", None, LINEAR),
    ("the stream a second", Some(1_000), CONSTANT),
    ("script a second", Some(1_000), CONSTANT),
    ("main thread a second", Some(1_000), CONSTANT),
    ("event at the master to text on the screen", Some(1_000), CONSTANT),
    ("filter keystroke to painted rows", None, LINEAR),
    ("sort click to painted rows", None, LINEAR),
    ("DOM elements, of several pages", None, CONSTANT),
    ("heap: JavaScript and WebAssembly", None, LINEAR),
    ("cold open to the whole table", None, LINEAR),
];

/// A law of growth: the figure is about `tasks` to the power of the exponent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Growth {
    pub(super) what: String,
    pub(super) at: String,
    pub(super) unit: String,
    pub(super) exponent: f64,
    /// How much comes to the figure with each 1,000 tasks: the slope of the straight line through it.
    pub(super) per_thousand: f64,
    /// The exponent that is to be held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hold: Option<f64>,
}

impl Growth {
    pub(super) fn is_held(&self) -> Option<bool> {
        self.hold.map(|most| self.exponent <= most)
    }
}

/// The growth of every figure that was measured at two sizes or more.
pub(super) fn of(figures: &[Figure]) -> Vec<Growth> {
    // Another cluster, and another number of completed tasks, are not another size.
    let sized = |figure: &&Figure| {
        figure.at.tasks.is_some()
            && figure.at.completed.is_none()
            && !figure.at.real
            && figure.group != Group::Model
    };
    let place = |at: &At| At { updates: at.updates, viewers: at.viewers, ..At::default() };
    let mut groups: Vec<(&Figure, Vec<(f64, f64)>)> = Vec::new();
    for figure in figures.iter().filter(sized) {
        let same = groups.iter_mut().find(|(first, _)| {
            (first.group, &first.what, place(&first.at)) == (figure.group, &figure.what, place(&figure.at))
        });
        #[expect(clippy::cast_precision_loss, reason = "thousands of tasks")]
        let point = (figure.at.tasks.unwrap_or_default() as f64, figure.median());
        match same {
            Some((_, points)) => points.push(point),
            None => groups.push((figure, vec![point])),
        }
    }
    groups.into_iter().filter_map(|(first, points)| growth(first, &points)).collect()
}

fn growth(first: &Figure, points: &[(f64, f64)]) -> Option<Growth> {
    // Nothing has no logarithm.
    let logs: Vec<_> = points.iter().filter(|(_, y)| *y > 0.0).map(|(x, y)| (x.ln(), y.ln())).collect();
    let exponent = slope(&logs)?;
    let (least, most) =
        points.iter().fold((f64::MAX, 0.0_f64), |(least, most), (x, _)| (least.min(*x), most.max(*x)));
    let mut at = format!("{} to {} tasks", k(least), k(most));
    if let Some(updates) = first.at.updates {
        at.push_str(&format!(", {updates}/s"));
    }
    let hold = TARGETS
        .iter()
        .find(|(what, updates, _)| {
            *what == first.what && updates.is_none_or(|updates| first.at.updates == Some(updates))
        })
        .map(|(_, _, most)| *most);
    let per_thousand = slope(points)? * 1000.0;
    Some(Growth { what: first.what.clone(), at, unit: first.unit.clone(), exponent, per_thousand, hold })
}

fn k(tasks: f64) -> String {
    format!("{}k", tasks / 1000.0)
}

/// The slope of the line with the least squares; none through fewer than two places.
fn slope(points: &[(f64, f64)]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), (px, py)| (x + px / count, y + py / count));
    let (above, below) = points.iter().fold((0.0, 0.0), |(above, below), (px, py)| {
        ((px - x).mul_add(py - y, above), (px - x).mul_add(px - x, below))
    });
    (points.len() >= 2 && below > 0.0).then(|| above / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(what: &str, law: impl Fn(f64) -> f64) -> Vec<Figure> {
        let one = |tasks: u64| Figure {
            group: Group::Wire,
            what: what.into(),
            at: At { tasks: Some(tasks), agents: Some(tasks / 10), updates: Some(1_000), ..At::default() },
            unit: "kB".into(),
            values: vec![law(tasks as f64)],
            hold: None,
            commit: String::new(),
        };
        [1_000, 10_000, 100_000, 400_000].map(one).into()
    }

    fn close(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-6
    }

    #[test]
    fn a_straight_line_has_the_exponent_one() {
        let grown = of(&figures("data of the cluster when opening", |tasks| tasks * 0.02));
        let [growth] = grown.as_slice() else { panic!("{grown:?}") };
        assert_eq!(growth.at, "1k to 400k tasks, 1000/s");
        assert!(close(growth.exponent, 1.0) && close(growth.per_thousand, 20.0), "{growth:?}");
        assert_eq!(growth.is_held(), Some(true));
    }

    #[test]
    fn what_is_to_be_constant_and_grows_with_the_root_is_not_held() {
        let grown = of(&figures("the stream a second", f64::sqrt));
        assert!(close(grown[0].exponent, 0.5));
        assert_eq!(grown[0].is_held(), Some(false));
        assert_eq!(of(&figures("something else", f64::sqrt))[0].is_held(), None);
    }

    #[test]
    fn another_place_is_not_another_size() {
        let mut all = figures("the stream a second", |_| 7.0);
        all.truncate(2);
        all[1].at.completed = Some(1);
        assert_eq!(of(&all), []);
    }
}
