//! Where cells lead that name another thing, for [`super::Look::Link`]: the table's number and its column of ids are parameters, because a
//! look is a plain function.

use cluster_model::replica::Replica;
use cluster_model::schema::Table;

use crate::paths::Page;

/// The page of the agent whose id is in the column.
pub fn agent_of<const TABLE: usize, const ID: usize>(replica: &Replica, slot: u32) -> Option<String> {
    page(replica, TABLE, slot, ID, |id| Page::Agent { id })
}

/// The page of the framework whose id is in the column.
pub fn framework_of<const TABLE: usize, const ID: usize>(replica: &Replica, slot: u32) -> Option<String> {
    page(replica, TABLE, slot, ID, |id| Page::Framework { id })
}

/// The page of the role whose name is in the column.
pub fn role_of<const TABLE: usize, const NAME: usize>(replica: &Replica, slot: u32) -> Option<String> {
    page(replica, TABLE, slot, NAME, |name| Page::Role { name })
}

fn page(
    replica: &Replica,
    table: usize,
    slot: u32,
    column: usize,
    page: fn(String) -> Page,
) -> Option<String> {
    let text = replica.text(Table::ALL[table], slot, column);
    (!text.is_empty()).then(|| page(text.to_owned()).href())
}
