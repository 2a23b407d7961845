//! What can be done at the screen: go on and back, stand still, larger text, the whole screen.

use leptos::prelude::*;

use super::screen;
use super::turn::Standing;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon},
};

/// What somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The page before this.
    Back,
    /// The next page.
    On,
    /// Stand still, or go on.
    Pause,
    /// Larger text.
    Larger,
    /// Smaller text.
    Smaller,
    /// The whole screen, or no more.
    Fill,
}

impl Wish {
    /// What a key asks for, by its name.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Back,
            "ArrowRight" => Self::On,
            " " => Self::Pause,
            "+" | "=" => Self::Larger,
            "-" => Self::Smaller,
            "f" => Self::Fill,
            _ => return None,
        })
    }
}

/// The buttons.
#[component]
pub fn Tools(
    /// Whether there are several pages.
    several: bool,
    /// Why the pages stand still.
    standing: Memo<Standing>,
    /// Does it.
    wish: Callback<Wish>,
    /// Leaves the dashboard, where whoever looks has more to see.
    leave: Signal<Option<Callback<()>>>,
) -> impl IntoView {
    let filled = RwSignal::new(screen::is_filled());
    let listener =
        window_event_listener_untyped("fullscreenchange", move |_| filled.set(screen::is_filled()));
    on_cleanup(move || listener.remove());
    let paused = move || standing.get() == Standing::Paused;
    let tool = move |of: Wish, name: &'static str, glyph: Glyph| {
        view! {
            <Button kind=ButtonKind::Quiet label=name on_press=move |()| wish.run(of)>
                <Icon glyph />
            </Button>
        }
    };
    let turning = several.then(|| {
        view! {
            {tool(Wish::Back, "Page before (←)", Glyph::ChevronLeft)}
            {move || if paused() {
                tool(Wish::Pause, "Go on (space)", Glyph::Play)
            } else {
                tool(Wish::Pause, "Stand still (space)", Glyph::Pause)
            }}
            {tool(Wish::On, "Next page (→)", Glyph::ChevronRight)}
        }
    });
    let no_fill =
        (!screen::can_fill()).then(|| "This browser does not offer the whole screen here.".to_owned());
    let fill_name = Signal::derive(move || {
        if filled.get() { "Leave the whole screen (f)" } else { "Whole screen (f)" }.to_owned()
    });
    view! {
        <div class="board-tools" role="group" aria-label="Dashboard">
            {turning}
            <Button kind=ButtonKind::Quiet label="Smaller text (-)" on_press=move |()| wish.run(Wish::Smaller)>
                <span class="board-smaller" aria-hidden="true">"A"</span>
            </Button>
            <Button kind=ButtonKind::Quiet label="Larger text (+)" on_press=move |()| wish.run(Wish::Larger)>
                <span class="board-larger" aria-hidden="true">"A"</span>
            </Button>
            <Button kind=ButtonKind::Quiet label=fill_name refused=no_fill on_press=move |()| wish.run(Wish::Fill)>
                <Icon glyph=Glyph::Expand />
            </Button>
            {move || leave.get().map(|leave| view! {
                <Button on_press=move |()| leave.run(())>"Leave"</Button>
            })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Wish;

    #[test]
    fn arrows_turn_pages_and_letters_of_the_console_do_nothing() {
        assert_eq!(Wish::of_key("ArrowRight"), Some(Wish::On));
        assert_eq!(Wish::of_key("ArrowLeft"), Some(Wish::Back));
        assert_eq!(Wish::of_key("g"), None);
    }
}
