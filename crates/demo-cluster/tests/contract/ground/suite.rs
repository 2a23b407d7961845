//! One run against one cluster.

use std::env;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow, ensure};
use operator_api::calls::{Target, find};
use serde_json::Value;
use tokio::time::Instant;

use super::answer::Answer;
use super::cast::Cast;
use super::door::{Door, To, Way};
use super::expect::Expect;
use super::record::{self, Record};
use super::stage::Stage;
use super::streams::Events;
use crate::omitted::OMITTED;

/// How long something that becomes true later may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is looked at meanwhile.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// The cluster under test, and what came of the cases so far.
pub struct Suite {
    pub door: Door,
    pub stage: Stage,
    column: &'static str,
    cast: OnceLock<Cast>,
    events: OnceLock<Events>,
    tag: String,
    record: Mutex<Record>,
}

impl Suite {
    /// Finds the cluster of the environment, or starts one.
    pub async fn begin() -> Result<Self> {
        let given = |name| env::var(name).ok().map(|url| url.trim_end_matches('/').to_owned());
        let console = given("CONTRACT_CONSOLE");
        let (master, stage) = match given("CONTRACT_MASTER") {
            Some(master) => (master, Stage::by_command()),
            None => Stage::embedded().await?,
        };
        let column = match (&stage, &console) {
            (_, Some(_)) => "relay",
            (Stage::Embedded(_), None) => "embedded",
            (_, None) => "real",
        };
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
        let suite = Self {
            door: Door::new(master, console)?,
            stage,
            column,
            cast: OnceLock::new(),
            events: OnceLock::new(),
            tag: format!("{:x}", now & 0xfff_ffff),
            record: Mutex::default(),
        };
        wait_until(async || suite.door.opens().await).await?;
        let cast = Cast::choose(&suite).await?;
        let events = Events::subscribe(&suite).await?;
        suite.cast.set(cast).map_err(|_| anyhow!("the cast is chosen once"))?;
        suite.events.set(events).map_err(|_| anyhow!("events are read once"))?;
        Ok(suite)
    }

    /// Whether the cluster is started in process.
    pub fn is_embedded(&self) -> bool {
        matches!(self.stage, Stage::Embedded(_))
    }

    /// The agents of this run.
    pub fn cast(&self) -> &Cast {
        self.cast.get().expect("the suite has begun")
    }

    /// Everything the master told since the beginning.
    pub fn events(&self) -> &Events {
        self.events.get().expect("the suite has begun")
    }

    /// A name that no other run has used.
    pub fn name(&self, of: &str) -> String {
        format!("{of}-{}", self.tag)
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a call and holds the answer against what is expected. Only a call without any answer is an error here.
    pub async fn case(&self, to: impl Into<To>, case: &str, call: Value, expect: Expect) -> Result<Answer> {
        let to = to.into();
        let name = known(to.target(), &call)?;
        let sent = self.door.send(&to, &call).await;
        let way = sent.as_ref().map_or(Way::Direct, |(_, way)| *way);
        let outcome = sent
            .as_ref()
            .map_err(|error| anyhow!("{error:#}"))
            .and_then(|(answer, _)| expect.check(to.target(), name, answer));
        self.record().note(&record::row(to.target(), name), case, way, outcome);
        sent.map(|(answer, _)| answer)
    }

    /// The same to the master.
    pub async fn master(&self, case: &str, call: Value, expect: Expect) -> Result<Answer> {
        self.case(To::Master, case, call, expect).await
    }

    /// A table of cases.
    pub async fn cases<const N: usize>(
        &self,
        to: impl Into<To>,
        cases: [(&str, Value, Expect); N],
    ) -> Result<()> {
        let to = to.into();
        for (case, call, expect) in cases {
            self.case(to.clone(), case, call, expect).await?;
        }
        Ok(())
    }

    /// Asks and expects an answer with content, which is returned. Without one the family cannot go on.
    pub async fn ask(&self, to: impl Into<To>, case: &str, call: Value) -> Result<Value> {
        let answer = self.case(to, case, call, Expect::Content).await?;
        ensure!(answer.status == 200, "{case}: {} {}", answer.status, answer.text());
        answer.json()
    }

    /// Asks the master without making a case of it.
    pub async fn read(&self, call: Value) -> Result<Value> {
        self.look(&To::Master, call).await
    }

    /// Asks without making a case of it.
    pub async fn look(&self, to: &To, call: Value) -> Result<Value> {
        let (answer, _) = self.door.send(to, &call).await?;
        ensure!(answer.status == 200, "{}: {} {}", call["type"], answer.status, answer.text());
        answer.json()
    }

    /// Notes whether something that a call means is so.
    pub fn holds(&self, to: Target, call: &str, what: &str, outcome: Result<()>) {
        self.record().note(&record::row(to, call), what, Way::Direct, outcome);
    }

    /// The same for an event.
    pub fn event_holds(&self, event: &str, what: &str, outcome: Result<()>) {
        self.record().note(&record::event_row(event), what, Way::Direct, outcome);
    }

    /// Waits for what a call makes true a little later, and notes whether it came. Without it the family cannot go on.
    pub async fn until<T>(
        &self,
        to: Target,
        call: &str,
        what: &str,
        look: impl AsyncFn() -> Result<T>,
    ) -> Result<T> {
        let found = wait_until(look).await;
        let outcome = found.as_ref().map(|_| ()).map_err(|error| anyhow!("{error:#}"));
        self.holds(to, call, what, outcome);
        found.with_context(|| what.to_owned())
    }

    /// Notes that a family could not be told to its end.
    pub fn broke_off(&self, family: &str, error: &anyhow::Error) {
        self.record().broke_off(family, error);
    }

    /// Prints the table, and fails if anything did.
    pub async fn end(self, partly: bool) {
        let record = self.record.into_inner().unwrap_or_else(PoisonError::into_inner);
        let failures = record.failures(!partly);
        if !partly {
            record.keep(self.column).expect("the column can be written");
            println!("\n{}", record::table());
            println!("Not asked:");
            for (what, why) in OMITTED {
                println!("  {what}: {why}");
            }
        }
        for failure in &failures {
            println!("FAILED {failure}");
        }
        let (passed, failed) = record.sums();
        // What failed beside the cases: families that broke off, calls that were never sent.
        let beside = u32::try_from(failures.len()).unwrap_or(u32::MAX).saturating_sub(failed);
        println!("{passed} passed, {} failed, 0 skipped", failed + beside);
        self.stage.end().await;
        assert!(failures.is_empty(), "{} of the contract's cases failed", failures.len());
    }
}

/// Looks again and again until it is there or patience ends; then the last reason why not is the error.
pub async fn wait_until<T>(look: impl AsyncFn() -> Result<T>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match look().await {
            Ok(found) => return Ok(found),
            Err(error) if Instant::now() > deadline => return Err(error),
            Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
        }
    }
}

/// The name in the table of calls.
fn known(target: Target, call: &Value) -> Result<&'static str> {
    let name = call["type"].as_str().unwrap_or_default();
    find(target, name).map(|call| call.name).with_context(|| format!("{name} is no call"))
}
