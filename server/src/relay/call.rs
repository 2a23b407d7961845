//! One call as a browser sends it.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::error::{Error, Result};

/// A JSON object with a `type`.
#[derive(Clone, Debug)]
pub struct Call {
    kind: String,
    value: Value,
}

impl Call {
    /// Reads a request's body, which must say that it is JSON: a page of another site cannot send that without asking first.
    ///
    /// # Errors
    /// 415 for another content type, 400 for what is no call.
    pub fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self> {
        must_be_json(headers)?;
        let value: Value = serde_json::from_slice(body)
            .map_err(|error| Error::bad_request("the call is no JSON").with_detail(error.to_string()))?;
        Self::of(value)
    }

    /// A call that has been read as part of something else.
    ///
    /// # Errors
    /// 400 for what is no call.
    pub fn of(value: Value) -> Result<Self> {
        match value.get("type") {
            Some(Value::String(kind)) => Ok(Self { kind: kind.clone(), value }),
            _ => Err(Error::bad_request("the call has no `type`")),
        }
    }

    /// Its type, as `GET_STATE`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The whole call.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The same, taken out.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.value
    }

    /// The call written anew, from what was checked.
    #[must_use]
    pub fn to_bytes(&self) -> Bytes {
        self.value.to_string().into()
    }
}

/// A body must say that it is JSON.
///
/// # Errors
/// 415 for another content type.
pub fn must_be_json(headers: &HeaderMap) -> Result<()> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Error::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "a call is sent as application/json"))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

    use super::Call;

    fn read(kind: &'static str, body: &str) -> Result<String, u16> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        Call::read(&headers, body.as_bytes())
            .map(|call| String::from_utf8(call.to_bytes().to_vec()).unwrap())
            .map_err(|error| error.status().as_u16())
    }

    #[test]
    fn what_is_checked_is_what_is_sent() {
        let twice = r#"{"type":"GET_STATE","type":"TEARDOWN"}"#;
        assert_eq!(read("application/json", twice).unwrap(), r#"{"type":"TEARDOWN"}"#);
        let escaped = r#"{"ty\u0070e":"TEAR\u0044OWN"}"#;
        assert_eq!(read("application/json", escaped).unwrap(), r#"{"type":"TEARDOWN"}"#);
        let large = r#"{"n":9223372036854775807,"type":"GET_STATE"}"#;
        assert_eq!(read("application/json; charset=utf-8", large).unwrap(), large);
    }

    #[test]
    fn only_json_objects_with_a_type_are_calls() {
        for body in
            ["", "[]", "null", "{}", r#"{"type":7}"#, r#"{"Type":"GET_STATE"}"#, "{\"type\":\"GET_STATE\"} x"]
        {
            assert_eq!(read("application/json", body), Err(400), "{body}");
        }
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/x-protobuf", ""] {
            assert_eq!(read(kind, r#"{"type":"GET_STATE"}"#), Err(415), "{kind}");
        }
    }
}
