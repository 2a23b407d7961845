//! What an answer has to be.

use anyhow::{Result, ensure};
use operator_api::calls::Target;

use super::answer::Answer;
use super::shape;

/// An expectation of an answer.
#[derive(Debug, Clone)]
pub enum Expect {
    /// This status and nothing else: no body, no content type.
    Done(u16),
    /// An error in plain text: its status and its words, in which `…` stands for anything.
    Refused(u16, String),
    /// 200 and JSON: the answer to this very call, with nothing in it that the API does not have.
    Content,
}

impl Expect {
    /// `200` without content.
    pub const OK: Self = Self::Done(200);
    /// `202`: it happens later, or not.
    pub const ACCEPTED: Self = Self::Done(202);

    /// `400` with these words.
    pub fn bad(words: impl Into<String>) -> Self {
        Self::Refused(400, words.into())
    }

    /// `404` without words, as files have it.
    pub fn no_file() -> Self {
        Self::Refused(404, String::new())
    }

    pub fn check(&self, target: Target, call: &str, answer: &Answer) -> Result<()> {
        let got =
            || format!("got {} {:?}: {}", answer.status, answer.content_type(), shortened(&answer.text()));
        match self {
            Self::Done(status) => {
                ensure!(answer.status == *status, "{status} without content is expected, {}", got());
                ensure!(answer.body.is_empty(), "no content is expected, {}", got());
                ensure!(answer.content_type().is_none(), "no content type is expected, {}", got());
                ensure!(answer.header("content-length") == Some("0"), "Content-Length: 0 is expected");
            }
            Self::Refused(status, words) => {
                ensure!(
                    answer.status == *status && matches(words, &answer.text()),
                    "{status} \"{words}\" is expected, {}",
                    got()
                );
                ensure!(
                    answer.content_type() == Some("text/plain; charset=utf-8"),
                    "plain text is expected, {}",
                    got()
                );
            }
            Self::Content => {
                ensure!(answer.status == 200, "200 is expected, {}", got());
                ensure!(answer.content_type() == Some("application/json"), "JSON is expected, {}", got());
                let json = answer.json()?;
                ensure!(json["type"] == call, "the answer to {call} is expected, {}", got());
                shape::known(target, &json)?;
            }
        }
        Ok(())
    }
}

/// Whether a text is this, `…` standing for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('…') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = rest.split('…').collect();
    let tail = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = text.find(part) else { return false };
        text = &text[at + part.len()..];
    }
    text.ends_with(tail)
}

pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= 300 {
        return text.to_owned();
    }
    text.chars().take(300).chain(['…']).collect()
}

#[test]
fn patterns_match_whole_texts() {
    assert!(matches("a … c … e", "a b c d e"));
    assert!(matches("", ""));
    assert!(matches("…", "anything"));
    assert!(!matches("a", "a "));
    assert!(!matches("a … c", "a b c d"));
    assert!(!matches("… b … a", "a b c"));
}
