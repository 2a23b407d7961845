//! Sessions that nobody was given: anonymous and forged tokens, fixed ones, ones of others (Argo CD CVE-2021-26921, CVE-2020-8826, GHSA-r642-gv9p-2wjj;
//! Kubernetes Dashboard CVE-2018-18264: a missing login became the console's own account).

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue};
use mesoscope_server::access::Access;
use mesoscope_server::access::identity::{Identity, Role, SessionId, Way};
use mesoscope_server::access::key::{Keys, Purpose};
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::session::cookie::{Cookie, SameSite};
use mesoscope_server::access::session::{Basis, Lifetimes, Sessions};
use mesoscope_server::config::BasePath;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;

use crate::tally::Tally;

const NOW: Moment = Moment::from_millis(1_800_000_000_000);

fn peer() -> std::net::SocketAddr {
    std::net::SocketAddr::from(([192, 0, 2, 7], 4711))
}

fn access(ways: &str) -> Access {
    let text = format!("ways = {ways}\npublic-url = \"http://localhost/\"\n");
    Access::open(&toml::from_str(&text).unwrap(), &BasePath::root(), false, false).unwrap()
}

fn cookie(value: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::try_from(format!("mesoscope={value}")) {
        headers.insert(COOKIE, value);
    }
    headers
}

/// Sessions as the console makes them, with a key that the attacker has.
fn sessions(keys: &Keys) -> Sessions {
    Sessions::new(
        keys.clone(),
        Cookie::new("mesoscope", &BasePath::root(), false, SameSite::Strict),
        Lifetimes::default(),
    )
}

#[test]
fn without_credentials_there_is_nobody() {
    let mut tally = Tally::of("requests without credentials");
    let proxied = "[\"proxy\"]\ntrusted-proxies = [\"10.0.0.1/32\"]\ndefault-role = \"viewer\"";
    for ways in ["[\"mesos\"]", proxied] {
        let access = access(ways);
        for headers in [
            HeaderMap::new(),
            cookie(""),
            cookie("null"),
            cookie("undefined"),
            [(AUTHORIZATION, HeaderValue::from_static("Basic YWRtaW46YWRtaW4="))].into_iter().collect(),
            [(http::HeaderName::from_static("x-forwarded-user"), HeaderValue::from_static("admin"))]
                .into_iter()
                .collect(),
            [(http::HeaderName::from_static("x-remote-user"), HeaderValue::from_static("admin"))]
                .into_iter()
                .collect(),
        ] {
            tally.tried(access.identify(peer(), &headers, NOW).is_err(), || format!("{headers:?}"));
        }
    }
    tally.end();
}

#[test]
fn tokens_that_others_take_are_none() {
    let mut tally = Tally::of("forged sessions");
    let access = access("[\"mesos\"]");
    let claims = json!({"sub": "admin", "role": "admin", "name": "admin", "way": "user"});
    let base64 = |text: &str| {
        use base64::Engine;
        base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(text)
    };
    let none = base64(&json!({"alg": "none", "typ": "JWT"}).to_string());
    let mut values = vec![
        format!("{none}.{}.", base64(&claims.to_string())),
        base64(&claims.to_string()),
        "admin".to_owned(),
        base64(&"\0".repeat(200)),
    ];
    // Of another key, and with what no login writes.
    let sealed = |way| {
        Keys::random().seal(Purpose::Session, &json!({
        "id": SessionId::random(), "name": "admin", "role": "admin", "way": way, "issued": NOW, "seen": NOW,
        "expires": NOW.millis() + 1000, "idle": null,
    }))
    };
    values.extend(["user", "oidc", "mesos", "dashboard", "open", "proxy"].map(|way| sealed(way).unwrap()));
    let mut random = StdRng::seed_from_u64(1);
    values.extend((0..10_000).map(|_| {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..random.random_range(0..600)).map(|_| char::from(letters[random.random_range(0..64)])).collect()
    }));
    for value in values {
        tally.tried(access.identify(peer(), &cookie(&value), NOW).is_err(), || value);
    }
    tally.end();
}

#[test]
fn a_bit_that_was_turned_makes_it_worthless() {
    let mut tally = Tally::of("changed sessions");
    let sessions = sessions(&Keys::random());
    let ada = Identity { way: Way::User, name: "ada".to_owned(), ..Identity::open(Role::Viewer) };
    let (_, written) = sessions.begin(ada, Basis::Nothing, None, None, NOW).unwrap();
    let value = written.to_str().unwrap().split([';', '=']).nth(1).unwrap().to_owned();
    assert!(sessions.read(&cookie(&value), NOW).is_ok());
    for at in 0..value.len() {
        for letter in ['A', 'z', '0', '-'] {
            let mut other = value.clone();
            other.replace_range(at..=at, &letter.to_string());
            if other != value {
                tally.tried(sessions.read(&cookie(&other), NOW).is_err(), || other);
            }
        }
        tally.tried(sessions.read(&cookie(&value[..at]), NOW).is_err(), || format!("cut at {at}"));
    }
    tally.end();
}

#[test]
fn a_session_that_was_fixed_beforehand_is_not_the_one_of_the_login() {
    let mut tally = Tally::of("fixed sessions");
    let sessions = sessions(&Keys::random());
    let who = |name: &str| Identity { way: Way::User, name: name.to_owned(), ..Identity::open(Role::Viewer) };
    for _ in 0..100 {
        let (fixed, planted) = sessions.begin(who("eve"), Basis::Nothing, None, None, NOW).unwrap();
        let (begun, _) = sessions.begin(who("ada"), Basis::Nothing, Some(&fixed), None, NOW).unwrap();
        let headers = cookie(planted.to_str().unwrap().split([';', '=']).nth(1).unwrap());
        tally.tried(begun.id != fixed.id && sessions.read(&headers, NOW).is_err(), || format!("{fixed:?}"));
    }
    tally.end();
}

#[test]
fn sessions_end_however_they_are_used() {
    let mut tally = Tally::of("sessions beyond their time");
    let lifetimes = Lifetimes::default();
    let sessions = sessions(&Keys::random());
    let ada = Identity { way: Way::User, name: "ada".to_owned(), ..Identity::open(Role::Viewer) };
    let (session, written) = sessions.begin(ada, Basis::Nothing, None, None, NOW).unwrap();
    let value =
        |written: &HeaderValue| written.to_str().unwrap().split([';', '=']).nth(1).unwrap().to_owned();
    let first = cookie(&value(&written));
    tally.tried(sessions.read(&first, NOW.after(lifetimes.idle)).is_err(), || "idle".to_owned());
    // Used to the last moment, by whoever has the cookie.
    let last = NOW.after(lifetimes.absolute - std::time::Duration::from_secs(1));
    let renewed = cookie(&value(&sessions.touch(&session, last).unwrap()));
    assert!(sessions.read(&renewed, last).is_ok());
    for later in [lifetimes.absolute, lifetimes.absolute * 2] {
        tally.tried(sessions.read(&renewed, NOW.after(later)).is_err(), || format!("{later:?}"));
    }
    // Made in the future by a clock that was wrong, or by somebody.
    let early = Moment::from_millis(NOW.millis() - 3_600_000);
    tally.tried(sessions.read(&first, early).is_err(), || "from the future".to_owned());
    tally.end();
}
