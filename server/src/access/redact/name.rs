//! Whether a name is one of a secret.

/// Anywhere in a name, however it is joined to others: `PGPASSWORD`, `accesskeyid`.
const ANYWHERE: [&str; 10] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "credential",
    "apikey",
    "accesskey",
    "privatekey",
    "connectionstring",
];

/// As a word of a name only: `API_KEY` is one, `MONKEY` is none.
const WORDS: [&str; 9] = ["key", "keys", "pwd", "pass", "auth", "authorization", "cookie", "jwt", "dsn"];

/// With these beside them, words that say nothing: `public_key`, `key_file`, `key_count`.
const HARMLESS: [&str; 9] = ["public", "file", "path", "dir", "count", "id", "name", "size", "type"];

/// Whether a variable, a flag, a label or a member of this name holds a secret.
#[must_use]
pub fn is_secret(name: &str) -> bool {
    if name.len() > 512 {
        return false;
    }
    let words = words(name);
    let joined = words.concat();
    if ANYWHERE.iter().any(|part| joined.contains(part)) {
        return !is_about(&joined, &words);
    }
    let is_word = words.iter().any(|word| WORDS.contains(&word.as_str()));
    is_word && !words.iter().any(|word| HARMLESS.contains(&word.as_str()))
}

/// Whether it says where a secret is, or switches something on, rather than being one.
fn is_about(joined: &str, words: &[String]) -> bool {
    let last = words.last().map(String::as_str).unwrap_or_default();
    matches!(last, "file" | "path" | "dir" | "name" | "enabled" | "ttl" | "timeout")
        || joined.starts_with("authenticate")
        || joined.starts_with("max")
}

/// The words of a name, in lower case: at anything that is no letter or digit, and where a small letter is followed by a capital.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small_before = false;
    for letter in name.chars() {
        let starts = letter.is_uppercase() && small_before;
        if (!letter.is_alphanumeric() || starts) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        small_before = letter.is_lowercase() || letter.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn names_of_secrets() {
        for name in [
            "PASSWORD",
            "KEY",
            "DB_PASSWORD",
            "PGPASSWORD",
            "db.passwd",
            "API_KEY",
            "apiKey",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "aws_session_token",
            "GITHUB_TOKEN",
            "--jwt_secret_key",
            "credentials",
            "HTTP_AUTH",
            "Authorization",
            "sshPrivateKey",
            "SENTRY_DSN",
            "passphrase",
            "set-cookie",
            "MYSQL_PWD",
        ] {
            assert!(is_secret(name), "{name}");
        }
    }

    #[test]
    fn names_of_other_things() {
        for name in [
            "",
            "MONKEY",
            "KEYBOARD",
            "AUTHOR",
            "compass",
            "SSH_PUBLIC_KEY",
            "TLS_KEY_FILE",
            "PASSWORD_FILE",
            "hostname",
            "principal",
            "authenticate_agents",
            "framework_id",
            "passenger",
            "TOKEN_TTL",
            "secret_name",
        ] {
            assert!(!is_secret(name), "{name}");
        }
    }
}
