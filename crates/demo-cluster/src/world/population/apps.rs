//! Frameworks made from their templates, with the blueprints of their tasks.

use std::sync::Arc;

use rand::Rng;

use super::super::World;
use super::super::amounts::{Amounts, Scalars};
use super::super::framework::{
    Framework, GPU_RESOURCES, MULTI_ROLE, PARTITION_AWARE, Presence, RESERVATION_REFINEMENT,
    REVOCABLE_RESOURCES, SHARED_RESOURCES, Style, TASK_KILLING_STATE,
};
use super::super::ids::FrameworkKey;
use super::super::pool::{Kind, Pool, Volume};
use super::super::task::{Blueprint, Check, Extras, Image};
use super::HOUR;
use super::templates::{App, TEMPLATES, Template};

/// Teams of a large cluster.
const TEAMS: [&str; 16] = [
    "ads", "billing", "catalog", "data", "fraud", "growth", "identity", "infra", "maps", "media", "orders",
    "payments", "pricing", "search", "support", "video",
];

impl World {
    /// Adds frameworks and says how many tasks each is to have.
    pub(super) fn add_apps(&mut self, frameworks: u32, tasks: u32) -> Vec<(FrameworkKey, u32)> {
        let templates = (0..frameworks).map(|number| &TEMPLATES[number as usize % TEMPLATES.len()]);
        let weights: u32 = templates.clone().map(|template| template.weight).sum();
        let mut counts = Vec::new();
        for (number, template) in (0..frameworks).zip(templates) {
            let count = tasks * template.weight / weights.max(1);
            let framework = self.add_app(number, template, frameworks > TEMPLATES.len() as u32, count);
            counts.push((framework, count));
        }
        // What was rounded away goes to the first, which can take it.
        let short = tasks - counts.iter().map(|(_, count)| count).sum::<u32>();
        if let Some((_, first)) = counts.first_mut() {
            *first += short;
        }
        counts
    }

    pub(super) fn add_app(
        &mut self,
        number: u32,
        template: &Template,
        teams: bool,
        count: u32,
    ) -> FrameworkKey {
        let generation = number as usize / TEMPLATES.len();
        let team = TEAMS[generation % TEAMS.len()];
        // Past the last team a second framework of a kind gets a number.
        let again = generation / TEAMS.len();
        let suffix = match (teams, again) {
            (false, _) => String::new(),
            (true, 0) => format!("-{team}"),
            (true, again) => format!("-{team}-{}", again + 1),
        };
        let area = if teams { format!("{}/{team}", template.area) } else { template.area.to_owned() };
        let roles: Vec<Arc<str>> = template
            .roles
            .iter()
            .map(|role| if role.is_empty() { area.as_str().into() } else { format!("{area}/{role}").into() })
            .collect();
        let mut capabilities = vec![MULTI_ROLE, RESERVATION_REFINEMENT];
        if template.name != "chronos" {
            capabilities.push(PARTITION_AWARE);
        }
        if template.style != Style::Jobs {
            capabilities.push(TASK_KILLING_STATE);
        }
        match template.name {
            "marathon" => capabilities.push(SHARED_RESOURCES),
            "spark" => capabilities.push(REVOCABLE_RESOURCES),
            _ => {}
        }
        if template.name == "training" {
            capabilities.push(GPU_RESOURCES);
        }
        let registered = self.now - self.rng.random_range(HOUR..300 * HOUR);
        let name = format!("{}{suffix}", template.name);
        let key = FrameworkKey(number);
        self.add_framework(Framework {
            key,
            webui_url: template.webui.then(|| format!("http://{name}.example.com:8080")),
            hostname: format!("{name}-scheduler.example.com").into(),
            name: name.as_str().into(),
            user: template.user.into(),
            principal: template.principal.map(Into::into),
            roles: roles.clone(),
            failover_timeout: template.failover_timeout,
            checkpoint: template.style != Style::Jobs,
            capabilities: capabilities.into(),
            labels: vec![("team".to_owned(), if teams { team } else { template.area }.to_owned())],
            style: template.style,
            presence: Presence::Connected,
            registered,
            reregistered: registered,
        });
        self.churning.extend(std::iter::repeat_n(key, template.churn as usize));
        let units = match template.style {
            Style::Servers => self.servers(&name, &roles[0], number, count),
            _ => {
                template.units.iter().enumerate().map(|(at, apps)| unit(apps, template, &roles, at)).collect()
            }
        };
        self.books[key.index()].units = units;
        key
    }

    /// One server an agent, on resources reserved for it and a volume that is only there.
    fn servers(
        &mut self,
        name: &str,
        role: &Arc<str>,
        number: u32,
        count: u32,
    ) -> Vec<Arc<[Arc<Blueprint>]>> {
        let kind = Kind::reserved(role, true, Some("cassandra"));
        let agents = self.agents.len();
        (0..count.min(agents as u32))
            .map(|node| {
                // Spread over the racks, another agent for each framework.
                let at = (node as usize * 7 + number as usize * 13) % agents;
                let volume = Volume {
                    id: format!("{name}-{node}-data").into(),
                    principal: Some("cassandra".into()),
                    container_path: "data".into(),
                };
                let data = kind.with_volume(volume);
                let compute = Amounts::scalars(Scalars::of(2.0, 8192, 0));
                let store = Amounts::scalars(Scalars::of(0.0, 0, 100_000));
                // The executor takes its share from the reservation as well.
                let mut reserved = compute.clone();
                reserved += &Amounts::scalars(Scalars::of(0.5, 1024, 4_000));
                let mut before = reserved.clone();
                before += &store;
                let home = self.agents[at].key;
                let agent = self.agent_mut(home);
                agent.total.subtract(Kind::unreserved(), &before);
                agent.total.add(&kind, &reserved);
                agent.total.add(&data, &store);
                let pools =
                    vec![Pool { kind: kind.clone(), amounts: compute }, Pool { kind: data, amounts: store }];
                let blueprint = Blueprint {
                    name: format!("{name}-{node}-server").into(),
                    role: role.clone(),
                    pools,
                    ports: 0,
                    labels: vec![("zone".to_owned(), self.agents[at].zone.to_string())],
                    discoverable: true,
                    check: Some(Check::Command("nodetool status".into())),
                    image: Image::None,
                    command: "./executor/bin/executor".into(),
                    network: None,
                    user: None,
                    extras: Extras::default(),
                    flapping: false,
                    home: Some(home),
                };
                Arc::from([Arc::new(blueprint)])
            })
            .collect()
    }
}

fn unit(apps: &[App], template: &Template, roles: &[Arc<str>], at: usize) -> Arc<[Arc<Blueprint>]> {
    apps.iter()
        .map(|app| {
            // GPUs go with the first role; the others take turns.
            let role = roles[at % roles.len()].clone();
            Arc::new(Blueprint {
                name: app.name.into(),
                labels: labels(app, template),
                pools: app.pools(),
                ports: app.ports,
                discoverable: app.ports > 0,
                check: app.check(),
                image: app.image(template.style),
                command: app.command.into(),
                network: (template.style == Style::Pods).then(|| "overlay".into()),
                user: None,
                extras: app.extras(template.style),
                flapping: false,
                home: None,
                role,
            })
        })
        .collect()
}

fn labels(app: &App, template: &Template) -> Vec<(String, String)> {
    let mut labels = Vec::new();
    if let Some((group, name)) = app.name.split_once('/') {
        labels.push(("app".to_owned(), name.to_owned()));
        labels.push(("group".to_owned(), group.to_owned()));
    }
    if app.ports > 0 && template.style == Style::Services {
        labels.push(("HAPROXY_GROUP".to_owned(), "external".to_owned()));
    }
    labels
}
