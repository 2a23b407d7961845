//! The resource bar: allocated, allocated from a reservation, offered, reserved but idle, free. The same order and the same
//! colours everywhere, from the whole cluster down to one agent.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::ui::format::{compact_milli, mebibytes, mebibytes_of, milli, percent};

/// A kind of resource, which tells how amounts of it are written. Amounts are in thousandths: of a CPU, a GPU, a mebibyte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// CPUs.
    Cpus,
    /// Memory.
    Mem,
    /// Disk.
    Disk,
    /// GPUs.
    Gpus,
}

impl ResourceKind {
    /// All kinds, in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Cpus, Self::Mem, Self::Disk, Self::Gpus];

    /// The name Mesos gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpus => "cpus",
            Self::Mem => "mem",
            Self::Disk => "disk",
            Self::Gpus => "gpus",
        }
    }

    /// An amount with its unit: `23.5`, `98 GiB`.
    pub fn amount(self, thousandths: i64) -> String {
        match self {
            Self::Cpus | Self::Gpus => milli(thousandths),
            Self::Mem | Self::Disk => mebibytes(thousandths),
        }
    }

    /// A part and the whole, short: `955k of 1.31M`, `4.3 of 5.2 PiB`.
    pub fn amount_of(self, part: i64, whole: i64) -> String {
        match self {
            Self::Cpus | Self::Gpus => format!("{} of {}", compact_milli(part), compact_milli(whole)),
            Self::Mem | Self::Disk => mebibytes_of(part, whole),
        }
    }
}

/// Where all of one resource is, in thousandths. The five parts make the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// Allocated from what is not reserved.
    pub allocated: i64,
    /// Allocated from what is reserved.
    pub from_reservation: i64,
    /// In outstanding offers.
    pub offered: i64,
    /// Reserved and neither allocated nor offered.
    pub reserved: i64,
    /// None of these.
    pub free: i64,
}

impl Shares {
    /// All of it.
    pub fn total(&self) -> i64 {
        self.parts().iter().map(|(_, amount)| amount).sum()
    }

    /// What is allocated, from a reservation or not.
    pub fn taken(&self) -> i64 {
        self.allocated + self.from_reservation
    }

    /// The parts with their names, in the order of the bar.
    pub fn parts(&self) -> [(&'static str, i64); 5] {
        [
            ("allocated", self.allocated),
            ("allocated from a reservation", self.from_reservation),
            ("offered", self.offered),
            ("reserved, idle", self.reserved),
            ("free", self.free),
        ]
    }

    /// Where each part but the last ends, for the style: `51.00%`.
    pub fn stops(&self) -> [String; 4] {
        let total = self.total().max(1) as f64;
        let mut end = 0;
        let parts = self.parts();
        std::array::from_fn(|index| {
            end += parts[index].1.max(0);
            let hundredths = (end as f64 / total * 10_000.0).round() as i64;
            format!("{}.{:02}%", hundredths / 100, hundredths % 100)
        })
    }

    /// The bar in words: `cpus: 51 % allocated, 15 % free of 23.5`.
    pub fn words(&self, resource: ResourceKind) -> String {
        let total = self.total();
        if total <= 0 {
            return format!("{}: none", resource.name());
        }
        let parts: Vec<_> = self
            .parts()
            .iter()
            .filter(|(_, amount)| *amount > 0)
            .map(|(name, amount)| format!("{} {name}", percent(*amount, total)))
            .collect();
        format!("{}: {} of {}", resource.name(), parts.join(", "), resource.amount(total))
    }

    /// The parts with their amounts, a line each, for what appears on hover.
    pub fn lines(&self, resource: ResourceKind) -> String {
        let mut lines = format!("{} {} in all", resource.name(), resource.amount(self.total()));
        for (name, amount) in self.parts() {
            lines.push_str(&format!("\n{} {name}", resource.amount(amount)));
        }
        lines
    }
}

/// How large a bar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BarSize {
    /// For a table's cell.
    #[default]
    Small,
    /// For a page about the whole of something.
    Large,
}

/// Where each part but the last ends, as the style knows it.
const STOPS: [&str; 4] = ["--allocated", "--from-reservation", "--offered", "--reserved"];

/// Writes the bar's words and parts into its element by hand: a table has hundreds of them.
pub fn write_bar(bar: &HtmlElement, resource: ResourceKind, shares: &Shares) {
    // Refused are only names that are none, and what is not well formed.
    let _ = bar.set_attribute("aria-label", &shares.words(resource));
    let style = HtmlElement::style(bar);
    for (name, stop) in STOPS.iter().zip(shares.stops()) {
        let _ = style.set_property(name, &stop);
    }
}

/// The bar: one element, whose style draws the parts from four stops.
#[component]
pub fn ResourceBar(
    /// Of what.
    resource: ResourceKind,
    /// How much is where.
    #[prop(into)]
    shares: Signal<Shares>,
    /// How large it is drawn.
    #[prop(optional)]
    size: BarSize,
) -> impl IntoView {
    let stops = Memo::new(move |_| shares.with(Shares::stops));
    let stop = move |index: usize| move || stops.with(|stops| stops[index].clone());
    let class = match size {
        BarSize::Small => "bar",
        BarSize::Large => "bar large",
    };
    view! {
        <div
            class=class
            role="img"
            aria-label=move || shares.with(|shares| shares.words(resource))
            title=move || shares.with(|shares| shares.lines(resource))
            style=(STOPS[0], stop(0))
            style=(STOPS[1], stop(1))
            style=(STOPS[2], stop(2))
            style=(STOPS[3], stop(3))
        ></div>
    }
}

/// The resource's name, a large bar, and how much is taken of how much.
#[component]
pub fn ResourceLine(
    /// Of what.
    resource: ResourceKind,
    /// How much is where.
    #[prop(into)]
    shares: Signal<Shares>,
) -> impl IntoView {
    let taken = move || shares.with(|shares| resource.amount_of(shares.taken(), shares.total()));
    view! {
        <div class="resource-line">
            <span class="resource-name">{resource.name()}</span>
            <ResourceBar resource shares size=BarSize::Large />
            <span class="resource-amount">{taken}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHARES: Shares =
        Shares { allocated: 12_000, from_reservation: 6_000, offered: 0, reserved: 1_500, free: 4_500 };

    #[test]
    fn stops_follow_the_order_of_the_bar() {
        assert_eq!(SHARES.stops(), ["50.00%", "75.00%", "75.00%", "81.25%"]);
        assert_eq!(Shares::default().stops(), ["0.00%", "0.00%", "0.00%", "0.00%"]);
    }

    #[test]
    fn words_leave_out_what_is_not_there() {
        assert_eq!(
            SHARES.words(ResourceKind::Cpus),
            "cpus: 50 % allocated, 25 % allocated from a reservation, 6 % reserved, idle, 19 % free of 24"
        );
        assert_eq!(Shares::default().words(ResourceKind::Gpus), "gpus: none");
    }

    #[test]
    fn amounts_have_the_units_of_their_resource() {
        assert_eq!(ResourceKind::Mem.amount(98 * 1024 * 1000), "98 GiB");
        assert_eq!(ResourceKind::Cpus.amount_of(955_000_000, 1_310_720_000), "955k of 1.31M");
        assert_eq!(ResourceKind::Disk.amount_of(512_000, 1_024_000), "0.5 of 1 GiB");
        assert_eq!(SHARES.lines(ResourceKind::Cpus).lines().last(), Some("4.5 free"));
    }
}
