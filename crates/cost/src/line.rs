//! A line that a figure must not pass.

/// What is counted, how much of it there may be, and why so much.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// What is counted, with its unit.
    pub what: &'static str,
    /// At most this.
    pub at_most: f64,
    /// Where the line comes from.
    pub why: &'static str,
}

impl Line {
    /// Says what was measured, and fails if it is past the line. `of` tells which of several figures it was.
    ///
    /// # Panics
    /// If the line is passed.
    pub fn hold(&self, of: &str, measured: f64) {
        let Line { what, at_most, why } = self;
        println!("{what}, {of}: {measured:.1} of at most {at_most}");
        assert!(
            measured <= *at_most,
            "{what}, {of}: measured {measured:.1}, and the line is at {at_most}: {why}\n\
             Take back what made it grow. If it buys something worth that much, move the line in crates/cost/src/lines.rs and say there what it buys."
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Line = Line { what: "crumbs a loaf", at_most: 7.0, why: "more would show" };

    #[test]
    fn a_line_may_be_reached() {
        LINE.hold("rye", 7.0);
    }

    #[test]
    #[should_panic(expected = "crumbs a loaf, rye: measured 7.1, and the line is at 7: more would show")]
    fn a_line_that_is_passed_says_what_was_measured() {
        LINE.hold("rye", 7.1);
    }
}
