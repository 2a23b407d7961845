//! `READ_FILE` through the relay: only of what has been seen to be a regular file.

use operator_api::calls::Target;
use operator_api::danger::{self, Context};

use super::Call;
use super::policy::Refusal;
use crate::files::standing::{self, Standing};
use crate::files::{self, RemotePath};
use crate::node::Node;
use crate::upstream::{Answer, UpstreamError};

/// What becomes of a call.
pub(super) enum Verdict {
    /// It is sent.
    Send,
    /// Mesos has already said what it would say: it does not show the file.
    Answered(Answer),
    /// It is not sent.
    Refuse(Refusal),
}

/// The path that a call about files names.
pub(super) fn path(call: &Call) -> Option<&str> {
    let member = match call.kind() {
        "READ_FILE" => "read_file",
        "LIST_FILES" => "list_files",
        _ => return None,
    };
    call.value()[member]["path"].as_str()
}

/// Decides on a call that [`super::policy`] lets pass.
///
/// # Errors
/// When the node does not say what the file is.
pub(super) async fn judge(node: &Node, call: &Call) -> Result<Verdict, UpstreamError> {
    // Without a path it is 400.
    let Some(path) = path(call).filter(|path| call.kind() == "READ_FILE" && !path.is_empty()) else {
        return Ok(Verdict::Send);
    };
    let Ok(path) = RemotePath::parse(path.to_owned()) else { return Ok(Verdict::Refuse(Refusal::NoPath)) };
    match standing::of(node, &path).await {
        // A folder is refused by Mesos itself, in words of its own.
        Ok(Standing::File | Standing::Folder) => Ok(Verdict::Send),
        Ok(Standing::Hidden(answer)) | Err(files::Refusal::Answered(answer)) => Ok(Verdict::Answered(answer)),
        Ok(Standing::Irregular(mode)) => {
            let context = Context { file_mode: Some(mode), ..Context::default() };
            let danger = danger::dangers(Target::Agent, call.value(), &context);
            let refusal =
                danger.first().map_or(Refusal::UnknownFile, |danger| Refusal::Danger(danger.to_string()));
            Ok(Verdict::Refuse(refusal))
        }
        Ok(Standing::Unknown) => Ok(Verdict::Refuse(Refusal::UnknownFile)),
        Err(files::Refusal::Unanswered(error)) => Err(error),
    }
}
