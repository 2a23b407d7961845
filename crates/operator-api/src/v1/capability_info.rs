//! What is nested in `mesos.v1.CapabilityInfo`.
// Made from `schema/` by `cargo xtask generate`; not to be edited.

use crate::json::wire_enum;

wire_enum! {
    /// `mesos.v1.CapabilityInfo.Capability`.
    Capability {
        Unknown = 0, "UNKNOWN";
        Chown = 1000, "CHOWN";
        DacOverride = 1001, "DAC_OVERRIDE";
        DacReadSearch = 1002, "DAC_READ_SEARCH";
        Fowner = 1003, "FOWNER";
        Fsetid = 1004, "FSETID";
        Kill = 1005, "KILL";
        Setgid = 1006, "SETGID";
        Setuid = 1007, "SETUID";
        Setpcap = 1008, "SETPCAP";
        LinuxImmutable = 1009, "LINUX_IMMUTABLE";
        NetBindService = 1010, "NET_BIND_SERVICE";
        NetBroadcast = 1011, "NET_BROADCAST";
        NetAdmin = 1012, "NET_ADMIN";
        NetRaw = 1013, "NET_RAW";
        IpcLock = 1014, "IPC_LOCK";
        IpcOwner = 1015, "IPC_OWNER";
        SysModule = 1016, "SYS_MODULE";
        SysRawio = 1017, "SYS_RAWIO";
        SysChroot = 1018, "SYS_CHROOT";
        SysPtrace = 1019, "SYS_PTRACE";
        SysPacct = 1020, "SYS_PACCT";
        SysAdmin = 1021, "SYS_ADMIN";
        SysBoot = 1022, "SYS_BOOT";
        SysNice = 1023, "SYS_NICE";
        SysResource = 1024, "SYS_RESOURCE";
        SysTime = 1025, "SYS_TIME";
        SysTtyConfig = 1026, "SYS_TTY_CONFIG";
        Mknod = 1027, "MKNOD";
        Lease = 1028, "LEASE";
        AuditWrite = 1029, "AUDIT_WRITE";
        AuditControl = 1030, "AUDIT_CONTROL";
        Setfcap = 1031, "SETFCAP";
        MacOverride = 1032, "MAC_OVERRIDE";
        MacAdmin = 1033, "MAC_ADMIN";
        Syslog = 1034, "SYSLOG";
        WakeAlarm = 1035, "WAKE_ALARM";
        BlockSuspend = 1036, "BLOCK_SUSPEND";
        AuditRead = 1037, "AUDIT_READ";
        Perfmon = 1038, "PERFMON";
        Bpf = 1039, "BPF";
        CheckpointRestore = 1040, "CHECKPOINT_RESTORE";
    }
}
