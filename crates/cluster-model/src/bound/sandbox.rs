//! Whose sandbox a path is in.

use super::{Projection, Source};
use crate::schema::{Table, executors, tasks};

impl Projection {
    /// Whether a file or folder of an agent is in the sandbox of something that is seen. `path` is virtual,
    /// `/frameworks/F/executors/E/runs/latest/…`, or the agent's own, `…/slaves/S/frameworks/F/executors/E/runs/R/…`; `source` is the whole model.
    ///
    /// Nothing else of an agent can be read: its log tells of everybody, and a folder above a sandbox names all of them.
    #[must_use]
    pub fn may_read_path(&self, source: &dyn Source, agent_id: &str, path: &[u8]) -> bool {
        let Some((framework, executor)) = sandbox(agent_id, path) else { return false };
        match (std::str::from_utf8(framework), std::str::from_utf8(executor)) {
            (Ok(framework), Ok(executor)) => self.may_use_executor(source, agent_id, framework, executor),
            _ => false,
        }
    }

    /// Whether an executor's containers and files are those of tasks that are seen. A single task without an executor of its own is one under
    /// its own id. An id that was used in several roles on the agent is nobody's who does not see them all.
    #[must_use]
    pub fn may_use_executor(
        &self,
        source: &dyn Source,
        agent_id: &str,
        framework_id: &str,
        executor_id: &str,
    ) -> bool {
        if [agent_id, framework_id, executor_id].contains(&"") {
            return false;
        }
        let names = source.names();
        let (Some(agent), Some(framework)) = (names.find(agent_id), names.find(framework_id)) else {
            return false;
        };
        let mut roles = Vec::new();
        let rows = source.rows(Table::Tasks);
        roles.extend(rows.slots().filter_map(|slot| {
            let is_there = rows.symbol(slot, tasks::FRAMEWORK_ID) == framework
                && rows.symbol(slot, tasks::AGENT_ID) == agent
                && match rows.text(slot, tasks::EXECUTOR) {
                    "" => rows.text(slot, tasks::ID) == executor_id,
                    executor => executor == executor_id,
                };
            is_there.then(|| rows.symbol(slot, tasks::ROLE))
        }));
        let rows = source.rows(Table::Executors);
        roles.extend(rows.slots().filter_map(|slot| {
            let is_it = rows.symbol(slot, executors::FRAMEWORK_ID) == framework
                && rows.symbol(slot, executors::AGENT_ID) == agent
                && rows.text(slot, executors::ID) == executor_id;
            // One without resources has no role: its tasks say whose it is.
            Some(rows.symbol(slot, executors::ROLE)).filter(|role| is_it && *role != 0)
        }));
        !roles.is_empty() && roles.into_iter().all(|role| self.reach.contains(names.get(role)))
    }
}

/// The framework and the executor of the outermost sandbox that a path leads into.
fn sandbox<'a>(agent_id: &str, path: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    let path = path.strip_prefix(b"/")?;
    let path = path.strip_suffix(b"/").unwrap_or(path);
    let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
    if parts.iter().any(|part| matches!(*part, b"" | b"." | b"..") || part.contains(&0)) {
        return None;
    }
    if parts.first() == Some(&&b"frameworks"[..]) {
        return of_framework(&parts);
    }
    let place = |window: &[&[u8]]| window[0] == b"slaves" && window[2] == b"frameworks";
    let at = parts.windows(3).position(place)?;
    (parts[at + 1] == agent_id.as_bytes()).then(|| of_framework(&parts[at + 2..]))?
}

fn of_framework<'a>(parts: &[&'a [u8]]) -> Option<(&'a [u8], &'a [u8])> {
    match parts {
        [b"frameworks", framework, b"executors", executor, b"runs", _, ..] => Some((framework, executor)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::sandbox;

    fn of(path: &str) -> Option<(String, String)> {
        let (framework, executor) = sandbox("S1", path.as_bytes())?;
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Some((text(framework), text(executor)))
    }

    #[test]
    fn a_sandbox_is_its_executors() {
        let whose = Some(("F".to_owned(), "a b".to_owned()));
        for path in [
            "/frameworks/F/executors/a b/runs/latest",
            "/frameworks/F/executors/a b/runs/latest/",
            "/frameworks/F/executors/a b/runs/latest/tasks/t/stdout",
            "/var/lib/mesos/slaves/S1/frameworks/F/executors/a b/runs/0b1c/stdout",
            "/slaves/S1/frameworks/F/executors/a b/runs/0b1c",
            "/data/slaves/mesos/slaves/S1/frameworks/F/executors/a b/runs/0b1c",
        ] {
            assert_eq!(of(path), whose, "{path}");
        }
    }

    #[test]
    fn what_is_in_no_sandbox_is_nobodys() {
        for path in [
            "",
            "/",
            "/slave/log",
            "/frameworks",
            "/frameworks/F",
            "/frameworks/F/executors",
            "/frameworks/F/executors/E",
            "/frameworks/F/executors/E/runs",
            "frameworks/F/executors/E/runs/latest",
            "/Frameworks/F/executors/E/runs/latest",
            "//frameworks/F/executors/E/runs/latest",
            "/frameworks/F/executors/E/runs/../../../../G/executors/E/runs/latest",
            "/frameworks/F/executors/E/./runs/latest",
            "/frameworks/F/executors/E/runs/latest/../../../../../log",
            "/frameworks/F/executors/E/runs/latest/\0",
            "/w/slaves/S2/frameworks/F/executors/E/runs/latest",
            "/w/slaves/S1/frameworks/F",
            "/var/lib/mesos/volumes/roles/eng/v1",
        ] {
            assert_eq!(of(path), None, "{path}");
        }
    }

    #[test]
    fn the_outermost_sandbox_counts() {
        let inner = "frameworks/mine/executors/mine/runs/latest";
        let owner = |path: String| of(&path).map(|(framework, _)| framework);
        let other = Some("other".to_owned());
        assert_eq!(owner(format!("/frameworks/other/executors/E/runs/latest/slaves/S1/{inner}")), other);
        assert_eq!(
            owner(format!("/w/slaves/S1/frameworks/other/executors/E/runs/x/slaves/S1/{inner}")),
            other
        );
        assert_eq!(
            owner(format!("/w/slaves/S2/frameworks/other/executors/E/runs/x/slaves/S1/{inner}")),
            None
        );
        assert_eq!(owner(format!("/w/slaves/S1/frameworks/other/slaves/S1/{inner}")), None);
    }
}
