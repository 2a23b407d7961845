//! A quota and what counts against it: a bar, with a mark where the guarantee ends and one where the limit is.

use cluster_model::schema::roles::figure;
use leptos::prelude::*;

use super::resource_bar::ResourceKind;

/// What counts against a quota of one resource, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuotaUse {
    /// Allocated, or reserved and not allocated.
    pub consumed: i64,
    /// What it is guaranteed, if anything.
    pub guarantee: Option<i64>,
    /// Beyond which it gets no more, if there is an end.
    pub limit: Option<i64>,
}

impl QuotaUse {
    /// Reads three columns of roles; `read` gives the number that stands so far after the first of them.
    pub fn read(read: impl Fn(usize) -> Option<i64>) -> Self {
        Self {
            consumed: read(0).unwrap_or(0),
            guarantee: read(figure::GUARANTEE - figure::CONSUMED),
            limit: read(figure::LIMIT - figure::CONSUMED),
        }
    }

    /// Whether there is a quota.
    pub const fn is_set(&self) -> bool {
        self.guarantee.is_some() || self.limit.is_some()
    }

    /// What it may still get before its limit; nothing if it has none.
    pub fn headroom(&self) -> Option<i64> {
        self.limit.map(|limit| (limit - self.consumed).max(0))
    }

    /// What it is guaranteed and has not got.
    pub fn owed(&self) -> i64 {
        (self.guarantee.unwrap_or(0) - self.consumed).max(0)
    }

    /// What it has beyond its limit.
    pub fn excess(&self) -> i64 {
        self.limit.map_or(0, |limit| (self.consumed - limit).max(0))
    }

    /// How much of the bar's length this is, for the style: `27.73%`.
    fn stop(&self, amount: i64) -> String {
        let whole = self.consumed.max(self.guarantee.unwrap_or(0)).max(self.limit.unwrap_or(0)).max(1);
        format!("{:.2}%", amount.max(0) as f64 / whole as f64 * 100.0)
    }

    /// `35.5 of 128`, of the limit or else of a guarantee that is not met; what it consumes where nothing ends that.
    pub fn short(&self, kind: ResourceKind) -> String {
        match self.limit.or(self.guarantee.filter(|_| self.owed() > 0)) {
            Some(end) => kind.amount_of(self.consumed, end),
            None => kind.amount(self.consumed),
        }
    }

    /// All of it in words: `cpus: 35.5 consumed, guaranteed 32, limit 128`.
    pub fn words(&self, kind: ResourceKind) -> String {
        let said = |name: &str, amount: Option<i64>| match amount {
            Some(amount) => format!("{name} {}", kind.amount(amount)),
            None => format!("no {name}"),
        };
        let (guarantee, limit) = (said("guarantee", self.guarantee), said("limit", self.limit));
        format!("{}: {} consumed, {guarantee}, {limit}", kind.name(), kind.amount(self.consumed))
    }
}

/// The bar alone.
#[component]
pub fn QuotaBar(
    /// Of what.
    resource: ResourceKind,
    /// How it stands.
    #[prop(into)]
    quota: Signal<QuotaUse>,
) -> impl IntoView {
    let stop = move |amount: fn(&QuotaUse) -> Option<i64>| {
        move || quota.with(|quota| amount(quota).map(|amount| quota.stop(amount)))
    };
    view! {
        <div
            class="quota"
            class:over=move || quota.with(|quota| quota.excess() > 0)
            class:guaranteed=move || quota.with(|quota| quota.guarantee.is_some())
            class:limited=move || quota.with(|quota| quota.limit.is_some())
            role="img"
            aria-label=move || quota.with(|quota| quota.words(resource))
            title=move || quota.with(|quota| quota.words(resource))
            style=("--consumed", stop(|quota| Some(quota.consumed)))
            style=("--guarantee", stop(|quota| quota.guarantee))
            style=("--limit", stop(|quota| quota.limit))
        ></div>
    }
}

/// The bar and how much of how much, for a cell; where there is no quota, what would count against one.
#[component]
pub fn QuotaCell(
    /// Of what.
    resource: ResourceKind,
    /// How it stands.
    #[prop(into)]
    quota: Signal<QuotaUse>,
) -> impl IntoView {
    let is_set = Memo::new(move |_| quota.with(QuotaUse::is_set));
    let text = move || {
        quota.with(
            |quota| if quota.is_set() || quota.consumed > 0 { quota.short(resource) } else { String::new() },
        )
    };
    view! {
        <span class="quota-cell" class:unset=move || !is_set.get()>
            <Show when=move || is_set.get()>
                <QuotaBar resource quota />
            </Show>
            <span title=move || quota.with(|quota| quota.words(resource))>{text}</span>
        </span>
    }
}

/// What the marks and colours mean.
#[component]
pub fn QuotaLegend() -> impl IntoView {
    const ENTRIES: [(&str, &str); 4] = [
        ("swatch allocated", "consumed: allocated, or reserved and idle"),
        ("swatch guarantee", "guarantee"),
        ("swatch limit", "limit"),
        ("swatch over", "over the limit"),
    ];
    let entries = ENTRIES.map(|(class, name)| {
        view! { <li><span class=class aria-hidden="true"></span>{name}</li> }
    });
    view! { <ul class="legend" aria-label="Marks of the quota bars">{entries.into_view()}</ul> }
}

/// The resource's name, the bar, and how much of how much.
#[component]
pub fn QuotaLine(
    /// Of what.
    resource: ResourceKind,
    /// How it stands.
    #[prop(into)]
    quota: Signal<QuotaUse>,
) -> impl IntoView {
    view! {
        <div class="resource-line">
            <span class="resource-name">{resource.name()}</span>
            <QuotaBar resource quota />
            <span class="resource-amount">{move || quota.with(|quota| quota.short(resource))}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENG: QuotaUse = QuotaUse { consumed: 40_000, guarantee: Some(32_000), limit: Some(128_000) };

    #[test]
    fn what_is_left_and_what_is_owed() {
        assert_eq!((ENG.headroom(), ENG.owed(), ENG.excess()), (Some(88_000), 0, 0));
        let starved = QuotaUse { consumed: 8_000, guarantee: Some(32_000), limit: None };
        assert_eq!((starved.headroom(), starved.owed(), starved.excess()), (None, 24_000, 0));
        let over = QuotaUse { consumed: 130_000, guarantee: None, limit: Some(128_000) };
        assert_eq!((over.headroom(), over.owed(), over.excess()), (Some(0), 0, 2_000));
        assert!(!QuotaUse { consumed: 5, ..QuotaUse::default() }.is_set());
    }

    #[test]
    fn the_bar_ends_at_the_largest_of_the_three() {
        assert_eq!([40_000, 32_000, 128_000].map(|amount| ENG.stop(amount)), ["31.25%", "25.00%", "100.00%"]);
        assert_eq!(QuotaUse::default().stop(0), "0.00%");
    }

    #[test]
    fn words_say_what_is_not_set() {
        let met = QuotaUse { limit: None, ..ENG };
        let owed = QuotaUse { consumed: 2_000, ..met };
        assert_eq!([met, owed].map(|quota| quota.short(ResourceKind::Cpus)), ["40", "2 of 32"]);
        assert_eq!(ENG.words(ResourceKind::Cpus), "cpus: 40 consumed, guarantee 32, limit 128");
        let free = QuotaUse { consumed: 1_024_000, ..QuotaUse::default() };
        assert_eq!(free.words(ResourceKind::Mem), "mem: 1 GiB consumed, no guarantee, no limit");
        assert_eq!(
            (ENG.short(ResourceKind::Cpus), free.short(ResourceKind::Mem)),
            ("40 of 128".into(), "1 GiB".into())
        );
    }

    #[test]
    fn columns_stand_in_this_order() {
        let read = QuotaUse::read(|offset| Some(offset as i64));
        assert_eq!(read, QuotaUse { consumed: 0, guarantee: Some(1), limit: Some(2) });
    }
}
