//! Whose path it is: the master's, an agent's, or nobody's.

use crate::world::ids::AgentKey;

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The master's operator API.
    Master,
    /// An agent's operator API.
    Agent(AgentKey),
    /// `/health`, which needs no credentials.
    Health,
    /// `/version`, which needs no credentials.
    Version,
}

/// Finds who a path is for. `/api/v1` alone is the master's, since its process is the one behind the listener; agents are
/// told apart by their process. Mesos answers below an endpoint too, and does not mind slashes.
pub fn route(path: &str) -> Option<Target> {
    let decoded = decode(path);
    let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
    match *parts.as_slice() {
        ["api", "v1", ..] | ["master", "api", "v1", ..] => Some(Target::Master),
        [process, "api", "v1", ..] => agent(process).map(Target::Agent),
        ["health", ..] | ["master", "health", ..] => Some(Target::Health),
        ["version", ..] => Some(Target::Version),
        _ => None,
    }
}

/// `slave(12)` is the twelfth agent.
fn agent(process: &str) -> Option<AgentKey> {
    let number: u32 = process.strip_prefix("slave(")?.strip_suffix(')')?.parse().ok()?;
    let key = AgentKey(number.checked_sub(1)?);
    (key.process() == process).then_some(key)
}

/// Percent-decoding; what is not well encoded stays as it is.
fn decode(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_as_mesos_finds_them() {
        for master in ["/api/v1", "/api/v1/", "//api/v1", "/api/v1/anything", "/master/api/v1"] {
            assert_eq!(route(master), Some(Target::Master), "{master}");
        }
        for agent in ["/slave(3)/api/v1", "/slave%283%29/api/v1"] {
            assert_eq!(route(agent), Some(Target::Agent(AgentKey(2))), "{agent}");
        }
        for nobody in ["/", "/api", "/api/v2", "/slave(0)/api/v1", "/slave(03)/api/v1", "/nothing"] {
            assert_eq!(route(nobody), None, "{nobody}");
        }
    }
}
