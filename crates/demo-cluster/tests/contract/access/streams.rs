//! Events of what a principal may see, and of nothing else.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::Value;

use super::guarded::{ANALYST, Guarded, OPERATOR, list};
use crate::ground::streams::Records;
use crate::ground::{Suite, bare};

pub async fn tell(suite: &Suite, guarded: &Guarded) -> Result<()> {
    let mut all = subscribe(guarded, OPERATOR).await?;
    let mut some = subscribe(guarded, ANALYST).await?;
    let state = guarded.read(Some(ANALYST), bare("GET_STATE")).await?;
    let first = some.json().await?.context("a stream has a beginning")?;
    let tasks = |state: &Value| -> Vec<Value> {
        list(&state["get_state"]["get_tasks"]["tasks"]).map(|task| task["task_id"].clone()).collect()
    };
    let same = tasks(&first["subscribed"]) == tasks(&state) && !tasks(&state).is_empty();
    suite.event_holds(
        "SUBSCRIBED",
        "it begins with what one may see",
        same.then_some(()).context("it differs"),
    );
    let (unseen, seen) = (suite.name("unseen"), suite.name("seen"));
    guarded.visit(&unseen, "root", "eng/visit").await?;
    guarded.visit(&seen, "spark", "analytics/visit").await?;
    // The one that may be seen came later: when it has left all there is to hear of the other was said.
    let narrow = until_left(&mut some, &[&seen]).await?;
    let wide = until_left(&mut all, &[&unseen, &seen]).await?;
    let about = |events: &[Value], name: &str| {
        let added = events.iter().find(|event| {
            event["type"] == "FRAMEWORK_ADDED"
                && event["framework_added"]["framework"]["framework_info"]["name"] == name
        })?;
        let id = &added["framework_added"]["framework"]["framework_info"]["id"];
        Some(
            events
                .iter()
                .filter(|event| event.to_string().contains(id["value"].as_str().unwrap_or_default()))
                .count(),
        )
    };
    let outcome = (|| {
        let (heard, told) = (about(&narrow, &seen), about(&wide, &seen));
        ensure!(heard.is_some() && heard == told, "{heard:?} events instead of {told:?}");
        ensure!(about(&wide, &unseen).is_some_and(|count| count > 3), "the operator hears of both");
        ensure!(about(&narrow, &unseen).is_none(), "the analyst hears of a framework of another user");
        Ok(())
    })();
    suite.holds(Master, "SUBSCRIBE", "everybody hears what they may see", outcome);
    let foreign = wide
        .iter()
        .find(|event| event["type"] == "TASK_ADDED")
        .map(|event| &event["task_added"]["task"]["framework_id"]);
    let foreign = foreign.and_then(|id| id["value"].as_str()).context("a task was added")?;
    let quiet =
        !narrow.iter().any(|event| event["type"] != "SUBSCRIBED" && event.to_string().contains(foreign));
    for event in ["TASK_ADDED", "TASK_UPDATED", "FRAMEWORK_ADDED", "FRAMEWORK_UPDATED", "FRAMEWORK_REMOVED"] {
        suite.event_holds(event, "not of what one may not see", quiet.then_some(()).context("there is one"));
    }
    Ok(())
}

pub async fn subscribe(guarded: &Guarded, who: &str) -> Result<Records> {
    let answer = guarded.request(Some(who), Master).body(bare("SUBSCRIBE").to_string()).send().await?;
    ensure!(answer.status() == 200, "SUBSCRIBE as {who}: {}", answer.status());
    Ok(Records::of(answer))
}

/// All events until these frameworks have left.
async fn until_left(records: &mut Records, names: &[&str]) -> Result<Vec<Value>> {
    let mut events = Vec::new();
    let mut left = 0;
    while left < names.len() {
        let event = records.json().await?.context("the stream ended")?;
        let name = event["framework_removed"]["framework_info"]["name"].as_str().unwrap_or_default();
        left += usize::from(names.contains(&name));
        events.push(event);
    }
    Ok(events)
}
