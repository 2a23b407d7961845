//! Calls to an agent, read and found valid.

use operator_api::calls::{self, Arguments, Target};
use operator_api::json::WireEnum;
use operator_api::v1::agent::Call;
use operator_api::v1::agent::call::Type;
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

/// Reads a call, or says in Mesos' words why it is none. Agents say less than the master does.
pub(crate) fn read(encoding: Encoding, bytes: &[u8]) -> Result<Valid, Reply> {
    let call = match encoding {
        Encoding::Json => {
            let value = door::json("agent.Call", "", bytes)?;
            serde_json::from_value(value).map_err(|error| Reply::bad_request(error.to_string()))?
        }
        Encoding::Protobuf => Call::decode(bytes)
            .map_err(|_| Reply::bad_request("Failed to parse body into a protobuf object"))?,
    };
    let Some(kind) = call.r#type.and_then(Type::from_number) else {
        return Err(Reply::bad_request("Failed to validate agent::Call: Expecting 'type' to be present"));
    };
    let Some(known) = calls::find(Target::Agent, kind.name()) else {
        return Err(Reply::not_implemented());
    };
    match known.arguments {
        Arguments::Required(member) if !has(&call, member) => Err(Reply::bad_request(format!(
            "Failed to validate agent::Call: Expecting '{member}' to be present"
        ))),
        _ => Ok(Valid { kind, name: known.name, call }),
    }
}

/// Whether a call has a member: its JSON form shows it.
fn has(call: &Call, member: &str) -> bool {
    serde_json::to_value(call).is_ok_and(|value| value.get(member).is_some())
}
