//! `GET …/files?path=`: a file, or a part of it; `&as=tar`: a folder, see [`super::archive`].

use std::ops::Range;

use axum::body::Body;
use axum::response::Response;
use futures_util::StreamExt;
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, IF_RANGE,
    RANGE,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use super::attachment::attachment;
use super::outlet::{self, Broken};
use super::pages::pages;
use super::range::Asked;
use super::remote::{self, PAGE};
use super::visit::Visit;
use super::{archive, standing};
use crate::audit::Weight;
use crate::error::{Error, Result};

/// Up to this size a part of a file is a glance and not a download.
const GLANCE: u64 = 4 << 20;

/// The door.
pub async fn download(method: Method, headers: HeaderMap, visit: Visit) -> Result<Response> {
    let (door, outcome) = match visit.arguments.get("as").map(|kind| &**kind) {
        None => ("download", file(&method, &headers, &visit).await),
        Some(b"tar") => ("tar", archive::tar(&method, &visit).await),
        Some(_) => {
            ("download", Err(Error::bad_request("`as` can be `tar`; without it a file comes as it is")))
        }
    };
    visit.note(door, Weight::Notable, &outcome);
    outcome
}

async fn file(method: &Method, headers: &HeaderMap, visit: &Visit) -> Result<Response> {
    let (node, path) = (&visit.node, &visit.path);
    let files = &node.seat().files;
    let glance = files.glances.take(visit.peer()).await?;
    standing::expect_file(node, path).await?;
    // Nothing that could be told of a file proves that it has not changed: a conditional range is answered with the whole.
    let asked = headers.get(RANGE).filter(|_| *method == Method::GET && !headers.contains_key(IF_RANGE));
    let asked = asked.and_then(|range| range.to_str().ok()).and_then(Asked::parse);
    let size = remote::read(node, path, 0, 0).await?.size;
    let span = match asked {
        None => 0..size,
        Some(asked) => match asked.of(size) {
            Some(span) => span,
            None => return Ok(unsatisfiable(size)),
        },
    };
    let body = if *method == Method::HEAD {
        Body::empty()
    } else if span.end - span.start <= GLANCE {
        content(visit, span.clone(), glance)
    } else {
        drop(glance);
        content(visit, span.clone(), visit.take(&files.downloads).await?)
    };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    saved_as(headers, path.name());
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_LENGTH, (span.end - span.start).into());
    if asked.is_some() {
        let range = format!("bytes {}-{}/{size}", span.start, span.end - 1);
        headers.extend(HeaderValue::try_from(range).ok().map(|range| (CONTENT_RANGE, range)));
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    Ok(response)
}

/// The headers of what a browser is to save, and neither to show nor to run. The policy that all data gets says the rest.
pub(super) fn saved_as(headers: &mut HeaderMap, name: &[u8]) {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_DISPOSITION, attachment(name));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

fn unsatisfiable(size: u64) -> Response {
    let words = format!("the file has {size} bytes, and none of those that are asked for");
    let mut response = axum::response::IntoResponse::into_response(
        Error::new(StatusCode::RANGE_NOT_SATISFIABLE, words).expected(),
    );
    let range = HeaderValue::try_from(format!("bytes */{size}")).ok();
    response.headers_mut().extend(range.map(|range| (CONTENT_RANGE, range)));
    response
}

/// The bytes of a span. What has grown meanwhile ends where it ended; what has become shorter breaks off.
fn content(visit: &Visit, span: Range<u64>, turn: impl Send + 'static) -> Body {
    let (node, path) = (visit.node.clone(), visit.path.clone());
    outlet::body("download", |outlet| async move {
        let _turn = turn;
        let mut left = span.end - span.start;
        let mut pages = std::pin::pin!(pages(node, path, span));
        while let Some(page) = pages.next().await {
            let page = page.map_err(|refusal| Broken::Failed(refusal.to_string()))?;
            let wanted = left.min(PAGE);
            let shorter = (page.len() as u64) < wanted;
            left -= page.len() as u64;
            outlet.send(page).await?;
            if shorter {
                return Err(Broken::Failed("the file has become shorter".to_owned()));
            }
        }
        Ok(())
    })
}
