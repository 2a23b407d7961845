//! What a client says it takes: `Accept`, `Accept-Encoding`, by Mesos' reading of them.

use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCEPT_ENCODING};

/// Whether a media type is among those a header allows. No header allows everything, an empty one nothing.
pub fn allows(headers: &HeaderMap, name: &str, media_type: &str) -> bool {
    let Some(value) = headers.get(name).and_then(|value| value.to_str().ok()) else { return true };
    let (family, _) = media_type.split_once('/').unwrap_or((media_type, ""));
    value.split(',').any(|range| {
        let mut parts = range.split(';').map(str::trim);
        let range = parts.next().unwrap_or_default();
        let refused = parts.any(is_refusal);
        let fits = range == "*/*"
            || range.eq_ignore_ascii_case(media_type)
            || range.strip_suffix("/*").is_some_and(|start| start.eq_ignore_ascii_case(family));
        fits && !refused
    })
}

/// Whether the client takes a media type.
pub fn takes(headers: &HeaderMap, media_type: &str) -> bool {
    allows(headers, ACCEPT.as_str(), media_type)
}

/// Whether the client takes gzip: it must be named, or anything allowed.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    value.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let coding = parts.next().unwrap_or_default();
        let refused = parts.any(is_refusal);
        (coding == "*" || coding.eq_ignore_ascii_case("gzip")) && !refused
    })
}

/// `q=0`, `q=0.000`
fn is_refusal(parameter: &str) -> bool {
    parameter.strip_prefix("q=").is_some_and(|quality| quality.parse() == Ok(0.0_f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accept(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(value))])
    }

    #[test]
    fn media_types() {
        let json = "application/json";
        assert!(takes(&HeaderMap::new(), json));
        for allowed in
            ["*/*", "application/*", "text/html,*/*;q=0.8", "APPLICATION/JSON", "application/json;q=0.1"]
        {
            assert!(takes(&accept(allowed), json), "{allowed}");
        }
        for refused in ["", "text/html", "application/json;q=0", "application/recordio"] {
            assert!(!takes(&accept(refused), json), "{refused}");
        }
    }
}
