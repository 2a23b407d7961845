//! Changes that no event tells of: a poll found them.

/// Something that differed from one poll to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noticed {
    /// An agent is in another state.
    Agent {
        /// Its id.
        id: String,
        /// Its host.
        host: String,
        /// The state before, as in [`crate::schema::agents::state`].
        from: String,
        /// The state now.
        to: String,
    },
    /// A framework is in another state.
    Framework {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// The state before, as in [`crate::schema::frameworks::state`].
        from: String,
        /// The state now.
        to: String,
    },
    /// A role has another quota.
    Quota {
        /// The role.
        role: String,
        /// What it was: `guarantees cpus:2, limits cpus:4;mem:1024`, or `none`.
        from: String,
        /// What it is.
        to: String,
    },
    /// A role has another weight.
    Weight {
        /// The role.
        role: String,
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
}
