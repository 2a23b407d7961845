//! A table of who holds how much of each resource.

use leptos::prelude::*;

use super::resource_bar::ResourceKind;
use crate::call::resources::{Amount, Holding, kind_of};

/// The table's content, told apart from how it looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The resources that have columns, in their order.
    pub names: Vec<&'static str>,
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
    /// How much of each resource that has a column; empty for none of it.
    pub cells: Vec<String>,
    /// The resources without columns, on one line: `ports 31000-32000, taken 31000-31004`.
    pub rest: String,
}

impl Sheet {
    /// The sheet of these holdings; `holder` names a key and says what else there is to say of it.
    pub fn of<K>(holdings: &[Holding<K>], holder: impl Fn(&K) -> (String, String)) -> Self {
        let held = |kind: &ResourceKind| {
            let of = |holding: &Holding<K>| {
                holding.total_of(kind.name()).or(holding.taken_of(kind.name())).is_some()
            };
            holdings.iter().any(of)
        };
        let kinds: Vec<ResourceKind> = ResourceKind::ALL.into_iter().filter(held).collect();
        let rows = holdings.iter().map(|holding| {
            let (name, note) = holder(&holding.key);
            let cells = kinds.iter().map(|kind| cell(holding, *kind)).collect();
            SheetRow { holder: name, note, cells, rest: rest(holding) }
        });
        Self { rows: rows.collect(), names: kinds.iter().map(|kind| kind.name()).collect() }
    }
}

fn cell<K>(holding: &Holding<K>, kind: ResourceKind) -> String {
    let milli = |amount: Option<&Amount>| match amount {
        Some(Amount::Milli(milli)) => *milli,
        _ => 0,
    };
    let (total, taken) = (holding.total_of(kind.name()), holding.taken_of(kind.name()));
    match (total, taken) {
        (None, None) => String::new(),
        _ if holding.taken.is_some() => kind.amount_of(milli(taken), milli(total)),
        _ => kind.amount(milli(total)),
    }
}

fn rest<K>(holding: &Holding<K>) -> String {
    let one = |(name, total): &(String, Amount)| {
        let taken = holding.taken_of(name).map(|taken| format!(", taken {}", taken.words(name)));
        format!("{name} {}{}", total.words(name), taken.unwrap_or_default())
    };
    // One agent's ports are its own; the same numbers on several agents do not add up to anything.
    let adds_up = |amount: &Amount| holding.taken.is_some() || matches!(amount, Amount::Milli(_));
    let without_column =
        holding.total.iter().filter(|(name, amount)| kind_of(name).is_none() && adds_up(amount));
    without_column.map(one).collect::<Vec<_>>().join(" · ")
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
        <div class="sheet scrolls" role="group" tabindex="0" aria-label=label>
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
    let SheetRow { holder, note, cells, rest } = row;
    let note = (!note.is_empty()).then(|| view! { <span class="cell-note">{note}</span> });
    let width = (cells.len() + 1).to_string();
    let has_rest = !rest.is_empty();
    let rest = has_rest.then(|| {
        view! {
            <tr class="more-row">
                <td colspan=width>{rest}</td>
            </tr>
        }
    });
    let or_dash = |cell: String| if cell.is_empty() { "–".to_owned() } else { cell };
    let cells =
        cells.into_iter().map(|cell| view! { <td class="number">{or_dash(cell)}</td> }).collect_view();
    view! {
        <tr class:with-more=has_rest>
            <th scope="row">{holder} {note}</th>
            {cells}
        </tr>
        {rest}
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
        assert_eq!(sheet.names, ["cpus"]);
        assert_eq!(sheet.rows[0].cells, ["1.1 of 4"]);
        assert_eq!(sheet.rows[0].rest, "ports 34000-34999, taken 34000");
        assert_eq!((sheet.rows[1].cells[0].as_str(), sheet.rows[1].rest.as_str()), ("0 of 1", ""));
        assert_eq!((sheet.rows[1].holder.as_str(), sheet.rows[1].note.as_str()), ("ops", "static"));
    }

    #[test]
    fn a_framework_s_roles_without_a_whole() {
        let list =
            json!([{"name":"mem","scalar":{"value":32.0},"role":"*","allocation_info":{"role":"ops"}}]);
        let sheet =
            Sheet::of(&by_role(&Resource::read_all(list.list(""))), |role| (role.clone(), String::new()));
        assert_eq!(sheet.rows[0].cells, ["32 MiB"]);
        assert_eq!(Sheet::of::<String>(&[], |role| (role.clone(), String::new())), Sheet::default());
    }
}
