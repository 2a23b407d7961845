//! Files of masters and agents: folders, and files as text.

mod entries;
mod folder;
mod log;
mod table;
mod trail;

use leptos::prelude::*;

pub use self::folder::Files;
pub use self::log::Log;
use crate::here::search_here;
use crate::paths::Query;

/// The path that the page's address names; empty if it names none.
fn path_of_page() -> Memo<String> {
    let search = search_here();
    Memo::new(move |_| search.with(|search| Query::parse(search).get("path").unwrap_or_default().to_owned()))
}
