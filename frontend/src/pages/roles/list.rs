//! `/roles`: all roles, as a tree.

use cluster_model::schema::{Table, roles};
use leptos::prelude::*;

use super::columns::ROLES;
use super::folding::Folding;
use crate::components::{
    actions::{Action, Actions},
    data_table::DataTable,
    page::PageTitle,
    quota_bar::QuotaLegend,
    refused::{Needs, Refused},
};
use crate::live::use_live;
use crate::paths::{Form, Query};
use crate::ui::format::{grouped, plural};

/// What tells of roles.
pub const NEEDS: &[Needs] = &[
    ("GET_ROLES", "Roles that hold nothing are missing here."),
    ("GET_WEIGHTS", "Weights other than 1 may be missing here."),
    ("GET_QUOTA", "Guarantees and limits are missing here."),
];

/// The tree of roles.
#[component]
pub fn Roles() -> impl IntoView {
    let live = use_live();
    let folding = Folding::new();
    provide_context(folding.folds);
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Roles], |replica| {
                let rows = replica.rows(Table::Roles);
                let number = |slot, column| replica.number(Table::Roles, slot, column);
                let has_quota = |slot: u32| {
                    roles::RESOURCES.iter().any(|(_, first)| {
                        use roles::figure::{GUARANTEE, LIMIT};
                        [GUARANTEE, LIMIT].iter().any(|figure| number(slot, first + figure).is_some())
                    })
                };
                let count =
                    |passes: &dyn Fn(u32) -> bool| rows.slots().filter(|slot| passes(*slot)).count() as i64;
                let subscribed = count(&|slot| number(slot, roles::FRAMEWORKS).unwrap_or(0) > 0);
                format!(
                    "{} · {} with frameworks · {} with quota",
                    plural(rows.len() as i64, "role", "roles"),
                    grouped(subscribed),
                    grouped(count(&has_quota)),
                )
            })
        })
    };
    let fold = move || {
        folding.state().map(|any| {
            let words = if any { "Unfold all" } else { "Fold all" };
            view! {
                <button type="button" class="button quiet" on:click=move |_| folding.turn()>
                    {words}
                </button>
            }
        })
    };
    view! {
        <PageTitle title="Roles" facts=move || facts()>
            {fold}
            <Actions about="roles" actions=vec![
                Action::new(Form::Weights, Query::new()).named("Set weights…"),
                Action::new(Form::Quota, Query::new()).named("Set quota…"),
            ] />
        </PageTitle>
        <Refused calls=NEEDS />
        <QuotaLegend />
        <DataTable spec=&ROLES fixed=folding.hidden />
    }
}
