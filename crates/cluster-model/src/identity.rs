//! What reservations and volumes are known by: a number made of their identity, the same in every release, so that it can stand in a link.

use operator_api::resources::{Reservation, Resource};

/// The number of an identity made of these parts: FNV-1a.
#[must_use]
pub fn key(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// As it stands in the columns of keys and in links.
#[must_use]
pub fn text(key: u64) -> String {
    format!("{key:016x}")
}

/// A reservation on an agent: the whole stack of it, with principals and labels.
#[must_use]
pub fn of_reservation(agent_id: &str, stack: &[Reservation]) -> u64 {
    let printed: Vec<String> = stack.iter().map(ToString::to_string).collect();
    key(&[agent_id, &printed.concat()])
}

/// A volume on an agent: its id is unique among those of one role.
#[must_use]
pub fn of_volume(agent_id: &str, volume: &Resource) -> u64 {
    key(&[agent_id, volume.reserved_role().unwrap_or_default(), volume.volume_id().unwrap_or_default()])
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn identities_differ_by_their_parts() {
        assert_eq!(key(&[]), 0xcbf2_9ce4_8422_2325);
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
    }
}
