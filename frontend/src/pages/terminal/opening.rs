//! What to open: a shell beside what runs in the container, or what runs there itself.

use cluster_model::terminal::{Mode, Open};
use leptos::{ev::SubmitEvent, prelude::*};

use super::environment;
use crate::session::use_session;
use crate::ui::{
    field::TextField,
    icon::{Glyph, Icon},
    unique::unique_id,
};

/// The ways in, each with what it is called and what it means.
const WAYS: [(Mode, &str, &str); 3] = [
    (
        Mode::Launch,
        "A shell beside it",
        "A new program in the container, which ends when the terminal is closed.",
    ),
    (
        Mode::Attach,
        "Attach to it",
        "The container's own input and output, if it has a terminal. It goes on when this is closed.",
    ),
    (Mode::Watch, "Watch it", "The container's own output, without touching its input."),
];

/// The form.
#[component]
pub(super) fn Opening(
    /// The container, from the outermost inwards.
    container: Vec<String>,
    /// Takes what to open.
    on_open: Callback<(Mode, Open)>,
) -> impl IntoView {
    let mode = RwSignal::new(Mode::Launch);
    let [command, user, variables] = [(); 3].map(|()| RwSignal::new(String::new()));
    let tty = RwSignal::new(true);
    let problem = RwSignal::new(None::<String>);
    let is_launch = Memo::new(move |_| mode.get() == Mode::Launch);
    let session = use_session();
    // A browser does not tell why a socket was refused, so it is known before.
    let refused = Memo::new(move |_| {
        session.with(|session| session.terminals_reason.clone().or_else(|| session.refusal("terminal")))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if refused.with_untracked(Option::is_some) {
            return;
        }
        let environment = match environment::read(&variables.get_untracked()) {
            Ok(environment) => environment,
            Err(words) => return problem.set(Some(words)),
        };
        if container.is_empty() {
            let words =
                "The address names no container: open the terminal from a container's row or a task's page.";
            return problem.set(Some(words.to_owned()));
        }
        let given = |text: RwSignal<String>| {
            Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let mode = mode.get_untracked();
        let tty = tty.get_untracked() || mode == Mode::Attach;
        let open = Open { container: container.clone(), tty, ..Open::default() };
        on_open.run(match mode {
            Mode::Launch => (mode, Open { command: given(command), user: given(user), environment, ..open }),
            Mode::Attach | Mode::Watch => (mode, open),
        });
    };
    let ways = WAYS.map(|(way, name, meaning)| {
        view! {
            <label class="option terminal-way">
                <input
                    type="radio"
                    name="terminal-way"
                    prop:checked=move || mode.get() == way
                    on:change=move |_| mode.set(way)
                />
                <span>
                    {name} <span class="terminal-meaning">{meaning}</span>
                </span>
            </label>
        }
    });
    let id = StoredValue::new(unique_id("environment"));
    view! {
        <form class="sheet terminal-opening" aria-label="Open a terminal" novalidate on:submit=submit>
            <fieldset>
                <legend>"What to open"</legend>
                {ways.collect_view()}
            </fieldset>
            <Show when=move || is_launch.get()>
                <TextField
                    label="Command"
                    value=command
                    on_input=move |text| command.set(text)
                    placeholder="a shell"
                    hint="A line for the shell of the container. Without one it is the shell itself."
                />
                <TextField
                    label="User"
                    value=user
                    on_input=move |text| user.set(text)
                    placeholder="as the container"
                />
                <div class="field">
                    <label for=id.get_value()>"Environment"</label>
                    <textarea
                        id=id.get_value()
                        class="input"
                        rows="2"
                        spellcheck="false"
                        placeholder="LANG=C.UTF-8"
                        prop:value=variables
                        on:input:target=move |event| variables.set(event.target().value())
                    ></textarea>
                </div>
            </Show>
            <Show when=move || mode.get() != Mode::Attach>
                <label class="change-check">
                    <input
                        type="checkbox"
                        prop:checked=tty
                        on:change:target=move |event| tty.set(event.target().checked())
                    />
                    <span>
                        "With a TTY: colours, line editing, programs that fill the screen. Without one stdout and stderr are told apart."
                    </span>
                </label>
            </Show>
            <p class="filter-problems" role="alert">
                {move || problem.get()}
            </p>
            <p class="change-why" role="status">
                {move || refused.get().map(|why| view! { <Icon glyph=Glyph::Lock /> "No terminal can be opened: " {why} "." })}
            </p>
            <div class="change-buttons">
                <button
                    type="submit"
                    class="button primary"
                    aria-disabled=move || refused.with(Option::is_some).then_some("true")
                >
                    "Open the terminal"
                </button>
            </div>
        </form>
    }
    .into_any()
}
