//! One user as another: credentials kept from whoever came last (Headlamp CVE-2025-14269, Grafana CVE-2022-21673), tokens that outlive what gave them
//! (Rancher GHSA-c45c-39f6-6gw9), and headers of a proxy from somebody who is none.

use std::net::{IpAddr, SocketAddr};

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use mesoscope_server::access::Access;
use mesoscope_server::access::moment::Moment;
use mesoscope_server::config::{BasePath, Credentials};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::tally::Tally;

const NOW: Moment = Moment::from_millis(1_800_000_000_000);

fn peer() -> SocketAddr {
    SocketAddr::from(([192, 0, 2, 7], 4711))
}

fn open(text: &str) -> Access {
    Access::open(&toml::from_str(text).unwrap(), &BasePath::root(), false, false).unwrap()
}

#[test]
fn many_users_interleaved_are_never_each_other() {
    let mut tally = Tally::of("users interleaved");
    let access = open("ways = [\"mesos\"]");
    let cookies: Vec<_> = (0..50)
        .map(|user| {
            let credentials = Credentials::new(format!("user{user}"), format!("secret{user}"));
            let (session, cookie) = access.begin_with_mesos(credentials, &HeaderMap::new(), NOW).unwrap();
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            (session, pair)
        })
        .collect();
    let mut random = StdRng::seed_from_u64(1);
    let mut gone = std::collections::HashSet::new();
    for _ in 0..10_000 {
        let user = random.random_range(0..cookies.len());
        let headers: HeaderMap =
            [(COOKIE, HeaderValue::try_from(&cookies[user].1).unwrap())].into_iter().collect();
        match access.identify(peer(), &headers, NOW) {
            Ok(asker) => {
                let name = format!("user{user}");
                let own =
                    asker.who.name == name && asker.who.mesos.is_some_and(|mesos| mesos.principal == name);
                tally.tried(own && !gone.contains(&user), || name);
            }
            Err(_) => tally.tried(gone.contains(&user), || format!("user{user} is not known")),
        }
        if random.random_ratio(1, 500) {
            access.log_out(&cookies[user].0, NOW);
            gone.insert(user);
        }
        tally.tried(access.identify(peer(), &HeaderMap::new(), NOW).is_err(), || "nobody".to_owned());
    }
    tally.end();
}

#[test]
fn headers_of_a_proxy_count_from_the_proxy_only() {
    let mut tally = Tally::of("forged headers of a proxy");
    let access = open("ways = [\"proxy\"]\ntrusted-proxies = [\"10.1.2.0/24\"]\ndefault-role = \"viewer\"");
    let mut random = StdRng::seed_from_u64(1);
    for _ in 0..10_000 {
        let address: [u8; 4] = random.random();
        if address[..3] == [10, 1, 2] {
            continue;
        }
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-user", HeaderValue::from_static("root"));
        // Whom it says it comes from changes nothing.
        headers.insert("x-forwarded-for", HeaderValue::from_static("10.1.2.3"));
        headers.insert("forwarded", HeaderValue::from_static("for=10.1.2.3"));
        let peer = SocketAddr::new(IpAddr::from(address), 1);
        tally.tried(access.identify(peer, &headers, NOW).is_err(), || format!("{peer}"));
    }
    tally.end();
}
