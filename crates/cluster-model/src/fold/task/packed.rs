//! A task as it is kept: encoded, and packed as what differs from another task of its framework.
//!
//! Tasks of a framework say much the same: the names of resources and labels, the role, the image; and each says its own id and its agent's several
//! times. Packed, a task takes a quarter to a half of what it takes encoded, and packing or unpacking it is a matter of microseconds.

use std::sync::Arc;

use lz4_flex::block::{compress_prepend_size_with_dict, decompress_size_prepended_with_dict};
use operator_api::v1;
use prost::Message;

/// So much of a task is compared with, in bytes: the work of packing grows with it, and most tasks are shorter.
const MOST: usize = 4096;

/// What tasks are compared with: an encoded task, or the beginning of a long one. It lives as long as any task that was packed with it.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Arc<Box<[u8]>>);

impl Pattern {
    /// Tasks are to be compared with this one.
    pub(super) fn new(encoded: &[u8]) -> Self {
        Pattern(Arc::new(encoded[..encoded.len().min(MOST)].into()))
    }

    pub(super) fn pack(&self, encoded: &[u8]) -> Packed {
        let bytes = compress_prepend_size_with_dict(encoded, &self.0).into_boxed_slice();
        Packed { bytes, pattern: self.clone() }
    }
}

/// An encoded task, packed.
#[derive(Debug, Clone)]
pub(in crate::fold) struct Packed {
    bytes: Box<[u8]>,
    pattern: Pattern,
}

impl Packed {
    /// The task; `None` where it is none.
    pub(in crate::fold) fn task(&self) -> Option<v1::Task> {
        let encoded = decompress_size_prepended_with_dict(&self.bytes, &self.pattern.0).ok()?;
        v1::Task::decode(&*encoded).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn task(id: &str, name: &str, message: &str) -> v1::Task {
        let status = v1::TaskStatus {
            task_id: v1::TaskId { value: id.to_owned() },
            message: Some(message.to_owned()),
            ..v1::TaskStatus::default()
        };
        v1::Task {
            name: name.to_owned(),
            task_id: v1::TaskId { value: id.to_owned() },
            agent_id: v1::AgentId { value: "4f0e9ad6-5d0a-4f7c-9d4e-2b8f0c6a1d11-S7".to_owned() },
            statuses: vec![status.clone(), status],
            ..v1::Task::default()
        }
    }

    proptest! {
        #[test]
        fn any_task_is_unpacked_as_it_was(
            first in (".{0,20}", ".{0,20}", ".{0,9000}"),
            second in (".{0,20}", ".{0,20}", ".{0,9000}"),
        ) {
            let [first, second] = [&first, &second].map(|(id, name, message)| task(id, name, message));
            let pattern = Pattern::new(&first.encode_to_vec());
            for task in [first, second] {
                prop_assert_eq!(pattern.pack(&task.encode_to_vec()).task(), Some(task));
            }
        }
    }

    #[test]
    fn what_is_alike_takes_little() {
        let [first, second] =
            ["instance-1b9d6bcd", "instance-9a7c6e2f"].map(|id| task(id, "checkout", "up").encode_to_vec());
        let packed = Pattern::new(&first).pack(&second);
        assert!(packed.bytes.len() * 3 < second.len(), "{} of {} bytes", packed.bytes.len(), second.len());
    }
}
