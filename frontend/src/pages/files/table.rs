//! The table of a folder: however many entries there are, those in sight are in the page.

use leptos::ev::{self, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::entries::{Column, Entry, Kind, sort};
use crate::keyboard::{Group, use_shortcuts};
use crate::paths::Place;
use crate::shell::free_key;
use crate::ui::format::{bytes, grouped};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::time::Time;

/// The height of a row, its line included; `--file-row` in the style.
const ROW: f64 = 33.0;
/// Rows above and below what is seen.
const SPARE: usize = 8;
/// No screen shows more rows than this.
const MOST: usize = 90;

const KEYS: Group = Group {
    title: "In a folder",
    keys: &[("j", "Next entry"), ("k", "Entry before"), ("Enter", "Open the entry")],
};

/// The rows that have elements: the first of them, and the one after the last.
fn window(scroll_top: f64, height: f64, count: usize) -> (usize, usize) {
    let top = (scroll_top / ROW).max(0.0) as usize;
    let seen = (height / ROW).ceil() as usize;
    let first = top.saturating_sub(SPARE).min(count.saturating_sub(1));
    (first, (first + (seen + 2 * SPARE).min(MOST)).min(count))
}

/// The table.
#[component]
pub fn FolderTable(
    /// Whose files they are.
    place: Place,
    /// What there is.
    entries: Memo<Vec<Entry>>,
) -> impl IntoView {
    let order = RwSignal::new((Column::Name, false));
    let sorted = Memo::new(move |_| {
        let mut entries = entries.get();
        let (column, descending) = order.get();
        sort(&mut entries, column, descending);
        entries
    });
    let scroller = NodeRef::<Div>::new();
    let (scroll_top, height) = (RwSignal::new(0.0), RwSignal::new(900.0));
    let measure = move || {
        // By the time of the screen's next frame the page may be gone.
        if let Some(scroller) = scroller.try_get_untracked().flatten() {
            scroll_top.set(f64::from(scroller.scroll_top()));
            height.set(f64::from(scroller.client_height()));
        }
    };
    Effect::new(move || {
        if scroller.get().is_some() {
            request_animation_frame(measure);
        }
    });
    let resized = window_event_listener(ev::resize, move |_| measure());
    on_cleanup(move || resized.remove());
    let seen = Memo::new(move |_| window(scroll_top.get(), height.get(), sorted.with(Vec::len)));
    let paths = move || {
        let (first, end) = seen.get();
        sorted.with(|entries| entries[first..end].iter().map(|entry| entry.path.clone()).collect::<Vec<_>>())
    };
    let cursor = RwSignal::new(None::<String>);
    listen(place.clone(), sorted, cursor, scroller);
    use_shortcuts(KEYS);
    let heads = Column::ALL.map(|column| head(column, order)).collect_view();
    let place = StoredValue::new(place);
    let space = move |rows: usize| {
        (rows > 0).then(|| {
            let height = format!("{}px", rows as f64 * ROW);
            view! {
                <tr class="file-space" aria-hidden="true">
                    <td colspan="7" style:height=height></td>
                </tr>
            }
        })
    };
    view! {
        <div
            class="sheet files-sheet"
            role="group"
            tabindex="0"
            aria-label="Folder"
            node_ref=scroller
            on:scroll=move |_| measure()
        >
            <table class="plain-table files-table" aria-rowcount=move || sorted.with(Vec::len) + 1>
                <thead>
                    <tr>
                        {heads}
                        <th scope="col">
                            <span class="visually-hidden">"Download"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {move || space(seen.get().0)}
                    <For
                        each=paths
                        key=String::clone
                        children=move |path| {
                            let entry = {
                                let path = path.clone();
                                Memo::new(move |_| {
                                    let of_path = |entry: &&Entry| entry.path == path;
                                    sorted.with(|entries| entries.iter().find(of_path).cloned().unwrap_or_default())
                                })
                            };
                            let current = Memo::new(move |_| cursor.with(|cursor| cursor.as_ref() == Some(&path)));
                            row(entry, current, place)
                        }
                    />
                    {move || space(sorted.with(Vec::len) - seen.get().1)}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn head(column: Column, order: RwSignal<(Column, bool)>) -> AnyView {
    let direction =
        Memo::new(move |_| Some(order.get()).filter(|(by, _)| *by == column).map(|(_, down)| down));
    let press = move |_| {
        let down = direction.get_untracked().map_or(column.descends(), |down| !down);
        order.set((column, down));
    };
    let said = move || direction.get().map(|down| if down { "descending" } else { "ascending" });
    let mark = move || direction.get().map(|down| if down { "↓" } else { "↑" });
    view! {
        <th scope="col" class="sortable" class:number=column == Column::Size class:file-minor=is_minor(column) aria-sort=said>
            <button type="button" class="head-sort" on:click=press>
                <span>{column.title()}</span>
                <span class="head-mark" aria-hidden="true">
                    {mark}
                </span>
            </button>
        </th>
    }
    .into_any()
}

/// What a phone has no room for.
const fn is_minor(column: Column) -> bool {
    matches!(column, Column::Mode | Column::Owner | Column::Group)
}

fn row(entry: Memo<Entry>, current: Memo<bool>, place: StoredValue<Place>) -> AnyView {
    let field =
        move |read: fn(&Entry) -> &str| Memo::new(move |_| entry.with(|entry| read(entry).to_owned()));
    let kind = Memo::new(move |_| entry.with(|entry| entry.kind));
    let size = Memo::new(move |_| entry.with(|entry| entry.size));
    let modified = Memo::new(move |_| entry.with(|entry| entry.modified_ms));
    // These are built anew when the entry becomes something else, not when a file grows.
    let name = move || {
        kind.track();
        let entry = entry.get_untracked();
        let glyph = if entry.kind == Kind::Folder { Glyph::Folder } else { Glyph::File };
        let refusal =
            entry.kind.refusal().map(|why| view! { <span class="cell-note" title=why>{why}</span> });
        match place.with_value(|place| entry.page(place)) {
            Some(page) => view! {
                <a class="file-name" href=page.href()>
                    <Icon glyph />
                    {entry.name}
                </a>
            }
            .into_any(),
            None => view! {
                <span class="file-name">
                    <Icon glyph=Glyph::Lock />
                    {entry.name}
                </span>
                {refusal}
            }
            .into_any(),
        }
    };
    let download = move || {
        kind.track();
        let entry = entry.get_untracked();
        let door = place.with_value(|place| entry.download(place))?;
        let (word, label) = match entry.kind {
            Kind::Folder => ("tar", format!("Download {} as tar", entry.name)),
            _ => ("Download", format!("Download {}", entry.name)),
        };
        Some(view! {
            <a href=door.href() download aria-label=label>
                {word}
            </a>
        })
    };
    let in_bytes = move || format!("{} bytes", grouped(size.get()));
    let shown_size = move || if kind.get() == Kind::File { bytes(size.get()) } else { String::new() };
    view! {
        <tr class:current=current>
            <th scope="row">{name}</th>
            <td class="file-minor">
                <code>{field(|entry| &entry.mode)}</code>
            </td>
            <td class="file-minor">{field(|entry| &entry.owner)}</td>
            <td class="file-minor">{field(|entry| &entry.group)}</td>
            <td class="number" title=in_bytes>
                {shown_size}
            </td>
            <td class="file-time">
                <Time at_ms=modified />
            </td>
            <td class="file-get">{download}</td>
        </tr>
    }
    .into_any()
}

fn listen(place: Place, entries: Memo<Vec<Entry>>, cursor: RwSignal<Option<String>>, scroller: NodeRef<Div>) {
    let navigate = use_navigate();
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if !free_key(&event) {
            return;
        }
        let at = cursor.with_untracked(|cursor| {
            entries.with_untracked(|all| all.iter().position(|entry| Some(&entry.path) == cursor.as_ref()))
        });
        let count = entries.with_untracked(Vec::len);
        let next = match event.key().as_str() {
            "j" => at.map_or(0, |at| at + 1),
            "k" => at.map_or(0, |at| at.saturating_sub(1)),
            "Enter" => {
                let on_control = document()
                    .active_element()
                    .is_some_and(|focused| matches!(focused.tag_name().as_str(), "A" | "BUTTON"));
                let page = at.filter(|_| !on_control).and_then(|at| {
                    entries.with_untracked(|entries| entries.get(at).and_then(|entry| entry.page(&place)))
                });
                if let Some(page) = page {
                    event.prevent_default();
                    navigate(&page.href(), NavigateOptions { resolve: false, ..NavigateOptions::default() });
                }
                return;
            }
            _ => return,
        };
        let next = next.min(count.saturating_sub(1));
        cursor.set(entries.with_untracked(|entries| entries.get(next).map(|entry| entry.path.clone())));
        if let Some(scroller) = scroller.get_untracked() {
            // The head stands above the rows and is one row high.
            let (top, seen) = (next as f64 * ROW, f64::from(scroller.client_height()) - 2.0 * ROW);
            let scrolled = f64::from(scroller.scroll_top());
            if top < scrolled || top > scrolled + seen {
                scroller.set_scroll_top((top - seen / 2.0) as i32);
            }
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn only_what_is_near_the_screen_has_elements() {
        assert_eq!(window(0.0, 660.0, 10), (0, 10));
        assert_eq!(window(0.0, 660.0, 10_000), (0, 36));
        assert_eq!(window(3300.0, 660.0, 10_000), (92, 128));
        assert_eq!(window(1e9, 660.0, 10_000), (9_999, 10_000));
        assert_eq!(window(0.0, 660.0, 0), (0, 0));
        assert_eq!(window(0.0, 1e9, 10_000), (0, super::MOST));
    }
}
