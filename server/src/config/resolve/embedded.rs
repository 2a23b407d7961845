//! The embedded cluster's settings: with a console before it (`demo`), and on its own (`cluster`).

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::ArgMatches;
use demo_cluster::{Access, Acls, Credential};

use super::{Resolver, Sourced};
use crate::access::settings::WayIn;
use crate::config::{
    ClusterSettings, Config, Credentials, DemoSettings, EmbeddedConfig, EmbeddedSettings, Resolved, Settings,
};

/// Where real masters listen.
const MASTER_PORT: u16 = 5050;

/// Resolves the settings of `demo`, where the master is the embedded one and is filled in once it runs.
#[must_use]
pub fn resolve_demo(given: Settings, demo: DemoSettings, matches: &ArgMatches) -> (Resolved, EmbeddedConfig) {
    let (mut resolver, mut file) = Resolver::read(given.config.clone(), matches);
    let in_file = std::mem::take(&mut file.demo);
    let listen = resolver.take("master-listen", demo.master_listen, in_file.master_listen);
    let listen = listen.and_then(|listen| resolver.address("master-listen", &listen));
    let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let cluster = resolver.embedded(demo.embedded, in_file.embedded, listen.unwrap_or(any_port));
    let mut resolved = resolver.common(given, file, Vec::new());
    // Somebody has to be let in; who is not named is the first who would be. Where people bring their own credentials the console has none.
    let access = &resolved.config.access;
    let brings_own = access.ways.contains(&WayIn::Mesos) || resolved.config.upstream.token_file.is_some();
    if resolved.config.credentials.is_none() && !brings_own {
        let first = cluster.access.credentials.first();
        resolved.config.credentials =
            first.map(|first| Credentials::new(first.principal.clone(), first.secret.clone()));
    }
    (resolved, cluster)
}

/// Resolves the settings of `cluster`, which has no console: of the configuration only what concerns the log is used.
#[must_use]
pub fn resolve_cluster(given: ClusterSettings, matches: &ArgMatches) -> (Resolved, EmbeddedConfig) {
    let (mut resolver, _) = Resolver::read(None, matches);
    let listen = resolver.take("listen", given.listen, None);
    let listen = listen.and_then(|listen| resolver.address("listen", &listen));
    let default = SocketAddr::from((Ipv4Addr::LOCALHOST, MASTER_PORT));
    let cluster = resolver.embedded(given.embedded, EmbeddedSettings::default(), listen.unwrap_or(default));
    let (log, log_format) = resolver.logging(given.log, None, given.log_format, None);
    let config = Config { log, log_format, ..Config::default() };
    (Resolved { config, lines: resolver.lines, problems: resolver.problems }, cluster)
}

impl Resolver<'_> {
    fn embedded(
        &mut self,
        given: EmbeddedSettings,
        in_file: EmbeddedSettings,
        listen: SocketAddr,
    ) -> EmbeddedConfig {
        let scenario = self.take("scenario", given.scenario, in_file.scenario);
        let scenario = self.check("scenario", scenario.as_ref(), |name| {
            name.parse::<demo_cluster::Scenario>().map_err(|unknown| format!("is none: {unknown}"))
        });
        let agents = self.take("agents", given.agents, in_file.agents);
        let agents = self.check("agents", agents.as_ref(), |number| at_most(*number, 100_000));
        let tasks = self.take("tasks", given.tasks, in_file.tasks);
        let tasks = self.check("tasks", tasks.as_ref(), |number| at_most(*number, 1_000_000));
        let seed = self.take("seed", given.seed, in_file.seed);
        let updates = self.take("updates-per-second", given.updates_per_second, in_file.updates_per_second);
        let updates = self.check("updates-per-second", updates.as_ref(), |rate| match rate {
            0.0..=1000.0 => Ok(*rate),
            _ => Err("is not between 0 and 1000".to_owned()),
        });
        let credential = self.take("credential", given.credential, in_file.credential);
        let acls = self.take("acls", given.acls, in_file.acls);
        let two = self.take("two-principals", given.two_principals, in_file.two_principals);
        EmbeddedConfig {
            access: self.access(credential.as_ref(), acls.as_ref(), two.is_some_and(|two| two.value)),
            scenario: scenario.unwrap_or_default(),
            agents,
            tasks,
            seed: seed.map_or(1, |seed| seed.value),
            updates_per_second: updates,
            listen,
        }
    }

    /// Who may ask for what.
    fn access(
        &mut self,
        credential: Option<&Sourced<Vec<String>>>,
        acls: Option<&Sourced<PathBuf>>,
        two_principals: bool,
    ) -> Access {
        let mut access = Access::default();
        if two_principals {
            match demo_cluster::two_principals() {
                Ok(both) => access = both,
                Err(error) => self.problem("two-principals", error.to_string()),
            }
        }
        let credentials = self.check("credential", credential, |pairs| {
            pairs.iter().map(|pair| read_credential(pair)).collect::<Result<Vec<_>, _>>()
        });
        access.credentials.extend(credentials.unwrap_or_default());
        let acls = self.check("acls", acls, |path| {
            let json = std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))?;
            Acls::read(&json).map_err(|error| error.to_string())
        });
        if let Some(acls) = acls {
            access.acls = acls;
        }
        access
    }
}

fn at_most(number: u32, most: u32) -> Result<u32, String> {
    if number <= most { Ok(number) } else { Err(format!("is more than {most}")) }
}

fn read_credential(pair: &str) -> Result<Credential, String> {
    match pair.split_once(':') {
        Some((principal, secret)) if !principal.is_empty() => {
            Ok(Credential { principal: principal.to_owned(), secret: secret.to_owned() })
        }
        _ => Err("is not PRINCIPAL:SECRET".to_owned()),
    }
}
