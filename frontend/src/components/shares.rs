//! The shares of a resource bar, from the columns of agents.

use cluster_model::schema::agents;

use super::resource_bar::{ResourceKind, Shares};

/// Reads the six columns of a resource; `read` gives the number of a column.
pub fn shares(kind: ResourceKind, read: impl Fn(usize) -> i64) -> Shares {
    let first =
        agents::RESOURCES.iter().find(|(name, _)| *name == kind.name()).map_or(0, |(_, first)| *first);
    // The first of the six is the whole, which the others make up.
    Shares {
        allocated: read(first + 1),
        from_reservation: read(first + 2),
        offered: read(first + 3),
        reserved: read(first + 4),
        free: read(first + 5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_in_the_order_of_the_bar() {
        let shares = shares(ResourceKind::Disk, |column| column as i64);
        let first = agents::DISK_TOTAL as i64;
        assert_eq!(shares.parts().map(|(_, column)| column), [1, 2, 3, 4, 5].map(|offset| first + offset));
        assert_eq!(agents::DISK_FREE as i64, shares.free);
    }
}
