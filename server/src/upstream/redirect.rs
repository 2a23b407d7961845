//! Where a master that does not lead sends us.

use http::HeaderMap;
use http::header::LOCATION;
use reqwest::Url;

use super::address::authority;
use super::{MasterUrl, UpstreamError};

/// The leader named by the answer of `asked`, if it is one of the masters we know; `learnt` are `host:port`s that masters have named as their
/// own. Mesos sends `//host:port/…` without a scheme: it is the scheme we came with.
pub(super) fn leader(
    asked: &MasterUrl,
    headers: &HeaderMap,
    configured: &[MasterUrl],
    learnt: &[String],
) -> Result<MasterUrl, UpstreamError> {
    let at = asked.authority();
    let not_mesos = |what: &str| UpstreamError::NotMesos { at: at.clone(), what: what.to_owned() };
    let location = headers
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .ok_or_else(|| not_mesos("it redirects without saying where to"))?;
    let target = asked
        .api()
        .join(location)
        .ok()
        .filter(|target| matches!(target.scheme(), "http" | "https"))
        .ok_or_else(|| not_mesos("it redirects to something that is no address"))?;
    let named = authority(&target);
    if let Some(known) = configured.iter().find(|master| master.authority() == named) {
        return Ok(known.clone());
    }
    if learnt.contains(&named)
        && let Some(known) = follow(asked, &target)
    {
        return Ok(known);
    }
    Err(UpstreamError::UnknownLeader { at, leader: named })
}

fn follow(asked: &MasterUrl, target: &Url) -> Option<MasterUrl> {
    asked.at(target.host_str()?, target.port_or_known_default()?)
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::LOCATION};

    use super::leader;
    use crate::upstream::{MasterUrl, UpstreamError};

    fn redirected(location: &'static str, learnt: &[&str]) -> Result<String, &'static str> {
        let configured = ["http://m1:5050", "http://m2:5050"].map(|url| MasterUrl::parse(url).unwrap());
        let learnt: Vec<String> = learnt.iter().map(|each| (*each).to_owned()).collect();
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_static(location));
        leader(&configured[0], &headers, &configured, &learnt)
            .map(|url| url.api().to_string())
            .map_err(|error| error.kind())
    }

    #[test]
    fn only_known_masters_are_followed() {
        assert_eq!(redirected("//m2:5050/api/v1", &[]).unwrap(), "http://m2:5050/api/v1");
        assert_eq!(redirected("http://M2:5050/master/api/v1", &[]).unwrap(), "http://m2:5050/api/v1");
        assert_eq!(
            redirected("//10.0.0.2:5050/api/v1", &["10.0.0.2:5050"]).unwrap(),
            "http://10.0.0.2:5050/api/v1"
        );
        for elsewhere in
            ["//10.0.0.2:5050/api/v1", "//m2:5051/api/v1", "//m2.evil.example:5050/", "http://m2:5050@evil/"]
        {
            assert_eq!(redirected(elsewhere, &[]), Err("unknown_leader"), "{elsewhere}");
        }
        for nowhere in ["gopher://m2:5050/", "javascript:alert(1)", "http://"] {
            assert_eq!(redirected(nowhere, &[]), Err("not_mesos"), "{nowhere}");
        }
    }

    #[test]
    fn a_redirect_to_nowhere_is_not_mesos() {
        let master = MasterUrl::parse("http://m1:5050").unwrap();
        let error = leader(&master, &HeaderMap::new(), &[], &[]).unwrap_err();
        assert!(matches!(error, UpstreamError::NotMesos { .. }), "{error}");
    }
}
