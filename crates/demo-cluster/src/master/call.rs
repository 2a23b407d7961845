//! Calls to the master, read and found valid.

use operator_api::calls::{self, Arguments, Target};
use operator_api::json::WireEnum;
use operator_api::v1::master::Call;
use operator_api::v1::master::call::Type;
use prost::Message;

use crate::http::door;
use crate::http::reply::Reply;
use crate::print::document::Encoding;

/// A call that can be answered: its type is known and its arguments are there.
pub(crate) struct Valid {
    /// The type.
    pub(crate) kind: Type,
    /// Its name.
    pub(crate) name: &'static str,
    /// With what.
    pub(crate) call: Call,
}

/// Reads a call, or says in Mesos' words why it is none.
pub(crate) fn read(encoding: Encoding, bytes: &[u8]) -> Result<Valid, Reply> {
    let (call, members) = match encoding {
        Encoding::Json => {
            let value = door::json("master.Call", "Failed to convert JSON into Call protobuf: ", bytes)?;
            let members: Vec<String> = value
                .as_object()
                .map(|object| {
                    object
                        .iter()
                        .filter(|(_, value)| !value.is_null())
                        .map(|(name, _)| name.clone())
                        .collect()
                })
                .unwrap_or_default();
            let call: Call = serde_json::from_value(value).map_err(|error| {
                Reply::bad_request(format!("Failed to convert JSON into Call protobuf: {error}"))
            })?;
            (call, Some(members))
        }
        Encoding::Protobuf => {
            let call = Call::decode(bytes)
                .map_err(|_| Reply::bad_request("Failed to parse body into Call protobuf"))?;
            (call, None)
        }
    };
    let kind = call.r#type.and_then(Type::from_number);
    let Some(kind) = kind else {
        return Err(Reply::bad_request("Failed to validate master::Call: Expecting 'type' to be present"));
    };
    let Some(known) = calls::find(Target::Master, kind.name()) else {
        return Err(Reply::not_implemented());
    };
    if let Arguments::Required(member) = known.arguments {
        let there = match &members {
            Some(members) => members.iter().any(|name| name == member),
            None => has(&call, member),
        };
        if !there {
            return Err(Reply::bad_request(format!(
                "Failed to validate master::Call: Expecting '{member}' to be present"
            )));
        }
    }
    Ok(Valid { kind, name: known.name, call })
}

/// Whether a call that came as protobuf has a member: its JSON form shows it.
fn has(call: &Call, member: &str) -> bool {
    serde_json::to_value(call).is_ok_and(|value| value.get(member).is_some())
}
