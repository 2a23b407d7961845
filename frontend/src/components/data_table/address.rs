//! A table's view as its page's URL says it: filter, order, columns. What is as at first is not said.

use cluster_model::view::Sort;

use super::spec::TableSpec;
use crate::paths::{FILTER, Query};

/// The order's name in the query.
const ORDER: &str = "sort";
/// The columns' name in the query.
const COLUMNS: &str = "columns";

/// What of a view is in the URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The filter as it was typed.
    pub filter: String,
    /// The order; empty is the list's own.
    pub order: Vec<Sort>,
    /// The columns chosen; `None` are the list's own.
    pub columns: Option<Vec<usize>>,
}

impl Address {
    /// Reads a query.
    pub fn read(query: &Query, spec: &TableSpec) -> Self {
        let order = Sort::parse(query.get(ORDER).unwrap_or_default(), spec.table);
        let columns = query.get(COLUMNS).map(|keys| spec.indexes(keys.split(',')));
        Address {
            filter: query.get(FILTER).unwrap_or_default().to_owned(),
            order,
            columns: columns.filter(|columns| !columns.is_empty()),
        }
    }

    /// Writes it into a query, which may say other things too.
    pub fn write(&self, query: Query, spec: &TableSpec) -> Query {
        let columns = self.columns.iter().flatten().map(|&at| spec.columns[at].key).collect::<Vec<_>>();
        query
            .with(FILTER, self.filter.trim())
            .with(ORDER, &Sort::print(&self.order, spec.table))
            .with(COLUMNS, &columns.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::tasks::TASKS;

    #[test]
    fn a_view_survives_the_url() {
        let raw = "?filter=state%3Arunning%20%22a%20b%22&sort=-cpus,name&columns=id,state&other=1";
        let address = Address::read(&Query::parse(raw), &TASKS);
        assert_eq!(address.filter, "state:running \"a b\"");
        assert_eq!(address.order.len(), 2);
        let written = address.write(Query::parse("other=1"), &TASKS);
        assert_eq!(Address::read(&written, &TASKS), address);
        assert_eq!(written.get("other"), Some("1"));
    }

    #[test]
    fn what_is_as_at_first_is_not_said() {
        let address = Address::read(&Query::new(), &TASKS);
        assert_eq!(address.write(Query::new(), &TASKS).to_suffix(), "");
    }

    #[test]
    fn columns_nobody_knows_are_no_choice() {
        assert_eq!(Address::read(&Query::parse("columns=colour"), &TASKS).columns, None);
    }
}
