//! A change is sent once, whatever the masters do.

use mesoscope_server::upstream::{Masters, UpstreamError};

use crate::support::{Mesos, answer, garbage, limits, refused_port, silent};

const CALL: &str = r#"{"type":"GET_VERSION"}"#;

fn masters(addresses: &[&str]) -> Masters {
    let addresses: Vec<String> = addresses.iter().map(|address| (*address).to_owned()).collect();
    let limits =
        mesoscope_server::upstream::Limits { answer: std::time::Duration::from_millis(200), ..limits() };
    Masters::new(&addresses, None, limits).unwrap()
}

#[tokio::test]
async fn who_may_have_read_it_is_the_only_one_asked() {
    let mesos = Mesos::start().await;
    for first in [silent().await, garbage("").await, garbage("HTTP/1.1 2").await, garbage("nonsense").await] {
        let unanswered = masters(&[&first, &mesos.url()]).exchange_once(&CALL.into()).await.unwrap_err();
        assert!(unanswered.sent, "{}", unanswered.error);
    }
    let refused = answer("503 Service Unavailable", "", "Master has not finished recovery").await;
    let answered = masters(&[&refused, &mesos.url()]).exchange_once(&CALL.into()).await.unwrap();
    assert_eq!(answered.status, 503);
    assert_eq!(mesos.count("GET_VERSION"), 0);
}

#[tokio::test]
async fn where_nobody_has_read_it_another_is_asked() {
    let mesos = Mesos::start().await;
    let nobody = format!("http://{}", refused_port().await);
    let location = format!("Location: //{}/api/v1", mesos.address);
    let standby = answer("307 Temporary Redirect", &location, "").await;
    for (at, first) in [nobody.as_str(), &standby].into_iter().enumerate() {
        let masters = masters(&[first, &mesos.url()]);
        let answered = masters.exchange_once(&CALL.into()).await.unwrap();
        assert_eq!((answered.status.as_u16(), mesos.count("GET_VERSION")), (200, at + 1));
        assert_eq!(masters.leader().unwrap().authority(), mesos.address.to_string());
    }
}

#[tokio::test]
async fn without_anybody_nothing_is_sent() {
    let nobody = format!("http://{}", refused_port().await);
    let unanswered = masters(&[&nobody]).exchange_once(&CALL.into()).await.unwrap_err();
    assert!(!unanswered.sent && matches!(unanswered.error, UpstreamError::Refused { .. }));
    let stranger = answer("307 Temporary Redirect", "Location: //10.0.0.9:5050/api/v1", "").await;
    let unanswered = masters(&[&stranger]).exchange_once(&CALL.into()).await.unwrap_err();
    assert!(!unanswered.sent && matches!(unanswered.error, UpstreamError::UnknownLeader { .. }));
}
