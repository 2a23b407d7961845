//! A page as somebody looks at it: its address with the filter, the order and the columns, under whatever path the app is mounted at. It is what a
//! dashboard keeps of a page.

use super::{FILTER, Query, base, decode, encode, under_base};

/// The longest address that the server keeps, in bytes.
const LONGEST: usize = 1000;

/// A page that a dashboard can show: one of those that show the cluster and nothing else.
struct Kind {
    /// The first part of its path.
    segment: &'static str,
    /// The list.
    name: &'static str,
    /// One of it, where each has a page: its name, and how many parts of the path name it.
    one: Option<(&'static str, usize)>,
}

const fn list(segment: &'static str, name: &'static str) -> Kind {
    Kind { segment, name, one: None }
}

const fn with_pages(segment: &'static str, name: &'static str, one: &'static str, parts: usize) -> Kind {
    Kind { segment, name, one: Some((one, parts)) }
}

const KINDS: [Kind; 13] = [
    list("", "Overview"),
    with_pages("agents", "Agents", "Agent", 1),
    with_pages("frameworks", "Frameworks", "Framework", 1),
    with_pages("tasks", "Tasks", "Task", 2),
    with_pages("executors", "Executors", "Executor", 3),
    with_pages("roles", "Roles", "Role", 1),
    list("quota", "Quota"),
    list("reservations", "Reservations"),
    list("volumes", "Volumes"),
    list("offers", "Offers"),
    list("operations", "Operations"),
    list("maintenance", "Maintenance"),
    list("events", "Events"),
];

/// The map is no agent.
const MAP: (&str, &str) = ("/agents/map", "Agent map");

/// A page with its view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// `/agents?filter=state%3Aactive`, without the base path.
    address: String,
}

impl View {
    /// Reads an address: of a page of this app as it is linked to, or as a browser shows it. `origin` is this site's.
    ///
    /// # Errors
    /// Why no dashboard can show it.
    pub fn read(text: &str, origin: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let path = match text.strip_prefix(origin) {
            Some(path) if !origin.is_empty() => path,
            _ => text,
        };
        if !path.starts_with('/') || path.starts_with("//") {
            return Err("This is no address of a page of this console, such as /tasks?filter=state:failed.");
        }
        Self::at(
            path.strip_prefix(base()).filter(|rest| rest.is_empty() || rest.starts_with('/')).unwrap_or(path),
        )
    }

    /// Reads an address without the base path.
    ///
    /// # Errors
    /// Why no dashboard can show it.
    pub fn at(address: &str) -> Result<Self, &'static str> {
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path: Vec<String> = path.split('/').skip(1).map(|part| encode(&decode(part))).collect();
        let path = format!("/{}", path.join("/").trim_end_matches('/'));
        let view = Self { address: path + &Query::parse(query).to_suffix() };
        if view.address.len() > LONGEST {
            return Err(
                "Its address is too long to be kept: show it with fewer columns or a shorter filter.",
            );
        }
        if view.is_shown() {
            Ok(view)
        } else {
            Err("A dashboard shows the cluster and nothing else: not this page.")
        }
    }

    /// The lists and maps, by name: what can be picked without an address.
    pub fn listed() -> impl Iterator<Item = (&'static str, Self)> {
        let lists = KINDS.iter().map(|kind| (kind.name, format!("/{}", kind.segment)));
        let all = lists.chain([(MAP.1, MAP.0.to_owned())]);
        all.map(|(name, address)| (name, Self { address }))
    }

    /// The address without the base path, as it is kept.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The address that a link needs.
    #[must_use]
    pub fn href(&self) -> String {
        under_base(&self.address)
    }

    /// The path that a link needs, without the query.
    #[must_use]
    pub fn path(&self) -> String {
        under_base(self.parts().0)
    }

    /// The query.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::parse(self.parts().1)
    }

    /// What it shows: `Tasks`, `Agent a1-S0`.
    #[must_use]
    pub fn name(&self) -> String {
        let (path, _) = self.parts();
        if path == MAP.0 {
            return MAP.1.to_owned();
        }
        let mut segments = path.split('/').skip(1);
        let first = segments.next().unwrap_or_default();
        let Some(kind) = KINDS.iter().find(|kind| kind.segment == first) else { return path.to_owned() };
        match (kind.one, segments.last()) {
            (Some((one, _)), Some(id)) => format!("{one} {}", decode(id)),
            _ => kind.name.to_owned(),
        }
    }

    /// Which of it, if not all: the filter as it was typed.
    #[must_use]
    pub fn filter(&self) -> Option<String> {
        self.query().get(FILTER).map(str::to_owned).filter(|filter| !filter.is_empty())
    }

    fn parts(&self) -> (&str, &str) {
        self.address.split_once('?').unwrap_or((&self.address, ""))
    }

    fn is_shown(&self) -> bool {
        let (path, _) = self.parts();
        let mut segments = path.split('/').skip(1);
        let first = segments.next().unwrap_or_default();
        let rest: Vec<&str> = segments.collect();
        let fits = |kind: &Kind| match (rest.len(), kind.one) {
            (0, _) => true,
            (parts, Some((_, named))) => {
                parts == named && rest.iter().all(|part| !matches!(*part, "" | "." | ".."))
            }
            _ => false,
        };
        KINDS.iter().any(|kind| kind.segment == first && fits(kind))
    }
}

#[cfg(test)]
mod tests {
    use super::View;

    const HERE: &str = "https://ops.test";

    fn read(text: &str) -> String {
        View::read(text, HERE).map_or_else(str::to_owned, |view| view.address().to_owned())
    }

    #[test]
    fn a_page_is_kept_with_its_view() {
        assert_eq!(
            read("/agents?filter=state:active&sort=-cpus"),
            "/agents?filter=state%3Aactive&sort=-cpus"
        );
        assert_eq!(read(" https://ops.test/tasks?columns=id,state#x "), "/tasks?columns=id%2Cstate");
        assert_eq!(read("/roles/eng%2Fweb"), "/roles/eng%2Fweb");
        assert_eq!(read("/roles/eng web"), "/roles/eng%20web");
        assert_eq!(read("/agents/"), "/agents");
        assert_eq!(read("/"), "/");
    }

    #[test]
    fn only_what_shows_the_cluster_is_shown() {
        for address in
            ["/", "/agents/map", "/tasks/f-1/t.1", "/executors/S0/F/E", "/events?kind=tasks", "/quota"]
        {
            assert!(View::read(address, HERE).is_ok(), "{address}");
        }
        for address in [
            "",
            "tasks",
            "https://evil.test/tasks",
            "//evil.test/tasks",
            "/change/drain?agent=S0",
            "/audit",
            "/dashboards/new",
            "/board",
            "/login?back=%2Ftasks",
            "/files/master?path=%2F",
            "/masters",
            "/quota/x",
            "/agents/..",
            "/tasks//x",
            "/tasks/f-1",
            "/api/master",
        ] {
            assert!(View::read(address, HERE).is_err(), "{address}");
        }
        assert!(View::at(&format!("/tasks?filter={}", "a".repeat(1000))).is_err());
    }

    #[test]
    fn a_view_has_a_name() {
        let named = |address: &str| View::at(address).map(|view| (view.name(), view.filter()));
        assert_eq!(named("/tasks?filter=a%20b"), Ok(("Tasks".into(), Some("a b".into()))));
        assert_eq!(named("/roles/eng%2Fweb"), Ok(("Role eng/web".into(), None)));
        assert_eq!(named("/agents/map"), Ok(("Agent map".into(), None)));
        assert!(
            View::listed().all(|(name, view)| view.name() == name && View::at(view.address()) == Ok(view))
        );
    }
}
