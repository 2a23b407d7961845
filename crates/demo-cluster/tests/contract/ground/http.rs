//! What HTTP itself asks of every call, shown on `GET_HEALTH`; straight only, as the console speaks for itself.

use anyhow::{Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;
use operator_api::calls::Target;
use reqwest::{Method, RequestBuilder};
use std::io::Write;

use super::answer::Answer;
use super::calls::bare;
use super::door::To;
use super::expect::Expect;
use super::suite::Suite;

const CALL: &str = "GET_HEALTH";
const JSON: &str = "application/json";

/// Methods, content types, bodies, paths.
pub async fn tell(suite: &Suite) -> Result<()> {
    for to in [To::Master, To::from(&suite.cast().looked_into)] {
        methods(suite, &to).await?;
        types(suite, &to).await?;
        bodies(suite, &to).await?;
        packed(suite, &to).await?;
        paths(suite, &to).await?;
    }
    Ok(())
}

async fn hold(suite: &Suite, to: &To, case: &str, request: RequestBuilder, expect: Expect) -> Result<Answer> {
    let answer = Answer::read(request.send().await?).await?;
    suite.holds(to.target(), CALL, case, expect.check(to.target(), CALL, &answer));
    Ok(answer)
}

async fn methods(suite: &Suite, to: &To) -> Result<()> {
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let words =
            format!("405 Method Not Allowed. Expecting one of {{ 'POST' }}, but received '{method}'.");
        let request = suite.door.by(method.clone(), to, "/api/v1");
        let answer = hold(suite, to, method.as_str(), request, Expect::Refused(405, words)).await?;
        let allowed = answer.header("allow") == Some("POST");
        let told = allowed.then_some(()).ok_or_else(|| anyhow::anyhow!("{:?}", answer.header("allow")));
        suite.holds(to.target(), CALL, "Allow", told);
        let foreign = answer.headers.keys().any(|name| name.as_str().starts_with("access-control"));
        suite.holds(
            to.target(),
            CALL,
            "no words for other origins",
            (|| {
                ensure!(!foreign, "{:?}", answer.headers);
                Ok(())
            })(),
        );
    }
    Ok(())
}

async fn types(suite: &Suite, to: &To) -> Result<()> {
    let ask = || suite.door.straight(to).header("accept", JSON).body(bare(CALL).to_string());
    hold(suite, to, "no content type", ask(), Expect::bad("Expecting 'Content-Type' to be present")).await?;
    let words = match to.target() {
        Target::Master => "Expecting 'Content-Type' of application/json or application/x-protobuf",
        Target::Agent => {
            "Expecting 'Content-Type' of application/json or application/x-protobuf or application/recordio"
        }
    };
    for kind in ["application/json; charset=utf-8", "Application/JSON", "text/plain"] {
        let request = ask().header("content-type", kind);
        hold(suite, to, kind, request, Expect::Refused(415, words.to_owned())).await?;
    }
    for accept in ["*/*", "application/*", "text/html, application/json;q=0.1", "APPLICATION/JSON"] {
        let request = suite.door.straight(to).header("accept", accept).header("content-type", JSON);
        hold(suite, to, accept, request.body(bare(CALL).to_string()), Expect::Content).await?;
    }
    let (status, words) = match to.target() {
        Target::Master => (406, "Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'"),
        Target::Agent => (
            406,
            "Expecting 'Accept' to allow application/json or application/x-protobuf or application/recordio",
        ),
    };
    for accept in ["", "text/html", "application/json;q=0"] {
        let request = suite.door.straight(to).header("accept", accept).header("content-type", JSON);
        let refused = Expect::Refused(status, words.to_owned());
        hold(suite, to, accept, request.body(bare(CALL).to_string()), refused).await?;
    }
    Ok(())
}

async fn bodies(suite: &Suite, to: &To) -> Result<()> {
    let (whose, prefix) = match to.target() {
        Target::Master => ("master", "Failed to convert JSON into Call protobuf: "),
        Target::Agent => ("agent", ""),
    };
    let typeless = Expect::bad(format!("Failed to validate {whose}::Call: Expecting 'type' to be present"));
    let cases = [
        ("", Expect::bad("Failed to parse body into JSON: syntax error at line 1 near: ")),
        (
            "{type: GET_HEALTH",
            Expect::bad("Failed to parse body into JSON: syntax error at line 1 near: type: GET_HEALTH"),
        ),
        // What begins like a word that could be is told from where it is another.
        ("nope", Expect::bad("Failed to parse body into JSON: syntax error at line 1 near: ope")),
        (
            "{\n\"type\": foo}",
            Expect::bad("Failed to parse body into JSON: syntax error at line 2 near: oo}"),
        ),
        (
            "{\"type\":\"GET_HEALTH\"} more",
            Expect::bad(
                "Failed to parse body into JSON: Parsed JSON included non-whitespace trailing characters:  more",
            ),
        ),
        ("[]", Expect::bad(format!("{prefix}Expecting a JSON object"))),
        ("{}", typeless.clone()),
        ("{\"type\":\"get_health\"}", typeless.clone()),
        ("{\"type\":\"GET_EVERYTHING\"}", typeless),
        ("{\"type\":3}", Expect::bad(format!("{prefix}Not expecting a JSON number for field 'type'"))),
        ("{\"type\":\"UNKNOWN\"}", Expect::Refused(501, "501 Not Implemented.".to_owned())),
        ("{\"type\":\"GET_HEALTH\",\"more\":1}", Expect::Content),
        ("{\"type\":\"GET_STATE\",\"type\":\"GET_HEALTH\"}", Expect::Content),
    ];
    for (body, expect) in cases {
        let request = suite.door.straight(to).header("content-type", JSON).header("accept", JSON).body(body);
        hold(suite, to, body, request, expect).await?;
    }
    Ok(())
}

/// Large answers are packed for those who say so, requests may be.
async fn packed(suite: &Suite, to: &To) -> Result<()> {
    let mut body = GzEncoder::new(Vec::new(), Compression::default());
    body.write_all(bare(CALL).to_string().as_bytes())?;
    let request = suite.door.straight(to).header("content-type", JSON).header("accept", JSON);
    let request = request.header("content-encoding", "gzip").body(body.finish()?);
    hold(suite, to, "a packed request", request, Expect::Content).await?;
    for (call, accepted, encoding) in
        [("GET_FLAGS", "gzip", Some("gzip")), ("GET_FLAGS", "gzip;q=0", None), ("GET_HEALTH", "gzip", None)]
    {
        let request = suite.door.plain(to).header("content-type", JSON).header("accept", JSON);
        let request = request.header("accept-encoding", accepted).body(bare(call).to_string());
        let answer = Answer::read(request.send().await?).await?;
        let found = answer.header("content-encoding");
        let outcome = (|| {
            ensure!(answer.status == 200 && found == encoding, "{} {found:?}", answer.status);
            Ok(())
        })();
        suite.holds(to.target(), call, &format!("packed, for {accepted}"), outcome);
    }
    Ok(())
}

async fn paths(suite: &Suite, to: &To) -> Result<()> {
    let name = match to {
        To::Master => "/master",
        To::Agent(_) => "",
    };
    for path in ["/api/v1/", "/api/v1/anything", "/api/v1?query=1", &format!("{name}/api/v1")] {
        let request =
            suite.door.by(Method::POST, to, path).header("content-type", JSON).header("accept", JSON);
        hold(suite, to, path, request.body(bare(CALL).to_string()), Expect::Content).await?;
    }
    for path in ["/api/v2", "/api"] {
        let request =
            suite.door.by(Method::POST, to, path).header("content-type", JSON).body(bare(CALL).to_string());
        hold(suite, to, path, request, Expect::Refused(404, "404 Not Found.".to_owned())).await?;
    }
    Ok(())
}
