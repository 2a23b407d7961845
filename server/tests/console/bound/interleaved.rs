//! Two people with nothing in common, one after the other and at once, on a busy cluster: nothing that only the other has is in any byte of what
//! each is sent.

use std::time::Duration;

use cluster_model::bound::Reach;
use cluster_model::schema::{Table, agents, frameworks, tasks};
use demo_cluster::Options;
use mesoscope_server::live::Pace;
use serde_json::{Value, json};

use super::console::{ALL, Asked, DATA, ENG, Who};
use super::tab::{Tab, dump};
use super::words::{Words, found};

/// Frames that each gets at least while the doors are tried; some ten minutes of an ordinary day.
const FRAMES: usize = 120;

/// How often the doors are tried meanwhile.
const ROUNDS: usize = 6;

/// Somebody at his tab.
struct Person {
    who: Who,
    tab: Tab,
    words: Words,
    reach: Reach,
    /// All answers of other doors.
    answers: Vec<u8>,
}

impl Person {
    async fn new(asked: &Asked, who: Who, roles: &[&str]) -> Self {
        let (tab, reach) = (Tab::open(asked, who).await, Reach::new(roles).unwrap());
        Self { who, tab, words: Words::default(), reach, answers: Vec::new() }
    }

    async fn ask(&mut self, asked: &Asked, path: &str) -> (u16, Value) {
        let told = asked.get(self.who, path).await;
        self.answers.extend(&told.bytes);
        (told.status, told.json())
    }

    /// Some object of his own, by the column.
    fn some(&self, table: Table, column: usize) -> String {
        let slots: Vec<u32> = self.tab.replica.rows(table).slots().collect();
        let slot = slots[self.tab.frames % slots.len()];
        self.tab.replica.text(table, slot, column).to_owned()
    }

    /// Tries the doors, for what is his and for what is the other's.
    async fn look_round(&mut self, asked: &Asked, other: &Person) {
        self.tab.heard.extend(asked.get(self.who, "/api/live/snapshot").await.bytes);
        let (_, page) = self.ask(asked, "/api/events?limit=1000").await;
        let numbers = page["events"].as_array().unwrap().iter().map(|event| event["seq"].as_u64().unwrap());
        let newest = page["newest"].as_u64().unwrap();
        // No number is left out: from the newest down.
        assert!(numbers.eq((page["oldest"].as_u64().unwrap()..=newest).rev().take(1000)));
        self.ask(asked, "/api/history").await;

        let slot = self.tab.replica.rows(Table::Tasks).slots().next().unwrap();
        let text = |column| self.tab.replica.text(Table::Tasks, slot, column).to_owned();
        let (framework, task) = (text(tasks::FRAMEWORK_ID), text(tasks::ID));
        let agent = self.some(Table::Agents, agents::ID);
        let of = self.some(Table::Frameworks, frameworks::ID);
        for path in
            [format!("agents/{agent}"), format!("frameworks/{of}"), format!("tasks/{framework}/{task}")]
        {
            let (status, _) = self.ask(asked, &format!("/api/{path}")).await;
            // It may be forgotten by now.
            assert!(matches!(status, 200 | 404), "{path}: {status}");
        }
        let ids: Vec<String> = (0..3).map(|_| self.some(Table::Agents, agents::ID)).collect();
        self.answers.extend(asked.post(self.who, "/api/agents/details", &json!({ "ids": ids })).await.bytes);

        let framework = other.some(Table::Frameworks, frameworks::ID);
        let slot = other.tab.replica.rows(Table::Tasks).slots().next().unwrap();
        let text = |column| other.tab.replica.text(Table::Tasks, slot, column).to_owned();
        let task = format!("{}/{}", text(tasks::FRAMEWORK_ID), text(tasks::ID));
        for (theirs, none) in [
            (format!("frameworks/{framework}"), "frameworks/none"),
            (format!("tasks/{task}"), "tasks/none/none"),
        ] {
            let (theirs, none) = (
                self.ask(asked, &format!("/api/{theirs}")).await,
                self.ask(asked, &format!("/api/{none}")).await,
            );
            assert_eq!((theirs.0, &theirs.1["error"]), (404, &none.1["error"]));
        }
    }

    /// Nothing of others is in anything.
    fn check(&self) {
        let secret = self.words.secret();
        assert!(secret.len() > 100, "{} words of others", secret.len());
        let rows = dump(&self.tab.replica).join("\n");
        for (what, bytes) in
            [("at the socket", &*self.tab.heard), ("by doors", &*self.answers), ("in rows", rows.as_bytes())]
        {
            assert_eq!(found(&secret, bytes), None, "{} was told {what}", self.who.name);
        }
        let own = self.words.own.iter().filter(|word| word.len() > 20).take(50);
        let told = own.filter(|word| memchr::memmem::find(&self.tab.heard, word.as_bytes()).is_some());
        assert!(told.count() > 25, "what is his own was told");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_interleaved_never_hear_of_each_other() {
    let options = Options { updates_per_second: Some(400.0), ..Options::default() };
    let cluster = demo_cluster::start(options).await.unwrap();
    // Events come as fast as they can; polls are for people.
    let pace = Pace {
        cut_every: Duration::from_millis(1),
        browser_idle: Duration::from_secs(600),
        ..Pace::default()
    };
    let asked = Asked::with(&cluster.master_url(), pace).await;
    let mut whole = Tab::open(&asked, ALL).await;
    let mut eng = Person::new(&asked, ENG, &["eng"]).await;
    let mut data = Person::new(&asked, DATA, &["analytics", "storage"]).await;
    let has_some = |tab: &Tab| {
        [Table::Tasks, Table::Frameworks, Table::Agents]
            .iter()
            .all(|table| !tab.replica.rows(*table).is_empty())
    };
    eng.tab.until("what is theirs", has_some).await;
    data.tab.until("what is theirs", has_some).await;
    let mut round = 1;
    while eng.tab.frames < FRAMES || data.tab.frames < FRAMES {
        tokio::select! {
            () = whole.take() => {}
            () = eng.tab.take() => {}
            () = data.tab.take() => {}
        }
        if eng.tab.frames.min(data.tab.frames) >= round * FRAMES / ROUNDS {
            round += 1;
            for person in [&mut eng, &mut data] {
                person.words.learn(&person.reach, &whole.replica);
            }
            eng.look_round(&asked, &data).await;
            data.look_round(&asked, &eng).await;
        }
    }
    // What is known of others is known from the same time as what was told, or later.
    whole
        .until("the present", |tab| {
            tab.status.as_ref().is_some_and(|status| status.revision <= tab.replica.revision())
        })
        .await;
    for person in [&mut eng, &mut data] {
        person.words.learn(&person.reach, &whole.replica);
        assert_eq!(person.tab.gaps, 0);
        person.check();
    }
    // Who sees all was sent both.
    for person in [&eng, &data] {
        assert!(found(&person.words.secret(), &whole.heard).is_some());
    }
}
