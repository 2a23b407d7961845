//! `GET …/files/search?path=&text=&case=&from=`: where a text occurs in a file, told line by line in JSON while the file is read.
//!
//! Only offsets go to the browser, which reads what it shows. The file is read to the end it had at first.

mod finder;
mod needle;

use axum::response::Response;
use bytes::Bytes;
use futures_util::StreamExt;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde::Serialize;

use self::finder::Finder;
use self::needle::Needle;
use super::outlet::{self, Broken, Outlet};
use super::pages::pages;
use super::remote::{self, PAGE};
use super::standing;
use super::visit::Visit;
use crate::audit::Weight;
use crate::error::{Error, Result};

/// So many offsets are told; further matches are counted.
const MOST_OFFSETS: usize = 100_000;

/// A line is sent after so many bytes at the latest.
const LINE_EVERY: u64 = 1 << 20;

/// A line is sent with so many matches at the latest.
const LINE_MATCHES: usize = 2_000;

/// Nobody looks for more.
const LONGEST_TEXT: usize = 1024;

#[derive(Serialize)]
#[serde(untagged)]
enum Line<'a> {
    Progress { read: u64, size: u64, count: u64, matches: &'a [u64] },
    Done { done: bool, read: u64, size: u64, count: u64 },
    Failed { error: &'a str },
}

/// The door.
pub async fn search(visit: Visit) -> Result<Response> {
    let outcome = begin(&visit).await;
    visit.note("search", Weight::Notable, &outcome);
    outcome
}

async fn begin(visit: &Visit) -> Result<Response> {
    let needle = needle(visit)?;
    let from = match visit.arguments.get("from") {
        None => 0,
        Some(from) => std::str::from_utf8(from)
            .ok()
            .and_then(|from| from.parse().ok())
            .ok_or_else(|| Error::bad_request("`from` is an offset in bytes"))?,
    };
    let (node, path) = (visit.node.clone(), visit.path.clone());
    let turn = visit.take(&node.seat().files.searches).await?;
    standing::expect_file(&node, &path).await?;
    let size = remote::read(&node, &path, 0, 0).await?.size;
    let body = outlet::body("search", move |outlet| async move {
        let _turn = turn;
        let mut told = Told { outlet, size, read: from.min(size), count: 0, matches: Vec::new(), offsets: 0 };
        let mut finder = Finder::new(needle, told.read);
        let mut pages = std::pin::pin!(pages(node, path, told.read..size));
        while let Some(page) = pages.next().await {
            let page = match page {
                Ok(page) => page,
                Err(refusal) => return told.fail(&refusal.to_string()).await,
            };
            let wanted = PAGE.min(size - told.read);
            told.read += page.len() as u64;
            finder.feed(&page, |offset| told.found(offset));
            if (page.len() as u64) < wanted {
                return told.fail("the file has become shorter while it was searched").await;
            }
            told.progress().await?;
        }
        finder.finish(|offset| told.found(offset));
        told.end().await
    });
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn needle(visit: &Visit) -> Result<Needle> {
    let text = visit.arguments.get("text").filter(|text| !text.is_empty() && text.len() <= LONGEST_TEXT);
    let text = text.ok_or_else(|| Error::bad_request("`text` is what to look for: 1 to 1024 bytes"))?;
    match visit.arguments.get("case").map_or(&b"sensitive"[..], |case| case) {
        b"sensitive" => Ok(Needle::exact(text)),
        b"insensitive" => Ok(Needle::in_any_case(text)),
        _ => Err(Error::bad_request("`case` is `sensitive` or `insensitive`")),
    }
}

/// What has been found and told so far.
struct Told {
    outlet: Outlet,
    size: u64,
    read: u64,
    count: u64,
    matches: Vec<u64>,
    offsets: usize,
}

impl Told {
    fn found(&mut self, offset: u64) {
        self.count += 1;
        if self.offsets < MOST_OFFSETS {
            self.offsets += 1;
            self.matches.push(offset);
        }
    }

    /// A line, if it is time for one.
    async fn progress(&mut self) -> std::result::Result<(), Broken> {
        // Pages are as large as they are, so every so many of them one ends here.
        let due = self.read % LINE_EVERY < PAGE || self.matches.len() >= LINE_MATCHES;
        if due { self.part().await } else { Ok(()) }
    }

    async fn part(&mut self) -> std::result::Result<(), Broken> {
        let (read, size, count) = (self.read, self.size, self.count);
        let line = line(&Line::Progress { read, size, count, matches: &self.matches });
        self.matches.clear();
        self.outlet.send(line).await
    }

    async fn end(mut self) -> std::result::Result<(), Broken> {
        if !self.matches.is_empty() {
            self.part().await?;
        }
        let (read, size, count) = (self.read, self.size, self.count);
        self.outlet.send(line(&Line::Done { done: true, read, size, count })).await
    }

    /// What was found stands; the last line says why there is no more.
    async fn fail(mut self, why: &str) -> std::result::Result<(), Broken> {
        self.part().await?;
        tracing::warn!("a search was broken off: {why}");
        self.outlet.send(line(&Line::Failed { error: why })).await
    }
}

fn line(line: &Line<'_>) -> Bytes {
    // Numbers and text can always be written.
    let mut bytes = serde_json::to_vec(line).unwrap_or_default();
    bytes.push(b'\n');
    bytes.into()
}
