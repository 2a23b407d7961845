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
        agents::{Agent, AgentMap, Agents},
        events::Events,
        executors::{Executor, Executors},
        files::{Files, Log},
        frameworks::{Framework, Frameworks},
        maintenance::Maintenance,
        masters::Masters,
        not_found::NotFound,
        offers::Offers,
        operations::Operations,
        overview::Overview,
        quota::Quota,
        reservations::Reservations,
        roles::{Role, Roles},
        tasks::{Task, Tasks},
        volumes::Volumes,
    },
    paths::{self, Place},
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
                    <Route path=path!("/agents/map") view=|| view! { <AgentMap /> }.into_any() />
                    <Route path=path!("/agents/:id") view=agent />
                    <Route path=path!("/frameworks") view=|| view! { <Frameworks /> }.into_any() />
                    <Route path=path!("/frameworks/:id") view=framework />
                    <Route path=path!("/tasks") view=|| view! { <Tasks /> }.into_any() />
                    <Route path=path!("/tasks/:framework_id/:task_id") view=task />
                    <Route path=path!("/executors") view=|| view! { <Executors /> }.into_any() />
                    <Route path=path!("/executors/:agent_id/:framework_id/:executor_id") view=executor />
                    <Route path=path!("/roles") view=|| view! { <Roles /> }.into_any() />
                    <Route path=path!("/roles/:name") view=role />
                    <Route path=path!("/quota") view=|| view! { <Quota /> }.into_any() />
                    <Route path=path!("/reservations") view=|| view! { <Reservations /> }.into_any() />
                    <Route path=path!("/volumes") view=|| view! { <Volumes /> }.into_any() />
                    <Route path=path!("/offers") view=|| view! { <Offers /> }.into_any() />
                    <Route path=path!("/operations") view=|| view! { <Operations /> }.into_any() />
                    <Route path=path!("/maintenance") view=|| view! { <Maintenance /> }.into_any() />
                    <Route path=path!("/masters") view=|| view! { <Masters /> }.into_any() />
                    <Route path=path!("/events") view=|| view! { <Events /> }.into_any() />
                    <Route path=path!("/files/master") view=|| view! { <Files place=Place::Master /> }.into_any() />
                    <Route path=path!("/files/agents/:id") view=agent_files />
                    <Route path=path!("/log/master") view=|| view! { <Log place=Place::Master /> }.into_any() />
                    <Route path=path!("/log/agents/:id") view=agent_log />
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

fn executor() -> AnyView {
    let [agent_id, framework_id, executor_id] = ["agent_id", "framework_id", "executor_id"].map(parameter);
    (move || {
        view! {
            <Executor
                agent_id=agent_id.get()
                framework_id=framework_id.get()
                executor_id=executor_id.get()
            />
        }
    })
    .into_any()
}

fn role() -> AnyView {
    let name = parameter("name");
    (move || view! { <Role name=name.get() /> }).into_any()
}

fn agent_files() -> AnyView {
    let id = parameter("id");
    (move || view! { <Files place=Place::Agent { id: id.get() } /> }).into_any()
}

fn agent_log() -> AnyView {
    let id = parameter("id");
    (move || view! { <Log place=Place::Agent { id: id.get() } /> }).into_any()
}

/// One part of the matched path, decoded.
fn parameter(name: &'static str) -> Memo<String> {
    let parameters = use_params_map();
    Memo::new(move |_| parameters.with(|parameters| parameters.get(name).unwrap_or_default()))
}
