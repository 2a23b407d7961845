//! What the map shows: which agents, in which groups, in which colours.

use cluster_model::query::Query as Filter;
use cluster_model::replica::Replica;
use cluster_model::schema::{Table, agents};
use cluster_model::view::View;

use super::shade::{Colouring, Shade, Swatch, shade};
use crate::paths::{FILTER, Query};

/// What the map shows, as far as the cluster decides it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Their slots, by host.
    pub slots: Vec<u32>,
    /// The name of each one's group.
    pub groups: Vec<String>,
    /// The colour of each.
    pub shades: Vec<Shade>,
    /// What the colours mean.
    pub legend: Vec<Swatch>,
}

/// Finds the agents, their groups and their colours.
pub fn find(replica: &Replica, query: &Query, now_ms: i64) -> Found {
    let said = |name| query.get(name).unwrap_or_default();
    let mut view = View::new(Table::Agents, Filter::parse(said(FILTER), Table::Agents), Vec::new());
    view.rebuild(replica, now_ms);
    let mut slots: Vec<u32> = view.slots_from(0).collect();
    slots.sort_by(|a, b| {
        let host = |slot: &u32| replica.text(Table::Agents, *slot, agents::HOST);
        host(a).cmp(host(b))
    });
    let by = said("group");
    let groups = slots.iter().map(|slot| group_of(replica, *slot, by)).collect();
    let (shades, legend) = shade(replica, &Colouring::read(said("color")), &slots);
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
