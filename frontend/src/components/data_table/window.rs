//! Which rows have an element: arithmetic only.

use std::ops::Range;

/// The height of a row in pixels; `--row` in the style.
pub const ROW: f64 = 32.0;
/// Rows kept above and below what is seen, so that a scroll shows no gap before the next frame.
const OVERSCAN: usize = 6;
/// No screen shows more rows than this; it bounds the elements of the page.
const MOST: usize = 96;

/// How many row elements a view of that height needs. In steps, so that resizing does not build them anew all the time.
pub fn pool(height: f64) -> usize {
    let seen = (height / ROW).ceil().max(1.0) as usize;
    ((seen + 2 * OVERSCAN).div_ceil(8) * 8).min(MOST)
}

/// The first row with an element, when the view is scrolled that far.
pub fn first(scroll_top: f64, length: usize, pool: usize) -> usize {
    let top = (scroll_top / ROW).max(0.0) as usize;
    top.saturating_sub(OVERSCAN).min(length.saturating_sub(pool))
}

/// The rows that are seen when the view is scrolled that far, of the first and the last one a part.
pub fn in_sight(scroll_top: f64, height: f64) -> Range<usize> {
    let top = scroll_top.max(0.0);
    (top / ROW) as usize..((top + height.max(0.0)) / ROW).ceil() as usize
}

/// Which place of the window each element shows next: an element keeps its row while that is in the window, so that rows that come, go
/// or are scrolled away rewrite no other row. `shown` are the slots that the elements show now, `slots` those of the window in order.
pub fn assign(shown: &[Option<u32>], slots: &[u32]) -> Vec<Option<usize>> {
    let mut is_free = vec![true; slots.len()];
    // A few dozen of each: looking along the window costs less than a map would.
    let mut places: Vec<Option<usize>> = shown
        .iter()
        .map(|shown| {
            let place = slots.iter().position(|slot| Some(*slot) == *shown)?;
            std::mem::replace(&mut is_free[place], false).then_some(place)
        })
        .collect();
    let mut free = (0..slots.len()).filter(|&place| is_free[place]);
    for place in places.iter_mut().filter(|place| place.is_none()) {
        *place = free.next();
    }
    places
}

/// How far to scroll so that a row is wholly seen below a head of that height; `None` when it is.
pub fn reveal(row: usize, scroll_top: f64, height: f64) -> Option<f64> {
    let top = row as f64 * ROW;
    if top < scroll_top {
        Some(top)
    } else if top + ROW > scroll_top + height {
        Some(top + ROW - height)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_window_has_one_element_and_keeps_it_while_it_is_in() {
        let show = |shown: &[Option<u32>], slots: &[u32]| -> Vec<Option<u32>> {
            assign(shown, slots).into_iter().map(|place| place.map(|place| slots[place])).collect()
        };
        let first = show(&[None; 4], &[10, 11, 12, 13]);
        assert_eq!(first, [10, 11, 12, 13].map(Some));
        // One comes at the top and pushes one out: it takes that one's element.
        assert_eq!(show(&first, &[9, 10, 11, 12]), [10, 11, 12, 9].map(Some));
        // The order is turned round: nothing is rewritten.
        assert_eq!(show(&first, &[13, 12, 11, 10]), first);
        assert_eq!(show(&first, &[20, 13]), [Some(20), None, None, Some(13)]);
        assert_eq!(show(&first, &[]), [None; 4]);
    }

    #[test]
    fn the_window_stays_within_the_rows() {
        assert_eq!(first(0.0, 1000, 40), 0);
        assert_eq!(first(3200.0, 1000, 40), 94);
        assert_eq!(first(32.0 * 999.0, 1000, 40), 960);
        assert_eq!(first(5000.0, 10, 40), 0);
    }

    #[test]
    fn a_row_of_which_a_part_is_seen_is_in_sight() {
        assert_eq!(in_sight(0.0, 320.0), 0..10);
        assert_eq!(in_sight(16.0, 320.0), 0..11);
        assert_eq!(in_sight(320.0, 330.0), 10..21);
        assert_eq!(in_sight(-5.0, 0.0), 0..0);
    }

    #[test]
    fn the_pool_is_bounded() {
        assert_eq!(pool(0.0), 16);
        assert_eq!(pool(640.0), 32);
        assert_eq!(pool(1e6), MOST);
    }

    #[test]
    fn a_row_out_of_sight_is_scrolled_to_the_nearer_edge() {
        assert_eq!(reveal(0, 100.0, 320.0), Some(0.0));
        assert_eq!(reveal(20, 0.0, 320.0), Some(21.0 * ROW - 320.0));
        assert_eq!(reveal(5, 100.0, 320.0), None);
    }
}
