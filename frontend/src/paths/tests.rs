//! The app's URLs, all of them, as people will bookmark them.

use super::{Door, Form, Page, Place, Query, base, base::path_of, decode, encode};

fn task() -> (String, String) {
    ("f-1/0001".to_owned(), "web frontend.41 100%".to_owned())
}

#[test]
fn every_page_has_its_url() {
    let (framework_id, task_id) = task();
    let pages = [
        Page::Overview,
        Page::Agents,
        Page::Agent { id: "a1-S0".into() },
        Page::Frameworks,
        Page::Framework { id: "a1-0000".into() },
        Page::Tasks,
        Page::Task { framework_id: framework_id.clone(), task_id },
        Page::AgentMap,
        Page::Executors,
        Page::Executor { agent_id: "a1-S0".into(), framework_id, executor_id: "e 1".into() },
        Page::Roles,
        Page::Role { name: "eng/web".into() },
        Page::Quota,
        Page::Reservations,
        Page::Volumes,
        Page::Offers,
        Page::Operations,
        Page::Maintenance,
        Page::Masters,
        Page::Events,
        Page::Files { place: Place::Master, path: "/master".into() },
        Page::Log { place: Place::Agent { id: "a1-S0".into() }, path: "/slave/log".into() },
        Page::Faults,
        Page::Terminal { agent_id: "a1-S0".into(), container: "c.n".into() },
        Page::Changes,
        Page::Change { id: "9f0c".into() },
        Page::Audit,
        Page::Dashboards,
        Page::NewDashboard,
        Page::Board,
        Page::Login,
    ];
    let urls: Vec<_> = pages.iter().map(Page::href).collect();
    assert_eq!(
        urls,
        [
            "/",
            "/agents",
            "/agents/a1-S0",
            "/frameworks",
            "/frameworks/a1-0000",
            "/tasks",
            "/tasks/f-1%2F0001/web%20frontend.41%20100%25",
            "/agents/map",
            "/executors",
            "/executors/a1-S0/f-1%2F0001/e%201",
            "/roles",
            "/roles/eng%2Fweb",
            "/quota",
            "/reservations",
            "/volumes",
            "/offers",
            "/operations",
            "/maintenance",
            "/masters",
            "/events",
            "/files/master?path=%2Fmaster",
            "/log/agents/a1-S0?path=%2Fslave%2Flog",
            "/faults",
            "/terminal/a1-S0?container=c.n",
            "/changes",
            "/changes/9f0c",
            "/audit",
            "/dashboards",
            "/dashboards/new",
            "/board",
            "/login",
        ]
    );
}

#[test]
fn every_form_has_its_url() {
    let urls = Form::ALL.map(|form| Page::Form(form).href());
    assert_eq!(urls[0], "/change/reserve");
    let one = urls.iter().collect::<std::collections::BTreeSet<_>>();
    assert_eq!(one.len(), Form::ALL.len());
    assert_eq!(Form::ALL.map(|form| Form::at(&Page::Form(form).href())), Form::ALL.map(Some));
    assert_eq!(Form::at("/change"), None);
}

#[test]
fn every_door_has_its_url() {
    let (framework_id, task_id) = task();
    let agent = Place::Agent { id: "a1-S0".into() };
    let path = || "/a b".to_owned();
    let doors = [
        Door::Master,
        Door::AgentCall { id: "a1-S0".into() },
        Door::Snapshot,
        Door::Live { epoch: 7, revision: 12 },
        Door::Task { framework_id, task_id },
        Door::Agent { id: "a1-S0".into() },
        Door::Framework { id: "a1-0000".into() },
        Door::Reading { place: Place::Master, call: "GET_FLAGS" },
        Door::Reading { place: agent.clone(), call: "GET_CONTAINERS" },
        Door::File { place: Place::Master, path: "/master/log".into() },
        Door::Tar { place: agent.clone(), path: path() },
        Door::Folder { place: agent.clone(), path: path() },
        Door::FileSearch { place: agent, path: path(), text: "a&b".into(), exact_case: true },
        Door::Events(Query::new().with("after", "7")),
        Door::History,
        Door::Faults,
        Door::Audit(Query::new().with("user", "ada")),
        Door::Dashboards,
        Door::RevokeDashboard { id: "9f0c".into() },
        Door::EnterDashboard,
        Door::Session,
        Door::Seen,
        Door::Login,
        Door::LoginOidc { back: "/tasks?filter=a".into() },
        Door::Logout,
    ];
    let urls: Vec<_> = doors.iter().map(Door::href).collect();
    assert_eq!(
        urls,
        [
            "/api/master",
            "/api/agents/a1-S0",
            "/api/live/snapshot",
            "/api/live?epoch=7&revision=12",
            "/api/tasks/f-1%2F0001/web%20frontend.41%20100%25",
            "/api/agents/a1-S0",
            "/api/frameworks/a1-0000",
            "/api/master/readings/GET_FLAGS",
            "/api/agents/a1-S0/readings/GET_CONTAINERS",
            "/api/master/files?path=%2Fmaster%2Flog",
            "/api/agents/a1-S0/files?path=%2Fa%20b&as=tar",
            "/api/agents/a1-S0/files/list?path=%2Fa%20b",
            "/api/agents/a1-S0/files/search?path=%2Fa%20b&text=a%26b&case=sensitive",
            "/api/events?after=7",
            "/api/history",
            "/api/demo/faults",
            "/api/audit?user=ada",
            "/api/dashboards",
            "/api/dashboards/9f0c/revoke",
            "/api/dashboards/enter",
            "/api/session",
            "/api/session/seen",
            "/api/login",
            "/api/login/oidc?back=%2Ftasks%3Ffilter%3Da",
            "/api/logout",
        ]
    );
}

#[test]
fn a_filtered_list_carries_its_filter() {
    assert_eq!(Page::Tasks.filtered("state:failed cpus>0.5"), "/tasks?filter=state%3Afailed%20cpus%3E0.5");
    assert_eq!(Page::Tasks.filtered(""), "/tasks");
}

#[test]
fn the_base_is_the_folder_of_the_document() {
    assert_eq!(base(), "");
    assert_eq!(path_of("http://127.0.0.1:8080/"), "");
    assert_eq!(path_of("https://ops.example/mesoscope/"), "/mesoscope");
    assert_eq!(path_of("https://ops.example/a/b/index.html?x=/y#/z"), "/a/b");
    assert_eq!(path_of("https://ops.example"), "");
}

#[test]
fn encoding_is_undone_by_decoding() {
    for text in ["", "plain-1._~", "a/b?c#d&e=f+g h", "100%", "%25", "Ünïcødé ✓"] {
        assert_eq!(decode(&encode(text)), text);
    }
}

#[test]
fn what_is_no_escape_stays_as_it_is() {
    assert_eq!(decode("100%"), "100%");
    assert_eq!(decode("%zz%4"), "%zz%4");
    assert_eq!(decode("%+1"), "%+1");
    assert_eq!(decode("%é"), "%é");
    assert_eq!(decode("%ff"), "\u{fffd}");
}

#[test]
fn a_query_reads_what_it_writes() {
    let query = Query::new().with("filter", "role:eng/web 100%").with("sort", "-cpus");
    assert_eq!(query.to_suffix(), "?filter=role%3Aeng%2Fweb%20100%25&sort=-cpus");
    assert_eq!(Query::parse(&query.to_suffix()), query);
    assert_eq!(query.get("filter"), Some("role:eng/web 100%"));
    assert_eq!(query.get("columns"), None);
}

#[test]
fn a_query_keeps_its_order_and_drops_what_is_empty() {
    let query = Query::parse("a=1&b=x+y&&c").with("a", "2").with("b", "").with("d", "4");
    assert_eq!(query.get("c"), Some(""));
    assert_eq!(query.to_suffix(), "?a=2&c=&d=4");
}
