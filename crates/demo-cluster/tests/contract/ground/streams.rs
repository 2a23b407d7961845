//! Streams of RecordIO: the master's events, the input and output of containers.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use futures_util::StreamExt;
use operator_api::recordio::Decoder;
use reqwest::Response;
use serde_json::Value;
use tokio::task::JoinHandle;

use super::calls::bare;
use super::door::To;
pub use super::shape::known_event as known;
use super::suite::Suite;

/// No record of a test cluster is larger.
const MOST: usize = 64 << 20;

/// The records of an answer, one by one.
pub struct Records {
    stream: futures_util::stream::BoxStream<'static, reqwest::Result<Bytes>>,
    decoder: Decoder,
}

impl Records {
    pub fn of(response: Response) -> Self {
        Self { stream: response.bytes_stream().boxed(), decoder: Decoder::new(MOST) }
    }

    /// The next record; `None` at an orderly end.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            if let Some(record) = self.decoder.next_record()? {
                return Ok(Some(record));
            }
            match self.stream.next().await {
                Some(chunk) => self.decoder.push(chunk.context("the stream broke off")?),
                None => {
                    self.decoder.finish()?;
                    return Ok(None);
                }
            }
        }
    }

    /// The next record as JSON.
    pub async fn json(&mut self) -> Result<Option<Value>> {
        let Some(record) = self.next().await? else { return Ok(None) };
        let json = serde_json::from_slice(&record);
        Ok(Some(json.with_context(|| format!("no JSON: {}", String::from_utf8_lossy(&record)))?))
    }
}

/// The master's events since the run began, collected as they come.
pub struct Events {
    heard: Arc<Mutex<Vec<Value>>>,
    reader: JoinHandle<()>,
}

impl Events {
    pub async fn subscribe(suite: &Suite) -> Result<Self> {
        let request = suite.door.straight(&To::Master).timeout(std::time::Duration::from_secs(3600));
        let request = request.header("content-type", "application/json").header("accept", "application/json");
        let response = request.body(bare("SUBSCRIBE").to_string()).send().await?;
        ensure!(response.status() == 200, "SUBSCRIBE: {}", response.status());
        let mut records = Records::of(response);
        let heard = Arc::new(Mutex::new(Vec::new()));
        let all = heard.clone();
        let reader = tokio::spawn(async move {
            while let Ok(Some(event)) = records.json().await {
                all.lock().unwrap_or_else(PoisonError::into_inner).push(event);
            }
        });
        Ok(Self { heard, reader })
    }

    /// All of them so far.
    pub fn all(&self) -> Vec<Value> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Those of one type.
    pub fn of(&self, kind: &str) -> Vec<Value> {
        self.all().into_iter().filter(|event| event["type"] == kind).collect()
    }

    /// Whether the stream still runs.
    pub fn goes_on(&self) -> bool {
        !self.reader.is_finished()
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.reader.abort();
    }
}
