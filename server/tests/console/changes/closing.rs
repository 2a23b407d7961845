//! The console stops while a change goes on.

use std::time::Duration;

use super::stage::{Stage, about, states, steps};

#[tokio::test]
async fn nothing_more_is_sent_and_what_was_sent_is_answered() {
    let stage = Stage::begin().await;
    let agents = stage.agents().await;
    stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", true);
    let change = steps(agents[..2].iter().map(|agent| about("DEACTIVATE_AGENT", agent)));
    let id = stage.change(&change).await;
    stage.until("the first", &id, |record| record["steps"][0]["state"] == "sending").await;
    let answered = async {
        stage.until("the halt", &id, |record| record["steps"][1]["state"] == "skipped").await;
        stage.cluster.faults().withhold_answer("DEACTIVATE_AGENT", false);
    };
    let ((), ()) = tokio::join!(stage.console.app.changes.close(Duration::from_secs(20)), answered);
    let record = stage.record(&id).await;
    assert_ne!(states(&record)[0], "sending");
    assert_eq!(record["steps"][1]["words"], "the console was stopped");
    let got = stage.post(&change).await;
    assert_eq!(got.error(), "the console is about to stop and takes no more changes");
    assert_eq!(got.status, 503);
}
