//! Places in a file as people write them.

/// The offset that somebody means: `50 %`, `1.5 GiB`, `123456`, `-64 KiB` from the end. Beyond the file is its nearest end.
pub fn parse(text: &str, size: u64) -> Option<u64> {
    let text = text.trim();
    let (text, from_end) = match text.strip_prefix('-') {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    };
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let (number, unit) = (text[..digits].replace(',', ""), text[digits..].trim());
    let factor = match unit.to_ascii_lowercase().as_str() {
        "%" => size as f64 / 100.0,
        "" | "b" => 1.0,
        "k" | "kb" | "kib" => 1024.0,
        "m" | "mb" | "mib" => 1024.0 * 1024.0,
        "g" | "gb" | "gib" => 1024.0 * 1024.0 * 1024.0,
        "t" | "tb" | "tib" => 1024.0 * 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    let offset = match number.parse::<u64>() {
        Ok(whole) if factor == 1.0 => whole,
        _ => (number.parse::<f64>().ok()? * factor) as u64,
    };
    Some(if from_end { size.saturating_sub(offset) } else { offset.min(size) })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn shares_sizes_and_offsets() {
        let size = 10 << 30;
        assert_eq!(parse("50%", size), Some(5 << 30));
        assert_eq!(parse(" 1.5 GiB ", size), Some(3 << 29));
        assert_eq!(parse("123,456", size), Some(123_456));
        assert_eq!(parse("64k", size), Some(65_536));
        assert_eq!(parse("-64 KiB", size), Some(size - 65_536));
        assert_eq!(parse("9007199254740993", u64::MAX), Some(9_007_199_254_740_993));
    }

    #[test]
    fn beyond_the_file_is_its_end_and_nonsense_is_nothing() {
        assert_eq!(parse("200 %", 1000), Some(1000));
        assert_eq!(parse("-2000", 1000), Some(0));
        for wrong in ["", "%", "ten", "1.2.3", "5 lines", "--1", "."] {
            assert_eq!(parse(wrong, 1000), None, "{wrong}");
        }
    }
}
