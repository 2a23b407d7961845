//! Answers of Mesos without the secrets in them. What holds none comes through as it was written.

use operator_api::calls::{Target, find};

use crate::access::redact;
use crate::upstream::Answer;

/// Bodies above this size are read off the executor's threads.
const LARGE: usize = 256 << 10;

/// The answer to a call, without secrets. Where it cannot be read it is a refusal in plain words, which may quote what was sent.
pub async fn without(call: &str, answer: Answer) -> Answer {
    debug_assert!(find(Target::Master, call).or_else(|| find(Target::Agent, call)).is_some(), "{call}");
    if !redact::may_hold_secrets(call) {
        return answer;
    }
    if answer.body.len() < LARGE {
        return redacted(answer);
    }
    let (status, content_type) = (answer.status, answer.content_type.clone());
    let work = tokio::task::spawn_blocking(move || redacted(answer));
    // Rather nothing than what could not be looked through.
    work.await.unwrap_or_else(|_| Answer { status, content_type, body: bytes::Bytes::new() })
}

fn redacted(answer: Answer) -> Answer {
    match redact::redact_json(&answer.body) {
        Some(text) => Answer { body: text.into(), ..answer },
        None => answer,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::StatusCode;

    use super::without;
    use crate::upstream::Answer;

    async fn through(call: &str, body: &'static str) -> String {
        let body = Bytes::from_static(body.as_bytes());
        let answer = without(call, Answer { status: StatusCode::OK, content_type: None, body }).await;
        String::from_utf8(answer.body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn what_holds_no_secret_comes_as_it_was_written() {
        let body = r#"{"b":1.50,"a":"x"}"#;
        assert_eq!(through("GET_FLAGS", body).await, body);
    }

    #[tokio::test]
    async fn secrets_are_taken_out() {
        let flags = r#"{"get_flags":{"flags":[{"name":"credential","value":"{\"principal\":\"p\",\"secret\":\"hunter2\"}"}]}}"#;
        assert!(!through("GET_FLAGS", flags).await.contains("hunter2"));
        let words = "zk://ops:hunter2@zk1:2181/mesos is not reachable";
        assert!(!through("GET_STATE", words).await.contains("hunter2"));
    }
}
