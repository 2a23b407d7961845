//! Bytes from the server: a range of a file, or an answer that goes on for a while.

use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader};

use super::range::told;
use crate::call::answer::Answer;
use crate::session::noticed;

/// What came of asking for a range.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// Bytes, where they begin, and the file's size.
    Part {
        /// Where they begin.
        from: u64,
        /// They themselves.
        bytes: Vec<u8>,
        /// The file's size.
        size: u64,
    },
    /// The file ends before.
    Beyond {
        /// The file's size.
        size: u64,
    },
    /// There is none.
    Refused(Answer),
}

/// Asks for a range, written as the `Range` header has it.
pub async fn read(href: &str, range: &str, abort: Option<&AbortSignal>) -> Reading {
    let unreachable = || Reading::Refused(Answer::unreachable());
    let request = Request::get(href).header("Range", range).abort_signal(abort);
    let Ok(response) = request.send().await else { return unreachable() };
    let told = response.headers().get("Content-Range").as_deref().and_then(told);
    match (response.status(), told) {
        (206, Some((Some(from), size))) => match response.binary().await {
            Ok(bytes) => Reading::Part { from, bytes, size },
            Err(_) => unreachable(),
        },
        (416, Some((None, size))) => Reading::Beyond { size },
        // Without ranges there is no telling how much would come.
        (200, _) => Reading::Refused(Answer::Broken {
            what: "The answer is the whole file and not the part that was asked for.".to_owned(),
            advice: "Something between this page and the console takes ranges out of requests.".to_owned(),
        }),
        _ => Reading::Refused(refusal(&response).await),
    }
}

/// What an answer without content says.
pub async fn refusal(response: &Response) -> Answer {
    noticed(response.status());
    match response.text().await {
        Ok(body) => Answer::read(response.status(), &body),
        Err(_) => Answer::unreachable(),
    }
}

/// Gives each part of an answer's body to `take` as it comes. `false`: it broke off.
pub async fn parts(response: &Response, mut take: impl FnMut(&[u8])) -> bool {
    let Some(body) = response.body() else { return true };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    loop {
        let Ok(part) = JsFuture::from(reader.read()).await else { return false };
        let member = |name: &str| Reflect::get(&part, &JsValue::from_str(name)).unwrap_or_default();
        if let Some(bytes) = member("value").dyn_ref::<Uint8Array>() {
            take(&bytes.to_vec());
        } else if member("done").is_truthy() {
            return true;
        }
    }
}
