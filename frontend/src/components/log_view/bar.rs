//! The scroll bar of a whole file: its length is the file's bytes, however many.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::reader::{Reader, Screen};

/// The least part of the bar that the thumb takes, in percent: it has to be seen and caught.
const LEAST: f64 = 4.0;

/// The thumb's beginning and length, in percent of the bar.
fn thumb(screen: &Screen) -> (f64, f64) {
    let Screen { size, top, end, at_end, .. } = *screen;
    let seen = end.saturating_sub(top);
    if size == 0 || seen >= size {
        return (0.0, 100.0);
    }
    let length = (seen as f64 / size as f64 * 100.0).max(LEAST);
    (share(size, top, seen, at_end) * (100.0 - length), length)
}

/// How far down: 0 is the beginning, 1 the end.
fn share(size: u64, top: u64, seen: u64, at_end: bool) -> f64 {
    let room = size.saturating_sub(seen);
    if at_end || room == 0 { 1.0 } else { (top as f64 / room as f64).min(1.0) }
}

/// The share that a pointer at `place` of the bar means, both in percent, when the thumb is caught in its middle.
fn meant(place: f64, length: f64) -> f64 {
    let room = 100.0 - length;
    if room <= 0.0 { 0.0 } else { ((place - length / 2.0) / room).clamp(0.0, 1.0) }
}

/// The bar.
#[component]
pub fn LogBar(
    /// The view.
    reader: Reader,
    /// The id of what it scrolls.
    controls: String,
) -> impl IntoView {
    let bar = NodeRef::<Div>::new();
    let caught = RwSignal::new(None::<f64>);
    let place = Memo::new(move |_| {
        let (top, length) = reader.screen.with(thumb);
        match caught.get() {
            // The thumb is where the hand is, also while the bytes are on their way.
            Some(share) => (share * (100.0 - length), length),
            None => (top, length),
        }
    });
    let follow_hand = move |event: &PointerEvent| {
        let Some(bar) = bar.get_untracked() else { return };
        let edges = bar.get_bounding_client_rect();
        let at = (f64::from(event.client_y()) - edges.top()) / edges.height().max(1.0) * 100.0;
        let share = meant(at, place.get_untracked().1);
        caught.set(Some(share));
        reader.go_share(share);
    };
    let press = move |event: PointerEvent| {
        if let Some(bar) = bar.get_untracked() {
            // Without it the hand has to stay on the bar, which is a loss and no fault.
            let _ = bar.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
        follow_hand(&event);
    };
    let drag = move |event: PointerEvent| {
        if caught.with_untracked(Option::is_some) {
            follow_hand(&event);
        }
    };
    let key = move |event: KeyboardEvent| {
        let screen = reader.screen.get_untracked();
        let share = share(screen.size, screen.top, screen.end.saturating_sub(screen.top), screen.at_end);
        match event.key().as_str() {
            "ArrowUp" => reader.go_share(share - 0.01),
            "ArrowDown" => reader.go_share(share + 0.01),
            "PageUp" => reader.go_share(share - 0.1),
            "PageDown" => reader.go_share(share + 0.1),
            "Home" => reader.head(),
            "End" => reader.tail(),
            _ => return,
        }
        event.prevent_default();
    };
    let percent = move || {
        let (top, length) = place.get();
        let room = 100.0 - length;
        (if room > 0.0 { top / room * 100.0 } else { 0.0 }).round().to_string()
    };
    view! {
        <div
            class="log-bar"
            role="scrollbar"
            tabindex="0"
            aria-label="Place in the file"
            aria-orientation="vertical"
            aria-controls=controls
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
            node_ref=bar
            on:pointerdown=press
            on:pointermove=drag
            on:pointerup=move |_| caught.set(None)
            on:pointercancel=move |_| caught.set(None)
            on:keydown=key
        >
            <div
                class="log-thumb"
                style:top=move || format!("{}%", place.get().0)
                style:height=move || format!("{}%", place.get().1)
            ></div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(top: u64, end: u64, at_end: bool) -> Screen {
        Screen { size: 10_000, top, end, at_end, grown_ms: None }
    }

    #[test]
    fn the_thumb_stands_where_the_screen_is() {
        assert_eq!(thumb(&screen(0, 1000, false)), (0.0, 10.0));
        assert_eq!(thumb(&screen(4500, 5500, false)), (45.0, 10.0));
        assert_eq!(thumb(&screen(9000, 10_000, true)), (90.0, 10.0));
        assert_eq!(thumb(&screen(0, 10_000, true)), (0.0, 100.0));
        assert_eq!(thumb(&Screen::default()), (0.0, 100.0));
    }

    #[test]
    fn a_small_part_of_a_large_file_can_be_caught_and_reaches_the_end() {
        assert_eq!(thumb(&screen(0, 10, false)), (0.0, LEAST));
        assert_eq!(thumb(&screen(9_980, 9_990, true)), (100.0 - LEAST, LEAST));
    }

    #[test]
    fn the_hand_has_the_thumb_by_its_middle() {
        assert_eq!(meant(5.0, 10.0), 0.0);
        assert_eq!(meant(50.0, 10.0), 0.5);
        assert_eq!(meant(95.0, 10.0), 1.0);
        assert_eq!((meant(-5.0, 10.0), meant(200.0, 10.0), meant(50.0, 100.0)), (0.0, 1.0, 0.0));
    }
}
