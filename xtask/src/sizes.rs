//! What the app and the server weigh, against what they may weigh: a build that is heavier than a line fails.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::parts::is_part;
use crate::precompress::Asset;
use crate::table::{row, table};

/// Something that may weigh so much.
pub struct Line {
    /// What is weighed.
    pub what: &'static str,
    /// At most this, in bytes.
    pub at_most: u64,
    /// Where the line comes from.
    pub why: &'static str,
}

/// All of wasm, scripts and styles but the parts, by brotli.
pub const FIRST_LOAD: Line = Line {
    what: "the first load, by brotli",
    at_most: 450_000,
    why: "at 1.6 Mbit/s it is what comes in two and a quarter seconds",
};

/// Every part on its own, by brotli.
pub const PART: Line = Line {
    what: "a part, by brotli",
    at_most: 300_000,
    why: "a page that is opened first waits for its part; the largest has all forms of changes, 276 kB",
};

/// The first load and all parts, by brotli.
pub const WHOLE: Line = Line {
    what: "the whole app, by brotli",
    at_most: 1_400_000,
    why: "1,306 kB when the last page was made: what grows in many parts at once shows here",
};

/// The release binary, with the app and the embedded cluster in it.
pub const SERVER: Line = Line {
    what: "the server",
    at_most: 42_000_000,
    why: "38.8 MB when the last page was made; a new dependency that doubles another's work shows here",
};

const KINDS: [&str; 3] = ["wasm", "js", "css"];

fn kind(asset: &Asset) -> Option<&str> {
    asset.name.rsplit('.').next().filter(|kind| KINDS.contains(kind))
}

/// Sizes of all assets of one kind that load first.
fn of_kind(assets: &[Asset], wanted: &str) -> Asset {
    let first = |asset: &&Asset| !is_part(&asset.name) && kind(asset) == Some(wanted);
    let mut sum = Asset { name: wanted.to_owned(), raw: 0, gzip: 0, brotli: 0 };
    for asset in assets.iter().filter(first) {
        sum.raw += asset.raw;
        sum.gzip += asset.gzip;
        sum.brotli += asset.brotli;
    }
    sum
}

/// The weight of the first load, by brotli, in bytes.
#[must_use]
pub fn first_load(assets: &[Asset]) -> u64 {
    KINDS.iter().map(|kind| of_kind(assets, kind).brotli).sum()
}

/// The table of sizes, with the weight of the first load below it.
#[must_use]
pub fn report(assets: &[Asset]) -> String {
    let mut rows = vec![row(["", "raw", "gzip", "brotli"])];
    let parts = assets.iter().filter(|asset| is_part(&asset.name)).cloned();
    for asset in KINDS.into_iter().map(|kind| of_kind(assets, kind)).chain(parts) {
        rows.push(vec![asset.name, kilobytes(asset.raw), kilobytes(asset.gzip), kilobytes(asset.brotli)]);
    }
    let load = first_load(assets);
    format!(
        "{}  first load by brotli: {} of {}",
        table(&rows),
        kilobytes(load),
        kilobytes(FIRST_LOAD.at_most)
    )
}

/// Fails if the app weighs more than it may, with everything that is too heavy.
pub fn hold(assets: &[Asset]) -> Result<()> {
    let loaded = || assets.iter().filter(|asset| kind(asset).is_some());
    let mut heavy = Vec::new();
    heavy.extend(FIRST_LOAD.passed("", first_load(assets)));
    for part in loaded().filter(|asset| is_part(&asset.name)) {
        heavy.extend(PART.passed(&part.name, part.brotli));
    }
    heavy.extend(WHOLE.passed("", loaded().map(|asset| asset.brotli).sum()));
    if heavy.is_empty() { Ok(()) } else { bail!(heavy.join("\n")) }
}

/// Fails if the server's binary weighs more than it may.
pub fn hold_server(binary: &Path) -> Result<()> {
    let meta = fs::metadata(binary).with_context(|| format!("cannot look at {}", binary.display()))?;
    SERVER.passed("", meta.len()).map_or(Ok(()), |heavy| bail!(heavy))
}

impl Line {
    /// What to say if this weighs too much. `name` is which of several it is.
    fn passed(&self, name: &str, weighs: u64) -> Option<String> {
        let Line { what, at_most, why } = self;
        let name = if name.is_empty() { String::new() } else { format!(" ({name})") };
        (weighs > *at_most).then(|| {
            format!(
                "{what}{name}: {}, and the line is at {}: {why}. Take back what made it grow (docs/architecture.md, \"The app in parts\", says \
                 what costs how much), or move the line in xtask/src/sizes.rs and say there what it buys.",
                kilobytes(weighs),
                kilobytes(*at_most)
            )
        })
    }
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset(name: &str, brotli: u64) -> Asset {
        Asset { name: name.into(), raw: 2 * brotli, gzip: brotli + 1, brotli }
    }

    #[test]
    fn the_first_load_is_wasm_scripts_and_styles() {
        let assets = [
            asset("a_bg.wasm", 400_000),
            asset("a.js", 49_000),
            asset("b.css", 2_000),
            asset("index.html", 9_999),
            asset("part-files-a.wasm", 30_000),
        ];
        assert_eq!(first_load(&assets), 451_000);
        let text = report(&assets);
        assert!(text.contains("part-files-a.wasm   60.0 kB"), "{text}");
        assert!(text.contains("800.0 kB  400.0 kB  400.0 kB"), "{text}");
        assert!(text.ends_with("first load by brotli: 451.0 kB of 450.0 kB"), "{text}");
        let error = hold(&assets).unwrap_err().to_string();
        assert!(
            error.starts_with("the first load, by brotli: 451.0 kB, and the line is at 450.0 kB: "),
            "{error}"
        );
        assert!(error.contains("xtask/src/sizes.rs") && error.lines().count() == 1, "{error}");
        hold(&assets[1..]).unwrap();
    }

    #[test]
    fn each_part_and_all_of_them_have_a_line() {
        let part = |name: &str, brotli| asset(&format!("part-{name}-a.wasm"), brotli);
        hold(&[part("a", PART.at_most), part("b", PART.at_most)]).unwrap();
        let error = hold(&[part("a", PART.at_most), part("b", PART.at_most + 1)]).unwrap_err().to_string();
        assert!(error.starts_with("a part, by brotli (part-b-a.wasm): 300.0 kB"), "{error}");
        let many: Vec<_> = (0..5).map(|number| part(&number.to_string(), WHOLE.at_most / 5 + 1)).collect();
        let error = hold(&many).unwrap_err().to_string();
        assert!(error.starts_with("the whole app, by brotli: 1400.0 kB"), "{error}");
    }

    #[test]
    fn the_server_has_a_line() {
        assert!(SERVER.passed("", SERVER.at_most).is_none());
        let said = SERVER.passed("", SERVER.at_most + 100_000).unwrap();
        assert!(said.starts_with("the server: 42100.0 kB, and the line is at 42000.0 kB"), "{said}");
    }
}
