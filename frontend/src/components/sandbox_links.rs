//! Links to a sandbox: the folder an executor or a task runs in, and what was written there.
//!
//! The v1 API does not tell where a sandbox is on its agent's disk. Agents keep a virtual path for the latest run of every executor,
//! which stays until the sandbox is garbage collected: `/frameworks/FID/executors/EID/runs/latest`, and below it `tasks/TID` for the
//! tasks of the default executor. A command task has an executor with the task's own id.

use leptos::prelude::*;

use super::{gated_link::GatedLink, log_view::LogFile};
use crate::paths::{Page, Place};

/// A sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox {
    /// The agent it is on.
    pub agent_id: String,
    /// Its virtual path there.
    pub path: String,
}

impl Sandbox {
    /// An executor's own.
    pub fn of_executor(agent_id: &str, framework_id: &str, executor_id: &str) -> Option<Self> {
        let ids = [agent_id, framework_id, executor_id];
        ids.iter().all(|id| !id.is_empty()).then(|| Self {
            agent_id: agent_id.to_owned(),
            path: format!("/frameworks/{framework_id}/executors/{executor_id}/runs/latest"),
        })
    }

    /// A task's. `executor_id` is empty for a command task; `in_pod` says that the executor is the default one, which gives each of its
    /// tasks a folder.
    pub fn of_task(
        agent_id: &str,
        framework_id: &str,
        executor_id: &str,
        task_id: &str,
        in_pod: bool,
    ) -> Option<Self> {
        let executor = if executor_id.is_empty() { task_id } else { executor_id };
        let mut sandbox = Self::of_executor(agent_id, framework_id, executor)?;
        if in_pod && !executor_id.is_empty() {
            sandbox.path = format!("{}/tasks/{task_id}", sandbox.path);
        }
        Some(sandbox)
    }

    /// Whose files these are.
    pub fn place(&self) -> Place {
        Place::Agent { id: self.agent_id.clone() }
    }

    /// The page that lists what is in it.
    pub fn folder(&self) -> Page {
        Page::Files { place: self.place(), path: self.path.clone() }
    }

    /// The page of a file in it.
    pub fn file(&self, name: &str) -> Page {
        Page::Log { place: self.place(), path: format!("{}/{name}", self.path) }
    }

    /// The link to a file in it.
    pub fn log_file(&self, name: &str) -> LogFile {
        LogFile { place: self.place(), path: format!("{}/{name}", self.path) }
    }
}

/// `Sandbox`, `stdout`, `stderr`; nothing while it is not known where they are.
#[component]
pub fn SandboxLinks(
    /// Where.
    #[prop(into)]
    sandbox: Signal<Option<Sandbox>>,
) -> impl IntoView {
    move || {
        sandbox.get().map(|sandbox| {
            let links = [
                ("Sandbox", sandbox.folder()),
                ("stdout", sandbox.file("stdout")),
                ("stderr", sandbox.file("stderr")),
            ];
            let links = links.map(|(name, page)| {
                view! {
                    <GatedLink class="button" href=page.href() needs=page.needs()>
                        {name}
                    </GatedLink>
                }
            });
            view! { <nav class="sandbox-links" aria-label="Sandbox">{links.collect_view()}</nav> }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Sandbox;

    fn path(executor_id: &str, task_id: &str, in_pod: bool) -> Option<String> {
        Sandbox::of_task("S0", "F", executor_id, task_id, in_pod).map(|sandbox| sandbox.path)
    }

    #[test]
    fn a_command_task_has_an_executor_of_its_own_id() {
        assert_eq!(path("", "web.1", false).as_deref(), Some("/frameworks/F/executors/web.1/runs/latest"));
        assert_eq!(path("", "web.1", true).as_deref(), Some("/frameworks/F/executors/web.1/runs/latest"));
    }

    #[test]
    fn the_default_executor_gives_each_task_a_folder() {
        let expected = "/frameworks/F/executors/pod/runs/latest/tasks/pod.two";
        assert_eq!(path("pod", "pod.two", true).as_deref(), Some(expected));
    }

    #[test]
    fn a_custom_executor_s_tasks_share_its_sandbox() {
        assert_eq!(
            path("kafka", "broker-1", false).as_deref(),
            Some("/frameworks/F/executors/kafka/runs/latest")
        );
    }

    #[test]
    fn what_was_never_launched_has_none() {
        assert_eq!(Sandbox::of_task("", "F", "", "web.1", false), None);
        assert_eq!(Sandbox::of_executor("S0", "F", ""), None);
    }

    #[test]
    fn links_lead_to_pages_of_the_agent() {
        let sandbox = Sandbox::of_executor("S0", "F", "E").expect("ids are given");
        let path = "%2Fframeworks%2FF%2Fexecutors%2FE%2Fruns%2Flatest";
        assert_eq!(sandbox.folder().href(), format!("/files/agents/S0?path={path}"));
        assert_eq!(sandbox.file("stdout").href(), format!("/log/agents/S0?path={path}%2Fstdout"));
    }
}
