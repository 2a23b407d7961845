//! The security headers of every response.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};

/// What a document of ours may load: itself, and nothing else. `hashes` are the sources of inline scripts that are known,
/// each as `'sha256-…'`; `frames` the origins of pages that may show it in a frame.
#[must_use]
pub fn content_security_policy(hashes: &[String], frames: &[String]) -> String {
    let frames = if frames.is_empty() { "'none'".to_owned() } else { frames.join(" ") };
    let mut scripts = "'self' 'wasm-unsafe-eval'".to_owned();
    for hash in hashes {
        scripts.push(' ');
        scripts.push_str(hash);
    }
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         font-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors {frames}"
    )
}

/// Headers that never depend on the response.
const ALWAYS: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), midi=(), \
         payment=(), usb=()",
    ),
];

/// What is not the app's page is data, and data may load nothing at all, should a browser ever be made to show it.
const DATA_POLICY: &str =
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/// For a year no browser that was here by an encrypted connection comes by another.
const ENCRYPTED_ONLY: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds them. A response that brings its own Content-Security-Policy (the app's page) keeps it. `encrypted` if browsers reach the console by HTTPS.
pub async fn secure(State(encrypted): State<bool>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if encrypted {
        headers.insert(STRICT_TRANSPORT_SECURITY, ENCRYPTED_ONLY);
    }
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(DATA_POLICY));
    response
}

#[cfg(test)]
mod tests {
    use super::content_security_policy;

    #[test]
    fn the_policy_names_what_it_allows() {
        insta::assert_snapshot!(content_security_policy(&["'sha256-abc='".to_owned()], &[]));
        let framed =
            content_security_policy(&[], &["https://a.example".to_owned(), "https://b.example".to_owned()]);
        assert!(framed.ends_with("; frame-ancestors https://a.example https://b.example"), "{framed}");
    }
}
