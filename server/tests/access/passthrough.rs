//! Credentials of Mesos: in the process' memory and nowhere else.

use http::HeaderMap;
use mesoscope_server::access::Access;
use mesoscope_server::access::door::Unknown;
use mesoscope_server::access::session::Ended;
use mesoscope_server::config::{BasePath, Credentials};

use crate::support::{Place, START, peer, with_cookies};

fn open(place: &Place) -> Access {
    let key = place.settings.session_key_file.clone().unwrap();
    let text = format!("ways = [\"mesos\"]\nsession-key-file = {key:?}\nsession-key-create = true");
    Access::open(&toml::from_str(&text).unwrap(), &BasePath::root(), false, false).unwrap()
}

#[test]
fn two_users_interleaved_have_each_their_own() {
    let access = open(&Place::new(""));
    let begin = |name: &str| {
        let credentials = Credentials::new(name, format!("{name}-secret"));
        access.begin_with_mesos(credentials, &HeaderMap::new(), START).unwrap().1
    };
    let (ada, bob) = (begin("ada"), begin("bob"));
    for _ in 0..3 {
        for (name, cookie) in [("ada", &ada), ("bob", &bob)] {
            let who = access.identify(peer(), &with_cookies(&[cookie]), START).unwrap().who;
            assert_eq!((who.name.as_str(), who.mesos.unwrap().principal.as_str()), (name, name));
        }
        assert!(access.identify(peer(), &HeaderMap::new(), START).is_err(), "and nobody has nobody's");
    }
}

#[test]
fn a_process_that_does_not_know_the_secret_asks_again() {
    let place = Place::new("");
    let access = open(&place);
    let (session, cookie) =
        access.begin_with_mesos(Credentials::new("ada", "s3cret"), &HeaderMap::new(), START).unwrap();
    let headers = with_cookies(&[&cookie]);
    assert_eq!(open(&place).identify(peer(), &headers, START).unwrap_err(), Unknown::Session(Ended::Lost));
    access.log_out(&session, START);
    assert!(access.identify(peer(), &headers, START).is_err());
}

#[tokio::test]
async fn what_mesos_could_not_be_asked_is_no_failure() {
    let access = open(&Place::new(""));
    let none = HeaderMap::new();
    for _ in 0..20 {
        access.attempt("ada", (peer(), &none), START).unwrap().is_void();
    }
    for _ in 0..5 {
        drop(access.attempt("ada", (peer(), &none), START).unwrap());
    }
    assert!(access.attempt("ada", (peer(), &none), START).is_err());
}
