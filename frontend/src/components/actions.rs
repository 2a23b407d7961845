//! What can be done to a thing: a menu of forms. What cannot be done now stays in it, with the reason.

use leptos::prelude::*;

use crate::paths::{Form, Page, Query};
use crate::session::{SessionContext, use_session};
use crate::ui::{
    icon::{Glyph, Icon},
    popover::Popover,
};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The form that does it.
    pub form: Form,
    /// What the form is about.
    pub query: Query,
    /// What the menu says.
    pub name: &'static str,
    /// Why it cannot be done now.
    pub refused: Option<String>,
}

impl Action {
    /// Something that can be done, named as its form is.
    #[must_use]
    pub fn new(form: Form, query: Query) -> Self {
        Self { form, query, name: form.title(), refused: None }
    }

    /// With another name.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// With the reason why it cannot be done, if there is one.
    #[must_use]
    pub fn unless<R: ToString>(self, refused: Option<R>) -> Self {
        Self { refused: refused.map(|reason| reason.to_string()), ..self }
    }
}

/// The menu.
#[component]
pub fn Actions(
    /// What the actions are about: `this agent`.
    about: &'static str,
    /// What can be done, in order.
    #[prop(into)]
    actions: Signal<Vec<Action>>,
) -> impl IntoView {
    let face = || view! { "Actions " <Icon glyph=Glyph::ChevronDown /> };
    let session = use_session();
    let list = move || actions.get().into_iter().map(|action| item(action, session)).collect_view();
    view! {
        <Popover label=format!("Actions on {about}") face=move || face().into_any()>
            <ul class="actions">{list}</ul>
        </Popover>
    }
    .into_any()
}

fn item(action: Action, session: SessionContext) -> AnyView {
    let href = Page::Form(action.form).href_with(&action.query);
    // What the reader may not do at all is the nearer reason.
    match session.may_any(action.form.calls()).or(action.refused) {
        None => view! {
            <li>
                <a class="action" href=href>
                    {action.name}
                </a>
            </li>
        }
        .into_any(),
        // A link without an address can be read and reached, and leads nowhere.
        Some(reason) => view! {
            <li>
                <span class="action" role="link" aria-disabled="true" tabindex="0">
                    {action.name} <span class="action-why">{reason}</span>
                </span>
            </li>
        }
        .into_any(),
    }
}
