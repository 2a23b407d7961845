//! The app: its contexts, its routes, and the shell around them.

use leptos::prelude::*;
use leptos_router::{
    components::{FlatRoutes, Route, Router},
    hooks::use_params_map,
    path,
};

use crate::{
    components::page::PageHeading,
    here::search_here,
    later::{Build, later},
    live::Live,
    pages::{
        agents::{Agent, AgentMap, Agents},
        audit::Audit,
        board::BoardDoor,
        change::{
            container::{ContainerForm, Deed},
            create_volume::CreateVolumeForm,
            destroy_volume::DestroyVolumeForm,
            drain::DrainForm,
            logging::LoggingForm,
            maintenance::{StartMaintenanceForm, StopMaintenanceForm},
            provider::ProviderForm,
            provider_gone::ProviderGoneForm,
            prune_images::PruneImagesForm,
            quota::QuotaForm,
            remove_provider::RemoveProviderForm,
            reserve::ReserveForm,
            resize_volume::ResizeVolumeForm,
            schedule::ScheduleForm,
            standing::{Standing, StandingForm},
            teardown::TeardownForm,
            unreserve::UnreserveForm,
            weights::WeightsForm,
        },
        changes::{Change, Changes},
        dashboards::{Dashboards, NewDashboard},
        events::Events,
        executors::{Executor, Executors},
        faults::Faults,
        files::{Files, Log},
        frameworks::{Framework, Frameworks},
        login::Login,
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
        terminal::Terminal,
        volumes::Volumes,
    },
    paths::{self, Place},
    session::SessionContext,
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
    SessionContext::provide(clock);
    let surroundings = Live::provide(clock).surroundings();
    view! {
        <Router base=paths::base()>
            <Shell surroundings>
                <FlatRoutes fallback=|| view! { <NotFound /> }.into_any()>
                    <Route path=path!("/") view=|| view! { <Overview /> }.into_any() />
                    <Route path=path!("/agents") view=|| view! { <Agents /> }.into_any() />
                    <Route path=path!("/agents/map") view=later!(cluster, || view! { <AgentMap /> }.into_any()) />
                    <Route path=path!("/agents/:id") view=later!(details, agent) />
                    <Route path=path!("/frameworks") view=|| view! { <Frameworks /> }.into_any() />
                    <Route path=path!("/frameworks/:id") view=later!(details, framework) />
                    <Route path=path!("/tasks") view=|| view! { <Tasks /> }.into_any() />
                    <Route path=path!("/tasks/:framework_id/:task_id") view=later!(details, task) />
                    <Route path=path!("/executors") view=later!(details, || view! { <Executors /> }.into_any()) />
                    <Route path=path!("/executors/:agent_id/:framework_id/:executor_id") view=later!(details, executor) />
                    <Route path=path!("/roles") view=later!(resources, || view! { <Roles /> }.into_any()) />
                    <Route path=path!("/roles/:name") view=later!(resources, role) />
                    <Route path=path!("/quota") view=later!(resources, || view! { <Quota /> }.into_any()) />
                    <Route path=path!("/reservations") view=later!(resources, || view! { <Reservations /> }.into_any()) />
                    <Route path=path!("/volumes") view=later!(resources, || view! { <Volumes /> }.into_any()) />
                    <Route path=path!("/offers") view=later!(resources, || view! { <Offers /> }.into_any()) />
                    <Route path=path!("/operations") view=later!(resources, || view! { <Operations /> }.into_any()) />
                    <Route path=path!("/maintenance") view=later!(cluster, || view! { <Maintenance /> }.into_any()) />
                    <Route path=path!("/masters") view=later!(cluster, || view! { <Masters /> }.into_any()) />
                    <Route path=path!("/events") view=later!(cluster, || view! { <Events /> }.into_any()) />
                    <Route path=path!("/terminal/:agent_id") view=later!(terminal, terminal) />
                    <Route path=path!("/changes") view=later!(changes, || view! { <Changes /> }.into_any()) />
                    <Route path=path!("/changes/:id") view=later!(changes, change) />
                    <Route path=path!("/change/reserve") view=later!(changes, || anew(|| view! { <ReserveForm /> }.into_any())) />
                    <Route path=path!("/change/unreserve") view=later!(changes, || anew(|| view! { <UnreserveForm /> }.into_any())) />
                    <Route path=path!("/change/create-volume") view=later!(changes, || anew(|| view! { <CreateVolumeForm /> }.into_any())) />
                    <Route path=path!("/change/destroy-volume") view=later!(changes, || anew(|| view! { <DestroyVolumeForm /> }.into_any())) />
                    <Route path=path!("/change/resize-volume") view=later!(changes, || anew(|| view! { <ResizeVolumeForm /> }.into_any())) />
                    <Route path=path!("/change/launch-container") view=later!(changes, || anew(|| container(Deed::Launch))) />
                    <Route path=path!("/change/kill-container") view=later!(changes, || anew(|| container(Deed::Kill))) />
                    <Route path=path!("/change/remove-container") view=later!(changes, || anew(|| container(Deed::Remove))) />
                    <Route path=path!("/change/drain") view=later!(changes, || anew(|| view! { <DrainForm /> }.into_any())) />
                    <Route path=path!("/change/deactivate") view=later!(changes, || anew(|| standing(Standing::Deactivated))) />
                    <Route path=path!("/change/reactivate") view=later!(changes, || anew(|| standing(Standing::Active))) />
                    <Route path=path!("/change/mark-gone") view=later!(changes, || anew(|| standing(Standing::Gone))) />
                    <Route path=path!("/change/teardown") view=later!(changes, || anew(|| view! { <TeardownForm /> }.into_any())) />
                    <Route path=path!("/change/quota") view=later!(changes, || anew(|| view! { <QuotaForm /> }.into_any())) />
                    <Route path=path!("/change/weights") view=later!(changes, || anew(|| view! { <WeightsForm /> }.into_any())) />
                    <Route path=path!("/change/logging") view=later!(changes, || anew(|| view! { <LoggingForm /> }.into_any())) />
                    <Route path=path!("/change/provider") view=later!(changes, || anew(|| view! { <ProviderForm /> }.into_any())) />
                    <Route path=path!("/change/remove-provider") view=later!(changes, || anew(|| view! { <RemoveProviderForm /> }.into_any())) />
                    <Route path=path!("/change/provider-gone") view=later!(changes, || anew(|| view! { <ProviderGoneForm /> }.into_any())) />
                    <Route path=path!("/change/prune-images") view=later!(changes, || anew(|| view! { <PruneImagesForm /> }.into_any())) />
                    <Route path=path!("/change/schedule") view=later!(changes, || anew(|| view! { <ScheduleForm /> }.into_any())) />
                    <Route path=path!("/change/start-maintenance") view=later!(changes, || anew(|| view! { <StartMaintenanceForm /> }.into_any())) />
                    <Route path=path!("/change/stop-maintenance") view=later!(changes, || anew(|| view! { <StopMaintenanceForm /> }.into_any())) />
                    <Route path=path!("/audit") view=later!(access, || view! { <Audit /> }.into_any()) />
                    <Route path=path!("/dashboards") view=later!(access, || view! { <Dashboards /> }.into_any()) />
                    <Route path=path!("/dashboards/new") view=later!(access, || view! { <NewDashboard /> }.into_any()) />
                    <Route path=path!("/board") view=later!(board, || view! { <BoardDoor /> }.into_any()) />
                    <Route path=path!("/faults") view=later!(cluster, || view! { <Faults /> }.into_any()) />
                    <Route path=path!("/login") view=later!(login, || view! { <Login /> }.into_any()) />
                    <Route path=path!("/files/master") view=later!(files, || view! { <Files place=Place::Master /> }.into_any()) />
                    <Route path=path!("/files/agents/:id") view=later!(files, agent_files) />
                    <Route path=path!("/log/master") view=later!(files, || view! { <Log place=Place::Master /> }.into_any()) />
                    <Route path=path!("/log/agents/:id") view=later!(files, agent_log) />
                </FlatRoutes>
            </Shell>
        </Router>
    }
}

// What is opened first, the overview and the three great lists, is in the first load; all else is `later!`, in the part it belongs to.

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

fn terminal() -> AnyView {
    let id = parameter("agent_id");
    (move || view! { <Terminal agent_id=id.get() /> }).into_any()
}

fn change() -> AnyView {
    let id = parameter("id");
    (move || view! { <Change id=id.get() /> }).into_any()
}

/// A form, made anew when its address says something else: what stands in it is about what the address says.
fn anew(form: Build) -> AnyView {
    let about = search_here();
    (move || {
        about.get();
        form()
    })
    .into_any()
}

fn container(deed: Deed) -> AnyView {
    view! { <ContainerForm deed /> }.into_any()
}

fn standing(standing: Standing) -> AnyView {
    view! { <StandingForm standing /> }.into_any()
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
