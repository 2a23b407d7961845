//! The app: its contexts, its routes, and the shell around them.

use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    hooks::use_params_map,
    path,
};

use crate::{
    components::page::PageHeading,
    live::Live,
    pages::{
        agents::{Agent, Agents},
        frameworks::{Framework, Frameworks},
        not_found::NotFound,
        overview::Overview,
        tasks::{Task, Tasks},
    },
    paths,
    shell::Shell,
    theme::ThemeChoice,
    ui::clock::Clock,
};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let clock = Clock::provide();
    ThemeChoice::provide();
    PageHeading::provide();
    let surroundings = Live::provide(clock).surroundings();
    view! {
        <Router base=paths::base()>
            <Shell surroundings>
                <FlatRoutes fallback=|| view! { <NotFound /> }.into_any()>
                    <Route path=path!("/") view=|| view! { <Overview /> }.into_any() />
                    <Route path=path!("/agents") view=|| view! { <Agents /> }.into_any() />
                    <Route path=path!("/agents/:id") view=agent />
                    <Route path=path!("/frameworks") view=|| view! { <Frameworks /> }.into_any() />
                    <Route path=path!("/frameworks/:id") view=framework />
                    <Route path=path!("/tasks") view=|| view! { <Tasks /> }.into_any() />
                    <Route path=path!("/tasks/:framework_id/:task_id") view=task />
                </FlatRoutes>
            </Shell>
        </Router>
    }
}

// A page of one thing is built anew when the id in the URL changes, so that it can take the id as a plain value.

fn agent() -> AnyView {
    let id = parameter("id");
    (move || view! { <Agent id=id.get() /> }).into_any()
}

fn framework() -> AnyView {
    let id = parameter("id");
    (move || view! { <Framework id=id.get() /> }).into_any()
}

fn task() -> AnyView {
    let (framework_id, task_id) = (parameter("framework_id"), parameter("task_id"));
    (move || view! { <Task framework_id=framework_id.get() task_id=task_id.get() /> }).into_any()
}

/// One part of the matched path, decoded.
fn parameter(name: &'static str) -> Memo<String> {
    let parameters = use_params_map();
    Memo::new(move |_| parameters.with(|parameters| parameters.get(name).unwrap_or_default()))
}
