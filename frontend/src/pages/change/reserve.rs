//! `/change/reserve`: reserves resources of one agent or of many for a role, refines a reservation, or moves one to another role.

mod plan;

use cluster_model::replica::Replica;
use cluster_model::schema::{Table, roles as column};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::plan::{Inputs, Known, LABELS, PRINCIPAL, ROLE, WAY, offer, plan};
use super::caller::{Caller, PrincipalInput};
use super::labels;
use super::rows::Rows;
use crate::change::agents::Agents;
use crate::change::resources::pool::{AMOUNTS, FROM};
use crate::components::change_form::{
    ChangeForm,
    agents::{AgentChoice, AgentsField},
    amounts::{Amounts, AmountsField},
    fields::{ChoiceInput, TextInput},
    held::KEY,
};
use crate::live::use_live;
use crate::paths::Query;
use crate::ui::format::{milli, plural};

/// Roles that are offered while one is typed.
const OFFERED: usize = 200;

/// The form.
#[component]
pub fn ReserveForm() -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let key = StoredValue::new(query.get(KEY).unwrap_or_default().to_owned());
    let choice = AgentChoice::from_address();
    let agents = Agents::open(choice.ids);
    let caller = Caller::open();
    let live = use_live();
    let status = live.status();
    let from = RwSignal::new(key.get_value());
    let way = RwSignal::new("refine".to_owned());
    let role = RwSignal::new(query.get("role").unwrap_or_default().to_owned());
    let amounts = Amounts::new("");
    let written = Rows::new(Vec::new());
    let offer = Memo::new(move |_| {
        let agents = agents.known.get();
        from.with(|from| key.with_value(|key| offer(from, &agents, key)))
    });
    let lines = Memo::new(move |_| offer.with(|offer| offer.lines.clone()));
    let made = Memo::new(move |_| {
        let inputs = Inputs {
            from: from.get(),
            moves: way.with(|way| way == "move"),
            role: role.get(),
            principal: caller.typed.get(),
            labels: labels::read(written),
            amounts: lines.with(|lines| amounts.of(lines)),
        };
        let agents = agents.known.get();
        let (key, known_as) = (key.get_value(), caller.known.get());
        let version = status.with(|status| status.version.clone()).unwrap_or_default();
        let mut plan = live.watch(plan::TABLES, |replica| {
            let known =
                Known { agents: &agents, replica, key: &key, caller: known_as.as_deref(), version: &version };
            plan(&inputs, &known)
        });
        plan.problems.extend(choice.problems());
        plan
    });
    let sources = Signal::derive(move || {
        offer.with(|offer| {
            let sources = offer.sources.iter();
            sources.map(|source| (source.value.clone(), source.words.clone())).collect::<Vec<_>>()
        })
    });
    let has_sources = Memo::new(move |_| offer.with(|offer| offer.sources.len() > 1));
    let is_reserved = Memo::new(move |_| from.with(|from| !from.is_empty()));
    let ways = Signal::stored(vec![
        ("refine".to_owned(), "refine it, for a role below".to_owned()),
        ("move".to_owned(), "move it to another role".to_owned()),
    ]);
    let above = Memo::new(move |_| {
        let stack = offer.with(|offer| offer.chosen.as_ref().and_then(|source| source.stack.last().cloned()));
        let refines = is_reserved.get() && way.with(|way| way != "move");
        stack.filter(|_| refines).map(|level| level.role).unwrap_or_default()
    });
    let offered = Signal::derive(move || {
        above.with(|above| live.watch(&[Table::Roles], |replica| offered_roles(replica, above)))
    });
    let standing = Signal::derive(move || {
        role.with(|role| live.watch(&[Table::Roles], |replica| standing(replica, role)))
    });
    let hint = Signal::derive(move || {
        above.with(|above| (!above.is_empty()).then(|| format!("A role below {above}, such as {above}/web.")))
    });
    let text = |text: &str| Signal::stored(text.to_owned());
    view! {
        <ChangeForm
            title="Reserve resources"
            lead="What is reserved for a role is offered to that role's frameworks only. Only what no task uses can be taken."
            plan=made
            condition=agents.condition
            what="the agents"
            back=choice.back()
        >
            <AgentsField choice />
            <Show when=move || has_sources.get()>
                <ChoiceInput name=FROM label=text("From") value=from options=sources />
            </Show>
            <Show when=move || is_reserved.get()>
                <ChoiceInput name=WAY label=text("How") value=way options=ways />
            </Show>
            <TextInput name=ROLE label=text("Role") value=role aside=standing hint offered />
            <AmountsField amounts lines all=AMOUNTS />
            <PrincipalInput name=PRINCIPAL caller />
            {labels::view(written, LABELS)}
        </ChangeForm>
    }
}

/// Roles that could be meant: all, or those below `above`.
fn offered_roles(replica: &Replica, above: &str) -> Vec<String> {
    let names = replica.rows(Table::Roles).slots().map(|slot| replica.text(Table::Roles, slot, column::NAME));
    let fits = |name: &&str| {
        *name != "*" && (above.is_empty() || (*name != above && operator_api::roles::is_within(name, above)))
    };
    names.filter(fits).take(OFFERED).map(str::to_owned).collect()
}

/// What is known of a role: `weight 2 · 14 frameworks`.
fn standing(replica: &Replica, role: &str) -> Option<String> {
    let slot = replica.find(Table::Roles, &[(column::NAME, role.trim())])?;
    let number = |column| replica.number(Table::Roles, slot, column).unwrap_or(0);
    let frameworks = plural(number(column::FRAMEWORKS), "framework", "frameworks");
    Some(format!("weight {} · {frameworks}", milli(number(column::WEIGHT))))
}
