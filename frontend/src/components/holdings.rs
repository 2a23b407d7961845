//! A table of who holds how much of each resource.

use leptos::prelude::*;

use crate::call::resources::{Amount, Holding, kind_of, place};
use crate::ui::format::milli;

/// The table's content, told apart from how it looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The resources that anybody holds, in the order of their columns.
    pub names: Vec<String>,
    /// The holders.
    pub rows: Vec<SheetRow>,
}

/// One holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Who.
    pub holder: String,
    /// What else is to be said of the holder.
    pub note: String,
    /// For each name how much, and what of it is taken where that does not fit into the same words.
    pub cells: Vec<(String, String)>,
}

impl Sheet {
    /// The sheet of these holdings; `holder` names a key and says what else there is to say of it.
    pub fn of<K>(holdings: &[Holding<K>], holder: impl Fn(&K) -> (String, String)) -> Self {
        let names = names(holdings);
        let rows = holdings.iter().map(|holding| {
            let (name, note) = holder(&holding.key);
            let cells = names.iter().map(|name| cell(holding, name)).collect();
            SheetRow { holder: name, note, cells }
        });
        Self { rows: rows.collect(), names: names.clone() }
    }
}

fn names<K>(holdings: &[Holding<K>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in
        holdings.iter().flat_map(|holding| holding.total.iter().chain(holding.taken.iter().flatten()))
    {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names.sort_by_key(|name| place(name));
    names
}

fn cell<K>(holding: &Holding<K>, name: &str) -> (String, String) {
    let nothing = String::new;
    match (holding.total_of(name), holding.taken_of(name)) {
        (Some(Amount::Milli(total)), taken @ (None | Some(Amount::Milli(_)))) if holding.taken.is_some() => {
            let taken = if let Some(Amount::Milli(taken)) = taken { *taken } else { 0 };
            (milli_of(name, taken, *total), nothing())
        }
        (Some(total), taken) => (
            total.words(name),
            taken.map(|taken| format!("taken: {}", taken.words(name))).unwrap_or_default(),
        ),
        (None, Some(taken)) => (taken.words(name), nothing()),
        (None, None) => (nothing(), nothing()),
    }
}

fn milli_of(name: &str, part: i64, whole: i64) -> String {
    kind_of(name)
        .map_or_else(|| format!("{} of {}", milli(part), milli(whole)), |kind| kind.amount_of(part, whole))
}

/// The table.
#[component]
pub fn Holdings(
    /// What it lists, for screen readers.
    #[prop(into)]
    label: String,
    /// What the holders are: `Reserved for`.
    holders: &'static str,
    /// Its content.
    #[prop(into)]
    sheet: Signal<Sheet>,
) -> impl IntoView {
    let heads = move || {
        let names = sheet.with(|sheet| sheet.names.clone()).into_iter();
        names.map(|name| view! { <th scope="col" class="number">{name}</th> }).collect_view()
    };
    let rows = move || sheet.with(|sheet| sheet.rows.clone()).into_iter().map(row).collect_view();
    view! {
        <div class="sheet scrolls" role="region" tabindex="0" aria-label=label>
            <table class="plain-table">
                <thead>
                    <tr>
                        <th scope="col">{holders}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(row: SheetRow) -> impl IntoView {
    let note = (!row.note.is_empty()).then(|| view! { <span class="cell-note">{row.note}</span> });
    let cells = row
        .cells
        .into_iter()
        .map(|(main, more)| {
            let more = (!more.is_empty()).then(|| view! { <span class="cell-note">{more}</span> });
            let main = if main.is_empty() { "–".to_owned() } else { main };
            view! { <td class="number">{main} {more}</td> }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{row.holder} {note}</th>
            {cells}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::call::json::Read;
    use crate::call::resources::{Resource, by_reservation, by_role};

    #[test]
    fn an_agent_s_reservations_with_what_is_taken() {
        let total = json!([
            {"name":"ports","ranges":{"range":[{"begin":34000,"end":34999}]},"role":"*"},
            {"name":"cpus","scalar":{"value":4.0},"role":"*"},
            {"name":"cpus","scalar":{"value":1.0},"role":"ops"},
        ]);
        let taken = json!([
            {"name":"ports","ranges":{"range":[{"begin":34000,"end":34000}]},"role":"*"},
            {"name":"cpus","scalar":{"value":1.1},"role":"*"},
        ]);
        let holdings =
            by_reservation(&Resource::read_all(total.list("")), &Resource::read_all(taken.list("")));
        let sheet = Sheet::of(&holdings, |stack| (stack.to_string(), stack.origin()));
        assert_eq!(sheet.names, ["cpus", "ports"]);
        let cells = |main: &str, more: &str| (main.to_owned(), more.to_owned());
        assert_eq!(sheet.rows[0].cells, [cells("1.1 of 4", ""), cells("34000-34999", "taken: 34000")]);
        assert_eq!(sheet.rows[1].cells, [cells("0 of 1", ""), cells("", "")]);
        assert_eq!((sheet.rows[1].holder.as_str(), sheet.rows[1].note.as_str()), ("ops", "static"));
    }

    #[test]
    fn a_framework_s_roles_without_a_whole() {
        let list =
            json!([{"name":"mem","scalar":{"value":32.0},"role":"*","allocation_info":{"role":"ops"}}]);
        let sheet =
            Sheet::of(&by_role(&Resource::read_all(list.list(""))), |role| (role.clone(), String::new()));
        assert_eq!(sheet.rows[0].cells, [("32 MiB".to_owned(), String::new())]);
        assert_eq!(Sheet::of::<String>(&[], |role| (role.clone(), String::new())), Sheet::default());
    }
}
