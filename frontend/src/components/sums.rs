//! What a table adds up to for each name in one of its columns: reservations by role, offers by framework. A press on a name filters.

use std::cmp::Reverse;
use std::time::Duration;

use cluster_model::groups::{Amount, Groups};
use cluster_model::replica::Replica;
use cluster_model::schema::Table;
use leptos::prelude::*;

use super::{
    listing::{Cells, ColumnHead, Listing},
    panel::{Condition, Panel},
    resource_bar::ResourceKind,
    shown::Shown,
};
use crate::live::use_live;
use crate::paths::{Page, exactly};

/// Eyes do not follow faster.
const PACE: Duration = Duration::from_millis(500);

/// What is added up.
#[derive(Debug, Clone, Copy)]
pub enum Sum {
    /// Rows.
    Rows,
    /// Rows that have this name in this column.
    Where(usize, &'static str),
    /// A column of counts.
    Count(usize),
    /// A column of quantities.
    Amount(ResourceKind, usize),
    /// A column of quantities, in the rows that have this name in this column.
    AmountWhere(ResourceKind, usize, (usize, &'static str)),
}

/// Which table, by what, and what of it.
#[derive(Debug)]
pub struct SumsSpec {
    /// What stands above it: `By role`.
    pub title: &'static str,
    /// The table.
    pub table: Table,
    /// Its pages of rows, which a press on a name filters.
    pub page: Page,
    /// The column of names.
    pub by: usize,
    /// The heads, that of the names first.
    pub heads: &'static [ColumnHead],
    /// The sums, one for each further head. What has most of the first comes first, then of the second.
    pub sums: &'static [Sum],
}

/// A panel of sums, as long as there is more than one name to tell apart.
#[component]
pub fn Sums(
    /// What is added up.
    spec: &'static SumsSpec,
) -> impl IntoView {
    let live = use_live();
    let changes = live.paced(std::slice::from_ref(&spec.table), PACE);
    let grouped = live.grouped(groups(spec));
    let rows = Memo::new(move |_| {
        changes.track();
        grouped.read(named).unwrap_or_default()
    });
    let cells = Signal::derive(move || {
        rows.with(|rows| rows.iter().map(|(name, sums)| row(spec, name, sums)).collect::<Vec<Cells>>())
    });
    view! {
        <Show when=move || rows.with(|rows| rows.len() > 1)>
            <Panel title=spec.title what="the sums" condition=Condition::Ready>
                <div class="sums">
                    <Listing label=spec.title heads=spec.heads rows=cells empty="" />
                </div>
            </Panel>
        </Show>
    }
    .into_any()
}

impl Sum {
    const fn amount(self) -> Amount {
        match self {
            Sum::Rows => Amount::Row,
            Sum::Where(column, name) => Amount::Where(column, name),
            Sum::Count(column) | Sum::Amount(_, column) => Amount::Number(column),
            Sum::AmountWhere(_, column, condition) => Amount::NumberWhere(column, condition),
        }
    }
}

fn groups(spec: &SumsSpec) -> Groups {
    let amounts = spec.sums.iter().map(|sum| sum.amount()).collect();
    Groups::new(spec.table, &[spec.by], None, amounts)
}

/// The names and their sums, most first.
fn named(groups: &Groups, replica: &Replica) -> Vec<(String, Vec<i64>)> {
    let name = |symbol| replica.names().get(symbol).to_owned();
    let mut named: Vec<_> = groups.iter().map(|([by, _], sums)| (name(by), sums.to_vec())).collect();
    named.sort_by(|a, b| Reverse(&a.1).cmp(&Reverse(&b.1)).then_with(|| a.0.cmp(&b.0)));
    named
}

fn row(spec: &SumsSpec, name: &str, sums: &[i64]) -> Cells {
    let key = spec.table.columns()[spec.by].key;
    let first = if name.is_empty() {
        Shown::None
    } else {
        Shown::Href(spec.page.filtered(&exactly(key, name)), name.to_owned())
    };
    let shown = spec.sums.iter().zip(sums).map(|(sum, total)| match sum {
        Sum::Rows | Sum::Where(..) | Sum::Count(_) => Shown::Count(*total),
        Sum::Amount(kind, _) | Sum::AmountWhere(kind, ..) => Shown::Amount(*kind, *total),
    });
    std::iter::once(first).chain(shown).collect()
}

#[cfg(test)]
mod tests {
    use cluster_model::schema::offers;

    use super::*;
    use crate::components::listing::{number, words};

    static SPEC: SumsSpec = SumsSpec {
        title: "By framework",
        table: Table::Offers,
        page: Page::Offers,
        by: offers::FRAMEWORK,
        heads: &[words("Framework"), number("Offers"), number("cpus")],
        sums: &[Sum::Rows, Sum::Amount(ResourceKind::Cpus, offers::CPUS)],
    };

    #[test]
    fn a_name_leads_to_its_rows() {
        let href = Page::Offers.filtered("framework=\"my app\"");
        assert_eq!(
            row(&SPEC, "my app", &[2, 1_500]),
            [Shown::Href(href, "my app".into()), Shown::Count(2), Shown::Amount(ResourceKind::Cpus, 1_500)]
        );
        assert_eq!(row(&SPEC, "", &[0, 0])[0], Shown::None);
    }

    #[test]
    fn nothing_adds_up_to_nothing() {
        assert_eq!(named(&groups(&SPEC), &Replica::new()), []);
        assert_eq!(SPEC.heads.len(), SPEC.sums.len() + 1);
    }
}
