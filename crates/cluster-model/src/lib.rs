//! The state of a cluster as rows.
//!
//! Two halves share one wire format. The *fold* (feature `fold`, in the server) takes Mesos' own messages and makes revisions: rows,
//! snapshots, deltas. The *replica* (in the browser) applies them and answers what a page asks: cells, totals, filtered and sorted views.
//! Nothing here opens a connection or touches a page.
//!
//! ```
//! use cluster_model::query::Query;
//! use cluster_model::replica::Replica;
//! use cluster_model::schema::Table;
//! use cluster_model::view::View;
//!
//! let replica = Replica::new();
//! let mut view = View::new(Table::Tasks, Query::parse("state:running cpus>2", Table::Tasks), Vec::new());
//! view.rebuild(&replica, 0);
//! assert_eq!(view.len(), 0);
//! ```

#[cfg(feature = "fold")]
pub mod bound;
#[cfg(feature = "fold")]
pub mod fold;
pub mod frame;
pub mod groups;
pub mod identity;
pub mod lints;
pub mod live;
pub mod names;
pub mod order;
pub mod query;
pub mod replica;
pub mod rows;
pub mod schema;
mod sort;
pub mod terminal;
pub mod text;
pub mod totals;
pub mod view;
pub mod wire;
