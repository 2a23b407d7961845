//! A field of a fault: what is filled in, and the value that makes of it.

use leptos::prelude::*;
use serde_json::{Number, Value};

use super::AGENTS;
use crate::call::json::Read;
use crate::ui::unique::unique_id;

/// One thing that a fault needs to know.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ask {
    /// Its name in the request.
    pub key: String,
    name: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Agent,
    Text,
    Number,
    Whole,
    Choice(Vec<Value>),
}

impl Ask {
    /// As the server describes it, with what the field holds at first.
    pub fn read(ask: &Value) -> (Self, String) {
        let (kind, initial) = match ask.text("kind") {
            "agent" => (Kind::Agent, String::new()),
            "number" => (Kind::Number, ask.at("initial").to_string()),
            "whole" => (Kind::Whole, ask.at("initial").to_string()),
            "choice" => (Kind::Choice(ask.list("choices").to_vec()), "0".to_owned()),
            _ => (Kind::Text, ask.text("initial").to_owned()),
        };
        (Self { key: ask.text("key").to_owned(), name: ask.text("name").to_owned(), kind }, initial)
    }

    /// The value, or what is wrong with what was filled in.
    pub fn value(&self, typed: &str) -> Result<Value, String> {
        let typed = typed.trim();
        match &self.kind {
            Kind::Choice(choices) => {
                let chosen = typed.parse::<usize>().ok().and_then(|at| choices.get(at));
                chosen.cloned().ok_or_else(|| format!("{}: nothing is chosen", self.name))
            }
            _ if typed.is_empty() => Err(format!("{}: nothing is filled in", self.name)),
            Kind::Number => {
                let number = typed.parse().ok().and_then(Number::from_f64);
                number.map(Value::Number).ok_or_else(|| format!("{}: {typed} is no number", self.name))
            }
            Kind::Whole => {
                let number = typed.parse::<u32>().ok();
                number.map(Value::from).ok_or_else(|| format!("{}: {typed} is no whole number", self.name))
            }
            Kind::Agent | Kind::Text => Ok(typed.into()),
        }
    }

    /// The field.
    pub fn field(self, typed: RwSignal<String>) -> AnyView {
        let id = unique_id("fault");
        let input = match self.kind {
            Kind::Choice(choices) => {
                let options = choices.into_iter().enumerate().map(|(at, choice)| {
                    let text = choice.as_str().map_or_else(|| choice.to_string(), str::to_owned);
                    view! { <option value=at.to_string()>{text}</option> }
                });
                view! {
                    <select id=id.clone() class="input" on:change:target=move |event| typed.set(event.target().value())>
                        {options.collect_view()}
                    </select>
                }
                .into_any()
            }
            kind => view! {
                <input
                    id=id.clone()
                    class="input"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    inputmode=matches!(kind, Kind::Number | Kind::Whole).then_some("decimal")
                    list=(kind == Kind::Agent).then_some(AGENTS)
                    prop:value=typed
                    on:input:target=move |event| typed.set(event.target().value())
                />
            }
            .into_any(),
        };
        view! {
            <div class="field">
                <label for=id>{self.name}</label>
                {input}
            </div>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn asked(ask: &Value, typed: &str) -> Result<Value, String> {
        Ask::read(ask).0.value(typed)
    }

    #[test]
    fn a_value_is_of_its_kind() {
        let choice = json!({"key": "status", "name": "Status", "kind": "choice", "choices": [500, "x"]});
        assert_eq!(asked(&choice, "0"), Ok(json!(500)));
        assert_eq!(asked(&choice, "1"), Ok(json!("x")));
        assert_eq!(asked(&choice, "2"), Err("Status: nothing is chosen".into()));
        let number = json!({"key": "seconds", "name": "Seconds", "kind": "number", "initial": 10.0});
        assert_eq!(asked(&number, " 2.5 "), Ok(json!(2.5)));
        assert_eq!(asked(&number, "soon"), Err("Seconds: soon is no number".into()));
        let whole = json!({"key": "bytes", "name": "Bytes", "kind": "whole", "initial": 5});
        assert_eq!(asked(&whole, "500"), Ok(json!(500)));
        assert_eq!(asked(&whole, "2.5"), Err("Bytes: 2.5 is no whole number".into()));
        let agent = json!({"key": "agent", "name": "Agent id", "kind": "agent"});
        assert_eq!(asked(&agent, " S1 "), Ok(json!("S1")));
        assert_eq!(asked(&agent, ""), Err("Agent id: nothing is filled in".into()));
    }
}
