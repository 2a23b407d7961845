//! Who the master knows the console as: reservations and volumes must be in that name.

use leptos::prelude::*;

use crate::components::change_form::fields::TextInput;
use crate::session::use_session;

/// The principal of what is about to be made.
#[derive(Clone, Copy)]
pub struct Caller {
    /// The principal that the master knows the console by; `None` if it sends no credentials.
    pub known: Memo<Option<String>>,
    /// What stands in the field.
    pub typed: RwSignal<String>,
}

impl Caller {
    /// Its name stands in the field until somebody changes it.
    #[must_use]
    pub fn open() -> Self {
        let session = use_session();
        let known = Memo::new(move |_| session.with(|session| session.principal.clone()));
        let typed = RwSignal::new(String::new());
        Effect::new(move || {
            if let Some(name) = known.get()
                && typed.with_untracked(String::is_empty)
            {
                typed.set(name);
            }
        });
        Self { known, typed }
    }
}

/// The field.
#[component]
pub fn PrincipalInput(
    /// The field's name in the rules.
    name: &'static str,
    /// What is typed.
    caller: Caller,
) -> impl IntoView {
    let hint = Signal::derive(move || match caller.known.get() {
        Some(name) => Some(format!("The master knows this console as {name}, and takes no other name.")),
        None => Some("In whose name; may be left empty.".to_owned()),
    });
    view! { <TextInput name label=Signal::stored("Principal".to_owned()) value=caller.typed hint /> }
}
