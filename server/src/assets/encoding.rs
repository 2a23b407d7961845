//! Which encodings a browser takes.

use http::HeaderMap;
use http::header::ACCEPT_ENCODING;

/// An encoding we may have a body in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Brotli.
    Brotli,
    /// gzip.
    Gzip,
}

impl Encoding {
    /// All of them, the smaller first.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// The token of `Content-Encoding`.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The suffix of a file that holds such a body.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        }
    }

    /// Whether `Accept-Encoding` names it, or all, with a weight above zero.
    #[must_use]
    pub fn accepted(self, headers: &HeaderMap) -> bool {
        let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        let mut any = false;
        for item in values.flat_map(|value| value.split(',')) {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let name = name.trim();
            let weight = parameters.trim().strip_prefix("q=").map(|weight| weight.trim().parse::<f32>());
            let wanted = !matches!(weight, Some(Ok(weight)) if weight <= 0.0);
            if name.eq_ignore_ascii_case(self.token()) {
                return wanted;
            }
            any |= name == "*" && wanted;
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use http::header::ACCEPT_ENCODING;
    use http::{HeaderMap, HeaderValue};

    use super::Encoding;

    fn accepted(value: &'static str) -> Vec<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
        Encoding::ALL.into_iter().filter(|each| each.accepted(&headers)).map(Encoding::token).collect()
    }

    #[test]
    fn weights_and_stars_count() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), ["br", "gzip"]);
        assert_eq!(accepted("br;q=0, gzip;q=0.5"), ["gzip"]);
        assert_eq!(accepted("*"), ["br", "gzip"]);
        assert_eq!(accepted("br;q=0, *;q=0.1"), ["gzip"]);
        assert_eq!(accepted("identity"), [""; 0]);
        assert_eq!(accepted(""), [""; 0]);
    }
}
