//! What the app weighs: its wasm, scripts and styles, raw and compressed, against what it may weigh.

use crate::precompress::Asset;
use crate::table::{row, table};

/// What the first load may weigh: all of wasm, scripts and styles, by brotli, in bytes.
pub const FIRST_LOAD: u64 = 450_000;

const KINDS: [&str; 3] = ["wasm", "js", "css"];

/// Sizes of all assets of one kind.
fn of_kind(assets: &[Asset], kind: &str) -> Asset {
    let mut sum = Asset { name: kind.to_owned(), raw: 0, gzip: 0, brotli: 0 };
    for asset in assets.iter().filter(|asset| asset.name.rsplit('.').next() == Some(kind)) {
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

/// The table of sizes, with a last line that says whether they are held.
#[must_use]
pub fn report(assets: &[Asset]) -> String {
    let mut rows = vec![row(["", "raw", "gzip", "brotli"])];
    for kind in KINDS {
        let sum = of_kind(assets, kind);
        rows.push(vec![sum.name, kilobytes(sum.raw), kilobytes(sum.gzip), kilobytes(sum.brotli)]);
    }
    let load = first_load(assets);
    let held = if load <= FIRST_LOAD { "held" } else { "NOT held" };
    format!(
        "{}  first load by brotli: {} of {}, {held}",
        table(&rows),
        kilobytes(load),
        kilobytes(FIRST_LOAD)
    )
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_wasm_scripts_and_styles() {
        let asset =
            |name: &str, brotli| Asset { name: name.into(), raw: 2 * brotli, gzip: brotli + 1, brotli };
        let assets = [
            asset("a_bg.wasm", 400_000),
            asset("a.js", 49_000),
            asset("b.css", 2_000),
            asset("index.html", 9_999),
        ];
        assert_eq!(first_load(&assets), 451_000);
        let text = report(&assets);
        assert!(text.contains("wasm  800.0 kB"), "{text}");
        assert!(text.ends_with("first load by brotli: 451.0 kB of 450.0 kB, NOT held"), "{text}");
        assert!(report(&assets[1..]).ends_with("51.0 kB of 450.0 kB, held"));
    }
}
