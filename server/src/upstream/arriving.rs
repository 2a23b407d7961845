//! Large messages of a master, taken apart while they arrive, in either encoding.

use bytes::Bytes;
use operator_api::arriving::{Apart, ArrivingError, Json, Protobuf};
use serde::de::DeserializeOwned;

use super::Encoding;

/// A message of more bytes than this is taken apart while it arrives, and what is read of it at once in JSON is read off the executor's threads.
pub(super) const LARGE: usize = 64 << 10;

/// A message of which a part has come.
pub(super) enum Arriving<M> {
    Protobuf(Protobuf<M>),
    Json(Json<M>),
}

impl<M: Apart + Default + DeserializeOwned + Send + 'static> Arriving<M> {
    /// One of which nothing has come.
    pub fn new(encoding: Encoding) -> Self {
        match encoding {
            Encoding::Protobuf => Self::Protobuf(Protobuf::default()),
            Encoding::Json => Self::Json(Json::default()),
        }
    }

    /// Takes in the next bytes.
    pub async fn push(self, bytes: Bytes) -> Result<Self, String> {
        match self {
            // It is cut and copied, hardly more.
            Self::Protobuf(mut arriving) => {
                arriving.push(&bytes).map_err(words)?;
                Ok(Self::Protobuf(arriving))
            }
            Self::Json(mut arriving) => {
                let size = bytes.len();
                let work = move || arriving.push(&bytes).map(|()| arriving).map_err(words);
                Ok(Self::Json(if size < LARGE { work() } else { aside(work).await }?))
            }
        }
    }

    /// The message, when all of it has come.
    pub async fn finish(self) -> Result<M, String> {
        match self {
            Self::Protobuf(arriving) => arriving.finish().map_err(words),
            Self::Json(arriving) => aside(move || arriving.finish().map_err(words)).await,
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` wants it")]
fn words(error: ArrivingError) -> String {
    error.to_string()
}

/// Does work off the executor's threads.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, String> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(error.to_string()))
}
