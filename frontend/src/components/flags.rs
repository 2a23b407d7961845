//! The flags a master or an agent was started with.

use leptos::prelude::*;
use serde_json::Value;

use super::{
    listing::{Cells, ColumnHead, Listing, words},
    panel::Panel,
    shown::Shown,
};
use crate::call::{
    json::Read,
    reading::{Reading, SELDOM},
};
use crate::paths::Place;

static HEADS: [ColumnHead; 2] = [words("Flag"), words("Value")];

/// All flags, in a list that can be searched.
#[component]
pub fn Flags(
    /// Whose.
    place: Place,
) -> impl IntoView {
    let reading = Reading::of_call(place, "GET_FLAGS", SELDOM);
    let rows = reading.read(flags);
    view! {
        <Panel title="Flags" what="the flags" condition=reading.condition>
            <Listing label="Flags" heads=&HEADS rows empty="It was started without any flag." />
        </Panel>
    }
}

fn flags(answer: &Value) -> Vec<Cells> {
    let row = |flag: &Value| {
        let value = flag.text("value");
        let value = if value.is_empty() { Shown::None } else { Shown::Code(value.to_owned()) };
        vec![Shown::Code(format!("--{}", flag.text("name"))), value]
    };
    answer.list("get_flags.flags").iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn flags_are_written_as_on_a_command_line() {
        let answer = json!({"get_flags":{"flags":[{"name":"port","value":"5050"},{"name":"roles"}]}});
        let rows = flags(&answer);
        assert_eq!(rows[0], [Shown::Code("--port".into()), Shown::Code("5050".into())]);
        assert_eq!(rows[1][1], Shown::None);
    }
}
