//! The lines: how many instructions one task's update may take, step by step, and how much more on a hundred times as many tasks.

use super::callgrind::Counts;

/// Tasks on the small cluster and on the large one.
pub const SIZES: [u32; 2] = [1_000, 100_000];

/// One step of an update's way, a function of `crates/cost/examples/deltas.rs`.
pub struct Step {
    /// The function's name.
    pub function: &'static str,
    /// What it does.
    pub what: &'static str,
    /// Instructions of one update at any size, at most. A quarter above what was measured: another compiler may make other code.
    pub at_most: u64,
    /// Those on the large cluster, in percent of those on the small one, at most: a delta costs the same at any size, or nearly.
    pub growth: u64,
}

/// Every step, in order.
pub const STEPS: [Step; 4] = [
    // The task is unpacked, decoded, changed, encoded and packed again, which is most of it. To pack takes a third of it: at a thousand updates a
    // second a hundredth of a core, for less than half the memory of every task.
    Step { function: "delta_fold", what: "the server takes the event in", at_most: 52_000, growth: 115 },
    // One row of five tables is looked at anew, and the frame written.
    Step { function: "delta_cut", what: "the server makes a frame", at_most: 14_000, growth: 115 },
    Step { function: "delta_apply", what: "the tab takes the frame in", at_most: 3_500, growth: 115 },
    // Out of two sorted lists and in again, which takes a look more for each doubling of the rows.
    Step { function: "delta_view", what: "a filtered, sorted table follows", at_most: 12_000, growth: 140 },
];

/// What is past its line, each with what to do.
#[must_use]
pub fn passed(small: &Counts, large: &Counts) -> Vec<String> {
    let mut passed = Vec::new();
    for (place, Step { function, what, at_most, growth }) in STEPS.iter().enumerate() {
        let (small, large) = (small.of(function), large.of(function));
        let advice = format!(
            "`callgrind_annotate --inclusive=yes target/instructions/{}/part.{}` tells where they go. Take back what made them more; if it buys \
             something, move the line in xtask/src/instructions/lines.rs and say there what.",
            SIZES[1],
            // The steps return in turn; what the first update finds cold is not looked at.
            STEPS.len() + place + 1,
        );
        if small.max(large) > *at_most {
            passed.push(format!(
                "{what}: {} instructions an update, and the line is at {at_most}. {advice}",
                small.max(large)
            ));
        }
        if large * 100 > small * growth {
            passed.push(format!(
                "{what}: {large} instructions an update on {} tasks and {small} on {}, and the line is at {growth} %: it must not look at all rows. \
                 {advice}",
                SIZES[1], SIZES[0],
            ));
        }
    }
    passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(of: impl Fn(&Step) -> u64) -> Counts {
        Counts::new(STEPS.iter().map(|step| (step.function.to_owned(), of(step))))
    }

    #[test]
    fn a_line_may_be_reached_and_not_passed() {
        let at_the_line = counts(|step| step.at_most);
        assert_eq!(passed(&at_the_line, &at_the_line), Vec::<String>::new());
        let past =
            passed(&at_the_line, &counts(|step| step.at_most + u64::from(step.function == "delta_cut")));
        assert_eq!(past.len(), 1);
        assert!(
            past[0].starts_with(
                "the server makes a frame: 14001 instructions an update, and the line is at 14000."
            ),
            "{past:?}"
        );
    }

    #[test]
    fn what_grows_with_the_cluster_is_told() {
        let grown = |step: &Step| if step.function == "delta_apply" { 130 } else { 100 };
        let past = passed(&counts(|_| 100), &counts(grown));
        assert_eq!(past.len(), 1);
        assert!(
            past[0].starts_with(
                "the tab takes the frame in: 130 instructions an update on 100000 tasks and 100 on 1000, and the line is at 115 %"
            ),
            "{past:?}"
        );
    }
}
