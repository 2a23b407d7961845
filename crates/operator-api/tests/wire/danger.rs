//! The rules of what must not be sent, held against what was sent and what came of it.

use std::collections::BTreeSet;

use operator_api::danger::{Context, dangers};

use crate::exchange;

#[test]
fn what_ended_a_process_is_a_danger_and_what_went_well_is_none() {
    let mut stopped = Vec::new();
    for exchange in exchange::all() {
        let Some(call) = exchange.call() else { continue };
        // A quota that could be removed was there.
        let removed =
            call["remove_quota"]["role"].as_str().filter(|_| exchange.succeeded()).map(str::to_owned);
        let roles = BTreeSet::from_iter(removed);
        let context = Context { roles_with_quota: Some(&roles), ..Context::default() };
        for danger in dangers(exchange.target(), call, &context) {
            stopped.push(format!("{} {}: {:?}", exchange.status(), exchange.name(), danger.rule));
        }
        let ended = exchange.status() == 0 && !exchange.name().contains("protocol");
        assert!(
            !ended || stopped.last().is_some_and(|line| line.contains(&exchange.name())),
            "{}",
            exchange.name()
        );
    }
    // Answered 202 and then the end, no answer at all, or a grace period that was taken for none; what is 400 could be sent as well.
    insta::assert_snapshot!(stopped.join("\n"));
}
