//! `/change/weights`: how resources are shared among roles beside each other.

mod plan;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use operator_api::rules::weight::{self, Weight};

use self::plan::{Entry, GET_WEIGHTS, Known, Made, Standing, TABLES, of, plan};
use super::rows::{Rows, row, rows};
use crate::call::reading::{OFTEN, Reading};
use crate::components::change_form::{ChangeForm, fields::TextInput};
use crate::live::use_live;
use crate::paths::{Page, Place, Query};

/// The name of a role in the form's query.
const ROLE: &str = "role";

/// The fields of one role.
#[derive(Clone, Copy)]
struct Fields {
    role: RwSignal<String>,
    weight: RwSignal<String>,
}

impl Fields {
    fn new(role: &str) -> Self {
        Self { role: RwSignal::new(role.to_owned()), weight: RwSignal::default() }
    }

    fn inputs(self) -> Entry {
        Entry { role: self.role.get(), weight: self.weight.get() }
    }
}

/// The form.
#[component]
pub fn WeightsForm() -> impl IntoView {
    let live = use_live();
    let reading = Reading::of_call(Place::Master, GET_WEIGHTS, OFTEN);
    let standing = Memo::new(move |_| live.watch(TABLES, Standing::read));
    let query = Query::parse(&use_location().search.get_untracked());
    let role = query.get(ROLE).unwrap_or_default().to_owned();
    let back = if role.is_empty() { Page::Roles } else { Page::Role { name: role.clone() } }.href();
    let entries = Rows::new(vec![Fields::new(&role)]);
    let made = Memo::new(move |_| {
        let inputs: Vec<Entry> = entries.get().into_iter().map(Fields::inputs).collect();
        let weights = reading.value.get().unwrap_or_default();
        standing.with(|standing| plan(&inputs, &Known { weights: &weights, standing }))
    });
    let current = reading.read(weight::from_json);
    let roles =
        Signal::derive(move || standing.with(|standing| standing.roles.keys().cloned().collect::<Vec<_>>()));
    view! {
        <ChangeForm
            title="Set weights"
            lead="A role of weight 2 gets twice as much as one of weight 1 beside it, when both want all they can have. Roles that were given no weight have 1."
            plan=Signal::derive(move || made.with(|made| made.plan.clone()))
            condition=reading.condition
            what="the weights"
            back
        >
            {rows(
                entries,
                "Add another role",
                || Fields::new(""),
                move |at, fields| entry_view(entries, at, fields, roles, current, made),
            )}
        </ChangeForm>
    }
}

fn entry_view(
    entries: Rows<Fields>,
    at: usize,
    fields: Fields,
    roles: Signal<Vec<String>>,
    current: Memo<Vec<Weight>>,
    made: Memo<Made>,
) -> AnyView {
    let name = Memo::new(move |_| fields.role.with(|role| role.trim().to_owned()));
    let title = Signal::derive(move || match name.get() {
        name if name.is_empty() => format!("role {}", at + 1),
        name => format!("role {name}"),
    });
    let now = move || {
        let name = name.get();
        (!name.is_empty()).then(|| format!("{} now", current.with(|current| of(current, &name))))
    };
    let share = move || {
        let name = name.get();
        let share = made.with(|made| made.shares.get(&name).map(plan::Share::words));
        let share = share.filter(|_| !name.is_empty())?;
        let among = name
            .rsplit_once('/')
            .map_or_else(|| "at the top".to_owned(), |(above, _)| format!("below {above}"));
        Some(format!("Its share among the roles {among}: {share}"))
    };
    let content = view! {
        <TextInput
            name=format!("weights[{at}].role")
            label=Signal::stored("Role".to_owned())
            value=fields.role
            offered=roles
        />
        <TextInput
            name=format!("weights[{at}].weight")
            label=Signal::stored("Weight".to_owned())
            value=fields.weight
            number=true
            aside=Signal::derive(now)
            hint=Signal::derive(share)
        />
    };
    row(entries, at, title, true, content.into_any())
}
