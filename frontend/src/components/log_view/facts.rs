//! One line about a file and the reader's place in it, and what is to be said of it.

use leptos::prelude::*;

use super::bytes::Taken;
use super::follow::Follow;
use super::pieces::Cutting;
use super::reader::{Reader, Screen};
use crate::call::answer::Answer;
use crate::ui::format::{bytes, grouped, percent};
use crate::ui::time::Time;

/// The line.
#[component]
pub fn LogFacts(
    /// The view.
    reader: Reader,
) -> impl IntoView {
    let place = Memo::new(move |_| reader.screen.with(said));
    let grown_ms = Memo::new(move |_| reader.screen.with(|screen| screen.grown_ms));
    let unseen = Memo::new(move |_| {
        let size = reader.screen.with(|screen| screen.size);
        (reader.follow.get() != Follow::Off, reader.follow.get().unseen(size))
    });
    let grown = move || grown_ms.get().map(|at_ms| view! { " · grew " <Time at_ms=Some(at_ms) /> });
    view! {
        <p class="log-facts">
            <span>{place} {grown}</span>
            {move || {
                let (follows, more) = unseen.get();
                (follows && more > 0)
                    .then(|| {
                        view! {
                            <button type="button" class="button quiet log-more" on:click=move |_| reader.tail()>
                                {format!("{} more", bytes(more as i64))}
                            </button>
                        }
                    })
            }}
        </p>
    }
    .into_any()
}

/// `1.2 GiB · at byte 536,870,912, 41 %`.
fn said(screen: &Screen) -> String {
    let Screen { size, top, end, at_end, .. } = *screen;
    let whole = bytes(size as i64);
    match size {
        0 => "empty".to_owned(),
        _ if at_end && top == 0 => whole,
        _ if at_end => format!("{whole} · at its end"),
        _ => {
            let share = percent(top as i64, size.saturating_sub(end.saturating_sub(top)) as i64);
            format!("{whole} · at byte {}, {share}", grouped(top as i64))
        }
    }
}

/// What has to be said: another file, no text, gone, not reached.
#[component]
pub fn LogNotes(
    /// The view.
    reader: Reader,
) -> impl IntoView {
    let turned = move || {
        reader.turned.get().map(|(taken, at_ms)| {
            let what = match taken {
                Taken::Shrunk => "The file has become shorter: it was cut, or another is in its place since ",
                _ => "Another file is in the place of this one since ",
            };
            view! {
                <p class="log-note">
                    <span>{what} <Time at_ms=Some(at_ms) /> ". Shown is what is there now."</span>
                    {dismiss(move || reader.turned.set(None))}
                </p>
            }
        })
    };
    let waved_off = RwSignal::new(false);
    let is_binary = Memo::new(move |_| {
        reader.is_binary.get() && reader.cutting.get() == Cutting::Lines && !waved_off.get()
    });
    let binary = move || {
        is_binary.get().then(|| {
            view! {
                <p class="log-note">
                    <span>"This looks like bytes that are no text."</span>
                    <button type="button" class="button" on:click=move |_| reader.toggle_hex()>
                        "Show them as hex"
                    </button>
                    {dismiss(move || waved_off.set(true))}
                </p>
            }
        })
    };
    let trouble = Memo::new(move |_| match reader.trouble.get() {
        Some(answer) if reader.is_known.get() => Some(lost(&answer)),
        _ => None,
    });
    let trouble = move || trouble.get().map(|words| view! { <p class="log-note">{words}</p> });
    view! { <div class="log-notes" role="status">{trouble} {turned} {binary}</div> }.into_any()
}

fn dismiss(press: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="button quiet" on:click=move |_| press()>
            "Dismiss"
        </button>
    }
    .into_any()
}

/// What is said of a file that was here and cannot be read any more.
fn lost(answer: &Answer) -> String {
    match answer {
        Answer::Missing(words) => {
            format!("The file is gone (garbage collected). What was read of it is still here. {words}")
        }
        Answer::Forbidden(words) => format!("The file may not be read any more. {words}"),
        Answer::Broken { what, .. } => format!("{what} It is asked again every few seconds."),
        Answer::Found(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_said_in_bytes_and_percent() {
        let screen = |size, top, end, at_end| Screen { size, top, end, at_end, grown_ms: None };
        assert_eq!(
            said(&screen(10 << 30, 5 << 30, (5 << 30) + 4000, false)),
            "10 GiB · at byte 5,368,709,120, 50 %"
        );
        assert_eq!(said(&screen(2048, 1000, 2048, true)), "2 KiB · at its end");
        assert_eq!(said(&screen(512, 0, 512, true)), "512 B");
        assert_eq!(said(&Screen::default()), "empty");
    }
}
