//! `/change/teardown`: ends a framework.

mod plan;

use cluster_model::schema::{Table, frameworks};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::plan::{Known, plan};
use super::COUNTED;
use crate::call::detail::Detail;
use crate::components::change_form::{ChangeForm, fields::FieldBox};
use crate::components::state_chip::{StateChip, StateOf};
use crate::live::use_live;
use crate::paths::{Door, Page, Query};
use crate::ui::unique::unique_id;

/// The name of the framework in the form's query.
pub const FRAMEWORK: &str = "framework";

/// The form.
#[component]
pub fn TeardownForm() -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let id = query.get(FRAMEWORK).unwrap_or_default().to_owned();
    let live = use_live();
    let row = live.follow(Table::Frameworks, &[(frameworks::ID, &id)]);
    let detail = Detail::open(&Door::Framework { id: id.clone() }, live, row);
    let page = StoredValue::new(Page::Framework { id: id.clone() }.href());
    let counted = live.paced(plan::TABLES, COUNTED);
    let made = {
        let id = id.clone();
        Memo::new(move |_| {
            let framework = detail.value.get().unwrap_or_default();
            let gone = detail.is_gone.get();
            counted.track();
            live.read(|replica| plan(&Known { id: &id, framework: &framework, gone, replica }))
        })
    };
    let name = row.text(frameworks::NAME);
    let state = row.text(frameworks::STATE);
    let control = StoredValue::new(unique_id("change"));
    view! {
        <ChangeForm
            title="Tear a framework down"
            lead="All its tasks and executors are killed, it is told to end, and its id can never register again. Its reservations and volumes stay. It cannot be undone."
            plan=made
            condition=detail.condition
            what="the framework"
            back=page.get_value()
        >
            <FieldBox name="framework" label=Signal::stored("Framework".to_owned()) control=control.get_value()>
                <output id=control.get_value() class="change-fixed">
                    <a href=page.get_value()>{name}</a>
                    " "
                    <StateChip of=StateOf::Framework state />
                </output>
            </FieldBox>
        </ChangeForm>
    }
}
