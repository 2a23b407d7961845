//! Plans out of recorded calls.

use operator_api::resources::{Resource, Scalar};
use serde_json::Value;

pub fn list(json: &Value) -> &[Value] {
    json.as_array().map_or(&[], Vec::as_slice)
}

pub fn resources(json: &Value) -> Vec<Resource> {
    list(json).iter().map(|resource| Resource::from_json(resource).unwrap()).collect()
}

pub fn scalar(json: &Value) -> Scalar {
    Scalar::from_f64(json["value"].as_f64().unwrap())
}

pub fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}
