//! The resources of agents, as the forms of reservations and volumes take them and give them back.

pub mod amount;
pub mod holder;
pub mod ledger;
pub mod pool;
pub mod words;
