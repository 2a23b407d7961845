//! The fields of a storage provider.

use leptos::prelude::*;
use operator_api::rules::provider::{Purpose, STORAGE};

use super::info::{Container, Info, Level};
use super::one_agent::OneAgent;
use super::plan::find;
use crate::components::change_form::fields::{CheckInput, FieldBox, TextInput};
use crate::pages::change::area_input::AreaInput;
use crate::pages::change::rows::{Rows, row, rows};
use crate::ui::unique::unique_id;

#[derive(Clone, Copy)]
struct LevelInputs {
    role: RwSignal<String>,
    principal: RwSignal<String>,
}

impl LevelInputs {
    fn new(level: Level) -> Self {
        Self { role: RwSignal::new(level.role), principal: RwSignal::new(level.principal) }
    }
}

#[derive(Clone, Copy)]
struct ContainerInputs {
    controls: RwSignal<bool>,
    mounts: RwSignal<bool>,
    command: RwSignal<String>,
    shell: RwSignal<bool>,
    arguments: RwSignal<String>,
    resources: RwSignal<String>,
    image: RwSignal<String>,
}

impl ContainerInputs {
    fn new(container: Container) -> Self {
        let text = RwSignal::new;
        Self {
            controls: RwSignal::new(container.controls),
            mounts: RwSignal::new(container.mounts),
            command: text(container.command),
            shell: RwSignal::new(container.shell),
            arguments: text(container.arguments),
            resources: text(container.resources),
            image: text(container.image),
        }
    }

    /// A plugin that does all by itself, as most do.
    fn first() -> Self {
        Self::new(Container { controls: true, mounts: true, shell: true, ..Container::default() })
    }
}

/// What is filled in.
#[derive(Clone, Copy)]
pub struct Inputs {
    name: RwSignal<String>,
    reservations: Rows<LevelInputs>,
    plugin_type: RwSignal<String>,
    plugin_name: RwSignal<String>,
    containers: Rows<ContainerInputs>,
    reconciles: RwSignal<String>,
    rest: RwSignal<String>,
}

impl Inputs {
    /// A form that is not filled in.
    pub fn new() -> Self {
        Self {
            name: RwSignal::default(),
            reservations: Rows::new(Vec::new()),
            plugin_type: RwSignal::default(),
            plugin_name: RwSignal::default(),
            containers: Rows::new(vec![ContainerInputs::first()]),
            reconciles: RwSignal::default(),
            rest: RwSignal::default(),
        }
    }

    /// What is filled in.
    pub fn read(self) -> Info {
        let level = |level: LevelInputs| Level { role: level.role.get(), principal: level.principal.get() };
        let container = |inputs: ContainerInputs| Container {
            controls: inputs.controls.get(),
            mounts: inputs.mounts.get(),
            command: inputs.command.get(),
            shell: inputs.shell.get(),
            arguments: inputs.arguments.get(),
            resources: inputs.resources.get(),
            image: inputs.image.get(),
        };
        Info {
            name: self.name.get(),
            reservations: self.reservations.get().into_iter().map(level).collect(),
            plugin_type: self.plugin_type.get(),
            plugin_name: self.plugin_name.get(),
            containers: self.containers.get().into_iter().map(container).collect(),
            reconciles: self.reconciles.get(),
            rest: self.rest.get(),
        }
    }

    /// Fills the form with what a provider is configured with, as soon as the agent has told it.
    pub fn fill_once(self, kind: &str, name: &str, agent: OneAgent) {
        let is_filled = StoredValue::new(false);
        let (kind, name) = (kind.to_owned(), name.to_owned());
        self.name.set(name.clone());
        Effect::new(move || {
            let found = agent.providers(|providers| find(providers, &kind, &name).map(Info::read)).flatten();
            if let Some(info) = found.filter(|_| !is_filled.get_value()) {
                is_filled.set_value(true);
                self.fill(info);
            }
        });
    }

    fn fill(self, info: Info) {
        self.name.set(info.name);
        self.reservations.set(|| info.reservations.into_iter().map(LevelInputs::new).collect());
        self.plugin_type.set(info.plugin_type);
        self.plugin_name.set(info.plugin_name);
        self.containers.set(|| info.containers.into_iter().map(ContainerInputs::new).collect());
        self.reconciles.set(info.reconciles);
        self.rest.set(info.rest);
    }
}

/// The fields.
pub fn fields_view(inputs: Inputs, purpose: Purpose) -> AnyView {
    let label = |text: &str| Signal::stored(text.to_owned());
    let id = unique_id("change");
    let (levels, containers) = (inputs.reservations, inputs.containers);
    let name = match purpose {
        Purpose::Add => view! {
            <TextInput
                name="name"
                label=label("Name")
                value=inputs.name
                hint="Letters, digits and underscores; no other provider of the agent has it."
            />
        }
        .into_any(),
        // Another name would be another provider.
        Purpose::Update => {
            let id = unique_id("change");
            view! {
                <FieldBox name="name" label=label("Name") control=id.clone()>
                    <output id=id class="change-fixed">{inputs.name}</output>
                </FieldBox>
            }
            .into_any()
        }
    };
    view! {
        <FieldBox name="type" label=label("Type") control=id.clone()>
            <output id=id class="change-fixed"><code>{STORAGE}</code></output>
        </FieldBox>
        {name}
        <TextInput
            name="storage.plugin.type"
            label=label("Plugin's type")
            value=inputs.plugin_type
            placeholder="org.example.lvm"
        />
        <TextInput
            name="storage.plugin.name"
            label=label("Plugin's name")
            value=inputs.plugin_name
            hint="Plugins of one type on one agent differ by their names."
        />
        <TextInput
            name="storage.reconciliation_interval_seconds"
            label=label("Reconciles every")
            value=inputs.reconciles
            number=true
            aside="seconds"
            placeholder="never"
        />
        <fieldset>
            <legend>"Containers of the plugin"</legend>
            {rows(containers, "Add a container", ContainerInputs::first, move |at, container| container_view(containers, at, container))}
        </fieldset>
        <fieldset>
            <legend>"Reserved from the start"</legend>
            {rows(
                levels,
                "Add a reservation",
                || LevelInputs::new(Level::default()),
                move |at, level| level_view(levels, at, level),
            )}
        </fieldset>
        <AreaInput
            name="rest"
            label="Anything else, as JSON"
            value=inputs.rest
            rows=4
            placeholder=r#"{ "attributes": […], "storage": { "plugin": { "endpoints": […] } } }"#
            hint="Members of ResourceProviderInfo that have no field here: attributes, endpoints of a plugin that runs by itself."
        />
    }
    .into_any()
}

fn level_view(levels: Rows<LevelInputs>, at: usize, level: LevelInputs) -> AnyView {
    let field = format!("default_reservations[{at}]");
    let content = view! {
        <TextInput name=format!("{field}.role") label=Signal::stored("Role".to_owned()) value=level.role />
        <TextInput
            name=format!("{field}.principal")
            label=Signal::stored("Principal".to_owned())
            value=level.principal
            placeholder="none"
        />
    };
    row(levels, at, Signal::stored(format!("reservation {}", at + 1)), false, content.into_any())
}

fn container_view(containers: Rows<ContainerInputs>, at: usize, container: ContainerInputs) -> AnyView {
    let label = |text: &str| Signal::stored(text.to_owned());
    let field = format!("storage.plugin.containers[{at}]");
    let arguments = format!("{field}.command.arguments");
    let content = view! {
        <CheckInput
            name=format!("{field}.controls")
            label=label("It makes volumes (CONTROLLER_SERVICE)")
            value=container.controls
        />
        <CheckInput
            name=format!("{field}.services")
            label=label("It mounts volumes (NODE_SERVICE)")
            value=container.mounts
        />
        <TextInput
            name=format!("{field}.command")
            label=label("Command")
            value=container.command
            placeholder="/opt/csi/lvm-plugin"
        />
        <CheckInput name=format!("{field}.shell") label=label("A shell runs it") value=container.shell />
        <Show when=move || !container.shell.get()>
            <AreaInput
                name=arguments.clone()
                label="Arguments"
                value=container.arguments
                rows=3
                hint="One a line; the first is what the program is called."
            />
        </Show>
        <TextInput
            name=format!("{field}.resources")
            label=label("Resources")
            value=container.resources
            placeholder="cpus:0.1;mem:64"
        />
        <AreaInput
            name=format!("{field}.container")
            label="Container, as JSON"
            value=container.image
            rows=2
            placeholder=r#"{ "type": "MESOS", "mesos": { "image": … } }"#
            hint="The ContainerInfo it runs in, if it needs an image, volumes or a network."
        />
    };
    row(containers, at, Signal::stored(format!("container {}", at + 1)), true, content.into_any())
}
