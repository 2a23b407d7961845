//! What the app weighs: its wasm, scripts and styles, raw and compressed, against what it may weigh.

use crate::parts::is_part;
use crate::precompress::Asset;
use crate::table::{row, table};

/// What the first load may weigh: all of wasm, scripts and styles but the parts, by brotli, in bytes.
pub const FIRST_LOAD: u64 = 450_000;

const KINDS: [&str; 3] = ["wasm", "js", "css"];

/// Sizes of all assets of one kind that load first.
fn of_kind(assets: &[Asset], kind: &str) -> Asset {
    let first = |asset: &&Asset| !is_part(&asset.name) && asset.name.rsplit('.').next() == Some(kind);
    let mut sum = Asset { name: kind.to_owned(), raw: 0, gzip: 0, brotli: 0 };
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

/// The table of sizes, with a last line that says whether they are held.
#[must_use]
pub fn report(assets: &[Asset]) -> String {
    let mut rows = vec![row(["", "raw", "gzip", "brotli"])];
    let parts = assets.iter().filter(|asset| is_part(&asset.name)).cloned();
    for asset in KINDS.into_iter().map(|kind| of_kind(assets, kind)).chain(parts) {
        rows.push(vec![asset.name, kilobytes(asset.raw), kilobytes(asset.gzip), kilobytes(asset.brotli)]);
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
            asset("part-files-a.wasm", 30_000),
        ];
        assert_eq!(first_load(&assets), 451_000);
        let text = report(&assets);
        assert!(text.contains("part-files-a.wasm   60.0 kB"), "{text}");
        assert!(text.contains("800.0 kB  400.0 kB  400.0 kB"), "{text}");
        assert!(text.ends_with("first load by brotli: 451.0 kB of 450.0 kB, NOT held"), "{text}");
        assert!(report(&assets[1..]).ends_with("51.0 kB of 450.0 kB, held"));
    }
}
