//! The console under test.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::header::{CONTENT_TYPE, HOST};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::BodyExt;
use mesoscope_server::App;
use mesoscope_server::app::AppState;
use mesoscope_server::assets::{Assets, File, Files};
use mesoscope_server::config::Config;
use mesoscope_server::embedded::Embedded;
use mesoscope_server::live::Pace;
use mesoscope_server::router::router;
use mesoscope_server::upstream::Limits;
use serde_json::Value;
use tower::ServiceExt;

/// The console, with its router in process.
pub struct Console {
    router: Router,
    pub app: AppState,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Got {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Got {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The sentence of an error.
    pub fn error(&self) -> String {
        self.json()["error"].as_str().unwrap_or_else(|| panic!("no error: {}", self.text())).to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

struct Folder(HashMap<&'static str, &'static [u8]>);

impl Files for Folder {
    fn get(&self, path: &str) -> Option<File> {
        let bytes = *self.0.get(path)?;
        Some(File { bytes: bytes.into(), tag: format!("{}-{}", path.len(), bytes.len()) })
    }
}

/// An app of three files.
pub const INDEX: &str = "<!doctype html><html><head><base href=\"/\" /><title>t</title>\
<script type=\"module\">import init from './app-0123456789abcdef.js'</script></head><body></body></html>";

pub fn folder() -> Arc<dyn Files> {
    Arc::new(Folder(HashMap::from([
        ("index.html", INDEX.as_bytes()),
        ("app-0123456789abcdef.js", b"plain".as_slice()),
        ("app-0123456789abcdef.js.br", b"brotli".as_slice()),
        ("app-0123456789abcdef.js.gz", b"gzip".as_slice()),
        ("favicon.svg", b"<svg/>".as_slice()),
    ])))
}

/// Everything at once, nothing for people.
pub fn hurried() -> Pace {
    Pace {
        cut_every: Duration::from_millis(1),
        retry_min: Duration::from_millis(5),
        retry_max: Duration::from_millis(20),
        poll_min: Duration::from_millis(5),
        poll_idle: Duration::from_millis(5),
        poll_max: Duration::from_millis(10),
        poll_retry: Duration::from_millis(5),
        status_every: Duration::from_millis(40),
        changes_every: Duration::from_millis(1),
        look_again: Duration::from_millis(5),
        look_seldom: Duration::from_millis(20),
        ..Pace::default()
    }
}

/// A network on one machine.
pub fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(2),
        answer: Duration::from_secs(20),
        body: Duration::from_secs(20),
        size: 8 << 20,
    }
}

impl Console {
    /// A console for these masters.
    pub fn to(masters: &[&str]) -> Self {
        let masters = masters.iter().map(|url| (*url).to_owned()).collect();
        Self::with(Config { masters, ..Config::default() }, limits(), hurried())
    }

    pub fn with(config: Config, limits: Limits, pace: Pace) -> Self {
        Self::start(config, limits, pace, None)
    }

    /// A console with a cluster inside.
    #[cfg(feature = "demo")]
    pub fn demo(cluster: Embedded) -> Self {
        let config = Config { masters: vec![cluster.master_url()], ..Config::default() };
        Self::start(config, limits(), hurried(), Some(cluster))
    }

    fn start(config: Config, limits: Limits, pace: Pace, embedded: Option<Embedded>) -> Self {
        let assets = Assets::new(folder(), &config.base_path);
        let app = App::start_at(config, assets, embedded, limits, pace).expect("a console");
        let router = router(&app);
        Self { router, app }
    }

    /// A console without a cluster.
    pub fn alone() -> Self {
        Self::to(&["http://127.0.0.1:9"])
    }

    /// A response whose body has not been read.
    pub async fn open(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.expect("a response")
    }

    pub async fn send(&self, request: Request<Body>) -> Got {
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Got { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Got {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Got {
        let mut request = Request::get(path).header(HOST, "localhost:8080");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Got {
        let request = Request::post(path)
            .header(HOST, "localhost:8080")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        self.send(request).await
    }

    /// Serves the console on a real socket, for live tabs.
    pub async fn listen(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let service = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, service).await });
        address
    }
}
