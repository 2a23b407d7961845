//! The master's log.

use anyhow::{Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use operator_api::calls::Target::Master;
use serde_json::{Value, json};

use crate::ground::{Expect, Suite, To, call, text};

const LOG: &str = "/master/log";

/// The largest part that is answered at once.
const PAGE: usize = 65536;

pub async fn tell(suite: &Suite) -> Result<()> {
    let list = |path: &str| call("LIST_FILES", json!({ "path": path }));
    suite.cases(To::Master, [
        ("a file", list(LOG), Expect::Content),
        ("the root", list("/"), Expect::no_file()),
        ("nothing", list(""), Expect::no_file()),
        ("above", list("/master/.."), Expect::no_file()),
        ("a folder of the machine", list("/etc"), Expect::no_file()),
        (
            "a number",
            call("LIST_FILES", json!({ "path": 7 })),
            Expect::bad("Failed to convert JSON into Call protobuf: Not expecting a JSON number for field 'path'"),
        ),
    ]).await?;

    suite.cases(To::Master, [
        ("a file that is not there", read(json!({ "path": "/master/nothing", "offset": 0 })), Expect::no_file()),
        ("a file of the machine", read(json!({ "path": "/etc/hostname", "offset": 0 })), Expect::no_file()),
        (
            "no offset",
            read(json!({ "path": LOG })),
            Expect::bad("Failed to convert JSON into Call protobuf: Missing required fields: read_file.offset"),
        ),
    ]).await?;
    let whole = part(suite, "from the start", json!({ "path": LOG, "offset": 0 })).await?;
    let middle = part(suite, "a part", json!({ "path": LOG, "offset": 20, "length": 30 })).await?;
    let as_text =
        part(suite, "numbers as text", json!({ "path": LOG, "offset": "20", "length": "30" })).await?;
    let outcome = || {
        ensure!(whole.len() <= PAGE && whole.len() >= 50, "{} bytes", whole.len());
        ensure!(middle == whole[20..50], "a part is a part of the whole");
        ensure!(as_text == middle, "numbers may be text");
        Ok(())
    };
    suite.holds(Master, "READ_FILE", "a part is a part of the whole", outcome());
    for (case, asked) in [
        ("beyond the end", json!({ "path": LOG, "offset": 1_000_000_000_000_i64 })),
        ("length 0", json!({ "path": LOG, "offset": 0, "length": 0 })),
    ] {
        let nothing = part(suite, case, asked).await?;
        suite.holds(
            Master,
            "READ_FILE",
            case,
            nothing.is_empty().then_some(()).ok_or_else(|| anyhow::anyhow!("there is data")),
        );
    }
    let huge = part(suite, "a huge length", json!({ "path": LOG, "offset": 0, "length": 1 << 30 })).await?;
    suite.holds(
        Master,
        "READ_FILE",
        "at most a page",
        (huge.len() <= PAGE).then_some(()).ok_or_else(|| anyhow::anyhow!("{}", huge.len())),
    );
    Ok(())
}

fn read(asked: Value) -> Value {
    call("READ_FILE", asked)
}

/// What is read, which the answer has in base64, beside the file's size.
async fn part(suite: &Suite, case: &str, asked: Value) -> Result<Vec<u8>> {
    let answer = suite.ask(To::Master, case, read(asked)).await?;
    ensure!(answer["read_file"]["size"].as_u64() > Some(0), "the log has a size");
    Ok(STANDARD.decode(text(&answer, "/read_file/data")?)?)
}
