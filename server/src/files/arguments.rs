//! The part of a URL after `?`, in bytes.

use bytes::Bytes;

/// The arguments of a request. The names of files are bytes, so what has been percent-encoded need not be text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arguments(Vec<(Vec<u8>, Bytes)>);

impl Arguments {
    /// Reads a query as forms write it.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value).into())
        });
        Self(pairs.collect())
    }

    /// The first value of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Bytes> {
        self.0.iter().find(|(known, _)| known == name.as_bytes()).map(|(_, value)| value)
    }
}

fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            (byte, _) => bytes.push(*byte),
        }
    }
    bytes
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    #[test]
    fn values_are_bytes() {
        let query = Arguments::parse("path=%2Fa%20b+c%E9%&as=tar&path=second&flag&x=1%zz");
        assert_eq!(query.get("path").unwrap(), &b"/a b c\xe9%"[..]);
        assert_eq!(query.get("as").unwrap(), &b"tar"[..]);
        assert_eq!(query.get("flag").unwrap(), &b""[..]);
        assert_eq!(query.get("x").unwrap(), &b"1%zz"[..]);
        assert_eq!(query.get("nothing"), None);
    }
}
