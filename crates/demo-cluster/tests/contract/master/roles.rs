//! Roles in use.

use anyhow::{Context, Result, ensure};
use operator_api::calls::Target::Master;
use serde_json::Value;

use crate::ground::{Suite, To, bare, text};

pub async fn tell(suite: &Suite) -> Result<()> {
    let roles = suite.ask(To::Master, "good", bare("GET_ROLES")).await?;
    let roles = roles["get_roles"]["roles"].as_array().cloned().unwrap_or_default();
    let names: Vec<String> = roles.iter().map(|role| text(role, "/name")).collect::<Result<_>>()?;
    let frameworks = suite.read(bare("GET_FRAMEWORKS")).await?;
    let outcome = || {
        ensure!(names.is_sorted(), "they are in no order: {names:?}");
        ensure!(roles.iter().all(|role| role["weight"].is_f64()), "a role without a weight");
        for framework in frameworks["get_frameworks"]["frameworks"].as_array().into_iter().flatten() {
            let id = text(framework, "/framework_info/id/value")?;
            for role in framework["framework_info"]["roles"].as_array().into_iter().flatten() {
                let known = roles
                    .iter()
                    .find(|known| known["name"] == *role)
                    .context("a framework's role is not known")?;
                let mut members = known["frameworks"].as_array().into_iter().flatten();
                ensure!(members.any(|member| member["value"] == id), "{role} has no framework {id}");
                for parent in parents(role) {
                    ensure!(names.contains(&parent), "{role} is known and its parent {parent} is not");
                }
            }
        }
        Ok(())
    };
    suite.holds(Master, "GET_ROLES", "those of frameworks, and their parents", outcome());
    Ok(())
}

/// `a/b` and `a` of `a/b/c`.
fn parents(role: &Value) -> Vec<String> {
    let role = role.as_str().unwrap_or_default();
    role.match_indices('/').map(|(at, _)| role[..at].to_owned()).collect()
}
