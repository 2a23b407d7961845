//! One snapshot: its pieces as they are made, one for each frame, for any number of readers.

use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;
use cluster_model::fold::Still;
use cluster_model::schema::Table;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::{Stream, stream};
use tokio::sync::watch;

/// Compressing harder costs more time than the bytes it saves take on any network a console is used on.
const LEVEL: u32 = 3;

/// All rows at one revision, as they are sent: each frame with its length before it, 32 bits, little endian.
pub(super) struct Snapshot {
    pub(super) revision: u64,
    /// How many rows it holds.
    pub(super) rows: usize,
    /// Where each table's slots end.
    pub(super) ends: [u32; Table::ALL.len()],
    made: watch::Sender<Made>,
}

/// What there is of it.
#[derive(Default)]
struct Made {
    pieces: Vec<Bytes>,
    /// How many bytes the frames have.
    bytes: usize,
    end: Option<End>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    /// There will not be more, and this is not all.
    Broken,
}

impl Snapshot {
    /// One of which nothing has been made yet.
    pub(super) fn new(revision: u64, rows: usize, ends: [u32; Table::ALL.len()]) -> Self {
        Self { revision, rows, ends, made: watch::Sender::new(Made::default()) }
    }

    /// How many bytes the frames have, as soon as all are made; `None` if they never will be.
    pub(super) fn made(&self) -> Option<Option<usize>> {
        let made = self.made.borrow();
        match made.end {
            Some(End::Broken) => None,
            Some(End::Whole) => Some(Some(made.bytes)),
            None => Some(None),
        }
    }

    /// Makes it. Not to be called on the executor's threads.
    pub(super) fn make(&self, still: &Still, compressed: bool) {
        // Readers are told of the end also if this panics.
        let mut making = Making { made: &self.made, end: End::Broken };
        let wrote = if compressed {
            let encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
            making.write(still, encoder, |encoder| encoder.get_mut(), GzEncoder::finish)
        } else {
            making.write(still, Vec::new(), |plain| plain, Ok)
        };
        match wrote {
            Ok(()) => making.end = End::Whole,
            Err(error) => tracing::error!("a snapshot could not be made: {error}"),
        }
    }

    /// Its pieces from the first on, the last of them when it is whole.
    pub(super) fn pieces(self: &Arc<Self>) -> impl Stream<Item = io::Result<Bytes>> + use<> {
        let reader = (self.clone(), self.made.subscribe(), 0);
        stream::try_unfold(reader, |(snapshot, mut made, at)| async move {
            let next = {
                let made = made.wait_for(|made| made.pieces.len() > at || made.end.is_some()).await;
                let made = made.map_err(io::Error::other)?;
                (made.pieces.get(at).cloned(), made.end)
            };
            match next {
                (Some(piece), _) => Ok(Some((piece, (snapshot, made, at + 1)))),
                (None, Some(End::Whole)) => Ok(None),
                (None, _) => Err(io::Error::other("the snapshot could not be made")),
            }
        })
    }
}

/// Making a snapshot, to its end.
struct Making<'a> {
    made: &'a watch::Sender<Made>,
    end: End,
}

impl Making<'_> {
    /// Writes the frames, and hands on what has come out after each: so much can be read by then.
    fn write<W: Write>(
        &mut self,
        still: &Still,
        mut writer: W,
        out: impl Fn(&mut W) -> &mut Vec<u8>,
        finish: impl FnOnce(W) -> io::Result<Vec<u8>>,
    ) -> io::Result<()> {
        for frame in still.frames() {
            // A snapshot's frames hold some thousand rows each.
            let length = u32::try_from(frame.len()).map_err(io::Error::other)?;
            writer.write_all(&length.to_le_bytes())?;
            writer.write_all(&frame)?;
            writer.flush()?;
            self.hand_on(std::mem::take(out(&mut writer)), frame.len() + 4);
        }
        self.hand_on(finish(writer)?, 0);
        Ok(())
    }

    fn hand_on(&self, piece: Vec<u8>, bytes: usize) {
        if piece.is_empty() {
            return;
        }
        // It grew by doubling, and is kept.
        let piece = Bytes::from(piece.into_boxed_slice());
        self.made.send_modify(|made| {
            made.pieces.push(piece);
            made.bytes += bytes;
        });
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        self.made.send_modify(|made| made.end = Some(self.end));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use cluster_model::fold::Cluster;
    use flate2::read::GzDecoder;
    use futures_util::{StreamExt, TryStreamExt};

    use super::*;

    fn joined(frames: &[Vec<u8>]) -> Vec<u8> {
        frames.iter().flat_map(|frame| [&(frame.len() as u32).to_le_bytes(), &frame[..]].concat()).collect()
    }

    #[tokio::test]
    async fn whoever_comes_at_any_time_reads_all_of_it() {
        let cluster = Cluster::new(7);
        for compressed in [false, true] {
            let snapshot = Arc::new(Snapshot::new(1, 0, [0; Table::ALL.len()]));
            let early = snapshot.pieces();
            assert_eq!(snapshot.made(), Some(None));
            let making = snapshot.clone();
            let still = cluster.still();
            tokio::task::spawn_blocking(move || making.make(&still, compressed)).await.unwrap();
            let frames = joined(&cluster.snapshot());
            assert_eq!(snapshot.made(), Some(Some(frames.len())));
            for reader in [early.left_stream(), snapshot.pieces().right_stream()] {
                let mut read = reader.try_collect::<Vec<Bytes>>().await.unwrap().concat();
                if compressed {
                    let mut unpacked = Vec::new();
                    GzDecoder::new(&read[..]).read_to_end(&mut unpacked).unwrap();
                    read = unpacked;
                }
                assert_eq!(read, frames);
            }
        }
    }

    #[tokio::test]
    async fn what_breaks_off_is_no_whole_snapshot() {
        let snapshot = Arc::new(Snapshot::new(1, 0, [0; Table::ALL.len()]));
        let making = Making { made: &snapshot.made, end: End::Broken };
        making.hand_on(vec![1], 1);
        drop(making);
        assert_eq!(snapshot.made(), None);
        let read: Vec<_> = snapshot.pieces().collect().await;
        assert!(matches!(&read[..], [Ok(piece), Err(_)] if piece[..] == [1]));
    }
}
