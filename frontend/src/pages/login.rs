//! `/login?back=…`: where one says who one is, in one of the ways that this console has, and then goes on to where one came from.

mod form;
mod send;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::form::{Kind, LoginForm};
use crate::components::page::PageTitle;
use crate::paths::{Door, Query};
use crate::session::{SessionContext, Way, back, keep_why, kept_why, nobody, use_session};
use crate::ui::button::Button;
use crate::ui::notice::Loading;

/// The name, in the query, of what a provider said that did not let somebody in.
const TROUBLE: &str = "trouble";
/// So much of that is shown: whoever makes a link can write it.
const SHOWN: usize = 300;

/// The page.
#[component]
pub fn Login() -> impl IntoView {
    let session = use_session();
    let search = use_location().search.get_untracked();
    let target = StoredValue::new(back(&search));
    let known = Memo::new(move |_| session.known());
    Effect::new(move |before: Option<bool>| {
        let now = known.get();
        // Somebody has logged in, in another tab. Whoever comes here known wants to be somebody else.
        if now && before == Some(false) {
            go_on(&target.get_value());
        }
        now
    });
    let trouble = Query::parse(&search).get(TROUBLE).map(|words| {
        let words: String = words.chars().take(SHOWN).collect();
        nobody(&words)
    });
    let trouble = StoredValue::new(trouble);
    let is_asked = Memo::new(move |_| session.with(|session| session.way.is_some() || !session.known));
    let ways = Memo::new(move |_| is_asked.get().then(|| session.with(|session| session.ways.clone())));
    let kept = StoredValue::new(kept_why());
    let said = Memo::new(move |_| {
        session.with(|session| match (session.known, session.way) {
            (false, _) => session.why.clone().or_else(|| kept.get_value()).as_deref().map(nobody),
            (true, Some(way)) => Some(in_already(way, session.user.as_deref())),
            (true, None) => None,
        })
    });
    let why = move || {
        said.get().map(|words| {
            let on = known.get().then(|| view! { " " <a href=target.get_value()>"Go on to the console"</a> });
            view! { <p class="login-why">{words} {on}</p> }
        })
    };
    let content = move || match ways.get() {
        None => view! { <Loading what="the ways to log in" /> }.into_any(),
        Some(_) if session.way() == Some(Way::Open) => ().into_any(),
        Some(ways) if ways.is_empty() => no_way(session),
        Some(ways) => {
            let all = ways.into_iter().enumerate();
            all.map(|(at, name)| way(session, name, at == 0, target, trouble)).collect_view().into_any()
        }
    };
    view! {
        <div class="login">
            <p class="brand">
                <span class="brand-mark" aria-hidden="true"></span>
                "Mesoscope"
            </p>
            <PageTitle title="Log in" />
            {why}
            {content}
        </div>
    }
    .into_any()
}

/// Loads the page that was asked for anew: what was fetched for nobody, or for somebody else, is gone then.
fn go_on(target: &str) {
    keep_why(None);
    // It fails only where no page could be seen either.
    let _ = location().replace(target);
}

fn way(
    session: SessionContext,
    way: Way,
    is_first: bool,
    target: StoredValue<String>,
    trouble: StoredValue<Option<String>>,
) -> AnyView {
    let on_in = Callback::new(move |()| go_on(&target.get_value()));
    match way {
        Way::Users => view! { <LoginForm kind=Kind::User is_first on_in /> }.into_any(),
        Way::Mesos => view! { <LoginForm kind=Kind::Principal is_first on_in /> }.into_any(),
        Way::Oidc => provider(session, is_first, target, trouble),
        Way::Proxy => by_proxy(session),
        Way::Open | Way::Dashboard => ().into_any(),
    }
}

fn provider(
    session: SessionContext,
    is_first: bool,
    target: StoredValue<String>,
    trouble: StoredValue<Option<String>>,
) -> AnyView {
    let name =
        session.with(|session| session.oidc_name.clone()).unwrap_or_else(|| "OpenID Connect".to_owned());
    let href = Door::LoginOidc { back: target.get_value() }.href();
    let class = if is_first { "button primary" } else { "button" };
    let words = trouble.get_value().map(|words| view! { <p class="login-trouble" role="alert">{words}</p> });
    // The router keeps to pages of the app; this one is a door.
    view! {
        <section class="sheet login-way" aria-label=format!("With {name}")>
            {words}
            <a class=class href=href rel="external">
                {format!("Log in with {name}")}
            </a>
        </section>
    }
    .into_any()
}

fn by_proxy(session: SessionContext) -> AnyView {
    view! {
        <section class="sheet login-way" aria-label="By the proxy">
            <h2>"By the proxy before this console"</h2>
            <p>
                "The proxy says who you are. Open the console by the proxy's address, not by its own, and log in there; if you did, ask
                whoever runs this console whether you may come in."
            </p>
            <div class="session-buttons">
                <Button on_press=move |()| session.ask()>"Look again"</Button>
            </div>
        </section>
    }
    .into_any()
}

/// What is said to whoever comes here known.
fn in_already(way: Way, user: Option<&str>) -> String {
    match (way, user) {
        (Way::Open, _) => "This console asks nobody who they are.".to_owned(),
        (_, Some(user)) => format!("You are logged in as {user}."),
        (_, None) => "You are logged in.".to_owned(),
    }
}

fn no_way(session: SessionContext) -> AnyView {
    view! {
        <section class="sheet login-way" aria-label="No way in">
            <p>"This console has no way to log in. It is opened by the links of dashboards; ask whoever runs it for one."</p>
            <div class="session-buttons">
                <Button on_press=move |()| session.ask()>"Look again"</Button>
            </div>
        </section>
    }
    .into_any()
}
