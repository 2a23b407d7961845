//! The master's flags, those it has by default and those this cluster goes by.

use operator_api::v1;
use operator_api::v1::master::Response;
use operator_api::v1::master::response::{GetFlags, Type};

use crate::cluster::Cluster;
use crate::world::task::SECOND;

/// `GET_FLAGS`
pub(crate) fn flags(cluster: &Cluster) -> Response {
    let settings = cluster.look(|world| world.settings.clone());
    let address = cluster.printer.address;
    let authenticate = cluster.asks();
    let mut flags: Vec<(&str, String)> = [
        ("allocation_interval", "1secs"),
        ("allocator", "hierarchical"),
        ("allocator_agent_recovery_factor", "0.8"),
        ("allocator_recovery_timeout", "10mins"),
        ("authenticate_agents", "false"),
        ("authenticate_frameworks", "false"),
        ("authenticate_http_frameworks", "false"),
        ("authentication_v0_timeout", "15secs"),
        ("authenticators", "crammd5"),
        ("authorizers", "local"),
        ("cluster", "demo"),
        ("filter_gpu_resources", "true"),
        ("framework_sorter", "drf"),
        ("help", "false"),
        ("hostname_lookup", "true"),
        ("http_authenticators", "basic"),
        ("initialize_driver_logging", "true"),
        ("log_auto_initialize", "true"),
        ("log_dir", "/var/log/mesos"),
        ("logbufsecs", "0"),
        ("logging_level", "INFO"),
        ("memory_profiling", "false"),
        ("min_allocatable_resources", "cpus:0.01|mem:32"),
        ("offer_constraints_re2_max_mem", "4KB"),
        ("offer_constraints_re2_max_program_size", "100"),
        ("publish_per_framework_metrics", "true"),
        ("quiet", "false"),
        ("recovery_agent_removal_limit", "100%"),
        ("registry", "replicated_log"),
        ("registry_fetch_timeout", "1mins"),
        ("registry_gc_interval", "15mins"),
        ("registry_max_agent_age", "2weeks"),
        ("registry_max_agent_count", "102400"),
        ("registry_store_timeout", "20secs"),
        ("registry_strict", "false"),
        ("require_agent_domain", "false"),
        ("role_sorter", "drf"),
        ("root_submissions", "true"),
        ("version", "false"),
        ("webui_dir", "/usr/share/mesos/webui"),
        ("work_dir", "/var/lib/mesos/master"),
        ("zk_session_timeout", "10secs"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into();
    let domain = r#"{"fault_domain":{"region":{"name":"eu-west"},"zone":{"name":"eu-west-1a"}}}"#;
    flags.extend([
        ("agent_reregister_timeout", format!("{}mins", settings.reregister_timeout / (60 * SECOND))),
        ("agent_ping_timeout", format!("{}secs", settings.ping_timeout / SECOND)),
        ("authenticate_http_readonly", authenticate.to_string()),
        ("authenticate_http_readwrite", authenticate.to_string()),
        ("domain", domain.to_owned()),
        ("hostname", address.ip().to_string()),
        ("ip", address.ip().to_string()),
        ("max_agent_ping_timeouts", settings.max_ping_timeouts.to_string()),
        ("max_completed_frameworks", settings.max_completed_frameworks.to_string()),
        ("max_completed_tasks_per_framework", settings.max_completed_tasks.to_string()),
        ("max_operator_event_stream_subscribers", cluster.subscribers.limit().to_string()),
        ("max_unreachable_tasks_per_framework", settings.max_unreachable_tasks.to_string()),
        ("port", address.port().to_string()),
    ]);
    flags.sort_unstable_by_key(|(name, _)| *name);
    let flags = flags
        .into_iter()
        .map(|(name, value)| v1::Flag { name: name.to_owned(), value: Some(value) })
        .collect();
    Response {
        r#type: Some(Type::GetFlags as i32),
        get_flags: Some(GetFlags { flags }),
        ..Response::default()
    }
}
