//! `/terminal/:agent_id?container=…`: a terminal in a container of an agent.

mod ending;
mod environment;
mod opening;

use cluster_model::schema::{Table, agents};
use cluster_model::terminal::{Mode, Open};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use self::ending::Ending;
use self::opening::Opening;
use crate::components::{
    actions::{Action, Actions},
    change_form::agents::AGENT,
    page::PageTitle,
    terminal::Terminal as Opened,
};
use crate::live::use_live;
use crate::paths::{CONTAINER, Form, Page, Query};

/// The page: what to open, and then the terminal.
#[component]
pub fn Terminal(
    /// The agent's id.
    agent_id: String,
) -> impl IntoView {
    let query = Query::parse(&use_location().search.get_untracked());
    let path = query.get(CONTAINER).unwrap_or_default().to_owned();
    let container: Vec<String> = path.split('.').filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let row = use_live().follow(Table::Agents, &[(agents::ID, &agent_id)]);
    let host = row.text(agents::HOST);
    let opened = RwSignal::new(None::<(Mode, Open)>);
    let page = Page::Agent { id: agent_id.clone() }.tab("containers");
    let about = Query::new().with(AGENT, &agent_id).with(CONTAINER, &path);
    let forms = [Form::LaunchContainer, Form::KillContainer, Form::RemoveContainer];
    let actions = Signal::stored(forms.map(|form| Action::new(form, about.clone())).to_vec());
    let facts = move || {
        view! {
            "in container " <code>{path.clone()}</code> " on " <a href=page.clone()>{host}</a>
        }
    };
    let agent_id = StoredValue::new(agent_id);
    let container = StoredValue::new(container);
    let content = move || match opened.get() {
        Some((mode, open)) => {
            let again = Callback::new(move |()| opened.set(None));
            view! { <Opened agent_id=agent_id.get_value() mode open on_again=again /> }.into_any()
        }
        None => {
            let on_open = Callback::new(move |choice| opened.set(Some(choice)));
            let whole = container.with_value(|container| container.join("."));
            view! {
                <Opening container=container.get_value() on_open />
                <Ending agent_id=agent_id.get_value() container=whole />
            }
            .into_any()
        }
    };
    view! {
        <PageTitle title="Terminal" facts=move || facts().into_any()>
            <Actions about="this container" actions />
        </PageTitle>
        {content}
    }
}
