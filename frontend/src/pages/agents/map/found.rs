//! What the map shows: which agents, in which groups, in which colours.

use std::collections::BTreeMap;

use cluster_model::query::Query as Filter;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};
use cluster_model::view::{Sort, View};

use super::layout::Group;
use super::shade::{Colouring, Shade, Swatch, shade};
use crate::live::Live;
use crate::paths::{FILTER, Query};
use crate::ui::turns::{Turns, turn};

/// How many agents are looked at between two looks at the clock.
const AGENTS: usize = 512;

/// What the map shows, as far as the cluster decides it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Their slots, by host.
    pub slots: Vec<u32>,
    /// Their groups, by name.
    pub groups: Vec<Group>,
    /// The colour of each.
    pub shades: Vec<Shade>,
    /// What the colours mean.
    pub legend: Vec<Swatch>,
}

/// Finds the agents, their groups and their colours, in turns. What changes meanwhile may be found as it was or as it is.
pub async fn find(live: Live, query: &Query, now_ms: i64) -> Found {
    let said = |name| query.get(name).unwrap_or_default();
    let mut turns = Turns::begin();
    let (filter, by_host) = (Filter::parse(said(FILTER), Table::Agents), Sort::parse("host", Table::Agents));
    let mut view = View::new(Table::Agents, Filter::parse("", Table::Agents), Vec::new());
    live.read(|replica| view.begin(replica, filter, by_host, now_ms));
    while live.read(|replica| view.go_on(replica, AGENTS)) {
        turns.rest().await;
    }
    let slots: Vec<u32> = view.slots_from(0).collect();
    let by = said("group");
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (part, some) in slots.chunks(AGENTS).enumerate() {
        live.read(|replica| {
            for (at, slot) in some.iter().enumerate() {
                members.entry(group_of(replica, *slot, by)).or_default().push(part * AGENTS + at);
            }
        });
        turns.rest().await;
    }
    turn().await;
    let (shades, legend) = live.read(|replica| shade(replica, &Colouring::read(said("color")), &slots));
    let groups = members.into_iter().map(|(name, members)| Group { name, members }).collect();
    Found { slots, groups, shades, legend }
}

fn group_of(replica: &Replica, slot: u32, by: &str) -> String {
    let text = |column| replica.text(Table::Agents, slot, column);
    let named = |name: &str| if name.is_empty() { "none".to_owned() } else { name.to_owned() };
    match by {
        "" => String::new(),
        "zone" => format!("{} / {}", named(text(agents::REGION)), named(text(agents::ZONE))),
        "region" => named(text(agents::REGION)),
        "state" => named(text(agents::STATE)),
        "version" => named(text(agents::VERSION)),
        by => {
            let attribute = by.strip_prefix("attribute:").unwrap_or(by);
            named(attribute_of(text(agents::ATTRIBUTES), attribute))
        }
    }
}

/// The value of an attribute in a list such as `rack:r1, ssd:true`.
fn attribute_of<'a>(attributes: &'a str, name: &str) -> &'a str {
    let pairs = attributes.split([',', ';', ' ']).filter_map(|pair| pair.trim().split_once(':'));
    pairs.into_iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::attribute_of;

    #[test]
    fn an_attribute_is_found_by_its_name() {
        assert_eq!(attribute_of("rack:r1, ssd:true", "ssd"), "true");
        assert_eq!(attribute_of("rack:r1", "rac"), "");
    }
}
