//! Measures a cluster: `cargo run --release -p demo-cluster --example measure -- huge 1000 30`.
//!
//! Starts it with so many updates a second, subscribes once in protobuf and once in JSON, counts for so many seconds the
//! `TASK_UPDATED` that arrive over real sockets, and says after each step how much memory the process has. What the two
//! subscribers read they do not keep.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use demo_cluster::{Options, Scenario};
use operator_api::v1::master::event::Type;

/// How much of a record is looked at: its type stands first.
const HEAD: usize = 32;
/// How long subscribers may take to be up to date.
const CATCH_UP: Duration = Duration::from_secs(8);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let scenario: Scenario = arguments.next().as_deref().unwrap_or("huge").parse()?;
    let rate: f64 = arguments.next().as_deref().unwrap_or("1000").parse()?;
    let seconds: u64 = arguments.next().as_deref().unwrap_or("30").parse()?;

    let from = Instant::now();
    let options = Options { updates_per_second: Some(rate), ..Options::new(scenario) };
    let cluster = demo_cluster::start(options).await?;
    println!("{scenario}: started in {:.1} s, {}", from.elapsed().as_secs_f64(), memory());

    let url = format!("{}/api/v1", cluster.master_url());
    let mut protobuf = Subscriber::open(&url, "application/x-protobuf").await?;
    println!("a subscriber in protobuf has the state, {}", memory());
    let mut json = Subscriber::open(&url, "application/json").await?;
    println!("a subscriber in JSON has it too, {}", memory());

    // What happened while the state was under way comes first, and fast.
    tokio::try_join!(protobuf.count(CATCH_UP), json.count(CATCH_UP))?;
    let time = Duration::from_secs(seconds);
    let (protobuf, json) = tokio::try_join!(protobuf.count(time), json.count(time))?;
    for (encoding, count) in [("protobuf", protobuf), ("JSON", json)] {
        println!("{encoding}: {count} TASK_UPDATED in {seconds} s, {} a second", count / seconds.max(1));
    }
    println!("at the end {}", memory());
    cluster.stop().await;
    Ok(())
}

/// One event stream, of which only the heads of records are kept.
struct Subscriber {
    response: reqwest::Response,
    records: Records,
}

impl Subscriber {
    /// Subscribes and reads the state to its end.
    async fn open(url: &str, encoding: &str) -> anyhow::Result<Self> {
        let request = reqwest::Client::new().post(url).header("Accept", encoding);
        let request = request.header("Content-Type", "application/json").body(r#"{"type":"SUBSCRIBE"}"#);
        let response = request.send().await?.error_for_status()?;
        let mut subscriber = Self { response, records: Records::default() };
        while subscriber.records.of(Type::Subscribed) == 0 {
            subscriber.read().await?;
        }
        Ok(subscriber)
    }

    async fn read(&mut self) -> anyhow::Result<()> {
        let bytes = self.response.chunk().await?.context("the stream ended")?;
        self.records.take(&bytes)
    }

    /// Counts for so long.
    async fn count(&mut self, time: Duration) -> anyhow::Result<u64> {
        let before = self.records.of(Type::TaskUpdated);
        let end = tokio::time::sleep(time);
        tokio::pin!(end);
        loop {
            tokio::select! {
                () = &mut end => return Ok(self.records.of(Type::TaskUpdated) - before),
                read = self.read() => read?,
            }
        }
    }
}

/// Takes `RecordIO` apart as it comes, and counts records by type.
#[derive(Default)]
struct Records {
    length: Vec<u8>,
    /// What is still to come of the record that has begun.
    left: Option<usize>,
    head: Vec<u8>,
    counts: [u64; 16],
}

impl Records {
    fn of(&self, kind: Type) -> u64 {
        self.counts[kind as usize]
    }

    fn take(&mut self, mut bytes: &[u8]) -> anyhow::Result<()> {
        while let Some(&first) = bytes.first() {
            let Some(left) = self.left else {
                bytes = &bytes[1..];
                if first == b'\n' {
                    let length = std::str::from_utf8(&self.length)?.parse()?;
                    self.length.clear();
                    self.left = Some(length);
                } else {
                    self.length.push(first);
                }
                continue;
            };
            let part = &bytes[..left.min(bytes.len())];
            let wanted = HEAD.saturating_sub(self.head.len()).min(part.len());
            self.head.extend_from_slice(&part[..wanted]);
            bytes = &bytes[part.len()..];
            self.left = Some(left - part.len());
            if self.left == Some(0) {
                let kind = kind(&self.head)?;
                self.counts[kind as usize] += 1;
                self.head.clear();
                self.left = None;
            }
        }
        Ok(())
    }
}

/// The type of the record that begins so: its first field in both encodings.
fn kind(head: &[u8]) -> anyhow::Result<Type> {
    use operator_api::json::WireEnum;
    let kind = match head {
        [0x08, number, ..] => Type::from_number(i32::from(*number)),
        _ => std::str::from_utf8(head)?.split('"').nth(3).and_then(Type::from_name),
    };
    match kind {
        Some(kind) => Ok(kind),
        None => bail!("a record begins with {head:?}"),
    }
}

/// This process' memory, where the system says.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        status.lines().find_map(|line| line.strip_prefix(name)).map_or("?", str::trim).to_owned()
    };
    format!("{} resident, {} at most", line("VmRSS:"), line("VmHWM:"))
}
