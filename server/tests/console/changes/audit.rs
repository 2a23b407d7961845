//! What the log says of changes.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use super::stage::{Stage, about, named, steps};

/// What has been logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Lines {
    /// Begins to listen, on this thread: on which all of a test's console runs.
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let subscriber = tracing_subscriber::fmt()
            .json()
            .flatten_event(true)
            .with_env_filter(EnvFilter::new("audit=info"))
            .with_writer(self.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    /// Call, target, decision, status, title and words of each line.
    fn told(&self) -> Vec<Value> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines
            .map(|line| {
                assert_eq!(line["user"], "anonymous");
                assert!(!line["request_id"].as_str().unwrap().is_empty());
                json!([
                    line["call"],
                    line["to"],
                    line["step"],
                    line["decision"],
                    line["status"],
                    line["title"],
                    line["words"]
                ])
            })
            .collect()
    }
}

#[tokio::test]
async fn every_step_that_was_sent_and_every_end_is_a_line() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    let lines = Lines::default();
    let listening = lines.listen();
    let change = steps([
        about("DEACTIVATE_AGENT", &agents[0]),
        about("REACTIVATE_AGENT", &agents[1]),
        about("DEACTIVATE_AGENT", &agents[2]),
    ]);
    stage.done(&change).await;
    stage.post(&steps([json!({ "type": "SUBSCRIBE" })])).await;
    let got = stage.console.post("/api/master", &about("REACTIVATE_AGENT", &agents[0]).to_string()).await;
    stage.ended(got.header("x-mesoscope-change")).await;
    drop(listening);
    insta::assert_json_snapshot!(named(&json!(lines.told()), &agents));
}

#[tokio::test]
async fn what_is_left_when_the_console_stops_is_said() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", true);
    let id = stage.change(&steps(agents[..2].iter().map(|agent| about("DEACTIVATE_AGENT", agent)))).await;
    stage.until("the first", &id, |record| record["steps"][0]["state"] == "sending").await;
    let lines = Lines::default();
    let listening = lines.listen();
    stage.console.app.changes.close(std::time::Duration::ZERO).await;
    stage.console.app.changes.leave();
    drop(listening);
    let told = lines.told();
    let decisions: Vec<_> = told.iter().map(|line| (&line[2], &line[3])).collect();
    assert_eq!(decisions, [(&json!(1), &json!("skipped")), (&json!(0), &json!("left sending"))]);
}
