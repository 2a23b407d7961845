//! The recorded exchanges.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::LazyLock;

use base64::Engine as _;
use flate2::read::GzDecoder;
use operator_api::calls::Target;
use operator_api::recordio::Decoder;
use serde_json::Value;

use crate::What;

/// One call and its answer.
pub struct Exchange(Value);

static ALL: LazyLock<Vec<Exchange>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("recordings/mesos-1.11.0.jsonl.gz");
    let lines = BufReader::new(GzDecoder::new(File::open(path).expect("the recordings"))).lines();
    lines.map(|line| Exchange(serde_json::from_str(&line.expect("text")).expect("an exchange"))).collect()
});

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Exchange> {
    assert_eq!(ALL.len(), 799);
    ALL.iter()
}

impl Exchange {
    /// `master/GET_STATE`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.text("folder"), self.text("name"))
    }

    pub fn target(&self) -> Target {
        if self.0["server"] == "agent" { Target::Agent } else { Target::Master }
    }

    /// Zero where the connection was closed without an answer.
    pub fn status(&self) -> u64 {
        self.0["response"]["status"].as_u64().unwrap_or_default()
    }

    pub fn succeeded(&self) -> bool {
        (200..300).contains(&self.status())
    }

    /// The call, where it was JSON.
    pub fn call(&self) -> Option<&Value> {
        self.0["request"].get("body")
    }

    /// The call, where it was protobuf.
    pub fn call_bytes(&self) -> Option<Vec<u8>> {
        let protobuf = self.header("request", "Content-Type") == Some("application/x-protobuf");
        self.bytes("request").filter(|_| protobuf)
    }

    /// What the answer is, if it is messages; and whether they are protobuf.
    pub fn answer(&self) -> Option<(What, bool)> {
        let kind = self.header("response", "Content-Type")?;
        let stream = self.is_stream();
        let message =
            if stream { self.header("response", "Message-Content-Type").unwrap_or(kind) } else { kind };
        let what = match (stream, self.target()) {
            (false, target) => What::Response(target),
            (true, Target::Master) => What::Event,
            (true, Target::Agent) => What::ProcessIo,
        };
        match message {
            "application/json" => Some((what, false)),
            "application/x-protobuf" => Some((what, true)),
            _ => None,
        }
    }

    /// The messages of the answer, as they came.
    pub fn messages(&self) -> Vec<Vec<u8>> {
        if let Some(body) = self.0["response"].get("body") {
            return vec![serde_json::to_vec(body).expect("JSON")];
        }
        let Some(bytes) = self.bytes("response") else { return Vec::new() };
        if !self.is_stream() {
            return vec![bytes];
        }
        let mut decoder = Decoder::new(1 << 20);
        decoder.push(bytes);
        std::iter::from_fn(|| decoder.next_record().expect("RecordIO")).map(Vec::from).collect()
    }

    fn is_stream(&self) -> bool {
        self.header("response", "Transfer-Encoding") == Some("chunked")
    }

    fn text(&self, key: &str) -> &str {
        self.0[key].as_str().unwrap_or_default()
    }

    fn header(&self, of: &str, name: &str) -> Option<&str> {
        let headers = self.0[of]["headers"].as_array()?;
        headers.iter().find(|header| header[0] == name)?[1].as_str()
    }

    fn bytes(&self, of: &str) -> Option<Vec<u8>> {
        let text = self.0[of].get("body_base64")?.as_str()?;
        Some(base64::prelude::BASE64_STANDARD.decode(text).expect("base64"))
    }
}
