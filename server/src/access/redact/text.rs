//! Secrets within a text: in an address (`zk://user:password@host`), in its query (`?sig=…`), in a command (`--password=…`, `TOKEN=… run`).

use super::MARK;
use super::name::is_secret;

/// Longer texts are logs or archives, and nothing that is shown as a value.
const LONGEST: usize = 256 << 10;

/// Members of queries that are secrets although their names do not say so.
const QUERY: [&str; 4] = ["sig", "signature", "x-amz-signature", "x-goog-signature"];

/// The text without its secrets; `None` if there are none.
#[must_use]
pub fn text(text: &str) -> Option<String> {
    if text.len() > LONGEST || !(text.contains(['@', '=', ':']) || text.contains("--")) {
        return None;
    }
    if let Some(json) = json(text) {
        return Some(json);
    }
    let addresses = addresses(text);
    let pairs = pairs(addresses.as_deref().unwrap_or(text)).or(addresses);
    switches(pairs.as_deref().unwrap_or(text)).or(pairs)
}

/// A flag may hold a whole configuration as JSON.
fn json(text: &str) -> Option<String> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let before: serde_json::Value = serde_json::from_str(text).ok()?;
    let mut after = before.clone();
    super::redact(&mut after);
    (after != before).then(|| after.to_string())
}

/// What stands between `://` and `@` is a user and, behind a colon, a password. A word before it alone may be a token: only a user with a password keeps
/// his name.
fn addresses(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        let end = after.find(['/', '?', '#', ' ', '"', '\'', '\n', '\t']).unwrap_or(after.len());
        rest = after;
        // The last `@` ends it: a password may hold one.
        if let Some(sign) = after[..end].rfind('@') {
            found = true;
            if let Some((user, _)) = after[..sign].split_once(':') {
                out.push_str(user);
                out.push(':');
            }
            out.push_str(MARK);
            rest = &after[sign..];
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

/// `name=value`, where the name is one of a secret: the value ends with the word, or with its quotes.
fn pairs(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find('=') {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        rest = after;
        let name = before[..at].rsplit(|letter: char| !is_of_name(letter)).next().unwrap_or_default();
        if !is_secret(name) && !QUERY.iter().any(|query| name.eq_ignore_ascii_case(query)) {
            continue;
        }
        let length = value_length(after);
        if length > 0 && !after.starts_with(MARK) {
            found = true;
            out.push_str(MARK);
            rest = &after[length..];
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

/// `--name value`, as in a line of a shell.
fn switches(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find("--") {
        let end = rest[at + 2..].find(|letter| !is_of_name(letter)).map_or(rest.len(), |end| at + 2 + end);
        let (before, after) = rest.split_at(end);
        out.push_str(before);
        rest = after;
        let value = after.trim_start_matches(' ');
        let length = value_length(value);
        let has_value =
            value.len() < after.len() && length > 0 && !value.starts_with('-') && !value.starts_with(MARK);
        if has_value && is_secret(&before[at..]) {
            found = true;
            out.push(' ');
            out.push_str(MARK);
            rest = &value[length..];
        }
    }
    out.push_str(rest);
    found.then_some(out)
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

fn value_length(text: &str) -> usize {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].find(quote).map_or(text.len(), |end| end + 2),
        _ => text.find([' ', '&', '\n', '\t', ';', '"', '\'', '|', ')']).unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MARK, text};

    #[test]
    fn secrets_within_texts() {
        for (before, after) in [
            ("zk://mesos:s3cret@zk1:2181,zk2:2181/mesos", "zk://mesos:MARK@zk1:2181,zk2:2181/mesos"),
            ("zk://mesos:p@ss@zk1:2181/mesos", "zk://mesos:MARK@zk1:2181/mesos"),
            ("https://ghp_abcdef@github.com/x", "https://MARK@github.com/x"),
            ("curl https://u:p@a/ https://v:q@b/", "curl https://u:MARK@a/ https://v:MARK@b/"),
            ("https://s3/x?X-Amz-Signature=abc&part=1", "https://s3/x?X-Amz-Signature=MARK&part=1"),
            ("https://b/x?sv=1&sig=a%2Fb", "https://b/x?sv=1&sig=MARK"),
            ("run --password=hunter2 --port=80", "run --password=MARK --port=80"),
            ("run --password hunter2 --port 80", "run --password MARK --port 80"),
            ("run --token 'a b' --v", "run --token MARK --v"),
            ("TOKEN='a b c' PORT=1 ./run", "TOKEN=MARK PORT=1 ./run"),
            ("export API_KEY=abc; ./run", "export API_KEY=MARK; ./run"),
            (r#"{"auths":{"hub":{"auth":"dTpw"}}}"#, r#"{"auths":{"hub":{"auth":"MARK"}}}"#),
        ] {
            assert_eq!(text(before).unwrap(), after.replace("MARK", MARK), "{before}");
        }
    }

    #[test]
    fn texts_without_secrets_stay_as_they_are() {
        for words in [
            "zk://zk1:2181,zk2:2181/mesos",
            "mail somebody@example.org",
            "--work_dir=/var/lib/mesos --port=5050",
            "https://example.org/a@b",
            "PASSWORD= ./run",
            "run --password --port 80",
            "run -- token",
            r#"{"cpus": 1}"#,
            "password",
        ] {
            assert_eq!(text(words), None, "{words}");
        }
    }

    proptest! {
        #[test]
        fn no_password_stays_in_an_address(user in "[a-z]{1,8}", password in "[A-Za-z0-9:@%=+]{1,16}Zq9", host in "[a-z]{1,8}") {
            let told = text(&format!("see zk://{user}:{password}@{host}:2181/mesos now")).unwrap();
            prop_assert!(!told.contains("Zq9"), "{}", told);
            prop_assert!(told.contains(&host));
        }

        #[test]
        fn twice_is_once(any in "[ -~]{0,80}") {
            if let Some(once) = text(&any) {
                prop_assert_eq!(text(&once).unwrap_or_else(|| once.clone()), once);
            }
        }
    }
}
