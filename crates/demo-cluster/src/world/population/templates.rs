//! Kinds of frameworks there are, and what they run.

use super::super::amounts::{Amounts, Scalars};
use super::super::framework::Style;
use super::super::pool::{Kind, Pool};
use super::super::task::{Check, Extras, Image, SECOND};

/// One kind of program.
pub(super) struct App {
    pub name: &'static str,
    pub cpus: f64,
    pub mem: i64,
    pub disk: i64,
    pub gpus: i64,
    pub ports: u16,
    pub check: Option<&'static str>,
    pub image: Option<&'static str>,
    pub command: &'static str,
    /// Its CPUs can be taken back at any time.
    pub revocable: bool,
    /// It has a terminal.
    pub tty: bool,
}

/// One kind of framework.
pub(super) struct Template {
    pub name: &'static str,
    pub user: &'static str,
    pub principal: Option<&'static str>,
    pub style: Style,
    /// The first part of its roles; in a large cluster each team has its own.
    pub area: &'static str,
    /// What follows; its apps take turns.
    pub roles: &'static [&'static str],
    pub failover_timeout: f64,
    pub webui: bool,
    /// Of its size among the others.
    pub weight: u32,
    /// How lively it is.
    pub churn: u32,
    /// Groups of apps that are launched together.
    pub units: &'static [&'static [App]],
}

impl App {
    pub(super) fn scalars(&self) -> Scalars {
        Scalars::of(self.cpus, self.mem, self.disk).with_gpus(self.gpus)
    }

    /// What it takes: of CPUs that can be taken back nothing but CPUs.
    pub(super) fn pools(&self) -> Vec<Pool> {
        let all = self.scalars();
        if !self.revocable {
            return vec![Pool { kind: Kind::default(), amounts: Amounts::scalars(all) }];
        }
        let cpus = Scalars { cpus: all.cpus, ..Scalars::default() };
        let kind = Kind { revocable: true, ..Kind::default() };
        vec![
            Pool { kind: Kind::default(), amounts: Amounts::scalars(Scalars { cpus: 0, ..all }) },
            Pool { kind, amounts: Amounts::scalars(cpus) },
        ]
    }

    /// Services are given time to end, and those with much memory may use more for a while.
    pub(super) fn extras(&self, style: Style) -> Extras {
        let service = style == Style::Services;
        Extras {
            tty: self.tty,
            grace: service.then_some(30 * SECOND),
            memory_limit: (service && self.mem >= 2048).then_some(self.mem * 2 * 1000),
        }
    }

    pub(super) fn check(&self) -> Option<Check> {
        self.check.map(|check| match check {
            "tcp" => Check::Tcp,
            path if path.starts_with('/') => Check::Http(path.into()),
            command => Check::Command(command.into()),
        })
    }

    pub(super) fn image(&self, style: Style) -> Image {
        match (self.image, style) {
            (None, _) => Image::None,
            (Some(image), Style::Services) => Image::Docker(image.into()),
            (Some(image), _) => Image::Mesos(image.into()),
        }
    }
}

const fn service(name: &'static str, cpus: f64, mem: i64, check: &'static str, image: &'static str) -> App {
    App {
        name,
        cpus,
        mem,
        disk: 0,
        gpus: 0,
        ports: 1,
        check: Some(check),
        image: Some(image),
        command: "./bin/server",
        revocable: false,
        tty: false,
    }
}

pub(super) const fn job(name: &'static str, cpus: f64, mem: i64, command: &'static str) -> App {
    App {
        name,
        cpus,
        mem,
        disk: 512,
        gpus: 0,
        ports: 0,
        check: None,
        image: None,
        command,
        revocable: false,
        tty: false,
    }
}

/// The six kinds. A small cluster has one of each.
pub(super) const TEMPLATES: [Template; 6] = [
    Template {
        name: "marathon",
        user: "root",
        principal: Some("marathon"),
        style: Style::Services,
        area: "eng",
        roles: &["web", "api"],
        failover_timeout: 604_800.0,
        webui: true,
        weight: 34,
        churn: 3,
        units: &[
            &[service("shop/frontend", 0.5, 512, "/healthz", "registry.example.com/shop/frontend:2026.11.3")],
            &[service("shop/checkout", 0.75, 1024, "/healthz", "registry.example.com/shop/checkout:8.14.0")],
            &[service("shop/search", 1.0, 2048, "/healthz", "registry.example.com/shop/search:3.2.1")],
            &[service("api/gateway", 0.5, 768, "/ready", "registry.example.com/api/gateway:1.41.0")],
            &[service("api/accounts", 0.25, 512, "/ready", "registry.example.com/api/accounts:5.0.7")],
            &[service("api/images", 1.5, 1536, "/ready", "registry.example.com/api/images:0.9.12")],
            &[service("cache/redis", 0.25, 4096, "tcp", "redis:7.4")],
            &[service("mail/outbox", 0.1, 256, "./check", "registry.example.com/mail/outbox:2.2.0")],
        ],
    },
    Template {
        name: "spark",
        user: "spark",
        principal: Some("spark"),
        style: Style::Jobs,
        area: "analytics",
        roles: &["spark", "spark/adhoc"],
        failover_timeout: 120.0,
        webui: true,
        weight: 22,
        churn: 8,
        units: &[
            &[job("clickstream-hourly", 1.0, 3072, "spark-submit --class ClickStream")],
            &[job("sessions-backfill", 2.0, 4096, "spark-submit --class Sessions")],
            &[job("recommendations", 1.0, 6144, "spark-submit --class Recommend")],
            &[App { revocable: true, ..job("adhoc-query", 0.5, 1024, "spark-sql -f query.sql") }],
        ],
    },
    Template {
        name: "chronos",
        user: "batch",
        principal: None,
        style: Style::Jobs,
        area: "batch",
        roles: &[""],
        failover_timeout: 3600.0,
        webui: true,
        weight: 16,
        churn: 6,
        units: &[
            &[job("nightly-report", 0.5, 512, "python3 report.py --yesterday")],
            &[job("invoice-export", 0.25, 384, "./export-invoices --format csv")],
            &[job("thumbnails", 1.0, 768, "./thumbnails --queue images")],
            &[job("log-rotation", 0.1, 128, "/usr/sbin/logrotate /etc/logrotate.conf")],
        ],
    },
    Template {
        name: "cassandra",
        user: "cassandra",
        principal: Some("cassandra"),
        style: Style::Servers,
        area: "storage",
        roles: &["cassandra", "cassandra/repair"],
        failover_timeout: 1_209_600.0,
        webui: false,
        weight: 4,
        churn: 0,
        units: &[],
    },
    Template {
        name: "edge",
        user: "nobody",
        principal: Some("edge"),
        style: Style::Pods,
        area: "eng",
        roles: &["edge"],
        failover_timeout: 86_400.0,
        webui: false,
        weight: 18,
        churn: 1,
        units: &[
            &[
                service("envoy", 0.5, 256, "tcp", "envoyproxy/envoy:v1.32"),
                service("ratelimit", 0.2, 128, "/healthz", "registry.example.com/edge/ratelimit:1.3"),
                job("log-shipper", 0.1, 64, "./ship --to kafka"),
            ],
            &[
                service("coredns", 0.2, 128, "tcp", "coredns/coredns:1.12"),
                job("zone-sync", 0.1, 64, "./zone-sync --every 30s"),
            ],
        ],
    },
    Template {
        name: "training",
        user: "ml",
        principal: Some("ml-platform"),
        style: Style::Jobs,
        area: "ml",
        roles: &["training"],
        failover_timeout: 600.0,
        webui: true,
        weight: 5,
        churn: 1,
        units: &[
            &[App { gpus: 1, ..job("ranker-v7", 2.0, 8192, "torchrun train.py --model ranker") }],
            &[job("feature-extraction", 1.0, 4096, "python3 features.py")],
            &[App { tty: true, ..job("notebook", 0.5, 2048, "ipython --profile=shared") }],
        ],
    },
];
