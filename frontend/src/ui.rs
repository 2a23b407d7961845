//! Pieces that know nothing of Mesos or the router: words in, elements out.

pub mod attention;
pub mod bell;
pub mod button;
pub mod chip;
pub mod clock;
pub mod copy;
pub mod dialog;
pub mod facts;
pub mod field;
pub mod find_field;
pub mod format;
pub mod icon;
pub mod id;
pub mod json;
pub mod kbd;
pub mod lasting;
pub mod more;
pub mod notice;
pub mod popover;
pub mod sparkline;
pub mod tabs;
pub mod time;
pub mod tip;
pub mod turns;
pub mod unique;
