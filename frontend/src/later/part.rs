//! A part of the app on its way.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
pub use wasm_split_helpers as split;

use super::Build;
use crate::ui::button::Button;
use crate::ui::notice::{Loading, Notice, NoticeKind};
use crate::ui::turns::turn;

/// A part being fetched: how its page is built, when it is here.
type Fetch = Pin<Box<dyn Future<Output = Result<Build, split::SplitLoaderError>>>>;

/// Where a part is.
#[derive(Clone, Copy)]
enum Stage {
    OnItsWay,
    Here(Build),
    NotGiven,
}

/// The page of a part; until that has come, that it is coming.
pub fn fetched(fetch: fn() -> Fetch) -> AnyView {
    let stage = RwSignal::new(Stage::OnItsWay);
    leptos::task::spawn_local(async move {
        // A part may be many files, and to ask for them takes a slow machine a while.
        turn().await;
        let came = fetch().await.map_or(Stage::NotGiven, Stage::Here);
        // The reader may have gone to another page meanwhile.
        let _ = stage.try_set(came);
    });
    (move || match stage.get() {
        Stage::OnItsWay => view! { <Loading what="the page" /> }.into_any(),
        Stage::Here(build) => build(),
        Stage::NotGiven => not_given().into_any(),
    })
    .into_any()
}

fn not_given() -> impl IntoView {
    // Fails only where no page could be seen either.
    let reload = |()| drop(location().reload());
    view! {
        <Notice kind=NoticeKind::Broken title="This page could not be fetched">
            <p>
                "Pages are fetched when they are first opened, and the console did not give this one: it cannot be reached, or
                it has been updated since this tab was opened."
            </p>
            <Button on_press=Callback::new(reload)>"Load the console again"</Button>
        </Notice>
    }
}
