//! What is nested in `mesos.v1.Volume.Source.CSIVolume.VolumeCapability.AccessMode`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.Volume.Source.CSIVolume.VolumeCapability.AccessMode.Mode`.
    Mode {
        Unknown = 0, "UNKNOWN";
        SingleNodeWriter = 1, "SINGLE_NODE_WRITER";
        SingleNodeReaderOnly = 2, "SINGLE_NODE_READER_ONLY";
        MultiNodeReaderOnly = 3, "MULTI_NODE_READER_ONLY";
        MultiNodeSingleWriter = 4, "MULTI_NODE_SINGLE_WRITER";
        MultiNodeMultiWriter = 5, "MULTI_NODE_MULTI_WRITER";
    }
}
