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
    state_chip::StateOf,
    state_counts::StateCounts,
    sums::{Sum, Sums, SumsSpec},
};
use crate::live::use_live;
use crate::paths::Page;
use crate::ui::chip::Tone;
use crate::ui::clock::use_clock;
use crate::ui::format::grouped;

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
            <StateCounts table=Table::Offers column=offers::KIND of=StateOf::Offer page=Page::Offers />
            <Hoarded />
        </PageTitle>
        <Refused calls=&[("GET_FRAMEWORKS", "What is offered is not known.")] />
        <Sums spec=&BY_FRAMEWORK />
        <DataTable spec=&OFFERS />
    }
}

/// How many offers are kept unanswered for long, and the way to them.
#[component]
fn Hoarded() -> impl IntoView {
    let (live, clock) = (use_live(), use_clock());
    let count = Memo::new(move |_| {
        let before_ms = clock.now_ms() - HOARDED_MS;
        live.watch(&[Table::Offers], |replica| {
            let wanted = [(offers::KIND, offers::OFFER)];
            let since = |slot| replica.number(Table::Offers, slot, offers::SINCE);
            let old = |slot: &u32| since(*slot).is_some_and(|since| since < before_ms);
            replica.find_all(Table::Offers, &wanted).filter(old).count() as i64
        })
    });
    let href = Page::Offers.filtered(&format!("kind={} since>{}m", offers::OFFER, HOARDED_MS / 60_000));
    move || {
        let count = count.get();
        let href = href.clone();
        (count > 0).then(|| {
            view! {
                <a class=Tone::Warn.class() href=href title="Unanswered for more than two minutes">
                    {grouped(count)}
                    " held back"
                </a>
            }
        })
    }
}
