//! What a real Mesos said: `recordings/` of `operator-api`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::LazyLock;

use base64::Engine as _;
use flate2::read::GzDecoder;
use operator_api::recordio::Decoder;
use serde_json::Value;

/// Larger ones are no better to begin with, and slower.
const MOST: usize = 48 << 10;

/// The recorded exchanges; none where the recordings are not at hand.
static EXCHANGES: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../operator-api/recordings/mesos-1.11.0.jsonl.gz");
    let Ok(file) = File::open(path) else { return Vec::new() };
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    lines.map_while(Result::ok).filter_map(|line| serde_json::from_str(&line).ok()).collect()
});

/// Who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Server {
    /// A master.
    Master,
    /// An agent.
    Agent,
}

impl Server {
    fn name(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Agent => "agent",
        }
    }
}

fn header<'a>(of: &'a Value, name: &str) -> &'a str {
    let headers = of["headers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let found = headers.iter().find(|pair| pair[0].as_str().is_some_and(|is| is.eq_ignore_ascii_case(name)));
    found.and_then(|pair| pair[1].as_str()).unwrap_or_default()
}

fn base64(of: &Value) -> Option<Vec<u8>> {
    base64::prelude::BASE64_STANDARD.decode(of["body_base64"].as_str()?).ok()
}

/// Without doubles, none too large.
fn tidy(all: impl Iterator<Item = Vec<u8>>) -> Vec<Vec<u8>> {
    let mut seeds: Vec<_> = all.filter(|seed| seed.len() <= MOST).collect();
    seeds.sort();
    seeds.dedup();
    seeds
}

/// Calls in JSON.
#[must_use]
pub fn calls() -> Vec<Vec<u8>> {
    tidy(EXCHANGES.iter().filter_map(|exchange| {
        exchange["request"].get("body").filter(|body| body.is_object()).map(|body| body.to_string().into())
    }))
}

/// Answers in JSON, each as it came from such a server.
#[must_use]
pub fn json_answers(server: Server) -> Vec<Vec<u8>> {
    tidy(
        EXCHANGES
            .iter()
            .filter(|exchange| exchange["server"] == server.name())
            .filter_map(|exchange| exchange["response"].get("body"))
            .map(|body| body.to_string().into()),
    )
}

/// Answers in protobuf.
#[must_use]
pub fn protobuf_answers(server: Server) -> Vec<Vec<u8>> {
    tidy(
        EXCHANGES
            .iter()
            .filter(|exchange| exchange["server"] == server.name())
            .map(|exchange| &exchange["response"])
            .filter(|response| header(response, "Content-Type") == "application/x-protobuf")
            .filter(|response| header(response, "Transfer-Encoding") != "chunked")
            .filter_map(base64),
    )
}

/// Whole streams, framed, in either encoding.
#[must_use]
pub fn streams() -> Vec<Vec<u8>> {
    tidy(
        EXCHANGES
            .iter()
            .map(|exchange| &exchange["response"])
            .filter(|response| header(response, "Transfer-Encoding") == "chunked")
            .filter_map(base64),
    )
}

/// The records of the master's protobuf event stream.
#[must_use]
pub fn events() -> Vec<Vec<u8>> {
    let streams = EXCHANGES.iter().filter(|exchange| exchange["server"] == "master");
    let streams = streams.map(|exchange| &exchange["response"]).filter(|response| {
        let kind = [header(response, "Message-Content-Type"), header(response, "Content-Type")];
        header(response, "Transfer-Encoding") == "chunked" && kind.contains(&"application/x-protobuf")
    });
    let mut events = Vec::new();
    for stream in streams.filter_map(base64) {
        let mut decoder = Decoder::new(1 << 20);
        decoder.push(stream);
        events.extend(std::iter::from_fn(|| decoder.next_record().ok().flatten()).map(Vec::from));
    }
    events
}
