//! The app's page: `index.html` with the base path written into it, and the hashes of its inline scripts.
//!
//! Trunk writes the loader as an inline module script. The Content-Security-Policy allows no inline script but the ones whose hash it
//! names, and the hash must be of the text as it is sent: so it is computed here, after the base path has been written.

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use sha2::{Digest, Sha256};

use super::Files;
use crate::config::BasePath;
use crate::middleware::headers::content_security_policy;

/// The file's name in `dist/`.
pub(super) const NAME: &str = "index.html";

/// Stands in when the binary has been built without the app.
const WITHOUT_APP: &str = "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Mesoscope</title>\n\
<h1>The app has not been built</h1>\n\
<p>This server has been compiled without the app it serves. Run <code>cargo xtask build</code> (or <code>cargo xtask demo</code>) \
in the project's folder, then start it again. The doors under <code>api/</code> work.</p>\n</html>\n";

/// The page as it is sent.
#[derive(Clone, Debug)]
pub struct Index {
    html: Bytes,
    /// The sources of its inline scripts.
    hashes: Vec<String>,
    is_app: bool,
}

impl Index {
    /// Makes the page from the files, or one that says how to build them.
    pub(super) fn load(files: &dyn Files, base_path: &BasePath) -> Self {
        let file = files.get(NAME).and_then(|file| String::from_utf8(file.bytes.to_vec()).ok());
        let is_app = file.is_some();
        let html = file.map_or_else(|| WITHOUT_APP.to_owned(), |html| with_base(&html, base_path));
        let hashes: Vec<String> = inline_scripts(&html)
            .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
            .collect();
        Self { html: html.into(), hashes, is_app }
    }

    /// The bytes to send.
    #[must_use]
    pub fn html(&self) -> &Bytes {
        &self.html
    }

    /// The policy to send with them, where pages of these origins may show them in a frame.
    #[must_use]
    pub fn policy(&self, frames: &[String]) -> HeaderValue {
        // Base64, origins that were checked and our own words: always a valid header; should it ever not be, nothing may run.
        HeaderValue::try_from(content_security_policy(&self.hashes, frames))
            .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"))
    }

    /// Whether this is the app, or the page that says that there is none.
    #[must_use]
    pub fn is_app(&self) -> bool {
        self.is_app
    }
}

/// Writes the base path into `<base>`; adds the element where there is none. The path holds nothing that HTML would need escaped.
fn with_base(html: &str, base_path: &BasePath) -> String {
    let base = format!("<base href=\"{base_path}\">");
    if let Some((start, end)) = element(html, "base") {
        return format!("{}{base}{}", &html[..start], &html[end..]);
    }
    match element(html, "head") {
        Some((_, end)) => format!("{}{base}{}", &html[..end], &html[end..]),
        None => format!("{base}{html}"),
    }
}

/// Where the first start tag of this name begins and ends.
fn element(html: &str, name: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(at) = html[from..].find('<').map(|at| from + at) {
        let rest = &html[at + 1..];
        let named = rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        let whole = rest.get(name.len()..).is_some_and(|rest| rest.starts_with([' ', '>', '/', '\n', '\t']));
        if named && whole {
            return Some((at, at + 1 + rest.find('>')? + 1));
        }
        from = at + 1;
    }
    None
}

/// The texts of scripts that have no `src`.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        loop {
            let (start, end) = element(rest, "script")?;
            let tag = &rest[start..end];
            let (text, after) = rest[end..].split_once("</script>")?;
            rest = after;
            if !tag.contains(" src=") {
                return Some(text);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{inline_scripts, with_base};
    use crate::config::BasePath;

    #[test]
    fn the_base_path_is_written_where_the_page_has_one() {
        let ops = BasePath::parse("ops").unwrap();
        for html in
            ["<head><base href=\"/\" /><title>", "<head><base href=/><title>", "<head><BASE href='/'><title>"]
        {
            assert_eq!(with_base(html, &ops), "<head><base href=\"/ops/\"><title>");
        }
        assert_eq!(with_base("<head><title>", &ops), "<head><base href=\"/ops/\"><title>");
        assert_eq!(with_base("<header><b>", &ops), "<base href=\"/ops/\"><header><b>");
        assert_eq!(with_base("<aééé", &ops), "<base href=\"/ops/\"><aééé");
    }

    #[test]
    fn only_scripts_without_a_source_are_inline() {
        let html =
            "<script type=module>import a</script><script src=\"x.js\"></script><script>\nb\n</script>";
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["import a", "\nb\n"]);
    }
}
