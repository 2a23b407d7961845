//! A cluster of its own that asks who calls, with the lists of `demo_cluster::two_principals`.
//!
//! The embedded one is started in process. Around a real one `CONTRACT_GUARDED` names the program, which starts a master, an
//! agent and two frameworks, does what it is told line by line, and ends all of it with its input: e2e/real-mesos/guarded.

use std::env;
use std::process::Stdio;
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow, ensure};
use demo_cluster::{Options, Running, Scenario, two_principals};
use operator_api::calls::Target;
use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::ground::{Answer, Expect, Suite, bare, text};

/// Who may do everything.
pub const OPERATOR: &str = "operator";
/// Who is bound to the user `spark` and the role `analytics`.
pub const ANALYST: &str = "analyst";

/// The cluster, and the agent whose tasks are of both frameworks.
pub struct Guarded {
    http: Client,
    pub master: String,
    /// Its id.
    pub agent: String,
    pub agent_url: String,
    hands: Hands,
}

/// Whoever can make things happen.
enum Hands {
    Embedded { running: Box<Running>, hidden: Mutex<Option<String>> },
    Program(Box<tokio::sync::Mutex<Program>>),
}

struct Program {
    _child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Program {
    /// Starts the program, which takes the files that the embedded cluster has its lists from.
    async fn start(command: &str) -> Result<(Self, String)> {
        let file = |name: &str| format!("{}/src/access/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let mut child = Command::new("sh")
            .args(["-c", &format!("exec {command} \"$@\""), "sh"])
            .args(["--credentials", &file("credentials"), "--acls", &file("acls")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(false)
            .spawn()?;
        let input = child.stdin.take().context("an input")?;
        let output = BufReader::new(child.stdout.take().context("an output")?).lines();
        let mut program = Self { _child: child, input, output };
        let line = program.output.next_line().await?;
        let master = line.as_deref().and_then(|line| line.strip_prefix("ready "));
        let master = master.with_context(|| format!("\"ready\" and a URL are expected, it said {line:?}"))?;
        Ok((program, master.to_owned()))
    }

    async fn hear(&mut self, word: &str) -> Result<()> {
        let line = self.output.next_line().await?;
        ensure!(line.as_deref() == Some(word), "\"{word}\" is expected, it said {line:?}");
        Ok(())
    }

    async fn tell(&mut self, line: &str) -> Result<()> {
        self.input.write_all(format!("{line}\n").as_bytes()).await?;
        self.hear("done").await.with_context(|| line.to_owned())
    }
}

impl Guarded {
    /// Starts one beside the cluster of a suite; none where nobody can.
    pub async fn start(suite: &Suite) -> Result<Option<Self>> {
        let (master, hands) = match env::var("CONTRACT_GUARDED") {
            Ok(command) => {
                let (program, master) = Program::start(&command).await?;
                (master, Hands::Program(Box::new(tokio::sync::Mutex::new(program))))
            }
            Err(_) if suite.is_embedded() => {
                let access = two_principals()?;
                let options = Options {
                    updates_per_second: Some(0.0),
                    seed: 7,
                    access,
                    ..Options::new(Scenario::Small)
                };
                let running = Box::new(demo_cluster::start(options).await?);
                (running.master_url(), Hands::Embedded { running, hidden: Mutex::new(None) })
            }
            Err(_) => return Ok(None),
        };
        let http = Client::new();
        let mut guarded = Self { http, master, agent: String::new(), agent_url: String::new(), hands };
        (guarded.agent, guarded.agent_url) = guarded.shared_agent().await?;
        Ok(Some(guarded))
    }

    /// An agent with commands of both users.
    async fn shared_agent(&self) -> Result<(String, String)> {
        let state = self.read(Some(OPERATOR), bare("GET_STATE")).await?;
        let state = &state["get_state"];
        let user_of = |task: &Value| {
            let mut frameworks = list(&state["get_frameworks"]["frameworks"]);
            let framework =
                frameworks.find(|framework| framework["framework_info"]["id"] == task["framework_id"]);
            framework.map(|framework| framework["framework_info"]["user"].clone())
        };
        for agent in list(&state["get_agents"]["agents"]) {
            let id = &agent["agent_info"]["id"];
            let has = |user: &str| {
                list(&state["get_tasks"]["tasks"]).any(|task| {
                    task["agent_id"] == *id
                        && task["executor_id"].is_null()
                        && task["state"] == "TASK_RUNNING"
                        && user_of(task).is_some_and(|known| known == user)
                })
            };
            if has("spark") && has("root") {
                let pid = text(agent, "/pid")?;
                let (process, address) = pid.split_once('@').context("a pid has an @")?;
                return Ok((text(id, "/value")?, format!("http://{address}/{process}")));
            }
        }
        Err(anyhow!("no agent has tasks of both users"))
    }

    /// Where a target is.
    pub fn url(&self, to: Target) -> &str {
        match to {
            Target::Master => &self.master,
            Target::Agent => &self.agent_url,
        }
    }

    /// A request to the API as somebody, or as nobody.
    pub fn request(&self, who: Option<&str>, to: Target) -> RequestBuilder {
        let request = self.http.post(format!("{}/api/v1", self.url(to)));
        let request = request.header("content-type", "application/json").header("accept", "application/json");
        match who {
            Some(who) => request.basic_auth(who, Some(format!("{who}-secret"))),
            None => request,
        }
    }

    pub fn client(&self) -> &Client {
        &self.http
    }

    /// Sends a call as somebody.
    pub async fn send(&self, who: Option<&str>, to: Target, call: &Value) -> Result<Answer> {
        let sent = self.request(who, to).body(call.to_string()).send().await;
        Answer::read(sent.with_context(|| format!("no answer to {}", call["type"]))?).await
    }

    /// What the master answers somebody.
    pub async fn read(&self, who: Option<&str>, call: Value) -> Result<Value> {
        self.look(who, Target::Master, call).await
    }

    /// What somebody is answered.
    pub async fn look(&self, who: Option<&str>, to: Target, call: Value) -> Result<Value> {
        let answer = self.send(who, to, &call).await?;
        ensure!(answer.status == 200, "{}: {} {}", call["type"], answer.status, answer.text());
        answer.json()
    }

    /// Sends calls as somebody and holds each answer against what is expected.
    pub async fn cases(
        &self,
        suite: &Suite,
        who: &str,
        to: Target,
        cases: &[(&str, Value, Expect)],
    ) -> Result<()> {
        for (case, call, expect) in cases {
            let name = call["type"].as_str().unwrap_or_default();
            let answer = self.send(Some(who), to, call).await?;
            suite.holds(to, name, &format!("{who}, {case}"), expect.check(to, name, &answer));
        }
        Ok(())
    }

    /// Lets a framework of this name, of a user and in a role, come, run a task and leave.
    pub async fn visit(&self, name: &str, user: &str, role: &str) -> Result<()> {
        match &self.hands {
            Hands::Embedded { running, .. } => {
                running.visit_as(name, user, role);
                Ok(())
            }
            Hands::Program(program) => {
                program.lock().await.tell(&format!("visit {name} {user} {role}")).await
            }
        }
    }

    /// Ends the master's process and starts it again, while the agent cannot come back.
    pub async fn restart_master_without_agent(&self) -> Result<()> {
        match &self.hands {
            Hands::Embedded { running, hidden } => {
                *hidden.lock().map_err(|_| anyhow!("poisoned"))? = Some(self.agent.clone());
                Ok(running.faults().restart_master(&[&self.agent])?)
            }
            Hands::Program(program) => {
                let mut program = program.lock().await;
                program.tell("hide-agent").await?;
                program.tell("restart-master").await
            }
        }
    }

    /// Lets the agent come back.
    pub async fn show_agent(&self) -> Result<()> {
        match &self.hands {
            Hands::Embedded { running, hidden } => {
                let hidden = hidden.lock().map_err(|_| anyhow!("poisoned"))?.take();
                Ok(running.faults().return_agent(&hidden.context("an agent that was hidden")?)?)
            }
            Hands::Program(program) => program.lock().await.tell("show-agent").await,
        }
    }

    /// Ends it, and waits until it is over.
    pub async fn end(self) -> Result<()> {
        match self.hands {
            Hands::Embedded { running, .. } => running.stop().await,
            Hands::Program(program) => {
                let Program { mut _child, input, .. } = program.into_inner();
                drop(input);
                _child.wait().await?;
            }
        }
        Ok(())
    }
}

/// The members of a list, none if there is no list.
pub fn list(json: &Value) -> impl Iterator<Item = &Value> {
    json.as_array().into_iter().flatten()
}
