//! `/dashboards` and `/dashboards/new`: the links that show some pages and nothing else, and the form that makes one.

mod draft;
mod form;
mod given;
mod length;
mod list;
mod made;
mod new;
mod revoke;
mod roles;
mod rows;
mod wanted;

pub use list::Dashboards;
pub use new::NewDashboard;
