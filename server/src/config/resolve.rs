//! From what the sources say to what holds: precedence, defaults, and every check, with all problems told at once.

mod access;
#[cfg(feature = "demo")]
mod embedded;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::ArgMatches;
use tracing_subscriber::EnvFilter;

use self::access::{Flags, Tables};
#[cfg(feature = "demo")]
pub use self::embedded::{resolve_cluster, resolve_demo};
use super::source::{Sourced, Sources};
use super::{BasePath, Config, Credentials, Line, LogFormat, Problem, Resolved, Settings, Source};

/// Resolves the settings of `serve` and `check-config`. `matches` tells flags from the environment.
#[must_use]
pub fn resolve(given: Settings, matches: &ArgMatches) -> Resolved {
    let (mut resolver, file) = Resolver::read(given.config.clone(), matches);
    let masters = resolver.take("master", given.master.clone(), file.master.clone());
    if masters.as_ref().is_none_or(|masters| masters.value.is_empty()) {
        resolver.problem("master", "no master is given: name the cluster's masters by --master URL[,URL…]");
    }
    resolver.line("master", masters.as_ref(), |urls| urls.join(","), "none");
    resolver.common(given, file, masters.map(|masters| masters.value).unwrap_or_default())
}

struct Resolver<'a> {
    sources: Sources<'a>,
    lines: Vec<Line>,
    problems: Vec<Problem>,
}

impl<'a> Resolver<'a> {
    /// Reads the file the settings name, if they name one.
    fn read(path: Option<PathBuf>, matches: &'a ArgMatches) -> (Self, Settings) {
        let file = path.as_deref().map(read_file);
        let mut resolver =
            Self { sources: Sources { matches, file: path }, lines: Vec::new(), problems: Vec::new() };
        let file = file.transpose().unwrap_or_else(|words| {
            resolver.problem("config", words);
            None
        });
        (resolver, file.unwrap_or_default())
    }

    /// Everything but where the cluster is.
    fn common(mut self, mut given: Settings, mut file: Settings, masters: Vec<String>) -> Resolved {
        let default = Config::default();
        let (given_tables, tables) = (Flags::take(&mut given), Tables::take(&mut file));

        let listen = self.take("listen", given.listen, file.listen);
        let address = listen.as_ref().and_then(|listen| self.address("listen", listen));
        let address = address.unwrap_or(default.listen);
        self.line("listen", listen.as_ref(), String::clone, &default.listen.to_string());

        let base_path = self.take("base-path", given.base_path, file.base_path);
        let base = self.check("base-path", base_path.as_ref(), |text| {
            BasePath::parse(text).map_err(|why| format!("{why}, as in /ops/mesos/"))
        });
        let base = base.unwrap_or_else(BasePath::root);
        self.line("base-path", base_path.as_ref(), |_| base.to_string(), base.as_str());

        let hosts = self.take("allowed-host", given.allowed_host, file.allowed_host);
        self.line("allowed-host", hosts.as_ref(), |hosts| hosts.join(","), "none");

        let cluster_name = self.take("cluster-name", given.cluster_name, file.cluster_name);
        self.line("cluster-name", cluster_name.as_ref(), String::clone, "as the master says");

        let read_only = self.take("read-only", given.read_only, file.read_only);
        self.line("read-only", read_only.as_ref(), bool::to_string, "false");

        let terminals = self.take("terminals", given.terminals, file.terminals);
        self.line("terminals", terminals.as_ref(), bool::to_string, "false");
        let on = |flag: &Option<Sourced<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
        if on(&terminals) && on(&read_only) {
            self.problem(
                "terminals",
                "a read-only console opens no terminals: take away --terminals or --read-only",
            );
        }
        let idle = self.take("terminal-idle", given.terminal_idle, file.terminal_idle);
        self.line("terminal-idle", idle.as_ref(), u32::to_string, "30");
        let terminal_idle = match &idle {
            None => default.terminal_idle,
            Some(Sourced { value: 0, .. }) => None,
            Some(minutes) => Some(Duration::from_secs(u64::from(minutes.value) * 60)),
        };

        let insecure = self.take("insecure", given.insecure, file.insecure);
        self.line("insecure", insecure.as_ref(), bool::to_string, "false");
        let tables = self.tables(given_tables, tables, &base);
        if !address.ip().is_loopback() && !tables.access.asks() && !on(&insecure) {
            let source = listen.as_ref().map_or(Source::Default, |listen| listen.source.clone());
            self.problem(
                "listen",
                format!(
                    "{address} (from {source}) can be reached from other machines, and anybody who reaches it could use \
                     the console; give a way to log in (--users-file, or `ways` in the file's table [access]), listen on a loopback address \
                     behind a proxy that asks who it is, or say --insecure"
                ),
            );
        }

        let principal = self.take("principal", given.principal, file.principal);
        self.line("principal", principal.as_ref(), String::clone, "none");
        let secret_file = self.take("secret-file", given.secret_file, file.secret_file);
        self.line("secret-file", secret_file.as_ref(), |path| path.display().to_string(), "none");
        let credentials = self.credentials(principal, secret_file);

        self.presented(&tables, credentials.is_some());

        let max_message = self.take("max-message", given.max_message, file.max_message);
        self.line("max-message", max_message.as_ref(), u32::to_string, "1024");
        let max_message = self.check("max-message", max_message.as_ref(), |mib| match mib {
            1..=4095 => Ok(*mib as usize * (1 << 20)),
            _ => Err("is not between 1 and 4095 MiB".to_owned()),
        });

        let events_kept = self.take("events-kept", given.events_kept, file.events_kept);
        self.line("events-kept", events_kept.as_ref(), u32::to_string, "100000");
        let events_kept = self.check("events-kept", events_kept.as_ref(), |number| match number {
            1..=10_000_000 => Ok(*number as usize),
            _ => Err("is not between 1 and 10000000".to_owned()),
        });

        let (log, log_format) = self.logging(given.log, file.log, given.log_format, file.log_format);

        let config = Config {
            masters,
            listen: address,
            base_path: base,
            allowed_hosts: hosts.map(|hosts| hosts.value).unwrap_or_default(),
            cluster_name: cluster_name.map(|name| name.value),
            read_only: on(&read_only),
            terminals: on(&terminals) && !on(&read_only),
            terminal_idle,
            credentials,
            max_message: max_message.unwrap_or(default.max_message),
            events_kept: events_kept.unwrap_or(default.events_kept),
            log,
            log_format,
            access: tables.access,
            audit: tables.audit,
            tls: tables.tls,
            upstream: tables.upstream,
        };
        Resolved { config, lines: self.lines, problems: self.problems }
    }

    /// What is logged, and in which form.
    fn logging(
        &mut self,
        log: Option<String>,
        log_in_file: Option<String>,
        format: Option<String>,
        format_in_file: Option<String>,
    ) -> (String, LogFormat) {
        let default = Config::default();
        let log = self.log_filter(log, log_in_file);
        self.line("log", log.as_ref(), String::clone, &default.log);
        let filter = self.check("log", log.as_ref(), |text| match EnvFilter::try_new(text) {
            Ok(_) => Ok(text.clone()),
            Err(error) => Err(format!("is not a filter such as `info,mesoscope_server=debug`: {error}")),
        });
        let format = self.take("log-format", format, format_in_file);
        self.line("log-format", format.as_ref(), String::clone, "text");
        let format = self.check("log-format", format.as_ref(), |text| match text.as_str() {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("is neither text nor json".to_owned()),
        });
        (filter.unwrap_or(default.log), format.unwrap_or(default.log_format))
    }

    /// `RUST_LOG` stands between our own variable and the file: people try it first.
    fn log_filter(&self, given: Option<String>, in_file: Option<String>) -> Option<Sourced<String>> {
        match (&given, std::env::var("RUST_LOG")) {
            (None, Ok(value)) if !value.is_empty() => {
                Some(Sourced { value, source: Source::Environment("RUST_LOG".to_owned()) })
            }
            _ => self.take("log", given, in_file),
        }
    }

    /// A principal without a secret, or the other way round, would fail at the master with a less clear word.
    fn credentials(
        &mut self,
        principal: Option<Sourced<String>>,
        secret_file: Option<Sourced<PathBuf>>,
    ) -> Option<Credentials> {
        match (principal, secret_file) {
            (None, None) => None,
            (Some(_), None) => {
                self.problem("principal", "a principal needs its secret: name the file by --secret-file");
                None
            }
            (None, Some(_)) => {
                self.problem("secret-file", "a secret belongs to a principal: name it by --principal");
                None
            }
            (Some(principal), Some(path)) => {
                let secret = self.check("secret-file", Some(&path), |path| {
                    std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))
                })?;
                Some(Credentials::new(principal.value, secret.trim_end_matches(['\r', '\n'])))
            }
        }
    }

    fn address(&mut self, key: &'static str, text: &Sourced<String>) -> Option<SocketAddr> {
        self.check(key, Some(text), |text| {
            text.parse().map_err(|_| "is not an address with a port, such as 127.0.0.1:8080".to_owned())
        })
    }

    fn take<T>(&self, key: &str, given: Option<T>, in_file: Option<T>) -> Option<Sourced<T>> {
        self.sources.pick(key, given, in_file)
    }

    /// Turns a text into a value, or notes the problem with the text and where it came from.
    fn check<T, U>(
        &mut self,
        key: &'static str,
        given: Option<&Sourced<T>>,
        parse: impl FnOnce(&T) -> Result<U, String>,
    ) -> Option<U>
    where
        T: std::fmt::Debug,
    {
        let given = given?;
        match parse(&given.value) {
            Ok(value) => Some(value),
            Err(why) => {
                self.problem(key, format!("{:?} (from {}) {why}", given.value, given.source));
                None
            }
        }
    }

    fn problem(&mut self, key: &'static str, words: impl Into<String>) {
        self.problems.push(Problem { key, words: words.into() });
    }

    fn line<T>(
        &mut self,
        key: &'static str,
        value: Option<&Sourced<T>>,
        show: impl FnOnce(&T) -> String,
        default: &str,
    ) {
        let (value, source) = match value {
            Some(given) => (show(&given.value), given.source.clone()),
            None => (default.to_owned(), Source::Default),
        };
        self.lines.push(Line { key, value, source });
    }
}

fn read_file(path: &Path) -> Result<Settings, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    toml::from_str(&text)
        .map_err(|error| format!("{} is not right: {}", path.display(), error.to_string().trim_end()))
}
