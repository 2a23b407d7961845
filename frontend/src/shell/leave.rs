//! Logging out.

use leptos::prelude::*;
use serde_json::{Value, json};

use crate::call::{answer::Answer, json::Read, send::send};
use crate::components::external_link::WebUrl;
use crate::paths::{Door, Page};
use crate::session::SessionContext;

/// Logs out, and goes to where that leads; `failed` is told why it did not.
pub fn leave(session: SessionContext, failed: impl FnOnce(String) + 'static) {
    leptos::task::spawn_local(async move {
        match send(&Door::Logout, &json!({})).await {
            // A page that is loaded anew holds nothing of what was seen before. It fails only where no page could be seen either.
            Answer::Found(said) => drop(location().replace(&next(&said))),
            Answer::Missing(words) | Answer::Forbidden(words) => {
                session.ask();
                failed(words);
            }
            Answer::Broken { what, .. } => failed(format!("You are still logged in. {what}")),
        }
    });
}

/// Where one goes on: to the provider that one has to be logged out of too, else to the login.
fn next(said: &Value) -> String {
    let provider = WebUrl::parse(said.text("next"));
    provider.map_or_else(|| Page::Login.href(), |url| url.href().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_to_the_provider_or_to_the_login() {
        assert_eq!(next(&json!({"next": "https://id.test/logout?x=1"})), "https://id.test/logout?x=1");
        assert_eq!(next(&json!({"next": null})), "/login");
        assert_eq!(next(&json!({"next": "javascript:alert(1)"})), "/login");
    }
}
