//! Executors.

use operator_api::v1;
use operator_api::v1::master::response::get_executors;

use crate::world::executor::Executor;

use super::{Printer, resources};

impl Printer {
    /// An executor as the master shows it.
    pub fn executor(&self, executor: &Executor) -> get_executors::Executor {
        get_executors::Executor {
            executor_info: Box::new(self.executor_info(executor)),
            agent_id: self.agent_id(executor.agent),
        }
    }

    /// What is known of an executor.
    pub fn executor_info(&self, executor: &Executor) -> v1::ExecutorInfo {
        let kind =
            if executor.default { v1::executor_info::Type::Default } else { v1::executor_info::Type::Custom };
        v1::ExecutorInfo {
            r#type: Some(kind as i32),
            executor_id: v1::ExecutorId { value: executor.id.to_string() },
            framework_id: Some(self.framework_id(executor.framework)),
            command: executor.command.as_ref().map(|command| {
                Box::new(v1::CommandInfo {
                    shell: Some(true),
                    value: Some(command.to_string()),
                    ..v1::CommandInfo::default()
                })
            }),
            resources: resources::taken(&executor.role, [&executor.pool]),
            name: (!executor.name.is_empty()).then(|| executor.name.to_string()),
            ..v1::ExecutorInfo::default()
        }
    }
}
