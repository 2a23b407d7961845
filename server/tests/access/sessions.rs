//! Sessions: what begins them, what ends them, and what is none.

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use mesoscope_server::access::door::Unknown;
use mesoscope_server::access::identity::Role;
use mesoscope_server::access::login::Refused;
use mesoscope_server::access::session::Ended;
use mesoscope_server::access::users::Password;

use crate::support::{PASSWORD, Place, START, log_in, minutes, peer, user, with_cookies};

fn ended(reason: Ended) -> Unknown {
    Unknown::Session(reason)
}

#[tokio::test]
async fn somebody_who_logs_in_is_known_by_the_cookie_and_in_every_replica() {
    let place = Place::new("");
    let (access, replica) = (place.open(), place.open());
    let cookie = log_in(&access, "bob", &HeaderMap::new(), START).await;
    for access in [&access, &replica] {
        let asker = access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap();
        assert_eq!((asker.who.name.as_str(), asker.who.role), ("bob", Role::Operator));
        assert_eq!(asker.who.bound.unwrap(), ["eng"]);
        assert_eq!(asker.who.session, asker.session.map(|session| session.id));
    }
    assert_eq!(access.identify(peer(), &HeaderMap::new(), START).unwrap_err(), ended(Ended::None));
}

#[tokio::test]
async fn a_cookie_says_nothing_that_could_be_read() {
    let place = Place::new("");
    let access = place.open_as(true);
    let cookie = log_in(&access, "bob", &HeaderMap::new(), START).await;
    let text = cookie.to_str().unwrap();
    assert!(text.starts_with("__Host-mesoscope="), "{text}");
    assert!(text.ends_with("; Path=/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure"), "{text}");
    assert!(cookie.is_sensitive());
    assert!(!text.contains("bob") && !text.contains("Ym9i"));
}

#[tokio::test]
async fn forged_cookies_are_none() {
    let place = Place::new("");
    let access = place.open();
    let elsewhere = Place::new("");
    let stranger = elsewhere.open();
    let cookie = log_in(&stranger, "ada", &HeaderMap::new(), START).await;
    let foreign = with_cookies(&[&cookie]);
    assert_eq!(access.identify(peer(), &foreign, START).unwrap_err(), ended(Ended::Forged));
    for value in ["", "admin", "e30", &"A".repeat(3000), "%7B%22name%22%3A%22ada%22%7D", "../../etc/passwd"] {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, format!("mesoscope={value}").parse().unwrap());
        assert_eq!(access.identify(peer(), &headers, START).unwrap_err(), ended(Ended::Forged), "{value}");
    }
}

#[tokio::test]
async fn a_second_cookie_of_the_name_makes_both_worthless() {
    let place = Place::new("");
    let access = place.open();
    let ada = log_in(&access, "ada", &HeaderMap::new(), START).await;
    let bob = log_in(&access, "bob", &HeaderMap::new(), START).await;
    assert_eq!(
        access.identify(peer(), &with_cookies(&[&ada, &bob]), START).unwrap_err(),
        ended(Ended::Forged)
    );
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends_and_one_that_is_used_ends_later() {
    let place = Place::new("session-idle-minutes = 10\nsession-hours = 1");
    let access = place.open();
    let mut cookie = log_in(&access, "ada", &HeaderMap::new(), START).await;
    let late = access.identify(peer(), &with_cookies(&[&cookie]), START.after(minutes(10))).unwrap_err();
    assert_eq!(late, ended(Ended::Idle));
    for minute in (5..60).step_by(5) {
        let now = START.after(minutes(minute));
        let asker = access.identify(peer(), &with_cookies(&[&cookie]), now).unwrap();
        // What is asked without anybody at the keyboard does not make it longer: only `touch` does.
        cookie = access.touch(&asker.session.unwrap(), now).unwrap();
    }
    let now = START.after(minutes(60));
    assert_eq!(access.identify(peer(), &with_cookies(&[&cookie]), now).unwrap_err(), ended(Ended::Expired));
}

#[tokio::test]
async fn a_stream_lasts_while_somebody_is_there() {
    let place = Place::new("session-idle-minutes = 10");
    let access = place.open();
    let cookie = log_in(&access, "ada", &HeaderMap::new(), START).await;
    let session = access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap().session.unwrap();
    let soon = START.after(minutes(9));
    assert_eq!(access.still_open(&session, soon), Ok(()));
    assert!(access.touch(&session, soon).is_some());
    assert_eq!(access.still_open(&session, START.after(minutes(18))), Ok(()));
    assert_eq!(access.still_open(&session, START.after(minutes(19))), Err(Ended::Idle));
}

#[tokio::test]
async fn a_login_makes_a_new_session_and_ends_the_one_before() {
    let place = Place::new("");
    let access = place.open();
    let before = log_in(&access, "ada", &HeaderMap::new(), START).await;
    let after = log_in(&access, "ada", &with_cookies(&[&before]), START).await;
    assert_ne!(before, after);
    assert_eq!(
        access.identify(peer(), &with_cookies(&[&before]), START).unwrap_err(),
        ended(Ended::LoggedOut)
    );
    assert!(access.identify(peer(), &with_cookies(&[&after]), START).is_ok());
}

#[tokio::test]
async fn a_logout_ends_the_session_for_whoever_has_its_cookie_and_its_streams() {
    let place = Place::new("");
    let access = place.open();
    let cookie = log_in(&access, "ada", &HeaderMap::new(), START).await;
    let session = access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap().session.unwrap();
    assert_eq!(access.still_open(&session, START), Ok(()));
    let cleared = access.log_out(&session, START);
    assert!(cleared.to_str().unwrap().starts_with("mesoscope=; Path=/; Max-Age=0"));
    assert_eq!(access.still_open(&session, START), Err(Ended::LoggedOut));
    assert_eq!(
        access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap_err(),
        ended(Ended::LoggedOut)
    );
}

#[tokio::test]
async fn the_users_file_decides_now_and_not_at_the_login() {
    let place = Place::new("");
    let access = place.open();
    let cookie = log_in(&access, "bob", &HeaderMap::new(), START).await;
    let session = access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap().session.unwrap();

    place.write(vec![user("bob", Role::Viewer, Some(&["ops"]))]);
    let bob = access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap().who;
    assert_eq!((bob.role, bob.bound.unwrap()), (Role::Viewer, vec!["ops".to_owned()]));
    assert_eq!(
        access.still_open(&session, START),
        Err(Ended::UserChanged),
        "what streams to him is not his any more"
    );

    let mut other = user("bob", Role::Operator, Some(&["eng"]));
    other.hash = Password::new("another horse").hash().unwrap();
    place.write(vec![other]);
    assert_eq!(
        access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap_err(),
        ended(Ended::UserChanged)
    );
    place.write(vec![]);
    assert_eq!(
        access.identify(peer(), &with_cookies(&[&cookie]), START).unwrap_err(),
        ended(Ended::UserChanged)
    );
}

#[tokio::test]
async fn a_way_that_was_closed_closes_its_sessions() {
    let place = Place::new("");
    let cookie = log_in(&place.open(), "ada", &HeaderMap::new(), START).await;
    let key = place.settings.session_key_file.clone().unwrap();
    let text = format!("ways = [\"mesos\"]\nsession-key-file = {key:?}");
    let settings = toml::from_str(&text).unwrap();
    let access = mesoscope_server::access::Access::open(
        &settings,
        &mesoscope_server::config::BasePath::root(),
        false,
        false,
    );
    let refused = access.unwrap().identify(peer(), &with_cookies(&[&cookie]), START).unwrap_err();
    assert!(matches!(refused, Unknown::Session(_)), "{refused:?}");
}

#[tokio::test]
async fn every_wrong_login_is_answered_alike() {
    let place = Place::new("");
    let access = place.open();
    let none = HeaderMap::new();
    let mut answers = Vec::new();
    for (name, password) in [("ada", "wrong horse"), ("nobody", PASSWORD), ("", ""), ("ada", "")] {
        let answer = access.log_in(name, Password::new(password), (peer(), &none), START).await;
        answers.push(answer.unwrap_err());
    }
    assert_eq!(answers, [Refused::Wrong; 4]);
}

#[tokio::test]
async fn guessing_ends_with_a_pause_behind_a_proxy_too() {
    let place = Place::new("trusted-proxies = [\"192.0.2.0/24\"]");
    let access = place.open();
    let from = |address: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static(address));
        headers
    };
    for guess in 0..5 {
        let password = Password::new(format!("guess {guess}"));
        let name = format!("user{guess}");
        let answer = access.log_in(&name, password, (peer(), &from("203.0.113.5")), START).await;
        assert_eq!(answer.unwrap_err(), Refused::Wrong);
    }
    let headers = from("1.1.1.1, 203.0.113.5");
    let answer = access.log_in("ada", Password::new(PASSWORD), (peer(), &headers), START).await;
    assert!(matches!(answer, Err(Refused::TooMany(_))), "a forged hop is no new address");
    log_in(&access, "ada", &from("203.0.113.6"), START).await;
}
