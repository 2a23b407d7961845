//! How much of each resource: numbers, ranges such as ports, sets, and disks that are taken whole.

use leptos::prelude::*;

use super::fields::{Fields, use_fields};
use crate::change::resources::amount::ALL;
use crate::change::resources::pool::{Line, field};
use crate::ui::unique::unique_id;

/// What is typed, by resource.
#[derive(Clone, Copy)]
pub struct Amounts {
    typed: RwSignal<Vec<(String, String)>>,
    at_first: &'static str,
}

impl Amounts {
    /// Nothing typed yet; `at_first` stands in each field until somebody changes it.
    #[must_use]
    pub fn new(at_first: &'static str) -> Self {
        Self { typed: RwSignal::new(Vec::new()), at_first }
    }

    /// What stands in the fields of these lines.
    pub fn of(self, lines: &[Line]) -> Vec<(String, String)> {
        lines.iter().map(|line| (line.key.clone(), self.text(&line.key))).collect()
    }

    fn text(self, key: &str) -> String {
        self.typed.with(|typed| {
            let found = typed.iter().find(|(other, _)| other == key);
            found.map_or_else(|| self.at_first.to_owned(), |(_, text)| text.clone())
        })
    }

    fn set(self, key: &str, text: String) {
        self.typed.update(|typed| match typed.iter_mut().find(|(other, _)| other == key) {
            Some((_, old)) => *old = text,
            None => typed.push((key.to_owned(), text)),
        });
    }
}

/// A line's part that does not change while somebody types.
type Face = (String, String, bool);

/// The fields, one for each line.
#[component]
pub fn AmountsField(
    /// What is typed.
    amounts: Amounts,
    /// What there is.
    lines: Memo<Vec<Line>>,
    /// The name of what is wrong with all of them together, which the first field says.
    #[prop(optional)]
    all: &'static str,
) -> impl IntoView {
    let faces = Memo::new(move |_| {
        let face = |line: &Line| (line.key.clone(), line.label.clone(), line.is_whole);
        lines.with(|lines| lines.iter().map(face).collect::<Vec<Face>>())
    });
    let fields = use_fields();
    let each = move || {
        let names = |at: usize| if at == 0 { all } else { "" };
        let faces = faces.get().into_iter().enumerate();
        faces.map(|(at, face)| One { fields, amounts, lines, all: names(at) }.view(face)).collect_view()
    };
    view! { {each} }.into_any()
}

/// What a field needs.
#[derive(Clone, Copy)]
struct One {
    fields: Fields,
    amounts: Amounts,
    lines: Memo<Vec<Line>>,
    all: &'static str,
}

impl One {
    fn view(self, (key, label, is_whole): Face) -> AnyView {
        let Self { fields, amounts, lines, all } = self;
        let name = StoredValue::new(field(&key));
        name.with_value(|name| fields.register(name));
        if !all.is_empty() {
            fields.register(all);
        }
        let words = Memo::new(move |_| {
            let own = name.with_value(|name| fields.words(name));
            own.or_else(|| if all.is_empty() { None } else { fields.words(all) })
        });
        let key = StoredValue::new(key);
        let text = Memo::new(move |_| key.with_value(|key| amounts.text(key)));
        let of_line = move |read: fn(&Line) -> String| {
            lines.with(|lines| {
                key.with_value(|key| lines.iter().find(|line| line.key == *key).map(read).unwrap_or_default())
            })
        };
        let set = move |text: String| {
            name.with_value(|name| fields.change(name));
            key.with_value(|key| amounts.set(key, text));
        };
        // A field that had the focus when its line went is left after it is gone.
        let leave = move || {
            name.try_with_value(|name| fields.leave(name));
        };
        let aside = move || of_line(|line| line.aside.clone());
        let hint = Memo::new(move |_| of_line(|line| line.hint.clone()));
        let id = unique_id("amount");
        let below = format!("{id}-below");
        let described = below.clone();
        let wrong = move || words.with(Option::is_some).then_some("true");
        let control = if is_whole {
            view! {
                <label class="change-check">
                    <input
                        id=id.clone()
                        type="checkbox"
                        prop:checked=move || text.with(|text| !text.is_empty())
                        aria-invalid=wrong
                        aria-describedby=described
                        on:change:target=move |event| {
                            set(if event.target().checked() { ALL.to_owned() } else { String::new() });
                            leave();
                        }
                    />
                    <span>"Take it whole " <span class="input-aside">{aside}</span></span>
                </label>
            }
            .into_any()
        } else {
            view! {
                <div class="input-beside amount">
                    <input
                        id=id.clone()
                        class="input"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=text
                        aria-invalid=wrong
                        aria-describedby=described
                        on:input:target=move |event| set(event.target().value())
                        on:blur=move |_| leave()
                    />
                    <span class="input-aside">{aside}</span>
                    <button
                        type="button"
                        class="button quiet"
                        aria-label=format!("All of {label}")
                        on:click=move |_| set(ALL.to_owned())
                    >
                        "All"
                    </button>
                </div>
            }
            .into_any()
        };
        view! {
            <div class="field change-field" class:wrong=move || words.with(Option::is_some)>
                <label for=id>{label}</label>
                <div class="change-control">
                    {control}
                    <p class="field-below" id=below aria-live="polite">
                        {move || words.get().unwrap_or_else(|| hint.get())}
                    </p>
                </div>
            </div>
        }
        .into_any()
    }
}
