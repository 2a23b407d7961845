//! `/change/quota`: guarantees and limits of roles.

mod amount;
mod entry;
mod plan;
mod standing;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use operator_api::rules::quota::configs_from_json;

use self::entry::{Quotas, RoleEntry, entry_view};
use self::plan::{GET_QUOTA, Inputs, Known, plan};
use self::standing::{Standing, TABLES};
use super::rows::{Rows, rows};
use crate::call::reading::{OFTEN, Reading};
use crate::components::change_form::{ChangeForm, fields::CheckInput};
use crate::live::use_live;
use crate::paths::{Page, Place, Query};

/// The name of a role in the form's query.
const ROLE: &str = "role";

/// The form.
#[component]
pub fn QuotaForm() -> impl IntoView {
    let live = use_live();
    let reading = Reading::of_call(Place::Master, GET_QUOTA, OFTEN);
    let standing = Memo::new(move |_| live.watch(TABLES, Standing::read));
    let status = live.status();
    let master = Memo::new(move |_| {
        status.with(|status| status.version.as_deref().and_then(|version| version.parse().ok()))
    });
    let query = Query::parse(&use_location().search.get_untracked());
    let role = query.get(ROLE).unwrap_or_default().to_owned();
    let back = if role.is_empty() { Page::Quota } else { Page::Role { name: role.clone() } }.href();
    let entries = Rows::new(vec![RoleEntry::new(&role)]);
    let force = RwSignal::new(false);
    let made = Memo::new(move |_| {
        let inputs = Inputs {
            entries: entries.get().into_iter().map(RoleEntry::inputs).collect(),
            force: force.get(),
        };
        let quotas = reading.value.get().unwrap_or_default();
        standing.with(|standing| plan(&inputs, &Known { quotas: &quotas, standing, master: master.get() }))
    });
    let plan = Signal::derive(move || made.with(|made| made.plan.clone()));
    let offers_force = Memo::new(move |_| made.with(plan::Made::offers_force));
    let why = Signal::derive(move || {
        let why = made.with(|made| [made.needs_force.clone(), made.doubts.clone()].concat());
        Some(why.join(" "))
    });
    let has_limits = Memo::new(move |_| {
        Known { quotas: &serde_json::Value::Null, standing: &Standing::default(), master: master.get() }
            .has_update()
    });
    let quotas = Quotas { current: reading.read(configs_from_json), standing, has_limits };
    view! {
        <ChangeForm
            title="Set quota"
            lead="A guarantee is held back for a role before others get offers; beyond a limit it gets none. A quota is that of a role at the top and counts for all roles below it. What is filled in here replaces the whole quota of the role: an empty limit is none."
            plan
            condition=reading.condition
            what="the quotas"
            back
        >
            {rows(entries, "Add another role", || RoleEntry::new(""), move |at, entry| entry_view(entries, at, entry, quotas))}
            <Show when=move || offers_force.get()>
                <CheckInput
                    name="force"
                    label=Signal::stored("Force it, although Mesos would refuse it".to_owned())
                    value=force
                    hint=why
                />
            </Show>
        </ChangeForm>
    }
}
