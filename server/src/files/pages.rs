//! A part of a file, page by page and in order, while the next pages are on their way.

use std::ops::Range;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};
use tokio_util::task::AbortOnDropHandle;

use super::RemotePath;
use super::remote::{self, PAGE, Refusal};
use crate::node::Node;
use crate::upstream::UpstreamError;

/// How many pages are on their way at once. A master or an agent reads one at a time; the others cover the way there and back.
pub const AHEAD: usize = 4;

/// The bytes of a span. A page that is shorter than [`PAGE`], other than the last, is the file's end: it has become shorter. Pages are read
/// only as fast as they are taken.
pub fn pages(node: Node, path: RemotePath, span: Range<u64>) -> impl Stream<Item = Result<Bytes, Refusal>> {
    let step = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let end = span.end;
    stream::iter(span.step_by(step))
        .map(move |offset| {
            let (node, path) = (node.clone(), path.clone());
            // Each in a task of its own: while a slow browser takes one page, the clocks of the others would run out.
            AbortOnDropHandle::new(tokio::spawn(async move {
                page(&node, &path, offset, PAGE.min(end - offset)).await
            }))
        })
        .buffered(AHEAD)
        .map(|page| {
            page.unwrap_or_else(|error| {
                Err(UpstreamError::Ended { at: "the console".to_owned(), why: Some(error.to_string()) }
                    .into())
            })
        })
}

/// One page: less than `length` only if the file ends there.
async fn page(node: &Node, path: &RemotePath, offset: u64, length: u64) -> Result<Bytes, Refusal> {
    let mut part = remote::read(node, path, offset, length).await?;
    // An agent that gives more than it was asked for would have its bytes stand where others belong: another page's, the next header of an archive.
    let most = usize::try_from(length).unwrap_or(usize::MAX);
    part.data.truncate(most);
    let got = part.data.len() as u64;
    if got >= length || got == 0 || part.size <= offset + got {
        return Ok(part.data);
    }
    let mut whole = BytesMut::from(part.data);
    while (whole.len() as u64) < length {
        let got = whole.len() as u64;
        let rest = remote::read(node, path, offset + got, length - got).await?.data;
        if rest.is_empty() {
            break;
        }
        whole.extend_from_slice(&rest);
    }
    whole.truncate(most);
    Ok(whole.freeze())
}
