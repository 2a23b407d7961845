//! One file of the app as a response.

use std::borrow::Cow;

use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::encoding::Encoding;

/// How long a packed file is unpacked. `Content-Length` is of what is sent, a page counts what it gets: without this it cannot say how far it is.
const UNPACKED: &str = "x-mesoscope-bytes";

/// The content of a file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its bytes.
    pub bytes: Bytes,
    /// A name for exactly these bytes, without quotes.
    pub tag: String,
}

/// Where the app's files are.
pub trait Files: Send + Sync {
    /// The file at a path without a leading slash.
    fn get(&self, path: &str) -> Option<File>;
}

/// The files in the binary (in a debug build: in the folder).
#[derive(Clone, Copy, Debug, rust_embed::Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../dist/"]
pub struct Embedded;

impl Files for Embedded {
    fn get(&self, path: &str) -> Option<File> {
        let file = <Self as rust_embed::Embed>::get(path)?;
        let tag = file.metadata.sha256_hash()[..12].iter().map(|byte| format!("{byte:02x}")).collect();
        let bytes = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Some(File { bytes, tag })
    }
}

/// The file at `path` in the best encoding there is, or nothing.
pub(super) fn respond(files: &dyn Files, path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() || path.split('/').any(|segment| segment.is_empty() || segment.starts_with('.')) {
        return None;
    }
    let plain = files.get(path)?;
    let length = plain.bytes.len();
    let encoded = Encoding::ALL
        .into_iter()
        .filter(|encoding| encoding.accepted(headers))
        .find_map(|encoding| Some((encoding, files.get(&format!("{path}{}", encoding.suffix()))?)));
    let (encoding, file) = match encoded {
        Some((encoding, file)) => (Some(encoding), file),
        None => (None, plain),
    };

    let tag = HeaderValue::try_from(format!("\"{}\"", file.tag)).ok()?;
    let unchanged = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes());
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(file.bytes));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.token()));
            response.headers_mut().insert(UNPACKED, HeaderValue::from(length));
        }
        response
    };
    let cache = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(ETAG, tag);
    Some(response)
}

/// Whether a part of the path is a hash of the content, as the build names files: eight or more hexadecimal digits.
fn is_hashed(path: &str) -> bool {
    path.split(['/', '-', '_', '.']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" | "webmanifest" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn names_with_a_hash_are_told_from_plain_ones() {
        for path in [
            "mesoscope-app-3f2a9c81b07d64e5_bg.wasm",
            "app-0123abcd.css",
            "snippets/xterm-9f86d081884c7d65/inline0.js",
        ] {
            assert!(is_hashed(path), "{path}");
        }
        for path in
            ["index.html", "favicon.svg", "mesoscope.css", "facade.js", "effaced-defaced.js", "logo-1440.png"]
        {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
