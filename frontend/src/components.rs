//! Pieces that know Mesos' words or the app's contexts; pages are made of them.

pub mod arrival;
pub mod data_table;
pub mod external_link;
pub mod freshness_chip;
pub mod holdings;
pub mod id_link;
pub mod labels;
pub mod legend;
pub mod lines;
pub mod lines_panel;
pub mod listing;
pub mod log_view;
pub mod page;
pub mod panel;
pub mod part_of_tasks;
pub mod raw_json;
pub mod resource_bar;
pub mod sandbox_links;
pub mod shares;
pub mod shown;
pub mod standing;
pub mod state_chip;
pub mod state_counts;
pub mod task_states;
pub mod timeline;
pub mod whole;
