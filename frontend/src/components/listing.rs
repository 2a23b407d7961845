//! A short list: rows that a page has read from an answer, in a table that can be sorted and searched. For rows of the model there is
//! [`super::data_table`].

use leptos::prelude::*;

use super::shown::{Shown, show};
use crate::ui::{find_field::FindField, more::More};

/// How many rows stand in the page at first, and how many more come with each press.
const STEP: usize = 100;
/// A list of fewer rows needs no search.
const SEARCHED: usize = 12;

/// The head of a column.
#[derive(Debug)]
pub struct ColumnHead {
    /// What it says.
    pub title: &'static str,
    /// Whether its cells are numbers, which stand at the right.
    pub number: bool,
}

/// A head over words.
#[must_use]
pub const fn words(title: &'static str) -> ColumnHead {
    ColumnHead { title, number: false }
}

/// A head over numbers.
#[must_use]
pub const fn number(title: &'static str) -> ColumnHead {
    ColumnHead { title, number: true }
}

/// A row: a cell for each head. The first names the row.
pub type Cells = Vec<Shown>;

/// Which rows stand where.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    column: Option<(usize, bool)>,
    search: String,
}

/// A list.
#[component]
pub fn Listing(
    /// What it lists, for screen readers: `Executors`.
    #[prop(into)]
    label: String,
    /// The heads of its columns.
    heads: &'static [ColumnHead],
    /// Its rows, in the order they stand in until somebody sorts.
    #[prop(into)]
    rows: Signal<Vec<Cells>>,
    /// What is said when there is no row.
    empty: &'static str,
) -> impl IntoView {
    let order = RwSignal::new(Order { column: None, search: String::new() });
    let shown = RwSignal::new(STEP);
    let found = Memo::new(move |_| rows.with(|rows| order.with(|order| arrange(rows, order))));
    let searched = Memo::new(move |_| rows.with(Vec::len) >= SEARCHED);
    let heads_row = heads.iter().enumerate().map(|(at, head)| head_cell(at, head, order)).collect_view();
    let body = move || {
        let places = found.get();
        let rows = rows.get();
        let rows = places.iter().take(shown.get()).filter_map(|at| rows.get(*at)).cloned();
        rows.map(|cells| row(heads, cells)).collect_view()
    };
    let rest = Memo::new(move |_| found.with(Vec::len).saturating_sub(shown.get()));
    let nothing = Memo::new(move |_| {
        if !found.with(Vec::is_empty) {
            None
        } else if rows.with(Vec::is_empty) {
            Some(empty)
        } else {
            Some("Nothing matches what is looked for.")
        }
    });
    let name = format!("Find in {}", label.to_lowercase());
    view! {
        <Show when=move || searched.get()>
            <FindField name=name.clone() on_find=move |search: String| order.update(|order| order.search = search) />
        </Show>
        <div class="sheet scrolls" role="group" tabindex="0" aria-label=label>
            <table class="plain-table">
                <thead>
                    <tr>{heads_row}</tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
            {move || nothing.get().map(|words| view! { <p class="listing-none">{words}</p> })}
        </div>
        <More left=rest on_more=move |()| shown.update(|shown| *shown += STEP) />
    }
    .into_any()
}

/// The places of the rows that are found, in order.
fn arrange(rows: &[Cells], order: &Order) -> Vec<usize> {
    let search = order.search.trim().to_lowercase();
    let is_found = |cells: &Cells| {
        search.is_empty() || cells.iter().any(|cell| cell.words().to_lowercase().contains(&search))
    };
    let mut places: Vec<usize> = (0..rows.len()).filter(|at| is_found(&rows[*at])).collect();
    if let Some((column, descending)) = order.column {
        places.sort_by(|a, b| match (rows[*a].get(column), rows[*b].get(column)) {
            (Some(a), Some(b)) if descending => b.compare(a),
            (Some(a), Some(b)) => a.compare(b),
            _ => std::cmp::Ordering::Equal,
        });
    }
    places
}

fn head_cell(at: usize, head: &'static ColumnHead, order: RwSignal<Order>) -> AnyView {
    let direction = Memo::new(move |_| {
        order.with(|order| order.column.filter(|(column, _)| *column == at)).map(|(_, down)| down)
    });
    let sort = move |_| {
        // Numbers are asked for from the top.
        let down = direction.get_untracked().map_or(head.number, |down| !down);
        order.update(|order| order.column = Some((at, down)));
    };
    let said = move || direction.get().map(|down| if down { "descending" } else { "ascending" });
    let mark = move || direction.get().map(|down| if down { "↓" } else { "↑" });
    view! {
        <th scope="col" class="sortable" class:number=head.number aria-sort=said>
            <button type="button" class="head-sort" on:click=sort>
                <span>{head.title}</span>
                <span class="head-mark" aria-hidden="true">
                    {mark}
                </span>
            </button>
        </th>
    }
    .into_any()
}

fn row(heads: &'static [ColumnHead], cells: Cells) -> AnyView {
    let cells = heads.iter().zip(cells).enumerate().map(|(at, (head, cell))| {
        let cell = show(head.title, cell);
        if at == 0 {
            view! { <th scope="row">{cell}</th> }.into_any()
        } else {
            view! { <td class:number=head.number>{cell}</td> }.into_any()
        }
    });
    view! { <tr>{cells.collect_view()}</tr> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Cells> {
        vec![
            vec![Shown::Text("web".into()), Shown::Count(2)],
            vec![Shown::Text("batch".into()), Shown::Count(10)],
            vec![Shown::Text("cron".into()), Shown::None],
        ]
    }

    #[test]
    fn rows_are_sorted_by_the_column_and_keep_their_order_otherwise() {
        let order = |column, search: &str| Order { column, search: search.to_owned() };
        assert_eq!(arrange(&rows(), &order(None, "")), [0, 1, 2]);
        assert_eq!(arrange(&rows(), &order(Some((0, false)), "")), [1, 2, 0]);
        assert_eq!(arrange(&rows(), &order(Some((1, false)), "")), [0, 1, 2]);
    }

    #[test]
    fn a_search_goes_through_every_cell() {
        let order = Order { column: None, search: " BAT ".into() };
        assert_eq!(arrange(&rows(), &order), [1]);
    }
}
