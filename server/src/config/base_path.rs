//! The path under which the console is served.

use std::fmt;

/// A path that begins and ends with a slash: `/`, or `/ops/mesos/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(String);

impl BasePath {
    /// The root.
    #[must_use]
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// Accepts `ops`, `/ops`, `/ops/` alike; segments may hold letters, digits and `-._~`.
    ///
    /// # Errors
    /// Says in a few words why the path will not do.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let inner = text.trim_matches('/');
        if inner.is_empty() {
            return Ok(Self::root());
        }
        for segment in inner.split('/') {
            if segment.is_empty() {
                return Err("has an empty segment");
            }
            if segment == "." || segment == ".." {
                return Err("must not hold . or .. as a segment");
            }
            if !segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)) {
                return Err("may hold letters, digits and -._~ only");
            }
        }
        Ok(Self(format!("/{inner}/")))
    }

    /// The path, with both slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is left of `path` under this base, beginning with a slash; `None` if it lies elsewhere.
    #[must_use]
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(&self.0[..self.0.len() - 1])?;
        rest.starts_with('/').then_some(rest)
    }
}

impl fmt::Display for BasePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::BasePath;

    #[test]
    fn slashes_do_not_matter_when_given() {
        for text in ["ops", "/ops", "ops/", "/ops/"] {
            assert_eq!(BasePath::parse(text).unwrap().as_str(), "/ops/");
        }
        for text in ["", "/"] {
            assert_eq!(BasePath::parse(text).unwrap(), BasePath::root());
        }
    }

    #[test]
    fn a_path_that_a_page_could_not_use_is_refused() {
        for text in ["/a//b", "/a/../b", "/a b", "/a?b", "/\"onload", "/ä"] {
            assert!(BasePath::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_whole_segments_are_stripped() {
        let base = BasePath::parse("/ops").unwrap();
        assert_eq!(base.strip("/ops/agents"), Some("/agents"));
        assert_eq!(base.strip("/ops/"), Some("/"));
        assert_eq!(base.strip("/ops"), None);
        assert_eq!(base.strip("/opsy/agents"), None);
        assert_eq!(base.strip("/agents"), None);
        assert_eq!(BasePath::root().strip("/agents"), Some("/agents"));
    }
}
