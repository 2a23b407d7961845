//! The list of offers, and what they add up to for each framework.

use cluster_model::schema::{Table, offers};
use leptos::prelude::*;

use super::{HOARDED_MS, OFFERS};
use crate::components::{
    data_table::DataTable,
    listing::{number, words},
    page::PageTitle,
    refused::Refused,
    resource_bar::ResourceKind,
    sums::{Sum, Sums, SumsSpec},
};
use crate::live::use_live;
use crate::paths::Page;
use crate::ui::chip::Tone;
use crate::ui::clock::use_clock;
use crate::ui::format::plural;

static BY_FRAMEWORK: SumsSpec = SumsSpec {
    title: "By framework",
    table: Table::Offers,
    page: Page::Offers,
    by: offers::FRAMEWORK,
    heads: &[
        words("Framework"),
        number("Offers"),
        number("Inverse offers"),
        number("cpus"),
        number("mem"),
        number("disk"),
        number("gpus"),
    ],
    sums: &[
        Sum::Where(offers::KIND, offers::OFFER),
        Sum::Where(offers::KIND, offers::INVERSE),
        Sum::Amount(ResourceKind::Cpus, offers::CPUS),
        Sum::Amount(ResourceKind::Mem, offers::MEM),
        Sum::Amount(ResourceKind::Disk, offers::DISK),
        Sum::Amount(ResourceKind::Gpus, offers::GPUS),
    ],
};

/// The page.
#[component]
pub fn Offers() -> impl IntoView {
    let live = use_live();
    let facts = move || {
        live.is_whole().then(|| {
            live.watch(&[Table::Offers], |replica| {
                let totals = replica.totals(Table::Offers);
                let amount = |kind: ResourceKind, column| kind.amount(totals.sum(column));
                format!(
                    "{} CPUs and {} of memory wait for an answer; nobody else is offered them meanwhile",
                    amount(ResourceKind::Cpus, offers::CPUS),
                    amount(ResourceKind::Mem, offers::MEM),
                )
            })
        })
    };
    view! {
        <PageTitle title="Offers" facts=move || facts()>
            <Chips />
        </PageTitle>
        <Refused calls=&[("GET_FRAMEWORKS", "What is offered is not known.")] />
        <Sums spec=&BY_FRAMEWORK />
        <DataTable spec=&OFFERS />
    }
}

/// Offers of one sort: what one and many of them are called, the filter that passes them, the tone of their chip.
struct Sort {
    nouns: (&'static str, &'static str),
    filter: String,
    tone: Tone,
}

/// How many there are of each sort, and the way to them.
#[component]
fn Chips() -> impl IntoView {
    let (live, clock) = (use_live(), use_clock());
    let counts = Memo::new(move |_| {
        let before_ms = clock.now_ms() - HOARDED_MS;
        live.watch(&[Table::Offers], |replica| {
            let of = |kind| replica.count(Table::Offers, offers::KIND, kind) as i64;
            let since = |slot| replica.number(Table::Offers, slot, offers::SINCE);
            let is_old = |slot: &u32| since(*slot).is_some_and(|since| since < before_ms);
            let hoarded =
                replica.find_all(Table::Offers, &[(offers::KIND, offers::OFFER)]).filter(is_old).count();
            [of(offers::OFFER), of(offers::INVERSE), hoarded as i64]
        })
    });
    let minutes = HOARDED_MS / 60_000;
    let sorts = StoredValue::new([
        Sort { nouns: ("offer", "offers"), filter: "kind=offer".to_owned(), tone: Tone::Info },
        Sort {
            nouns: ("inverse offer", "inverse offers"),
            filter: "kind=inverse".to_owned(),
            tone: Tone::Warn,
        },
        Sort {
            nouns: ("held for over 2 min", "held for over 2 min"),
            filter: format!("kind=offer since>{minutes}m"),
            tone: Tone::Warn,
        },
    ]);
    move || {
        let counts = counts.get();
        sorts.with_value(|sorts| {
            let some = sorts.iter().zip(counts).filter(|(_, count)| *count > 0);
            some.map(|(sort, count)| {
                let said = plural(count, sort.nouns.0, sort.nouns.1);
                view! { <a class=sort.tone.class() href=Page::Offers.filtered(&sort.filter)>{said}</a> }
            })
            .collect_view()
        })
    }
}
