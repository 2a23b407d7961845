//! `GET …/files/list?path=`: what is in a folder.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use serde::Serialize;

use super::remote::{self, Entry};
use super::standing::{self, Kind};
use super::visit::Visit;
use crate::audit::Weight;
use crate::error::Result;

#[derive(Serialize)]
struct Listing<'a> {
    path: &'a str,
    entries: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    path: String,
    name: String,
    kind: Kind,
    mode: String,
    nlink: i32,
    uid: String,
    gid: String,
    size: u64,
    mtime_ms: u64,
}

/// The door.
pub async fn list(visit: Visit) -> Result<Response> {
    let outcome = listing(&visit).await;
    visit.note("list", Weight::Read, &outcome);
    outcome
}

async fn listing(visit: &Visit) -> Result<Response> {
    let (node, path) = (&visit.node, &visit.path);
    let _turn = node.seat().files.glances.take(visit.peer()).await?;
    let mut entries = remote::list(node, path).await?;
    if entries.is_empty() {
        // Mesos lists a file as a folder with nothing in it.
        standing::expect_folder(node, path).await?;
    }
    entries.sort_by(|a, b| {
        let key = |entry: &Entry| (Kind::of(entry.mode) != Kind::Folder, entry.name.clone());
        key(a).cmp(&key(b))
    });
    let entries = entries
        .into_iter()
        .map(|entry| Line {
            path: path.join(&entry.name).text().into_owned(),
            name: String::from_utf8_lossy(&entry.name).into_owned(),
            kind: Kind::of(entry.mode),
            mode: mode(entry.mode),
            nlink: entry.nlink,
            size: entry.size,
            mtime_ms: u64::try_from(entry.mtime.as_millis()).unwrap_or(u64::MAX),
            uid: entry.owner.0,
            gid: entry.owner.1,
        })
        .collect();
    let listing = Listing { path: &path.text(), entries };
    Ok(([(CACHE_CONTROL, "no-store")], Json(listing)).into_response())
}

/// As `ls -l` has it.
fn mode(mode: u32) -> String {
    let mut text = String::from(Kind::of(mode).letter());
    // Each with the bit that stands on the place of its `x`: set user, set group, sticky.
    for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        let bits = mode >> shift;
        text.push(if bits & 4 != 0 { 'r' } else { '-' });
        text.push(if bits & 2 != 0 { 'w' } else { '-' });
        text.push(match (mode & special != 0, bits & 1 != 0) {
            (false, false) => '-',
            (false, true) => 'x',
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::mode;

    #[test]
    fn modes_are_written_as_ls_does() {
        for (bits, text) in [
            (0o100_644, "-rw-r--r--"),
            (0o040_755, "drwxr-xr-x"),
            (0o041_777, "drwxrwxrwt"),
            (0o010_600, "prw-------"),
            (0o104_755, "-rwsr-xr-x"),
            (0o102_644, "-rw-r-Sr--"),
            (0o140_755, "srwxr-xr-x"),
        ] {
            assert_eq!(mode(bits), text);
        }
    }
}
