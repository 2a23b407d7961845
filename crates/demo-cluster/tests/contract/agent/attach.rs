//! The input and output of containers, each on a connection of its own.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use operator_api::calls::Target::Agent;
use operator_api::recordio;
use serde_json::{Value, json};

use super::{command, parent, session, within};
use crate::ground::streams::Records;
use crate::ground::{Answer, Expect, Suite, call, text};

const INPUT: &str = "ATTACH_CONTAINER_INPUT";
const OUTPUT: &str = "ATTACH_CONTAINER_OUTPUT";
const RECORDIO: &str = "application/recordio";
const JSON: &str = "application/json";

pub async fn tell(suite: &Suite) -> Result<()> {
    let parent = parent(suite).await?;
    both(suite, &parent).await?;
    one_at_a_time(suite, &parent).await?;
    window(suite, &parent).await?;
    input_refused(suite, &parent).await?;
    output_refused(suite, &parent).await
}

/// A record of input: to whom it goes, or what.
fn to_whom(container: &Value) -> Value {
    call(INPUT, json!({ "type": "CONTAINER_ID", "container_id": container }))
}

fn what(typed: &str) -> Value {
    let data = json!({ "type": "STDIN", "data": STANDARD.encode(typed) });
    call(INPUT, json!({ "type": "PROCESS_IO", "process_io": { "type": "DATA", "data": data } }))
}

/// Sends records as the input of a container, each in a chunk of its own.
async fn send(suite: &Suite, records: &[Value]) -> Result<Answer> {
    let chunks: Vec<Result<Bytes, std::io::Error>> =
        records.iter().map(|record| Ok(recordio::encode(record.to_string().as_bytes()))).collect();
    raw(suite, RECORDIO, Some(JSON), reqwest::Body::wrap_stream(stream::iter(chunks))).await
}

/// The same of what is refused. A real container's switchboard refuses and closes at once: an agent that has not written all of it by then answers
/// 500 "Broken pipe" instead of handing on the refusal, and has to be asked again.
async fn refused_in_words(suite: &Suite, records: &[Value]) -> Result<Answer> {
    let mut answer = send(suite, records).await?;
    for _ in 0..9 {
        if answer.status != 500 || !answer.body.starts_with(b"Broken pipe") {
            break;
        }
        answer = send(suite, records).await?;
    }
    Ok(answer)
}

async fn raw(
    suite: &Suite,
    kind: &str,
    messages: Option<&str>,
    body: impl Into<reqwest::Body>,
) -> Result<Answer> {
    let agent = (&suite.cast().looked_into).into();
    let mut request = suite.door.straight(&agent).header("content-type", kind).header("accept", JSON);
    if let Some(messages) = messages {
        request = request.header("message-content-type", messages);
    }
    Answer::read(request.body(body).send().await?).await
}

/// A command that repeats what it is told, and two who listen.
async fn both(suite: &Suite, parent: &str) -> Result<()> {
    let id = within(parent, &suite.name("cat"));
    let arguments = json!({ "container_id": id, "command": command("cat") });
    let session = session::launch(suite, arguments, RECORDIO, "").await?;
    let agent = (&suite.cast().looked_into).into();
    let request = suite.door.straight(&agent).header("content-type", JSON).header("accept", RECORDIO);
    let attached = request.body(call(OUTPUT, json!({ "container_id": id })).to_string()).send().await?;
    suite.holds(
        Agent,
        OUTPUT,
        "a stream of messages",
        session::header(&attached, "content-type", Some(RECORDIO)),
    );
    suite.holds(
        Agent,
        OUTPUT,
        "messages in JSON",
        session::header(&attached, "message-content-type", Some(JSON)),
    );

    let answer = send(suite, &[to_whom(&id), what("first\n"), what("second\n"), what("")]).await?;
    suite.holds(Agent, INPUT, "good", Expect::OK.check(Agent, INPUT, &answer));
    let (out, err) = session::read(&mut Records::of(session)).await?;
    suite.holds(
        Agent,
        INPUT,
        "the command was told, and an empty text was the end",
        (|| {
            ensure!(out == "first\nsecond\n" && err.is_empty(), "{out:?} and {err:?}");
            Ok(())
        })(),
    );
    let (out, _) = session::read(&mut Records::of(attached)).await?;
    suite.holds(
        Agent,
        OUTPUT,
        "the other one heard the same",
        (|| {
            ensure!(out == "first\nsecond\n", "{out:?}");
            Ok(())
        })(),
    );
    Ok(())
}

/// While a request of input goes on another is refused; what it would have written is not read.
async fn one_at_a_time(suite: &Suite, parent: &str) -> Result<()> {
    let id = within(parent, &suite.name("alone"));
    let arguments = json!({ "container_id": id, "command": command("cat") });
    let session = session::launch(suite, arguments, RECORDIO, "").await?;
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let record = |record: &Value| recordio::encode(record.to_string().as_bytes());
    let last = record(&what(""));
    let begin = [Ok::<_, std::io::Error>(record(&to_whom(&id))), Ok(record(&what("first\n")))];
    let chunks = stream::iter(begin).chain(stream::once(async move {
        // Its sender is dropped, if nothing else.
        let _ = ended.await;
        Ok(last)
    }));
    let mut records = Records::of(session);
    let first = raw(suite, RECORDIO, Some(JSON), reqwest::Body::wrap_stream(chunks));
    let second = async {
        records.json().await?.context("the session ended")?;
        let answer = refused_in_words(suite, &[to_whom(&id), what("second\n")]).await;
        let _ = end.send(());
        answer
    };
    let (first, second) = tokio::join!(first, second);
    let refused = Expect::Refused(409, "Multiple input connections are not allowed".to_owned());
    suite.holds(Agent, INPUT, "a second one meanwhile", refused.check(Agent, INPUT, &second?));
    suite.holds(Agent, INPUT, "the first one", Expect::OK.check(Agent, INPUT, &first?));
    let (out, _) = session::read(&mut records).await?;
    suite.holds(
        Agent,
        INPUT,
        "nothing came of the second",
        (|| {
            ensure!(out.is_empty(), "{out:?}");
            Ok(())
        })(),
    );
    Ok(())
}

/// Heartbeats are nothing to the command, and the size of a terminal is told by those who attach to it.
async fn window(suite: &Suite, parent: &str) -> Result<()> {
    let control = |control: Value| {
        call(INPUT, json!({ "type": "PROCESS_IO", "process_io": { "type": "CONTROL", "control": control } }))
    };
    let size = json!({ "type": "TTY_INFO", "tty_info": { "window_size": { "rows": 50, "columns": 132 } } });
    let heartbeat =
        json!({ "type": "HEARTBEAT", "heartbeat": { "interval": { "nanoseconds": 30_000_000_000_i64 } } });
    let id = within(parent, &suite.name("window"));
    let container = json!({ "type": "MESOS", "tty_info": { "window_size": { "rows": 24, "columns": 80 } } });
    let line = "read a; stty size; read b; echo bye";
    let arguments = json!({ "container_id": id, "command": command(line), "container": container });
    let session = session::launch(suite, arguments, RECORDIO, "").await?;

    let answer = send(suite, &[to_whom(&id), control(heartbeat), control(size), what("x\n")]).await?;
    suite.holds(Agent, INPUT, "control", Expect::OK.check(Agent, INPUT, &answer));
    let mut records = Records::of(session);
    let mut out = String::new();
    while !out.ends_with("132\r\n") {
        let record = records.json().await?.context("the session ended")?;
        out.push_str(&String::from_utf8(STANDARD.decode(text(&record, "/data/data")?)?)?);
    }
    // The command may end before this request does, and then the answer is an error that means nothing.
    send(suite, &[to_whom(&id), what("y\n")]).await?;
    out.push_str(&session::read(&mut records).await?.0);
    suite.holds(
        Agent,
        INPUT,
        "the size of the terminal",
        (|| {
            ensure!(out == "x\r\n50 132\r\ny\r\nbye\r\n", "{out:?}");
            Ok(())
        })(),
    );
    Ok(())
}

async fn input_refused(suite: &Suite, parent: &str) -> Result<()> {
    let note = |case: &str, expect: Expect, answer: &Answer| {
        suite.holds(Agent, INPUT, case, expect.check(Agent, INPUT, answer));
    };
    let refused = |status: u16, words: &str| Expect::Refused(status, words.to_owned());
    let nobody = to_whom(&json!({ "value": "nobody" }));
    let record = || recordio::encode(nobody.to_string().as_bytes());

    note(
        "an unknown container",
        refused(404, "Container nobody cannot be found"),
        &send(suite, std::slice::from_ref(&nobody)).await?,
    );
    note(
        "a container without a switchboard",
        refused(500, "I/O switchboard server was disabled for this container"),
        &send(suite, &[to_whom(&json!({ "value": parent }))]).await?,
    );
    note(
        "what before whom",
        Expect::bad("Expecting 'attach_container_input.type' to be CONTAINER_ID"),
        &send(suite, &[what("")]).await?,
    );
    note(
        "no container",
        Expect::bad(
            "Failed to validate agent::Call: 'attach_container_input.container_id' is invalid: ID must not be empty",
        ),
        &send(suite, &[call(INPUT, json!({ "type": "CONTAINER_ID" }))]).await?,
    );
    note(
        "a call that is no stream",
        refused(415, "Streaming 'Content-Type' application/recordio is not supported for GET_HEALTH call"),
        &send(suite, &[json!({ "type": "GET_HEALTH" })]).await?,
    );
    note(
        "nothing",
        Expect::bad("Received EOF while reading request body"),
        &raw(suite, RECORDIO, Some(JSON), "").await?,
    );
    note(
        "no length",
        refused(500, "Decoder failure: Failed to decode length 'abc': Failed to convert 'abc' to number"),
        &raw(suite, RECORDIO, Some(JSON), "abc\n{}").await?,
    );
    note(
        "no JSON",
        Expect::bad("Failed to parse body into JSON: syntax error at line 1 near: tru}"),
        &raw(suite, RECORDIO, Some(JSON), "5\n{tru}").await?,
    );
    note(
        "no type of messages",
        Expect::bad("Expecting 'Message-Content-Type' to be set for streaming requests"),
        &raw(suite, RECORDIO, None, record()).await?,
    );
    note(
        "messages of a wrong type",
        refused(415, "Expecting 'Message-Content-Type' of application/json or application/x-protobuf"),
        &raw(suite, RECORDIO, Some("text/plain"), record()).await?,
    );
    note(
        "a plain call",
        refused(415, "Expecting 'Content-Type' to be application/recordio for ATTACH_CONTAINER_INPUT call"),
        &raw(suite, JSON, None, nobody.to_string()).await?,
    );
    note(
        "a plain call with a type of messages",
        refused(415, "Expecting 'Message-Content-Type' to be not set for non-streaming requests"),
        &raw(suite, JSON, Some(JSON), nobody.to_string()).await?,
    );
    Ok(())
}

async fn output_refused(suite: &Suite, parent: &str) -> Result<()> {
    let of = |id: &str| call(OUTPUT, json!({ "container_id": { "value": id } }));
    suite
        .cases(
            &suite.cast().looked_into,
            [
                (
                    "an unknown container",
                    of("nobody"),
                    Expect::Refused(404, "Container nobody cannot be found".to_owned()),
                ),
                (
                    "a container without a switchboard",
                    of(parent),
                    Expect::Refused(500, "I/O switchboard server was disabled for this container".to_owned()),
                ),
            ],
        )
        .await
}
