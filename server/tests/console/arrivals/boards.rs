//! Dashboards: made by somebody who may, opened by anybody who has the link, until it ends or is taken back.

use serde_json::{Value, json};

use crate::support::{Browser, Guarded};

const OPEN: &str = "dashboards = { without-login = true }";

fn wanted(more: &[(&str, Value)]) -> Value {
    let mut wanted = json!({
        "name": "Wall", "pages": ["/tasks?filter=state%3Arunning", "/agents"], "every_seconds": 30, "bound": ["eng"],
        "lasts_seconds": 3600,
    });
    for (name, value) in more {
        wanted[name] = value.clone();
    }
    wanted
}

async fn make(browser: &mut Browser) -> (String, String) {
    let said = browser.post("/api/dashboards", &wanted(&[])).await;
    assert_eq!(said.status, 201, "{}", said.text());
    let made = said.json();
    (made["id"].as_str().unwrap().to_owned(), made["link"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_link_shows_its_pages_to_whoever_has_it_and_does_nothing_else() {
    let console = Guarded::start(OPEN).await;
    let mut otto = console.log_in("otto").await;
    let (id, link) = make(&mut otto).await;
    let mut wall = console.browser();
    let said = wall.post("/api/dashboards/enter", &json!({ "link": link })).await;
    assert_eq!(said.status, 200, "{}", said.text());
    let shown = said.json();
    assert_eq!(
        (&shown["name"], &shown["bound"], &shown["every_seconds"]),
        (&json!("Wall"), &json!(["eng"]), &json!(30))
    );
    let cookies = said.cookies();
    assert!(
        cookies[0].starts_with("mesoscope-board=") && cookies[0].ends_with("; HttpOnly; SameSite=Strict")
    );
    let told = wall.session().await;
    assert_eq!(
        [&told["known"], &told["way"], &told["role"], &told["bound"], &told["session"]["idle_ms"]],
        [&json!(true), &json!("dashboard"), &json!("viewer"), &json!(["eng"]), &Value::Null]
    );
    let board = &told["board"];
    assert_eq!(
        [&board["id"], &board["name"], &board["pages"]],
        [&json!(id), &json!("Wall"), &shown["pages"]]
    );
    assert_eq!(board["expires_ms"], shown["expires_ms"]);
    let may: Vec<_> = told["may"].as_object().unwrap().iter().filter(|(_, why)| why.is_null()).collect();
    assert_eq!(may, [(&"see".to_owned(), &Value::Null)]);
    for path in ["/api/dashboards", "/api/audit", "/metrics"] {
        assert_eq!(wall.get(path).await.status, 403, "{path}");
    }
    assert_eq!(wall.post("/api/dashboards", &wanted(&[])).await.status, 403);
    assert_eq!(wall.post(&format!("/api/dashboards/{id}/revoke"), &json!({})).await.status, 403);
    assert_eq!(
        console.noted("dashboard"),
        ["otto made", "dashboard Wall entered", "dashboard Wall refused", "dashboard Wall refused"]
    );
    assert!(!std::fs::read_to_string(console.path("audit.jsonl")).unwrap().contains(&link));
}

#[tokio::test]
async fn one_that_is_taken_back_opens_nowhere_and_is_over_where_it_was_open() {
    let console = Guarded::start(OPEN).await;
    let mut otto = console.log_in("otto").await;
    let (id, link) = make(&mut otto).await;
    let mut wall = console.browser();
    wall.post("/api/dashboards/enter", &json!({ "link": link })).await;
    assert_eq!(wall.get("/api/events").await.status, 200);
    assert_eq!(otto.post(&format!("/api/dashboards/{id}/revoke"), &json!({})).await.status, 204);
    let said = wall.get("/api/events").await;
    assert_eq!(said.status, 401);
    assert!(said.error().starts_with("the link of this dashboard was revoked"), "{}", said.error());
    let again = console.browser().post("/api/dashboards/enter", &json!({ "link": link })).await;
    assert_eq!((again.status.as_u16(), again.cookies().len()), (403, 0));
    assert!(again.error().contains("was revoked"));
    let listed = otto.get("/api/dashboards").await.json();
    let listed = &listed["dashboards"][0];
    assert_eq!((&listed["id"], &listed["made_by"]), (&json!(id), &json!("otto")));
    assert!(listed["revoked_ms"].is_u64() && !listed.to_string().contains(&link));
    assert_eq!(otto.post("/api/dashboards/0000000000000000/revoke", &json!({})).await.status, 404);
}

#[tokio::test]
async fn what_makes_no_sense_is_told_by_its_field() {
    let console = Guarded::start(OPEN).await;
    let mut otto = console.log_in("otto").await;
    let long: Vec<_> = (0..20).map(|page| format!("/tasks?filter={page}{}", "x".repeat(150))).collect();
    for (field, value) in [
        ("name", json!("")),
        ("pages", json!([])),
        ("pages", json!(["https://evil.example/"])),
        ("pages", json!(long)),
        ("every_seconds", json!(1)),
        ("lasts_seconds", json!(0)),
    ] {
        let said = otto.post("/api/dashboards", &wanted(&[(field, value)])).await;
        assert_eq!((said.status.as_u16(), &said.json()["detail"]), (400, &json!(field)), "{}", said.text());
        assert!(said.error().starts_with(&format!("{field}: ")), "{}", said.error());
    }
    assert_eq!(otto.post("/api/dashboards", &json!({ "name": "x" })).await.status, 400);
    for name in ["vera", "bea"] {
        let said = console.log_in(name).await.post("/api/dashboards", &wanted(&[])).await;
        assert_eq!(said.status, 403, "{name}");
    }
}

#[tokio::test]
async fn the_largest_one_still_fits_into_a_cookie() {
    let console = Guarded::start(OPEN).await;
    let mut otto = console.log_in("otto").await;
    let name = "\"".repeat(100);
    let (mut page, mut link) = ("/".to_owned(), None);
    // Until there is no room for more.
    loop {
        let pages = json!([page, page]);
        let said = otto.post("/api/dashboards", &wanted(&[("name", json!(name)), ("pages", pages)])).await;
        if said.status != 201 {
            break;
        }
        link = Some(said.json()["link"].clone());
        page.push_str(&"x".repeat(25));
    }
    assert!(page.len() > 800, "{}", page.len());
    let mut wall = console.browser();
    let said = wall.post("/api/dashboards/enter", &json!({ "link": link })).await;
    assert_eq!((said.status.as_u16(), said.cookies().len()), (200, 1), "{}", said.text());
    assert!(said.cookies()[0].len() < 4096);
    assert_eq!(wall.session().await["board"]["name"], json!(name));
}

#[tokio::test]
async fn what_is_no_link_opens_nothing_and_is_not_repeated() {
    let console = Guarded::start(OPEN).await;
    let (_, link) = make(&mut console.log_in("otto").await).await;
    let mut wall = console.browser();
    for text in [&link[1..], &link[..link.len() - 2], "", "x"] {
        let said = wall.post("/api/dashboards/enter", &json!({ "link": text })).await;
        assert_eq!(said.status, 403);
        assert!(said.error().contains("no link of this console"), "{}", said.error());
    }
    let said = wall.post("/api/dashboards/enter", &json!({ "lnik": link })).await;
    assert_eq!(said.status, 400);
    assert!(!said.text().contains(&link[..20]));
    assert!(wall.cookies.is_empty());
}

#[tokio::test]
async fn where_links_are_for_people_who_are_logged_in() {
    let console = Guarded::start("").await;
    let (_, link) = make(&mut console.log_in("otto").await).await;
    let body = json!({ "link": link });
    let said = console.browser().post("/api/dashboards/enter", &body).await;
    assert_eq!((said.status.as_u16(), &said.json()["detail"]), (401, &json!("log_in")));
    let mut vera = console.log_in("vera").await;
    assert_eq!(vera.post("/api/dashboards/enter", &body).await.status, 200);
    assert_eq!(vera.session().await["user"], "vera", "she stays who she is");
    // Who is only looking at one is not logged in for the next.
    let mut wall = vera.copy();
    wall.cookies.remove("mesoscope");
    assert_eq!(wall.session().await["way"], "dashboard");
    assert_eq!(wall.post("/api/dashboards/enter", &body).await.status, 401);
    // A logout takes the board away as well: nobody is left behind.
    vera.post("/api/logout", &json!({})).await;
    assert!(vera.cookies.is_empty());
    assert_eq!(wall.session().await["known"], false);
}
