//! Which rows have an element: arithmetic only.

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

/// The row that pool element `element` shows, when `first` is the first row with an element: the one row in the window
/// that has this remainder, so that scrolling by a row changes one element.
pub fn row_of(element: usize, first: usize, pool: usize) -> usize {
    first + (element + pool - first % pool) % pool
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
        let pool = 24;
        for first in 0..100 {
            let mut rows: Vec<usize> = (0..pool).map(|element| row_of(element, first, pool)).collect();
            for (element, row) in rows.iter().enumerate() {
                assert_eq!(row % pool, element, "a row's element does not depend on the scroll");
            }
            rows.sort_unstable();
            assert_eq!(rows, (first..first + pool).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_window_stays_within_the_rows() {
        assert_eq!(first(0.0, 1000, 40), 0);
        assert_eq!(first(3200.0, 1000, 40), 94);
        assert_eq!(first(32.0 * 999.0, 1000, 40), 960);
        assert_eq!(first(5000.0, 10, 40), 0);
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
