//! Resources as Mesos counts them: scalars in fixed point, ranges and sets, each reserved, allocated, on a disk, shared or not.
//!
//! Two resources add up only if they are the same in all but their quantity; [`Resources`] follows Mesos' own rules for that.
//!
//! ```
//! use operator_api::resources::{Resources, Scalar};
//!
//! let total: Resources = "cpus:4;mem:2048;cpus(ops):1;ports:[31000-32000]".parse()?;
//! let used: Resources = "cpus:0.1;ports:[31005-31005]".parse()?;
//! let free = &total - &used;
//! assert!(total.contains(&used));
//! assert_eq!(free.to_string(), "cpus:3.9;cpus(ops):1;mem:2048;ports:[31000-31004,31006-32000]");
//! assert_eq!(free.sum("cpus"), Scalar::from_milli(4_900));
//! assert_eq!(free.reserved_to("ops").to_string(), "cpus(ops):1");
//! # Ok::<(), operator_api::resources::ParseError>(())
//! ```

mod bag;
mod json;
#[cfg(feature = "messages")]
mod messages;
mod parse;
mod print;
mod ranges;
mod resource;
mod scalar;
mod value;

pub use bag::Resources;
#[cfg(feature = "messages")]
pub use messages::NoValue;
pub use parse::{ParseError, Problem};
pub use ranges::{Range, Ranges};
pub use resource::{
    Disk, DiskSource, Mount, Persistence, Reservation, ReservationKind, Resource, SourceKind,
};
pub use scalar::{NoScalar, Scalar};
pub use value::Value;
