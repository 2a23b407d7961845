//! What browsers, proxies and administrators write.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::LazyLock;

use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use mesoscope_server::access::audit::{Filter, Line, Time};
use mesoscope_server::access::dashboard::{Link, Register};
use mesoscope_server::access::identity::{Identity, Role, Way};
use mesoscope_server::access::key::{Keys, Purpose};
use mesoscope_server::access::mapping::Mapping;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::access::page::is_page;
use mesoscope_server::access::proxy::{self, Proxy};
use mesoscope_server::access::redact;
use mesoscope_server::access::session::cookie::{Cookie, SameSite};
use mesoscope_server::access::session::{Basis, Lifetimes, Sessions};
use mesoscope_server::access::settings::{Audit, Settings, Tls};
use mesoscope_server::access::users;
use mesoscope_server::config::BasePath;
use mesoscope_server::files::RemotePath;
use mesoscope_server::files::arguments::Arguments;
use mesoscope_server::files::attachment::attachment;
use mesoscope_server::files::range::Asked;
use mesoscope_server::relay::Call;
use mesoscope_server::upstream::{AgentAddress, MasterUrl};
use serde_json::Value;

use crate::{LITTLE, Memory, Subject, seeds};

/// What this module checks.
pub const SUBJECTS: &[Subject] = &[
    Subject { name: "path", check: path, seeds: path_seeds, memory: LITTLE },
    Subject { name: "range", check: range, seeds: range_seeds, memory: LITTLE },
    Subject { name: "address", check: address, seeds: address_seeds, memory: LITTLE },
    Subject { name: "cookie", check: cookie, seeds: cookie_seeds, memory: LITTLE },
    Subject { name: "proxy", check: proxied, seeds: proxy_seeds, memory: LITTLE },
    Subject {
        name: "call",
        check: call,
        seeds: seeds::calls,
        memory: Memory { fixed: 512 << 10, each: 512 },
    },
    Subject { name: "audit", check: audit, seeds: audit_seeds, memory: LITTLE },
    Subject {
        name: "settings",
        check: settings,
        seeds: settings_seeds,
        memory: Memory { fixed: 1 << 20, each: 1 << 10 },
    },
];

const NOW: Moment = Moment::from_millis(1_800_000_000_000);

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// The query of a file's door, and the path in it: what it names stays below what it is joined to, and in the name that it is saved as.
fn path(bytes: &[u8]) {
    let query = String::from_utf8_lossy(bytes);
    let arguments = Arguments::parse(&query);
    let Some(value) = arguments.get("path") else { return };
    assert!(value.len() <= query.len());
    let Ok(path) = RemotePath::parse(value.clone()) else { return };
    assert!(!path.bytes().contains(&0));
    if let Some((folder, name)) = path.folder_and_name() {
        assert!(!name.is_empty() && !name.contains(&b'/'));
        assert_eq!(folder.join(name).name(), name);
        assert!(
            folder
                .join(name)
                .bytes()
                .starts_with(folder.bytes().trim_ascii_end().strip_suffix(b"/").unwrap_or(b""))
        );
    }
    for name in [path.name(), path.folder_title()] {
        let saved = attachment(name);
        let saved = saved.to_str().expect("text");
        let name = saved.strip_prefix("attachment; filename=\"").expect("a name");
        let (name, rest) = name.split_once('"').expect("its end");
        assert!(!name.is_empty() && !name.contains(['/', '\\']) && name != "." && name != "..");
        assert!(rest.is_empty() || rest.starts_with("; filename*=UTF-8''"));
        assert!(!rest.contains(['"', '/', '\\']));
    }
}

fn path_seeds() -> Vec<Vec<u8>> {
    texts(&[
        "path=/frameworks/f/executors/e/runs/latest/stdout&as=tar",
        "path=%2Fslave%2Flog&offset=0",
        "path=/a/../../etc/passwd%00.txt",
        "path=%E9%FF/%e2%80%ae/gpj.exe&path=/b",
    ])
}

/// `Range`: what is asked for lies in the file.
fn range(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(asked) = Asked::parse(text) else { return };
    for size in [0, 1, 511, u64::MAX] {
        if let Some(range) = asked.of(size) {
            assert!(range.start < range.end && range.end <= size);
        }
    }
}

fn range_seeds() -> Vec<Vec<u8>> {
    texts(&["bytes=0-99", "bytes=5-", "Bytes = -7", "bytes=0-1,3-4", "bytes=18446744073709551616-"])
}

/// Addresses of masters as an administrator writes them and of agents as a master tells them; pages that a browser is led back to. None leads where it
/// does not say.
fn address(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(url) = MasterUrl::parse(text) {
        let api = url.api();
        assert!(matches!(api.scheme(), "http" | "https") && api.path().ends_with("/api/v1"));
        assert!(api.username().is_empty() && api.password().is_none());
    }
    if let Some(address) = AgentAddress::from_pid(text) {
        let told = address.to_string();
        let (host, path) =
            told.strip_prefix("http://").and_then(|rest| rest.split_once('/')).expect("an address");
        let host: SocketAddr = host.parse().unwrap_or_else(|_| {
            // The scheme's own port is left out.
            SocketAddr::new(host.trim_matches(['[', ']']).parse().expect("an address"), 80)
        });
        let ip = host.ip().to_canonical();
        let link_local = matches!(ip, IpAddr::V4(ip) if ip.is_link_local());
        assert!(!link_local && !ip.is_unspecified() && !ip.is_multicast(), "{told}");
        assert!(
            path.ends_with("/api/v1")
                && path.matches('/').count() == 2
                && !path.contains(['?', '#', '%', '\\'])
        );
    }
    if is_page(text) {
        assert!(text.starts_with('/') && !text.starts_with("//") && !text.contains('\\'));
        // As the header of a redirect, whatever browsers make of it.
        assert!(text.bytes().all(|byte| byte > b' ' && byte != 0x7f));
    }
}

fn address_seeds() -> Vec<Vec<u8>> {
    texts(&[
        "http://10.0.0.1:5050/api/v1",
        "https://[fd00::1]:5050/mesos/",
        "slave(1)@10.0.0.7:5051",
        "slave(1)@[::ffff:169.254.169.254]:80",
        "/tasks?q=state%3Dfailed#x",
        "//evil.example/",
    ])
}

static KEYS: LazyLock<Keys> = LazyLock::new(Keys::random);
static COOKIES: LazyLock<Sessions> = LazyLock::new(|| {
    Sessions::new(
        KEYS.clone(),
        Cookie::new("mesoscope", &BasePath::root(), false, SameSite::Strict),
        Lifetimes::default(),
    )
});
static SESSION: LazyLock<String> = LazyLock::new(|| {
    let ada = Identity { way: Way::User, name: "ada".to_owned(), ..Identity::open(Role::Viewer) };
    let begun = COOKIES.begin(ada, Basis::Nothing, None, None, NOW);
    let (_, cookie) = begun.expect("a session");
    cookie.to_str().expect("text").split(';').next().unwrap_or_default().to_owned()
});

/// The header `Cookie`, and a dashboard's link: nothing opens but what was sealed here.
fn cookie(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        headers.extend(HeaderValue::from_bytes(line).ok().map(|value| (COOKIE, value)));
    }
    if let Ok(session) = COOKIES.read(&headers, NOW) {
        let text = String::from_utf8_lossy(bytes);
        assert!(text.contains(SESSION.as_str()), "opened what was never sealed");
        assert_eq!((session.who.name.as_str(), session.who.role), ("ada", Role::Viewer));
    }
    let text = String::from_utf8_lossy(bytes);
    for purpose in [Purpose::Dashboard, Purpose::Attempt] {
        assert_eq!(KEYS.open::<Value>(purpose, &text), None);
    }
    let register = Register::in_memory();
    assert!(Link::open(&text, &KEYS, &register, NOW).is_err());
}

fn cookie_seeds() -> Vec<Vec<u8>> {
    let session = SESSION.as_str();
    let value = session.split('=').nth(1).unwrap_or_default();
    texts(&[
        session,
        &format!("a=b; {session}; c"),
        &format!("{session}; {session}"),
        &format!("{session}\nmesoscope=x"),
        value,
        "mesoscope=; mesoscope-board=eyJhbGciOiJub25lIn0.e30.",
    ])
}

/// The headers of a proxy: from elsewhere nobody, from it one name without anything that another reader would take for two.
fn proxied(bytes: &[u8]) {
    let proxy = Proxy {
        trusted: vec!["10.0.0.0/24".parse().expect("a net")],
        user: HeaderName::from_static("x-forwarded-user"),
        groups: HeaderName::from_static("x-forwarded-groups"),
        mapping: Mapping::new(Vec::new(), Some(Role::Viewer)),
    };
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Some(at) = line.iter().position(|byte| *byte == b':') else { continue };
        let value = HeaderValue::from_bytes(line[at + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(&line[..at]), value) {
            headers.append(name, value);
        }
    }
    let (inside, outside): (IpAddr, IpAddr) = ([10, 0, 0, 7].into(), [192, 0, 2, 1].into());
    assert!(proxy.identify(outside, &headers).is_err());
    if let Ok(who) = proxy.identify(inside, &headers) {
        assert!(!who.name.is_empty() && !who.name.chars().any(char::is_control));
        assert_eq!((who.role, who.way), (Role::Viewer, Way::Proxy));
        assert_eq!(headers.get_all("x-forwarded-user").iter().count(), 1);
    }
    assert_eq!(proxy::client(&proxy.trusted, (outside, 1).into(), &headers), outside);
    let _ = proxy::client(&proxy.trusted, (inside, 1).into(), &headers);
}

fn proxy_seeds() -> Vec<Vec<u8>> {
    texts(&[
        "x-forwarded-user: ada\nx-forwarded-groups: dev, sre\nx-forwarded-for: 203.0.113.9, 10.0.0.8",
        "x-forwarded-user: ada\nX-Forwarded-User: root",
        "x-forwarded-for: [2001:db8::1]:4711, 10.0.0.9\nx-forwarded-for: unknown",
    ])
}

/// A call as a browser sends it: what was read is what is sent on, and without its secrets it is still JSON.
fn call(bytes: &[u8]) {
    let json: HeaderMap =
        [(CONTENT_TYPE, HeaderValue::from_static("application/json"))].into_iter().collect();
    let Ok(call) = Call::read(&json, bytes) else { return };
    let sent: Value = serde_json::from_slice(&call.to_bytes()).expect("JSON");
    assert_eq!(sent["type"].as_str(), Some(call.kind()));
    assert_eq!(&sent, call.value());
    let mut redacted = call.into_value();
    redact::redact(&mut redacted);
    let again = redacted.clone();
    redact::redact(&mut redacted);
    assert_eq!(redacted, again, "nothing is left to be taken out");
}

/// The audit log read back, and what looks for lines in it.
fn audit(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(line) = serde_json::from_slice::<Line>(bytes) {
        let written = serde_json::to_string(&line.clone().cut()).expect("JSON");
        assert!(!written.contains('\n'), "a line is one line");
        let filter =
            Filter { text: Some("a".to_owned()), user: Some(text.into_owned()), ..Filter::default() };
        let _ = filter.passes(&line);
    } else if let Some(time) = Time::parse(&text) {
        assert_eq!(Time::parse(time.as_str()).as_ref(), Some(&time));
    }
}

fn audit_seeds() -> Vec<Vec<u8>> {
    let line = Line { user: "ada".to_owned(), call: "DRAIN_AGENT".to_owned(), ..Line::default() };
    vec![serde_json::to_vec(&line).unwrap_or_default(), b"2026-11-22T00:35:19+01:00".to_vec()]
}

/// The users file and the tables of the configuration.
fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(file) = toml::from_str::<users::File>(text) {
        let written = toml::to_string(&file).expect("TOML");
        assert_eq!(toml::from_str::<users::File>(&written).expect("what was written"), file);
        // What is logged of it has no hash.
        assert!(
            file.users.iter().all(|user| user.hash.len() < 20 || !format!("{user:?}").contains(&user.hash))
        );
    }
    let _ = toml::from_str::<Settings>(text);
    let _ = toml::from_str::<Audit>(text);
    let _ = toml::from_str::<Tls>(text);
    let _ = toml::from_str::<BTreeMap<String, toml::Value>>(text);
}

fn settings_seeds() -> Vec<Vec<u8>> {
    texts(&[
        "[[user]]\nname = \"ada\"\nhash = \"$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA\"\nrole = \"viewer\"\nbind = [\"eng\"]\n",
        "ways = [\"users\", \"proxy\"]\ntrusted-proxies = [\"10.0.0.0/24\"]\n[actions]\nTEARDOWN = \"admin\"\n[[map]]\ngroup = \"sre\"\nrole = \"admin\"\n",
        "file = \"-\"\nsize = 1\nkeep = 2\n",
    ])
}
