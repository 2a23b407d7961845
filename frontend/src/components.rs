//! Pieces that know Mesos' words or the app's contexts; pages are made of them.

pub mod data_table;
pub mod freshness_chip;
pub mod legend;
pub mod page;
pub mod panel;
pub mod resource_bar;
pub mod state_chip;
pub mod state_counts;
pub mod timeline;
