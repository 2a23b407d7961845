//! Where each cell of the map stands: groups below each other, cells in rows, as large as there is room for.

/// Height of a group's title.
const TITLE: f64 = 26.0;
/// Room below a group.
const BELOW: f64 = 10.0;

/// A group of agents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The places of its agents in the list of all that are shown.
    pub members: Vec<usize>,
}

/// The map's geometry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The edge of a cell.
    pub cell: f64,
    /// From one cell's edge to the next one's.
    pub pitch: f64,
    columns: usize,
    /// Each group's first row's top, its name and its members.
    pub groups: Vec<(f64, Group)>,
    /// Of the whole.
    pub height: f64,
}

impl Layout {
    /// Lays groups out in a width.
    pub fn of(groups: Vec<Group>, width: f64) -> Self {
        let count: usize = groups.iter().map(|group| group.members.len()).sum();
        let (cell, gap) = match count {
            0..=200 => (26.0, 3.0),
            201..=1_000 => (18.0, 2.0),
            1_001..=5_000 => (12.0, 2.0),
            5_001..=15_000 => (9.0, 1.0),
            _ => (5.0, 1.0),
        };
        let pitch = cell + gap;
        let columns = ((width / pitch) as usize).max(1);
        let titled = groups.len() > 1 || groups.first().is_some_and(|group| !group.name.is_empty());
        let mut top = 0.0;
        let groups = groups
            .into_iter()
            .map(|group| {
                top += if titled { TITLE } else { 0.0 };
                let at = top;
                top += group.members.len().div_ceil(columns) as f64 * pitch + BELOW;
                (at, group)
            })
            .collect();
        Self { cell, pitch, columns, groups, height: top }
    }

    /// The top left corner of each cell, with the place of its agent.
    pub fn cells(&self) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        self.groups.iter().flat_map(move |(top, group)| {
            group.members.iter().enumerate().map(move |(at, place)| {
                let (row, column) = (at / self.columns, at % self.columns);
                (*place, column as f64 * self.pitch, top + row as f64 * self.pitch)
            })
        })
    }

    /// The agent at a point.
    pub fn at(&self, x: f64, y: f64) -> Option<usize> {
        if x < 0.0 || y < 0.0 {
            return None;
        }
        let (top, group) = self.groups.iter().rev().find(|(top, _)| *top <= y)?;
        let column = (x / self.pitch) as usize;
        let row = ((y - top) / self.pitch) as usize;
        (column < self.columns).then(|| group.members.get(row * self.columns + column).copied()).flatten()
    }

    /// The agent that an arrow leads to from another.
    pub fn beside(&self, place: usize, key: &str) -> Option<usize> {
        let order: Vec<usize> =
            self.groups.iter().flat_map(|(_, group)| group.members.iter().copied()).collect();
        let at = order.iter().position(|other| *other == place)?;
        let to = match key {
            "ArrowRight" => at + 1,
            "ArrowLeft" => at.checked_sub(1)?,
            "ArrowDown" => at + self.columns,
            "ArrowUp" => at.checked_sub(self.columns)?,
            "Home" => 0,
            "End" => order.len().checked_sub(1)?,
            _ => return None,
        };
        order.get(to).copied()
    }

    /// The top left corner of one agent's cell.
    pub fn corner(&self, place: usize) -> Option<(f64, f64)> {
        self.cells().find(|(other, ..)| *other == place).map(|(_, x, y)| (x, y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(groups: &[(&str, &[usize])]) -> Vec<Group> {
        groups
            .iter()
            .map(|(name, members)| Group { name: (*name).into(), members: (*members).into() })
            .collect()
    }

    #[test]
    fn a_point_in_a_cell_is_its_agent() {
        let layout = Layout::of(groups(&[("a", &[1, 3, 4]), ("b", &[0, 2])]), 60.0);
        for (place, x, y) in layout.cells() {
            assert_eq!(layout.at(x + 1.0, y + 1.0), Some(place));
            assert_eq!(layout.corner(place), Some((x, y)));
        }
        assert_eq!(layout.at(0.0, 1.0), None, "a title");
        assert_eq!(layout.at(-1.0, 30.0), None);
        assert_eq!(layout.at(59.0, 30.0), None, "beyond the last column");
    }

    #[test]
    fn arrows_go_through_the_cells() {
        let layout = Layout::of(groups(&[("", &[0, 1, 2, 3, 4])]), 60.0);
        assert_eq!(layout.beside(0, "ArrowRight"), Some(1));
        assert_eq!(layout.beside(0, "ArrowDown"), Some(2));
        assert_eq!(layout.beside(0, "ArrowLeft"), None);
        assert_eq!(layout.beside(4, "ArrowRight"), None);
        assert_eq!(layout.beside(3, "Home"), Some(0));
        assert_eq!(layout.at(1.0, 1.0), Some(0), "one group without a name has no title");
    }
}
