//! What holds for every file: no byte is lost, pieces are the same from wherever one comes, marks change no letter.

use proptest::prelude::*;

use super::bytes::{Bytes, CHUNK, Taken};
use super::pieces::{Cutting, LONGEST};
use super::style::Style;
use super::text::{Hits, spans};
use super::window::Window;

fn known(file: &[u8]) -> Bytes {
    let mut bytes = Bytes::default();
    bytes.take(0, file, file.len() as u64, 0);
    bytes
}

/// The beginnings of all pieces, walked from the first one.
fn walked(bytes: &Bytes) -> Vec<u64> {
    let step = |start: &u64| Cutting::Lines.end(bytes, *start).ok().filter(|end| *end < bytes.size());
    std::iter::successors((bytes.size() > 0).then_some(0), step).collect()
}

fn shown(bytes: &[u8], hits: Hits<'_>) -> String {
    spans(bytes, 0, &mut Style::default(), hits).into_iter().map(|span| span.text).collect()
}

/// Text with characters of every length, lines of every length, and bytes that are no text.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        4 => "[ -~]{0,90}\n".prop_map(String::into_bytes),
        1 => "\r?\n".prop_map(String::into_bytes),
        2 => (3000..9000_usize, "[aé€😀]{1,5}")
            .prop_map(|(count, text)| text.bytes().cycle().take(count).collect()),
        1 => proptest::collection::vec(any::<u8>(), 0..60),
        1 => (4090..4100_usize).prop_map(|count| vec![0x80; count]),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn places() -> impl Strategy<Value = Vec<prop::sample::Index>> {
    proptest::collection::vec(any::<prop::sample::Index>(), 40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn pieces_are_the_same_from_wherever_one_comes(file in files(), places in places()) {
        let bytes = known(&file);
        let starts = walked(&bytes);
        prop_assert_eq!(starts.is_empty(), file.is_empty());
        let edges = starts.iter().flat_map(|start| [start.saturating_sub(1), *start, start + 1]);
        let anywhere = places.iter().filter(|_| !file.is_empty()).map(|place| place.index(file.len()) as u64);
        for at in edges.chain(anywhere).filter(|at| *at < bytes.size()) {
            let holds = starts.partition_point(|start| *start <= at) - 1;
            prop_assert_eq!(Cutting::Lines.start(&bytes, at), Ok(starts[holds]), "at {}", at);
        }
    }

    #[test]
    fn no_byte_is_lost_and_no_piece_too_long(file in files()) {
        let bytes = known(&file);
        let mut ends = walked(&bytes);
        ends.push(bytes.size());
        for pair in ends.windows(2) {
            let piece = &file[pair[0] as usize..pair[1] as usize];
            prop_assert!(!piece.is_empty() && (piece.len() as u64) < 2 * LONGEST);
            // A line's end is the end of a piece, and nowhere else.
            let newline = piece.iter().position(|byte| *byte == b'\n');
            prop_assert_eq!(newline.unwrap_or(piece.len() - 1), piece.len() - 1);
        }
    }

    #[test]
    fn text_is_shown_as_it_is(text in "[^\\p{C}]{0,80}") {
        prop_assert_eq!(shown(text.as_bytes(), Hits::default()), text);
    }

    #[test]
    fn marks_change_no_letter(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        starts in proptest::collection::btree_set(0..200_u64, 0..9),
        length in 1..9_u64,
    ) {
        let starts: Vec<u64> = starts.into_iter().collect();
        let hits = Hits { starts: &starts, length, current: starts.first().copied() };
        prop_assert_eq!(shown(&bytes, hits), shown(&bytes, Hits::default()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_window_is_filled_by_asking_for_what_it_wants(file in files(), place: prop::sample::Index) {
        let file = file.repeat(1 + 3 * CHUNK as usize / file.len().max(1));
        let (size, whole) = (file.len() as u64, known(&file));
        let at = if file.is_empty() { 0 } else { place.index(file.len()) as u64 };
        let mut bytes = Bytes::default();
        bytes.take(0, &file[..file.len().min(10)], size, 0);
        for _ in 0..20 {
            let window = Window::around(&bytes, Cutting::Lines, at, 20, 30);
            for index in &window.missing {
                let gap = bytes.gap(*index).expect("a chunk that is missing has a gap");
                let part = &file[gap.start as usize..gap.end as usize];
                prop_assert_eq!(bytes.take(gap.start, part, size, size), Taken::Fits);
            }
        }
        let window = Window::around(&bytes, Cutting::Lines, at, 20, 30);
        prop_assert_eq!(window, Window::around(&whole, Cutting::Lines, at, 20, 30));
    }
}
