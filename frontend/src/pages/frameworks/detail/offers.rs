//! What a framework has been offered and has not answered.

use serde_json::Value;

use crate::call::json::Read;
use crate::call::resources::{Resource, line};

/// An offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// The agent it is of.
    pub agent_id: String,
    /// That agent's host.
    pub host: String,
    /// The role it is made to.
    pub role: String,
    /// What is in it: `cpus 2 · mem 1 GiB`.
    pub resources: String,
}

/// The offers of a framework.
pub fn offers(framework: &Value) -> Vec<Offer> {
    let offer = |offer: &Value| Offer {
        id: offer.text("id.value").to_owned(),
        agent_id: offer.text("agent_id.value").to_owned(),
        host: offer.text("hostname").to_owned(),
        role: offer.text("allocation_info.role").to_owned(),
        resources: line(&Resource::read_all(offer.list("resources"))),
    };
    framework.list("offers").iter().map(offer).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_offer_in_one_line() {
        let framework = json!({"offers":[{"id":{"value":"O12"},"framework_id":{"value":"F"},"agent_id":{"value":"S3"},
            "hostname":"agent4.test","allocation_info":{"role":"ops"},"resources":[
            {"name":"mem","type":"SCALAR","scalar":{"value":1024.0},"allocation_info":{"role":"ops"}},
            {"name":"cpus","type":"SCALAR","scalar":{"value":2.0},"allocation_info":{"role":"ops"}}]}]});
        assert_eq!(
            offers(&framework),
            [Offer {
                id: "O12".into(),
                agent_id: "S3".into(),
                host: "agent4.test".into(),
                role: "ops".into(),
                resources: "cpus 2 · mem 1 GiB".into(),
            }]
        );
    }
}
