//! The framing of streams: any cut, any garbage, and records that are too large.

use bytes::Bytes;
use operator_api::recordio::{Decoder, RecordIoError, encode};
use proptest::prelude::*;

const LIMIT: usize = 4096;

/// All records of a stream that comes in these chunks, and how it ended.
fn decode(chunks: impl IntoIterator<Item = Bytes>) -> (Vec<Bytes>, Result<(), RecordIoError>) {
    let mut decoder = Decoder::new(LIMIT);
    let mut records = Vec::new();
    for chunk in chunks {
        decoder.push(chunk);
        loop {
            match decoder.next_record() {
                Ok(Some(record)) => records.push(record),
                Ok(None) => break,
                Err(error) => return (records, Err(error)),
            }
        }
    }
    (records, decoder.finish())
}

/// `stream` cut at each of `cuts`, which are places in it, modulo its length.
fn cut(stream: &Bytes, cuts: &[usize]) -> Vec<Bytes> {
    let mut cuts: Vec<usize> =
        cuts.iter().map(|cut| cut % (stream.len() + 1)).chain([0, stream.len()]).collect();
    cuts.sort_unstable();
    cuts.windows(2).map(|ends| stream.slice(ends[0]..ends[1])).collect()
}

fn one(stream: &'static str) -> (Vec<Bytes>, Result<(), RecordIoError>) {
    decode([Bytes::from(stream)])
}

#[test]
fn a_record_that_breaks_off_in_parts_is_truncated() {
    let mut decoder = Decoder::new(LIMIT);
    decoder.push(Bytes::from_static(b"5\nab"));
    let part = decoder.next_part().unwrap().unwrap();
    assert_eq!((&part.bytes[..], part.ends), (&b"ab"[..], false));
    assert_eq!(decoder.next_part(), Ok(None));
    assert_eq!(decoder.finish(), Err(RecordIoError::Truncated));
    decoder.push(Bytes::from_static(b"cdex"));
    let part = decoder.next_part().unwrap().unwrap();
    assert_eq!((&part.bytes[..], part.ends), (&b"cde"[..], true));
    assert!(matches!(decoder.next_part(), Err(RecordIoError::NoLength { .. })));
    assert!(decoder.next_part().is_err() && decoder.next_record().is_err());
}

#[test]
fn a_record_within_one_chunk_is_a_slice_of_it() {
    let chunk = Bytes::from_static(b"5\nhello5\nworld");
    let (records, end) = decode([chunk.clone()]);
    assert_eq!(end, Ok(()));
    assert_eq!(records, ["hello", "world"]);
    assert_eq!(records[1].as_ptr(), chunk[9..].as_ptr());
}

#[test]
fn an_announced_length_beyond_the_limit_is_refused_at_once() {
    let mut decoder = Decoder::new(64 << 20);
    decoder.push(&b"4294967296\n"[..]);
    let error = decoder.next_record().unwrap_err();
    assert_eq!(error, RecordIoError::TooLarge { announced: 1 << 32, limit: 64 << 20 });
    assert_eq!(
        error.to_string(),
        "a record of 4294967296 bytes is announced, and at most 67108864 are accepted"
    );
    decoder.push(&b"3\nabc"[..]);
    assert_eq!(decoder.next_record(), Err(error), "there is no way back into a broken stream");
    assert_eq!(
        one("99999999999999999999\n").1,
        Err(RecordIoError::TooLarge { announced: u64::MAX, limit: LIMIT })
    );
}

#[test]
fn what_is_no_length_is_named() {
    let found = |stream: &'static str| match one(stream).1 {
        Err(RecordIoError::NoLength { found }) => found,
        other => panic!("{stream:?}: {other:?}"),
    };
    assert_eq!(found("<html><title>502 Bad Gateway</title>"), "<html><title>502 Bad Gateway</title>");
    assert_eq!(found("\n{}"), "\n");
    assert_eq!(found("-5\nhello"), "-5\nhello");
    assert_eq!(found("12 \nhello"), "12 \nhello");
    assert_eq!(found("000000000000000000001\nx"), "000000000000000000001\nx");
    assert_eq!(found("3\nabc{\"type\":"), "{\"type\":");
}

#[test]
fn empty_records_and_an_empty_stream_are_fine() {
    assert_eq!(one(""), (vec![], Ok(())));
    assert_eq!(one("0\n0\n"), (vec![Bytes::new(), Bytes::new()], Ok(())));
}

#[test]
fn an_end_within_a_record_is_told() {
    for stream in ["1", "12\n", "3\nab"] {
        assert_eq!(one(stream).1, Err(RecordIoError::Truncated), "{stream:?}");
    }
}

proptest! {
    #[test]
    fn any_records_survive_any_cut(
        records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..20),
        cuts in prop::collection::vec(any::<usize>(), 0..60),
    ) {
        let stream: Bytes = records.iter().flat_map(|record| encode(record)).collect();
        prop_assert_eq!(decode(cut(&stream, &cuts)), (records.iter().cloned().map(Bytes::from).collect(), Ok(())));
    }

    #[test]
    fn parts_put_together_are_the_records(
        records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..300), 0..20),
        cuts in prop::collection::vec(any::<usize>(), 0..60),
        whole in prop::collection::vec(any::<bool>(), 20),
    ) {
        let stream: Bytes = records.iter().flat_map(|record| encode(record)).collect();
        let (mut decoder, mut read, mut part) = (Decoder::new(LIMIT), Vec::new(), Vec::new());
        for chunk in cut(&stream, &cuts) {
            decoder.push(chunk);
            loop {
                // Records may be asked for whole and in parts in turn, but none of them both ways.
                if part.is_empty() && whole[read.len()] {
                    let Some(record) = decoder.next_record().unwrap() else { break };
                    read.push(record.to_vec());
                    continue;
                }
                let Some(next) = decoder.next_part().unwrap() else { break };
                prop_assert!(next.ends || !next.bytes.is_empty());
                part.extend_from_slice(&next.bytes);
                if next.ends {
                    read.push(std::mem::take(&mut part));
                }
            }
        }
        prop_assert_eq!((read, decoder.finish()), (records, Ok(())));
    }

    #[test]
    fn one_byte_at_a_time(records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..10)) {
        let stream: Bytes = records.iter().flat_map(|record| encode(record)).collect();
        let (read, end) = decode((0..stream.len()).map(|at| stream.slice(at..=at)));
        prop_assert_eq!((read.len(), end), (records.len(), Ok(())));
        prop_assert!(read.iter().zip(&records).all(|(read, record)| read == record));
    }

    #[test]
    fn garbage_gives_the_same_result_in_any_cut(
        garbage in prop::collection::vec(prop_oneof![Just(b'1'), Just(b'\n'), any::<u8>()], 0..200),
        cuts in prop::collection::vec(any::<usize>(), 0..20),
    ) {
        let stream = Bytes::from(garbage);
        let (whole, whole_end) = decode([stream.clone()]);
        let (parts, parts_end) = decode(cut(&stream, &cuts));
        prop_assert_eq!(whole, parts);
        prop_assert_eq!(whole_end.is_ok(), parts_end.is_ok());
    }
}
