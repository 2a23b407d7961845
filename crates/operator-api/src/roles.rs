//! Names of roles: which are valid, and the tree they make.
//!
//! ```
//! use operator_api::roles;
//!
//! assert!(roles::validate("eng/web").is_ok());
//! assert_eq!(roles::validate("eng//web").unwrap_err().to_string(), "a role cannot have an empty part, as \"eng//web\" has");
//! assert_eq!(roles::ancestors("eng/web/blue").collect::<Vec<_>>(), ["eng/web", "eng"]);
//! assert!(roles::is_within("eng/web", "eng") && !roles::is_within("engineers", "eng"));
//! ```

/// The role of all that is reserved to nobody.
pub const UNRESERVED: &str = "*";

/// Why no role can be called so (Mesos' `src/common/roles.cpp`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleError {
    /// It is empty.
    #[error("a role must have a name")]
    Empty,
    /// It begins or ends with a slash, or has two in a row.
    #[error("a role cannot have an empty part, as {0:?} has")]
    EmptyPart(String),
    /// A part is `.`, `..` or `*`.
    #[error("no part of a role can be {0:?}")]
    ReservedPart(String),
    /// A part begins with a dash.
    #[error("no part of a role can begin with a dash, as {0:?} does")]
    Dash(String),
    /// It has a space, a line's end or another character that no role can have.
    #[error("a role cannot have the character {0:?}")]
    Character(char),
}

/// Whether a role can be called so.
///
/// # Errors
/// What is wrong with the name, the first thing found.
pub fn validate(role: &str) -> Result<(), RoleError> {
    if role == UNRESERVED {
        return Ok(());
    }
    if role.is_empty() {
        return Err(RoleError::Empty);
    }
    if let Some(character) = role.chars().find(|character| matches!(character, '\t'..='\r' | ' ' | '\x7f')) {
        return Err(RoleError::Character(character));
    }
    for part in role.split('/') {
        match part {
            "" => return Err(RoleError::EmptyPart(role.into())),
            "." | ".." | UNRESERVED => return Err(RoleError::ReservedPart(part.into())),
            part if part.starts_with('-') => return Err(RoleError::Dash(part.into())),
            _ => {}
        }
    }
    Ok(())
}

/// The role above it; `None` for a role at the top.
pub fn parent(role: &str) -> Option<&str> {
    role.rsplit_once('/').map(|(parent, _)| parent)
}

/// All roles above it, the nearest first.
pub fn ancestors(role: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(role), |role| parent(role))
}

/// Whether `role` is `root` or one below it.
pub fn is_within(role: &str, root: &str) -> bool {
    role.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether it is below another role.
pub fn is_nested(role: &str) -> bool {
    parent(role).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_names() {
        for role in ["*", "eng", "eng/web", "a.b", "..a", "a-", "über", "a*"] {
            assert_eq!(validate(role), Ok(()), "{role}");
        }
    }

    #[test]
    fn names_that_no_role_has() {
        let bad =
            ["", "/", "/eng", "eng/", "eng//web", ".", "a/..", "a/*", "-a", "a/-b", "a b", "a\n", "a\u{7f}"];
        let words = bad.map(|role| format!("{role:?}: {}", validate(role).unwrap_err()));
        insta::assert_snapshot!(words.join("\n"), @r#"
        "": a role must have a name
        "/": a role cannot have an empty part, as "/" has
        "/eng": a role cannot have an empty part, as "/eng" has
        "eng/": a role cannot have an empty part, as "eng/" has
        "eng//web": a role cannot have an empty part, as "eng//web" has
        ".": no part of a role can be "."
        "a/..": no part of a role can be ".."
        "a/*": no part of a role can be "*"
        "-a": no part of a role can begin with a dash, as "-a" does
        "a/-b": no part of a role can begin with a dash, as "-b" does
        "a b": a role cannot have the character ' '
        "a\n": a role cannot have the character '\n'
        "a\u{7f}": a role cannot have the character '\u{7f}'
        "#);
    }

    #[test]
    fn the_tree() {
        assert_eq!(ancestors("a/b/c").collect::<Vec<_>>(), ["a/b", "a"]);
        assert_eq!(parent("a"), None);
        assert!(is_within("a/b", "a") && is_within("a", "a"));
        assert!(!is_within("ab", "a") && !is_within("a", "a/b"));
        assert!(is_nested("a/b") && !is_nested("*"));
    }
}
