//! `/api/changes`: what is changed through the console, on the embedded cluster; what came of it is asked of the master itself.

mod audit;
mod closing;
mod doors;
mod ends;
mod once;
mod order;
mod relay;
mod stage;
