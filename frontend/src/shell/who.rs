//! Who is at this tab, behind a button of the header: what they are here, what they see, and the way out.

use leptos::prelude::*;

use super::leave::leave;
use crate::session::{Session, Way, use_session};
use crate::ui::{
    button::Button,
    facts::{Fact, Facts},
    icon::{Glyph, Icon},
    popover::Popover,
};

/// The button and what it opens.
#[component]
pub fn Who() -> impl IntoView {
    let session = use_session();
    let name = Memo::new(move |_| session.with(name));
    let facts = Memo::new(move |_| session.with(facts));
    let way_out = Memo::new(move |_| session.with(|session| way_out(session.way)));
    let trouble = RwSignal::new(String::new());
    let label = Signal::derive(move || match name.get() {
        Some(name) => format!("Account: {name}"),
        None => "Account".to_owned(),
    });
    let face = move || {
        view! {
            <Icon glyph=Glyph::Person />
            <span class="who-name">{name}</span>
        }
        .into_any()
    };
    let list = move || {
        let facts = facts.get().into_iter();
        facts.map(|(name, value)| view! { <Fact name=name>{value}</Fact> }).collect_view()
    };
    let out = move || match way_out.get() {
        Out::Here => {
            let press = move |()| {
                trouble.set(String::new());
                leave(session, move |words| {
                    trouble.try_set(words);
                });
            };
            view! { <Button on_press=press>"Log out"</Button> }.into_any()
        }
        Out::Elsewhere(words) => view! { <p class="muted">{words}</p> }.into_any(),
    };
    view! {
        <Popover label class="button quiet who" face=face>
            <div class="who-body">
                <Facts>{list}</Facts>
                {out}
                <p class="who-trouble" role="alert">
                    {trouble}
                </p>
            </div>
        </Popover>
    }
    .into_any()
}

/// What stands in the header; nothing where nobody is asked who they are.
fn name(session: &Session) -> Option<String> {
    let board = session.board.as_ref().map(|board| board.name.clone());
    board
        .or_else(|| session.user.clone())
        .or_else(|| session.principal.clone().filter(|_| session.way == Some(Way::Mesos)))
}

/// What there is to know of whoever is here.
fn facts(session: &Session) -> Vec<(&'static str, String)> {
    let sees = match session.bound.as_deref() {
        None => "everything".to_owned(),
        Some([]) => "nothing".to_owned(),
        Some(roles) => format!("{} and below", roles.join(", ")),
    };
    let principal = session.principal.clone().unwrap_or_else(|| "nobody: no credentials are sent".to_owned());
    let groups = session.groups.join(", ");
    let known_by = session.way.map(|way| known_by(way, session.oidc_name.as_deref())).unwrap_or_default();
    let changes = if session.read_only { "none: this console is read-only" } else { "" };
    let facts = [
        ("You are", name(session).unwrap_or_else(|| "not asked for".to_owned())),
        ("Known by", known_by),
        ("Role", session.role.clone().unwrap_or_default()),
        ("Groups", groups),
        ("You see", sees),
        ("Changes", changes.to_owned()),
        ("Mesos knows you as", principal),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn known_by(way: Way, provider: Option<&str>) -> String {
    match way {
        Way::Open => "nothing: this console lets everybody in".to_owned(),
        Way::Mesos => "your credentials of Mesos".to_owned(),
        Way::Users => "your password for this console".to_owned(),
        Way::Proxy => "the proxy before this console".to_owned(),
        Way::Oidc => provider.unwrap_or("OpenID Connect").to_owned(),
        Way::Dashboard => "the link of a dashboard".to_owned(),
    }
}

/// Where one is logged out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Out {
    Here,
    Elsewhere(&'static str),
}

fn way_out(way: Option<Way>) -> Out {
    match way {
        Some(Way::Mesos | Way::Users | Way::Oidc | Way::Dashboard) => Out::Here,
        Some(Way::Proxy) => Out::Elsewhere("You are logged in and out where the proxy does it."),
        Some(Way::Open) | None => Out::Elsewhere(""),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn value(session: &Session, name: &str) -> Option<String> {
        facts(session).into_iter().find(|(of, _)| *of == name).map(|(_, value)| value)
    }

    #[test]
    fn whoever_is_here_reads_who_they_are_and_what_they_see() {
        let ada =
            Session::read(&json!({"user": "ada", "role": "viewer", "way": "oidc", "oidc_name": "id.test",
            "bound": ["eng", "ops"], "principal": "console"}));
        assert_eq!(name(&ada).as_deref(), Some("ada"));
        assert_eq!(value(&ada, "Known by").as_deref(), Some("id.test"));
        assert_eq!(value(&ada, "You see").as_deref(), Some("eng, ops and below"));
        assert_eq!(value(&ada, "Mesos knows you as").as_deref(), Some("console"));
        assert_eq!(value(&ada, "Groups"), None);
    }

    #[test]
    fn where_nobody_is_asked_nobody_logs_out() {
        let anybody = Session::read(&json!({"way": "open", "role": "operator", "read_only": true}));
        assert_eq!((name(&anybody), way_out(anybody.way)), (None, Out::Elsewhere("")));
        assert!(value(&anybody, "Changes").is_some());
        assert_eq!(way_out(Some(Way::Users)), Out::Here);
        assert_ne!(way_out(Some(Way::Proxy)), Out::Here);
    }

    #[test]
    fn credentials_of_mesos_are_a_name() {
        let ops = Session::read(&json!({"way": "mesos", "principal": "ops"}));
        assert_eq!(name(&ops).as_deref(), Some("ops"));
    }
}
