//! `/changes` and `/changes/:id`: the changes made through this console, and what became of them.

mod list;
mod one;

pub use list::Changes;
pub use one::Change;
