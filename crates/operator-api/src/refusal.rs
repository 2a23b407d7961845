//! Which field of a form Mesos' own words are about, when it refuses a call.
//!
//! ```
//! use operator_api::calls::Target;
//! use operator_api::refusal;
//! use serde_json::json;
//!
//! let weights = json!([{ "role": "eng", "weight": 2 }, { "role": "ops", "weight": 0 }]);
//! let call = json!({ "type": "UPDATE_WEIGHTS", "update_weights": { "weight_infos": weights } });
//! let words = "Failed to validate update weights request JSON for role 'ops': Invalid weight '0': Weights must be positive";
//! assert_eq!(refusal::field(Target::Master, &call, 400, words).unwrap().as_str(), "weights[1].weight");
//! ```
//!
//! The words are those of Mesos 1.11, recorded or read in its source. The fields are those of [`rules`](crate::rules): what a rule would
//! have said of the field stands in the same place when Mesos says it.

mod agent;
mod container;
mod maintenance;
mod malformed;
mod provider;
mod quota;
mod resources;
mod weight;

use serde_json::Value;

use crate::calls::{self, Target};
use crate::rules::Field;

/// The field that `words`, the text of a refusal, are about. `None` if they are about the call as a whole, or about nothing that is known.
pub fn field(target: Target, call: &Value, status: u16, words: &str) -> Option<Field> {
    if !matches!(status, 400 | 404 | 409 | 500) {
        return None;
    }
    let kind = calls::of(target, call)?;
    let member = kind.arguments.member()?;
    let arguments = &call[member];
    if let Some(path) = malformed::path(words) {
        // Without its arguments the whole call is wrong.
        return malformed::field(path, arguments).filter(|_| path != member);
    }
    match kind.name {
        "RESERVE_RESOURCES" => resources::field(arguments, &["resources", "source"], words),
        "UNRESERVE_RESOURCES" => resources::field(arguments, &["resources"], words),
        "CREATE_VOLUMES" | "DESTROY_VOLUMES" => resources::field(arguments, &["volumes"], words),
        "GROW_VOLUME" | "SHRINK_VOLUME" => resources::of_one_volume(arguments, words),
        "UPDATE_QUOTA" | "SET_QUOTA" | "REMOVE_QUOTA" => quota::field(call, words),
        "UPDATE_WEIGHTS" => weight::field(call, words),
        "UPDATE_MAINTENANCE_SCHEDULE" => maintenance::of_schedule(call, words),
        "START_MAINTENANCE" | "STOP_MAINTENANCE" => maintenance::of_machines(call, words),
        "DRAIN_AGENT" | "DEACTIVATE_AGENT" | "REACTIVATE_AGENT" | "MARK_AGENT_GONE" => agent::field(words),
        "TEARDOWN" => words.contains("framework").then(|| Field::new("framework")),
        name if name.contains("RESOURCE_PROVIDER") => provider::field(words),
        name if name.contains("CONTAINER") => container::field(words),
        _ => None,
    }
}

/// What stands in single quotes after `before`: what Mesos quotes of the call.
fn quoted<'a>(words: &'a str, before: &str) -> Option<&'a str> {
    let (_, rest) = words.split_once(before)?;
    rest.strip_prefix('\'')?.split_once('\'').map(|(quoted, _)| quoted)
}
