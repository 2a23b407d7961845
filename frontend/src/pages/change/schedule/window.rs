//! The fields of the window that is open: when it begins, when it ends, its machines.

use leptos::prelude::*;

use super::draft::{Ends, Row, Wanted};
use super::editing::Editing;
use super::machines::MachinesField;
use super::moment::{self, said_in, write_span};
use super::plan::field;
use crate::components::change_form::fields::{ChoiceInput, FieldBox, TextInput, use_fields};
use crate::pages::change::machines::names;
use crate::ui::{button::Button, format::Zone, time::zone_at, unique::unique_id};

/// A value that is typed: how it is read, how it is written.
#[derive(Clone, Copy)]
struct Typed {
    get: fn(&Wanted) -> Option<&Result<i64, String>>,
    set: fn(&mut Wanted, Result<i64, String>),
    read: fn(&str) -> Option<i64>,
    write: fn(i64) -> String,
}

fn read_moment(text: &str) -> Option<i64> {
    moment::read(text, &zone_at)
}

fn write_moment(at: i64) -> String {
    moment::write(at, &zone_at)
}

static START: Typed = Typed {
    get: |wanted| Some(&wanted.start),
    set: |wanted, start| wanted.start = start,
    read: read_moment,
    write: write_moment,
};

static END: Typed = Typed {
    get: |wanted| match &wanted.ends {
        Ends::At(end) => Some(end),
        _ => None,
    },
    set: |wanted, end| wanted.ends = Ends::At(end),
    read: read_moment,
    write: write_moment,
};

static DURATION: Typed = Typed {
    get: |wanted| match &wanted.ends {
        Ends::After(duration) => Some(duration),
        _ => None,
    },
    set: |wanted, duration| wanted.ends = Ends::After(duration),
    read: moment::read_span,
    write: write_span,
};

impl Typed {
    /// A text that follows the window, and that the window follows. What is typed is never written anew while it says the same.
    fn bind(&'static self, editing: Editing, key: u32, row: Memo<Option<Row>>) -> RwSignal<String> {
        let fields = use_fields();
        let told = Memo::new(move |_| row.with(|row| (self.get)(row.as_ref()?.wanted.as_ref()?).cloned()));
        let of = move |value: &Result<i64, String>| match value {
            Ok(value) => (self.write)(*value),
            Err(text) => text.clone(),
        };
        let text = RwSignal::new(told.with_untracked(|told| told.as_ref().map(of)).unwrap_or_default());
        Effect::new(move || {
            let Some(told) = told.get() else { return };
            let typed = text.with_untracked(|text| (self.read)(text).ok_or_else(|| text.clone()));
            if of(&typed) != of(&told) {
                text.set(of(&told));
            }
        });
        Effect::new(move || {
            let typed = text.with(|text| (self.read)(text).ok_or_else(|| text.clone()));
            let before = told.get_untracked();
            if before.as_ref().is_some_and(|before| of(before) != of(&typed)) {
                editing.edit(key, fields, |wanted| (self.set)(wanted, typed));
            }
        });
        text
    }
}

/// The fields.
#[component]
pub fn WindowFields(
    /// What is edited.
    editing: Editing,
    /// Which window.
    key: u32,
) -> impl IntoView {
    let fields = use_fields();
    let row = editing.row(key);
    let title = move || {
        row.with(|row| match row {
            Some(row) if row.was.is_none() => "New window".to_owned(),
            Some(row) => format!("Window of {}", names(row.machines())),
            None => String::new(),
        })
    };
    let is_out = Memo::new(move |_| row.with(|row| row.as_ref().is_some_and(|row| row.wanted.is_none())));
    let is_changed = Memo::new(move |_| {
        row.with(|row| row.as_ref().is_some_and(|row| row.was.is_some() && row.is_touched()))
    });
    view! {
        <fieldset class="windows-fields">
            <legend>{title}</legend>
            <div class="windows-buttons">
                <Show
                    when=move || is_out.get()
                    fallback=move || view! { <Button on_press=move |()| editing.take_out(key)>"Take the window out"</Button> }
                >
                    <p>"It will be taken out of the schedule."</p>
                </Show>
                <Show when=move || is_changed.get()>
                    <Button on_press=move |()| {
                        editing.draft.update(|draft| draft.restore(key));
                        fields.change(&field(key));
                    }>"Leave it as it is"</Button>
                </Show>
            </div>
            <Show when=move || !is_out.get()>
                <Times editing key row />
                <MachinesField editing key row />
            </Show>
        </fieldset>
    }
    .into_any()
}

/// When it begins and when it ends.
#[component]
fn Times(editing: Editing, key: u32, row: Memo<Option<Row>>) -> impl IntoView {
    let fields = use_fields();
    let kind = Memo::new(move |_| {
        row.with(|row| match row.as_ref().and_then(|row| row.wanted.as_ref()).map(|wanted| &wanted.ends) {
            Some(Ends::At(_)) => "at",
            Some(Ends::Open) => "open",
            _ => "after",
        })
    });
    let chosen = RwSignal::new(kind.get_untracked().to_owned());
    Effect::new(move || {
        let kind = kind.get();
        if chosen.with_untracked(|chosen| chosen != kind) {
            chosen.set(kind.to_owned());
        }
    });
    Effect::new(move || {
        let chosen = chosen.get();
        if chosen != kind.get_untracked() {
            editing.edit(key, fields, |wanted| wanted.end_by(&chosen));
        }
    });
    let kinds = Signal::stored(
        [("after", "after some time"), ("at", "at a moment"), ("open", "when an operator ends it: open")]
            .map(|(kind, words)| (kind.to_owned(), words.to_owned()))
            .to_vec(),
    );
    let start = START.bind(editing, key, row);
    let name = field(key);
    let ends_name = format!("{name}.ends");
    let duration_name = StoredValue::new(format!("{name}.duration"));
    let end_says = Signal::derive(move || {
        let window = row.with(|row| row.as_ref().and_then(Row::window))?;
        let end = window.start.saturating_add(window.duration?);
        Some(format!("Ends {}, {}", moment::said(end, &zone_at), said_in(end, Zone::default())))
    });
    let end_field = move || match kind.get() {
        "at" => {
            let end = END.bind(editing, key, row);
            view! { <MomentInput name=duration_name.get_value() label="Ends" value=end /> }.into_any()
        }
        "after" => {
            let duration = DURATION.bind(editing, key, row);
            view! {
                <TextInput
                    name=duration_name.get_value()
                    label=Signal::stored("Lasts".to_owned())
                    value=duration
                    placeholder="2 h"
                    hint=end_says
                />
            }
            .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <MomentInput name=format!("{name}.start") label="Begins" value=start />
        <ChoiceInput name=ends_name label=Signal::stored("Its end".to_owned()) value=chosen options=kinds />
        {end_field}
    }
    .into_any()
}

/// A field for a moment in the reader's zone; the same moment in UTC stands below it.
#[component]
fn MomentInput(name: String, label: &'static str, value: RwSignal<String>) -> impl IntoView {
    let fields = use_fields();
    let id = unique_id("change");
    let below = format!("{id}-below");
    let (asked, changed, left) = (name.clone(), name.clone(), name.clone());
    let wrong = Memo::new(move |_| fields.words(&asked).is_some());
    let read = move || value.with(|text| read_moment(text));
    let zone = move || read().map(|at| zone_at(moment::ms(at)).name());
    let hint = Signal::derive(move || read().map(|at| said_in(at, Zone::default())));
    view! {
        <FieldBox name label=Signal::stored(label.to_owned()) control=id.clone() hint>
            <div class="input-beside">
                <input
                    id=id
                    class="input"
                    type="datetime-local"
                    max="2200-12-31T23:59"
                    prop:value=value
                    aria-invalid=move || wrong.get().then_some("true")
                    aria-describedby=below
                    on:input:target=move |event| {
                        fields.change(&changed);
                        value.set(event.target().value());
                    }
                    on:blur=move |_| fields.leave(&left)
                />
                <span class="input-aside">{zone}</span>
            </div>
        </FieldBox>
    }
    .into_any()
}
