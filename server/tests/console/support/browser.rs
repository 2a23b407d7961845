//! A browser, as far as a server can tell: it keeps cookies and sends what it is told to.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use http::{HeaderMap, Method, StatusCode};
use serde_json::Value;

pub struct Browser {
    url: String,
    client: reqwest::Client,
    /// By name.
    pub cookies: BTreeMap<String, String>,
    /// Sent with every request.
    pub headers: Vec<(&'static str, String)>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Said {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Browser {
    /// One without cookies, at the root of a console.
    pub fn new(address: SocketAddr) -> Self {
        let client = reqwest::Client::builder().no_proxy().no_gzip();
        let client = client.redirect(reqwest::redirect::Policy::none());
        Self::with(&format!("http://{address}"), client.build().unwrap())
    }

    /// One that trusts whom it should.
    pub fn with(url: &str, client: reqwest::Client) -> Self {
        Self { url: url.to_owned(), client, cookies: BTreeMap::new(), headers: Vec::new() }
    }

    pub async fn get(&mut self, path: &str) -> Said {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> Said {
        self.send(Method::POST, path, Some(body.to_string())).await
    }

    async fn send(&mut self, method: Method, path: &str, body: Option<String>) -> Said {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if !self.cookies.is_empty() {
            let pairs: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let said = Said { status, headers, body: response.bytes().await.unwrap().to_vec() };
        for cookie in said.cookies() {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("; Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        said
    }

    /// Another window with the same cookies, or whoever has stolen them.
    pub fn copy(&self) -> Self {
        let headers = self.headers.clone();
        Self { headers, cookies: self.cookies.clone(), ..Self::with(&self.url, self.client.clone()) }
    }

    /// Who the console says it is.
    pub async fn session(&mut self) -> Value {
        let said = self.get("/api/session").await;
        assert_eq!(said.status, 200, "{}", said.text());
        said.json()
    }
}

impl Said {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The sentence of an error.
    pub fn error(&self) -> String {
        self.json()["error"].as_str().unwrap_or_else(|| panic!("no error: {}", self.text())).to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The cookies it sets, as they are written.
    pub fn cookies(&self) -> Vec<String> {
        self.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap().to_owned()).collect()
    }
}
