//! An environment as it is typed: a line for each variable.

use std::collections::BTreeMap;

/// Reads lines such as `LANG=C.UTF-8`.
///
/// # Errors
/// What is wrong, with the line.
pub fn read(text: &str) -> Result<BTreeMap<String, String>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| match line.split_once('=') {
            Some((name, value)) if !name.is_empty() && !name.contains(char::is_whitespace) => {
                Ok((name.to_owned(), value.to_owned()))
            }
            _ => Err(format!("\"{line}\" is no variable: write NAME=value, one a line.")),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_variable_is_a_line() {
        let read = |text| read(text).map(|variables| variables.into_iter().collect::<Vec<_>>());
        assert_eq!(read("A=1\n\n B=x=y \n"), Ok(vec![("A".into(), "1".into()), ("B".into(), "x=y".into())]));
        assert_eq!(read(""), Ok(Vec::new()));
        assert!(read("A B=1").is_err());
        assert!(read("A").unwrap_err().contains("\"A\""));
    }
}
