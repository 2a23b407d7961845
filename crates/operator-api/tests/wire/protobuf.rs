//! Recorded protobuf goes through the types and comes out the same: no field is unknown to them.

use crate::{What, exchange};

#[test]
fn recorded_protobuf_loses_nothing() {
    let mut count = 0;
    let mut check = |name: &str, what: What, bytes: &[u8]| {
        let (value, again) = what.through_protobuf(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        // Mesos writes some answers' fields in another order than their numbers', so only the length is the same.
        assert_eq!(again.len(), bytes.len(), "{name}: fields were lost");
        let (value_again, third) = what.through_protobuf(&again).expect("what was just written");
        assert_eq!((value, again), (value_again, third), "{name}");
        count += 1;
    };
    for exchange in exchange::all() {
        if let (Some(call), true) = (exchange.call_bytes(), exchange.succeeded()) {
            check(&exchange.name(), What::Call(exchange.target()), &call);
        }
        if let Some((what, true)) = exchange.answer() {
            exchange.messages().iter().for_each(|message| check(&exchange.name(), what, message));
        }
    }
    assert_eq!(count, 184);
}
