//! What is nested in `mesos.v1.RLimitInfo.RLimit`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.RLimitInfo.RLimit.Type`.
    Type {
        Unknown = 0, "UNKNOWN";
        RlmtAs = 1, "RLMT_AS";
        RlmtCore = 2, "RLMT_CORE";
        RlmtCpu = 3, "RLMT_CPU";
        RlmtData = 4, "RLMT_DATA";
        RlmtFsize = 5, "RLMT_FSIZE";
        RlmtLocks = 6, "RLMT_LOCKS";
        RlmtMemlock = 7, "RLMT_MEMLOCK";
        RlmtMsgqueue = 8, "RLMT_MSGQUEUE";
        RlmtNice = 9, "RLMT_NICE";
        RlmtNofile = 10, "RLMT_NOFILE";
        RlmtNproc = 11, "RLMT_NPROC";
        RlmtRss = 12, "RLMT_RSS";
        RlmtRtprio = 13, "RLMT_RTPRIO";
        RlmtRttime = 14, "RLMT_RTTIME";
        RlmtSigpending = 15, "RLMT_SIGPENDING";
        RlmtStack = 16, "RLMT_STACK";
    }
}
