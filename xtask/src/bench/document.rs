//! The table in docs/performance.md, between two marks.

use std::fs;

use anyhow::{Context, Result};

use super::record::Record;
use super::report;
use crate::paths;

const BEGIN: &str = "<!-- figures: written by `cargo xtask bench --write` -->\n";
const END: &str = "<!-- end of figures -->";

/// Puts the table there.
///
/// # Errors
/// If the document or one of its marks is not there.
pub(super) fn write(record: &Record) -> Result<()> {
    let path = paths::in_root("docs/performance.md");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let new = replaced(&text, &report::markdown(record))
        .with_context(|| format!("{} has no place for the table: {BEGIN}…{END}", path.display()))?;
    fs::write(&path, new)?;
    println!("  {}", path.display());
    Ok(())
}

/// The document with another table.
fn replaced(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_the_marks_is_replaced() {
        let text = format!("before\n{BEGIN}old{END}\nafter\n");
        let new = replaced(&text, "| new |").unwrap();
        assert_eq!(new, format!("before\n{BEGIN}\n| new |\n{END}\nafter\n"));
        assert_eq!(replaced(&new, "| new |").unwrap(), new);
        assert_eq!(replaced("no marks", ""), None);
    }

    #[test]
    fn the_document_has_a_place_for_it() {
        let text = fs::read_to_string(paths::in_root("docs/performance.md")).unwrap();
        assert!(replaced(&text, "").is_some());
    }
}
