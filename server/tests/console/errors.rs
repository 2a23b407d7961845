//! What every error looks like.

use axum::body::Body;
use http::Request;
use http::header::HOST;

use crate::support::Console;

#[tokio::test]
async fn an_error_has_words_and_the_id_of_its_request() {
    let console = Console::alone();
    let got = console.get_with("/api/nothing", &[("x-request-id", "proxy-7")]).await;
    assert_eq!(got.header("x-request-id"), "proxy-7");
    insta::assert_json_snapshot!(got.json(), @r#"
    {
      "error": "this console has no such door",
      "request_id": "proxy-7"
    }
    "#);
}

#[tokio::test]
async fn an_id_that_no_proxy_would_make_is_replaced() {
    let console = Console::alone();
    for odd in ["<script>", "a b", "", &"x".repeat(65)] {
        let got = console.get_with("/api/nothing", &[("x-request-id", odd)]).await;
        let id = got.header("x-request-id");
        assert!(id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        assert_eq!(got.json()["request_id"], id);
    }
}

#[tokio::test]
async fn a_wrong_method_is_said() {
    let console = Console::alone();
    for (method, path) in
        [("GET", "/api/master"), ("DELETE", "/api/tasks/f/t"), ("POST", "/healthz"), ("PUT", "/agents")]
    {
        let request =
            Request::builder().method(method).uri(path).header(HOST, "localhost").body(Body::empty());
        let got = console.send(request.unwrap()).await;
        assert_eq!(got.status, 405, "{method} {path}");
        assert!(!got.error().is_empty());
    }
}
