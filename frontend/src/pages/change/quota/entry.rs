//! The fields of one role.

use leptos::prelude::*;
use operator_api::rules::quota::Config;

use super::amount;
use super::plan::{Amount, Entry};
use super::standing::Standing;
use crate::change::resources::words;
use crate::components::change_form::fields::{CheckInput, TextInput};
use crate::components::quota_bar::{QuotaBar, QuotaUse};
use crate::components::resource_bar::ResourceKind;
use crate::pages::change::rows::{Rows, row};
use crate::ui::button::Button;

/// What the fields of all roles rest on.
#[derive(Clone, Copy)]
pub struct Quotas {
    /// The quotas there are.
    pub current: Memo<Vec<Config>>,
    /// What counts against them.
    pub standing: Memo<Standing>,
    /// Whether a limit can be another amount than the guarantee.
    pub has_limits: Memo<bool>,
}

/// One resource of a role.
#[derive(Clone, Copy)]
struct AmountEntry {
    resource: StoredValue<String>,
    guarantee: RwSignal<String>,
    limit: RwSignal<String>,
}

impl AmountEntry {
    fn new(resource: &str) -> Self {
        Self {
            resource: StoredValue::new(resource.to_owned()),
            guarantee: RwSignal::default(),
            limit: RwSignal::default(),
        }
    }

    fn inputs(self) -> Amount {
        Amount {
            resource: self.resource.get_value(),
            guarantee: self.guarantee.get(),
            limit: self.limit.get(),
        }
    }
}

/// One role.
#[derive(Clone, Copy)]
pub struct RoleEntry {
    role: RwSignal<String>,
    removes: RwSignal<bool>,
    amounts: Rows<AmountEntry>,
    other: RwSignal<String>,
    /// What the fields were filled with: they are filled anew for another role as long as nobody has changed them.
    filled: StoredValue<Vec<Amount>>,
}

impl RoleEntry {
    /// The fields of a role, which are filled once its quota is known.
    pub fn new(role: &str) -> Self {
        let amounts: Vec<_> = ResourceKind::ALL.iter().map(|kind| AmountEntry::new(kind.name())).collect();
        Self {
            role: RwSignal::new(role.to_owned()),
            removes: RwSignal::new(false),
            filled: StoredValue::new(amounts.iter().map(|amount| untracked(*amount)).collect()),
            amounts: Rows::new(amounts),
            other: RwSignal::default(),
        }
    }

    /// What is filled in.
    pub fn inputs(self) -> Entry {
        Entry {
            role: self.role.get(),
            removes: self.removes.get(),
            amounts: self.amounts.get().into_iter().map(AmountEntry::inputs).collect(),
        }
    }

    fn fill(self, config: &Config) {
        let amounts = self.amounts.get_untracked();
        let now: Vec<Amount> = amounts.iter().map(|amount| untracked(*amount)).collect();
        if self.filled.with_value(|filled| *filled != now) {
            return;
        }
        let names = config.guarantees.keys().chain(config.limits.keys());
        for name in names.cloned().collect::<std::collections::BTreeSet<_>>() {
            if !now.iter().any(|amount| amount.resource == name) {
                self.amounts.add_quietly(|| AmountEntry::new(&name));
            }
        }
        for entry in self.amounts.get_untracked() {
            let name = entry.resource.get_value();
            entry.guarantee.set(amount::typed(config.guarantees.get(&name)));
            entry.limit.set(amount::typed(config.limits.get(&name)));
        }
        let filled = self.amounts.get_untracked().into_iter().map(untracked).collect();
        self.filled.set_value(filled);
    }

    fn add_other(self) {
        let name = self.other.get_untracked().trim().to_owned();
        let is_there = self
            .amounts
            .get_untracked()
            .iter()
            .any(|amount| amount.resource.with_value(|other| *other == name));
        if !name.is_empty() && !is_there {
            self.amounts.add(|| AmountEntry::new(&name));
        }
        self.other.set(String::new());
    }
}

fn untracked(entry: AmountEntry) -> Amount {
    Amount {
        resource: entry.resource.get_value(),
        guarantee: entry.guarantee.get_untracked(),
        limit: entry.limit.get_untracked(),
    }
}

/// The fields.
pub fn entry_view(entries: Rows<RoleEntry>, at: usize, entry: RoleEntry, quotas: Quotas) -> AnyView {
    let name = Memo::new(move |_| entry.role.with(|role| role.trim().to_owned()));
    let current = Memo::new(move |_| {
        let found = quotas
            .current
            .with(|all| all.iter().find(|config| name.with(|name| config.role == *name)).cloned());
        found.unwrap_or_default()
    });
    // Only when the role is another, or has another quota.
    Effect::new(move || current.with(|config| entry.fill(config)));
    let has_quota = Memo::new(move |_| current.with(|config| !config.is_default()));
    let keeps = Memo::new(move |_| !(entry.removes.get() && has_quota.get()));
    Effect::new(move || {
        if !has_quota.get() && entry.removes.get_untracked() {
            entry.removes.set(false);
        }
    });
    let title = Signal::derive(move || match name.get() {
        name if name.is_empty() => format!("role {}", at + 1),
        name => format!("role {name}"),
    });
    let field = format!("configs[{at}]");
    let roles = Signal::derive(move || quotas.standing.with(|standing| standing.roles.clone()));
    let list = {
        let field = field.clone();
        move || {
            let amounts = entry.amounts.get().into_iter();
            amounts.map(|amount| amount_view(&field, name, amount, quotas)).collect_view()
        }
    };
    let other = format!("other[{at}]");
    let content = view! {
        <TextInput
            name=format!("{field}.role")
            label=Signal::stored("Role".to_owned())
            value=entry.role
            offered=roles
            hint="A role at the top of the tree, such as eng; * is one, too."
        />
        <Show when=move || has_quota.get()>
            <CheckInput
                name=format!("removes[{at}]")
                label=Signal::derive(move || format!("Remove the quota of {}", name.get()))
                value=entry.removes
                hint="No guarantee and no limit: the role gets its fair share of what is left."
            />
        </Show>
        <div class="change-quotas" node_ref=entry.amounts.root() hidden=move || !keeps.get()>
            {list}
            <div class="change-other">
                <TextInput
                    name=other
                    label=Signal::stored("Another resource".to_owned())
                    value=entry.other
                    placeholder="its name, as agents have it"
                />
                <Button on_press=move |()| entry.add_other()>"Add the resource"</Button>
            </div>
        </div>
        <Nothing field />
    };
    row(entries, at, title, true, content.into_any())
}

/// What is wrong with the role as a whole.
#[component]
fn Nothing(field: String) -> impl IntoView {
    let fields = crate::components::change_form::fields::use_fields();
    fields.register(&field);
    let words = Memo::new(move |_| fields.words(&field));
    view! { <p class="change-wrong" aria-live="polite">{words}</p> }
}

fn amount_view(field: &str, role: Memo<String>, entry: AmountEntry, quotas: Quotas) -> AnyView {
    let resource = entry.resource.get_value();
    let kind = ResourceKind::ALL.into_iter().find(|kind| kind.name() == resource);
    // No unit, no room for one.
    let unit =
        Signal::stored(Some(words::unit(&resource)).filter(|unit| !unit.is_empty()).map(str::to_owned));
    let bar = kind.map(|kind| {
        let quota = Signal::derive(move || {
            let milli = |typed: RwSignal<String>| {
                let read = typed.with(|typed| amount::read(typed, kind.name()).ok().flatten());
                read.filter(|amount| amount.is_finite())
                    .map(|amount| operator_api::resources::Scalar::from_f64(amount).milli())
            };
            let consumed =
                quotas.standing.with(|standing| role.with(|role| standing.consumed(role, kind.name())));
            let guarantee = milli(entry.guarantee).filter(|amount| *amount > 0);
            let limit = if quotas.has_limits.get() { milli(entry.limit) } else { guarantee };
            QuotaUse { consumed: consumed.unwrap_or(0), guarantee, limit }
        });
        view! { <QuotaBar resource=kind quota /> }
    });
    let facts = {
        let resource = resource.clone();
        Memo::new(move |_| role.with(|role| facts(role, &resource, quotas)))
    };
    let limit = {
        let name = format!("{field}.limits.{resource}");
        move || {
            quotas.has_limits.get().then(|| {
                view! {
                    <TextInput
                        name=name.clone()
                        label=Signal::stored("Limit".to_owned())
                        value=entry.limit
                        number=true
                        aside=unit
                        placeholder="none"
                    />
                }
            })
        }
    };
    view! {
        <fieldset class="change-quota">
            <legend>{resource.clone()}</legend>
            <TextInput
                name=format!("{field}.guarantees.{resource}")
                label=Signal::stored("Guarantee".to_owned())
                value=entry.guarantee
                number=true
                aside=unit
                placeholder="none"
            />
            {limit}
            <div class="change-quota-facts">{bar} <p>{facts}</p></div>
        </fieldset>
    }
    .into_any()
}

/// What the amounts are measured against: what the role has, what there is, what others are guaranteed.
fn facts(role: &str, resource: &str, quotas: Quotas) -> String {
    let others: f64 = quotas.current.with(|all| {
        let others = all.iter().filter(|config| config.role != role && !config.role.contains('/'));
        others.filter_map(|config| config.guarantees.get(resource)).sum()
    });
    let others = amount::said(resource, others);
    quotas.standing.with(|standing| {
        let Some(consumed) = standing.consumed(role, resource) else {
            return format!("Other roles are guaranteed {others}. How much there is, and who has it, the console does not know.");
        };
        let capacity = standing.capacity.get(resource).map_or(0, |amount| amount.milli());
        let (consumed, capacity) =
            (amount::in_thousandths(resource, consumed), amount::in_thousandths(resource, capacity));
        let whose = if role.is_empty() { String::new() } else { format!("{role} consumes {consumed} · ") };
        format!("{whose}the cluster has {capacity} · other roles are guaranteed {others}")
    })
}
