//! The app: files that the build has put into `dist/`, embedded in the binary (a debug build reads them from the folder, so that
//! rebuilding the app needs no rebuild of the server).
//!
//! A file whose name holds a hash never changes and is cached for a year; the page itself is never cached. Paths of the app's own pages
//! answer with the page. All else is 404: nothing falls through to the cluster.

mod encoding;
mod file;
mod index;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode};

pub use encoding::Encoding;
pub use file::{Embedded, File, Files};
pub use index::Index;

use crate::access::Asker;
use crate::access::identity::Way;
use crate::app::AppState;
use crate::config::BasePath;
use crate::error::{Error, Result};

/// The first segments of the app's own pages.
const PAGES: [&str; 24] = [
    "",
    "terminal",
    "change",
    "changes",
    "agents",
    "frameworks",
    "tasks",
    "executors",
    "roles",
    "quota",
    "reservations",
    "volumes",
    "offers",
    "operations",
    "maintenance",
    "masters",
    "events",
    "files",
    "log",
    "faults",
    "login",
    "audit",
    "dashboards",
    BOARD,
];

/// Where links of dashboards are opened.
const BOARD: &str = "board";

/// The app's files, under a base path.
pub struct Assets {
    files: Arc<dyn Files>,
    base_path: BasePath,
    /// Made at start-up; a debug build makes it at each request, from the file as it is then.
    index: Option<Index>,
}

impl Assets {
    /// The files of the binary.
    #[must_use]
    pub fn embedded(base_path: &BasePath) -> Self {
        let mut assets = Self::new(Arc::new(Embedded), base_path);
        if cfg!(debug_assertions) {
            assets.index = None;
        }
        assets
    }

    /// Any files.
    #[must_use]
    pub fn new(files: Arc<dyn Files>, base_path: &BasePath) -> Self {
        let index = Some(Index::load(files.as_ref(), base_path));
        Self { files, base_path: base_path.clone(), index }
    }

    /// The page, with the status that fits; `frames` are the origins of pages that may show it in a frame.
    fn page(&self, status: StatusCode, frames: &[String]) -> Response {
        let made;
        let index = match &self.index {
            Some(index) => index,
            None => {
                made = Index::load(self.files.as_ref(), &self.base_path);
                &made
            }
        };
        let status = if index.is_app() { status } else { StatusCode::SERVICE_UNAVAILABLE };
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (CONTENT_SECURITY_POLICY, index.policy(frames)),
        ];
        (status, headers, index.html().clone()).into_response()
    }
}

/// Everything that is no door.
pub async fn serve(State(app): State<AppState>, request: Request) -> Result<Response> {
    let path = request.uri().path().trim_start_matches('/');
    let first = path.split('/').next().unwrap_or_default();
    if first == "api" {
        return Err(Error::not_found("this console has no such door"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Error::new(StatusCode::METHOD_NOT_ALLOWED, "pages and files can only be read"));
    }
    if path != index::NAME
        && let Some(response) = file::respond(app.assets.files.as_ref(), path, request.headers())
    {
        return Ok(response);
    }
    if PAGES.contains(&first) {
        // What a dashboard's link leads to, and what is shown by its session.
        let is_board =
            request.extensions().get::<Asker>().is_some_and(|asker| asker.who.way == Way::Dashboard);
        let frames = if is_board || path == BOARD { app.access.embed.as_slice() } else { &[] };
        return Ok(app.assets.page(StatusCode::OK, frames));
    }
    // Somebody typed an address: the app says that it has no such page.
    let html = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok());
    if html.is_some_and(|accept| accept.contains("text/html")) {
        return Ok(app.assets.page(StatusCode::NOT_FOUND, &[]));
    }
    Err(Error::not_found("there is no such file"))
}
