//! What a page of the app is good for only to those who may do something.

use crate::paths::{Page, Place};

/// The processes' own logs, as agents name theirs.
const AGENT_LOG: &str = "/slave/log";

impl Page {
    /// The actions of which at least one must be allowed; none where seeing the cluster is enough.
    #[must_use]
    pub fn needs(&self) -> &'static [&'static str] {
        match self {
            Self::Form(form) => form.calls(),
            Self::Terminal { .. } => &["terminal"],
            Self::Faults => &["faults"],
            Self::Audit => &["audit"],
            Self::Dashboards | Self::NewDashboard => &["dashboards"],
            Self::Files { place, path } | Self::Log { place, path } => of_file(place, path),
            _ => &[],
        }
    }
}

/// Files are those of sandboxes; a process' log tells of everybody's work.
#[must_use]
pub fn of_file(place: &Place, path: &str) -> &'static [&'static str] {
    let is_log = *place == Place::Master || path == AGENT_LOG;
    if is_log { &["logs"] } else { &["files"] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Form;

    #[test]
    fn a_sandbox_s_files_are_told_from_a_process_log() {
        let agent = Place::Agent { id: "S0".into() };
        let needs = |place: &Place, path: &str| Page::Log { place: place.clone(), path: path.into() }.needs();
        assert_eq!(needs(&Place::Master, "/master/log"), ["logs"]);
        assert_eq!(needs(&agent, "/slave/log"), ["logs"]);
        assert_eq!(needs(&agent, "/frameworks/F/executors/E/runs/latest/stdout"), ["files"]);
    }

    #[test]
    fn every_form_needs_a_call_and_no_list_does() {
        for form in Form::ALL {
            assert!(!Page::Form(form).needs().is_empty(), "{form:?}");
        }
        assert!(Page::Tasks.needs().is_empty());
    }
}
