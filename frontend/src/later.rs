//! Pages that are fetched when they are first opened, so that the first load stays small however many pages there are.
//!
//! A route that says `view=later!(files, view)` in place of `view=view` puts its page, and whatever nothing else needs, into the part
//! `files`. A part is fetched once; pages that lead to each other belong in one. The feature `split` makes the parts: it is on
//! in what `cargo xtask build` ships, and off in the inner loop and in tests, where every page is simply there.

#[cfg(feature = "split")]
mod part;

use leptos::prelude::AnyView;

#[cfg(feature = "split")]
pub use self::part::{fetched, split};

/// Builds a page.
pub type Build = fn() -> AnyView;

/// The page that `$build` (a [`Build`]) makes, as one of the pages of `$part`.
#[cfg(feature = "split")]
#[macro_export]
macro_rules! later {
    ($part:ident, $build:expr) => {{
        #[$crate::later::split::wasm_split($part, wasm_split_path = $crate::later::split, fallible)]
        fn build() -> Result<$crate::later::Build, $crate::later::split::SplitLoaderError> {
            Ok($build)
        }
        let page: $crate::later::Build = || $crate::later::fetched(|| Box::pin(build()));
        page
    }};
}

/// The page that `$build` (a [`Build`]) makes, as one of the pages of `$part`.
#[cfg(not(feature = "split"))]
#[macro_export]
macro_rules! later {
    ($part:ident, $build:expr) => {{
        let page: $crate::later::Build = $build;
        page
    }};
}

pub use later;
