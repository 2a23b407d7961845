//! Every asset in three forms: as it is, brotli and gzip, so that the server never compresses a file.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// One asset and the size of its forms, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its path in the folder.
    pub name: String,
    /// As it is.
    pub raw: u64,
    /// Compressed by gzip.
    pub gzip: u64,
    /// Compressed by brotli.
    pub brotli: u64,
}

/// Files of these kinds are compressed already.
const WHOLE: [&str; 7] = ["br", "gz", "png", "jpg", "webp", "avif", "woff2"];

/// Puts `name.br` and `name.gz` beside every file below `dir` that they make smaller.
pub fn folder(dir: &Path) -> Result<Vec<Asset>> {
    let mut files = Vec::new();
    list(dir, &mut files)?;
    files.sort();
    files.iter().map(|file| compress(dir, file)).collect()
}

/// The sizes of all forms of what [`folder`] has been through.
pub fn weigh(dir: &Path) -> Result<Vec<Asset>> {
    let mut files = Vec::new();
    list(dir, &mut files)?;
    files.sort();
    let weighed = files.iter().map(|file| {
        let size = |path: &Path| fs::metadata(path).map(|meta| meta.len());
        let raw = size(file).with_context(|| format!("cannot look at {}", file.display()))?;
        // A form that would not be smaller is not there.
        let form = |extension: &str| size(&beside(file, extension)).unwrap_or(raw);
        Ok(Asset { name: name_in(dir, file), raw, gzip: form("gz"), brotli: form("br") })
    });
    weighed.collect()
}

fn name_in(dir: &Path, file: &Path) -> String {
    file.strip_prefix(dir).unwrap_or(file).to_string_lossy().into_owned()
}

/// `name.br` beside `name`.
fn beside(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

fn compress(dir: &Path, file: &Path) -> Result<Asset> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let raw = content.len() as u64;
    Ok(Asset {
        name: name_in(dir, file),
        raw,
        gzip: keep_if_smaller(file, "gz", raw, &gzip(&content)?)?,
        brotli: keep_if_smaller(file, "br", raw, &brotli(&content)?)?,
    })
}

fn keep_if_smaller(file: &Path, extension: &str, raw: u64, packed: &[u8]) -> Result<u64> {
    if packed.len() as u64 >= raw {
        return Ok(raw);
    }
    let form = beside(file, extension);
    fs::write(&form, packed).with_context(|| format!("cannot write {}", form.display()))?;
    Ok(packed.len() as u64)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &params)?;
    Ok(packed)
}

fn list(dir: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, into)?;
        } else if !path.extension().is_some_and(|kind| WHOLE.iter().any(|whole| kind == *whole)) {
            into.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn both_forms_unpack_to_the_asset_and_small_files_stay_alone() {
        let dir = env::temp_dir().join(format!("xtask-precompress-{}", std::process::id()));
        fs::create_dir_all(dir.join("sub")).unwrap();
        let text = "mesos ".repeat(1000);
        fs::write(dir.join("sub/a.css"), &text).unwrap();
        fs::write(dir.join("tiny"), "x").unwrap();
        fs::write(dir.join("b.png"), &text).unwrap();

        let assets = folder(&dir).unwrap();
        assert_eq!(assets.iter().map(|asset| asset.name.as_str()).collect::<Vec<_>>(), ["sub/a.css", "tiny"]);
        assert!(assets[0].gzip < assets[0].raw && assets[0].brotli < assets[0].raw);
        assert_eq!((assets[1].raw, assets[1].gzip, assets[1].brotli), (1, 1, 1));
        assert_eq!(weigh(&dir).unwrap(), assets);
        assert!(!dir.join("tiny.gz").exists() && !dir.join("b.png.br").exists());

        let mut unpacked = String::new();
        GzDecoder::new(&*fs::read(dir.join("sub/a.css.gz")).unwrap()).read_to_string(&mut unpacked).unwrap();
        assert_eq!(unpacked, text);
        let mut unpacked = Vec::new();
        let packed = fs::read(dir.join("sub/a.css.br")).unwrap();
        brotli::BrotliDecompress(&mut &*packed, &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
        fs::remove_dir_all(dir).unwrap();
    }
}
