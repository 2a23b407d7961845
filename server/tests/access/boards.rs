//! Dashboards: a session of their own, read-only, that ends with the link.

use http::HeaderMap;
use mesoscope_server::access::Access;
use mesoscope_server::access::dashboard::{Link, Refused, Wanted};
use mesoscope_server::access::door::{BoardRefused, Unknown};
use mesoscope_server::access::identity::{Identity, Role, Way};
use mesoscope_server::access::permission::{Denied, Permission};
use mesoscope_server::access::session::Ended;
use mesoscope_server::config::BasePath;

use crate::support::{Place, START, log_in, minutes, peer, with_cookies};

const OPEN: &str = "dashboards = { without-login = true }";

fn link() -> Link {
    let wanted = Wanted {
        name: "wall".to_owned(),
        pages: vec!["/".to_owned()],
        every_seconds: 30,
        bound: Some(vec!["eng".to_owned()]),
        lasts_seconds: 3600,
    };
    Link::make(wanted, &Identity::open(Role::Operator), START).unwrap()
}

#[test]
fn a_wall_sees_its_roles_and_does_nothing_until_the_link_ends() {
    let place = Place::new(OPEN);
    let access = place.open();
    let link = link();
    let text = access.seal(&link).unwrap();
    access.register.add(link.clone(), "ada", START).unwrap();
    let (shown, cookie) = access.enter_board(&text, None, START).unwrap();
    assert_eq!(shown, link);
    let headers = with_cookies(&[&cookie.unwrap()]);
    // Nobody touches a wall: it is never idle.
    let late = START.after(minutes(59));
    let asker = access.identify(peer(), &headers, late).unwrap();
    assert_eq!((asker.who.way, asker.who.bound.as_deref()), (Way::Dashboard, Some(&["eng".to_owned()][..])));
    assert_eq!(access.decide(&asker.who, Permission::See), Ok(()));
    for asked in [
        Permission::Files,
        Permission::Change("DRAIN_AGENT"),
        Permission::Read("GET_STATE"),
        Permission::Dashboards,
    ] {
        assert!(matches!(access.decide(&asker.who, asked), Err(Denied::Dashboard(_))), "{asked:?}");
    }
    let end = START.after(minutes(60));
    assert_eq!(access.identify(peer(), &headers, end).unwrap_err(), Unknown::Session(Ended::Expired));

    assert!(access.register.revoke(&link.id, late).unwrap());
    assert_eq!(access.identify(peer(), &headers, late).unwrap_err(), Unknown::Session(Ended::Revoked));
    assert_eq!(access.still_open(&asker.session.unwrap(), late), Err(Ended::Revoked));
    assert_eq!(access.enter_board(&text, None, late).unwrap_err(), BoardRefused::Link(Refused::Revoked));
}

#[test]
fn without_login_only_where_the_administrator_says_so() {
    let place = Place::new("");
    let access = place.open();
    let text = access.seal(&link()).unwrap();
    assert_eq!(access.enter_board(&text, None, START).unwrap_err(), BoardRefused::Login);
    assert!(access.enter_board(&text, Some(&Identity::open(Role::Viewer)), START).is_ok());
}

#[test]
fn in_a_frame_only_over_encrypted_connections() {
    let place = Place::new("dashboards = { without-login = true, embed = [\"https://wall.example.org\"] }");
    let problems = Access::open(&place.settings, &BasePath::root(), false, false).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.key).collect::<Vec<_>>(), ["access.dashboards.embed"]);
    let access = place.open_as(true);
    let text = access.seal(&link()).unwrap();
    let cookie = access.enter_board(&text, None, START).unwrap().1.unwrap();
    let cookie = cookie.to_str().unwrap();
    assert!(
        cookie.starts_with("__Host-mesoscope-board=")
            && cookie.ends_with("SameSite=None; Partitioned; Secure")
    );
}

#[tokio::test]
async fn who_is_logged_in_stays_who_he_is() {
    let place = Place::new(OPEN);
    let access = place.open();
    let own = log_in(&access, "ada", &HeaderMap::new(), START).await;
    let text = access.seal(&link()).unwrap();
    let (_, board) = access.enter_board(&text, None, START).unwrap();
    let asker = access.identify(peer(), &with_cookies(&[&own, &board.unwrap()]), START).unwrap();
    assert_eq!(asker.who.name, "ada");
}

#[test]
fn a_links_text_is_no_session_and_a_forged_one_is_none() {
    let place = Place::new(OPEN);
    let access = place.open();
    let text = access.seal(&link()).unwrap();
    let mut headers = HeaderMap::new();
    for name in ["mesoscope", "mesoscope-board"] {
        headers.insert("cookie", format!("{name}={text}").parse().unwrap());
        assert!(access.identify(peer(), &headers, START).is_err(), "{name}");
    }
    for forged in ["", "x", &text[1..], &text[..text.len() - 1]] {
        let refused = access.enter_board(forged, None, START).unwrap_err();
        assert_eq!(refused, BoardRefused::Link(Refused::Forged));
    }
}
