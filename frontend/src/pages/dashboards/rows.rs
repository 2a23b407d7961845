//! The pages of a dashboard, in the order they are shown.

use leptos::prelude::*;

use super::draft::Draft;
use super::wanted;
use crate::paths::View;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon},
    unique::unique_id,
};

/// What is wrong with a member of what is asked for.
pub type Problem = Callback<String, Signal<Option<String>>>;

/// The rows, and the list that more are picked from.
#[component]
pub fn Rows(
    /// What is filled in.
    draft: RwSignal<Draft>,
    /// What is wrong.
    problem: Problem,
) -> impl IntoView {
    let count = Memo::new(move |_| draft.with(|draft| draft.pages.len()));
    // Rows come and go at the end: what moves is what they say.
    let rows = move || (0..count.get()).map(|at| row(at, count, draft, problem)).collect_view();
    let picked = move |name: String| {
        if let Some((_, view)) = View::listed().find(|(other, _)| *other == name) {
            draft.update(|draft| draft.pages.push(view.address().to_owned()));
        }
    };
    let options = View::listed().map(|(name, _)| view! { <option value=name>{name}</option> }).collect_view();
    let wrong = problem.run("pages".to_owned());
    let id = unique_id("pages");
    let below = format!("{id}-below");
    view! {
        <fieldset class="dash-pages" class:wrong=move || wrong.with(Option::is_some)>
            <legend>"Pages, in this order"</legend>
            <ol>{rows}</ol>
            <div class="field" class:wrong=move || wrong.with(Option::is_some)>
                <label for=id.clone()>"Add a page"</label>
                <select
                    id=id
                    class="input"
                    aria-describedby=below.clone()
                    aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                    on:change:target=move |event| {
                        picked(event.target().value());
                        event.target().set_value("");
                    }
                >
                    <option value="">"Choose…"</option>
                    {options}
                </select>
                <p class="field-below" id=below aria-live="polite">
                    {move || {
                        wrong.get().unwrap_or_else(|| {
                            "For a filter, an order or columns: open the page, and there “Share as dashboard…”. What is filled in here stays.".to_owned()
                        })
                    }}
                </p>
            </div>
        </fieldset>
    }
    .into_any()
}

fn row(at: usize, count: Memo<usize>, draft: RwSignal<Draft>, problem: Problem) -> AnyView {
    let id = unique_id("page");
    let below = format!("{id}-below");
    let address = Memo::new(move |_| draft.with(|draft| draft.pages.get(at).cloned().unwrap_or_default()));
    let wrong = problem.run(wanted::page(at));
    let name = move || {
        let view = address.with(|address| View::read(address, &location().origin().unwrap_or_default()));
        view.map(|view| match view.filter() {
            Some(filter) => format!("{}: {filter}", view.name()),
            None => view.name(),
        })
    };
    let said = move || wrong.get().or_else(|| name().ok()).unwrap_or_default();
    let swap = move |with: usize| {
        draft.update(|draft| {
            if at.max(with) < draft.pages.len() {
                draft.pages.swap(at, with);
            }
        });
    };
    let remove = move |()| {
        draft.update(|draft| {
            if at < draft.pages.len() {
                draft.pages.remove(at);
            }
        });
    };
    let first = (at == 0).then(|| "It is the first.".to_owned());
    let last = Signal::derive(move || (at + 1 == count.get()).then(|| "It is the last.".to_owned()));
    let number = at + 1;
    view! {
        <li class="field dash-page" class:wrong=move || wrong.with(Option::is_some)>
            <label for=id.clone()>{format!("Page {number}")}</label>
            <input
                id=id
                class="input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder="/tasks?filter=state:failed"
                prop:value=address
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                aria-describedby=below.clone()
                on:input:target=move |event| {
                    draft.update(|draft| {
                        if let Some(page) = draft.pages.get_mut(at) {
                            *page = event.target().value();
                        }
                    });
                }
            />
            <span class="dash-page-tools">
                <Button kind=ButtonKind::Quiet label=format!("Show page {number} earlier") refused=first on_press=move |()| swap(at.saturating_sub(1))>
                    <span aria-hidden="true">"↑"</span>
                </Button>
                <Button kind=ButtonKind::Quiet label=format!("Show page {number} later") refused=last on_press=move |()| swap(number)>
                    <span aria-hidden="true">"↓"</span>
                </Button>
                <Button kind=ButtonKind::Quiet label=format!("Take page {number} out") on_press=remove>
                    <Icon glyph=Glyph::Close />
                </Button>
            </span>
            <p class="field-below" id=below aria-live="polite">
                {said}
            </p>
        </li>
    }
    .into_any()
}
