//! Pieces that know Mesos' words or the app's contexts; pages are made of them.

pub mod page;
