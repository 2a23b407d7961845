//! The headers of a tar: POSIX' ustar, with a pax header before it for what has no room there: names of more than 100 bytes or in other
//! letters than ASCII, sizes of 8 GiB and more.

use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};

/// Everything in a tar is a multiple of this.
pub const BLOCK: usize = 512;

/// The largest number of eleven octal digits.
const MOST: u64 = 0o77_777_777_777;

/// Whoever owns a file whose owner is not known where the tar is unpacked: nobody.
const NOBODY: u64 = 65_534;

/// What a header tells.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// With slashes; a folder's need not end with one.
    pub name: &'a [u8],
    pub folder: bool,
    pub size: u64,
    /// Permissions; who unpacks a tar shall not get programs that run as somebody else.
    pub mode: u32,
    pub mtime: Duration,
    pub owner: &'a str,
    pub group: &'a str,
}

/// The blocks before a member's content.
pub fn header(member: &Member<'_>) -> Bytes {
    let mut name = member.name.to_vec();
    if member.folder && !name.ends_with(b"/") {
        name.push(b'/');
    }
    let mut records = Vec::new();
    if name.len() > 100 || !name.is_ascii() {
        if std::str::from_utf8(&name).is_err() {
            record(&mut records, "hdrcharset", b"BINARY");
        }
        record(&mut records, "path", &name);
    }
    if member.size > MOST {
        record(&mut records, "size", member.size.to_string().as_bytes());
    }
    let mut blocks = BytesMut::new();
    if !records.is_empty() {
        let head = Fields { name: b"PaxHeader", size: records.len() as u64, kind: b'x', mode: 0o644 };
        blocks.put_slice(&head.block(member));
        blocks.put_slice(&records);
        blocks.put_bytes(0, padding(records.len() as u64));
    }
    let kind = if member.folder { b'5' } else { b'0' };
    let head = Fields { name: &name, size: member.size, kind, mode: member.mode & 0o777 };
    blocks.put_slice(&head.block(member));
    blocks.freeze()
}

/// How many zeros follow a content of this size.
pub fn padding(size: u64) -> usize {
    let over = usize::try_from(size % BLOCK as u64).unwrap_or_default();
    if over == 0 { 0 } else { BLOCK - over }
}

/// `length key=value`, where the length is of all of it, the length's own digits included.
fn record(records: &mut Vec<u8>, key: &str, value: &[u8]) {
    // A space, an equals sign and a line end.
    let rest = key.len() + value.len() + 3;
    let mut length = rest + 1;
    while length != rest + length.to_string().len() {
        length = rest + length.to_string().len();
    }
    records.extend_from_slice(format!("{length} {key}=").as_bytes());
    records.extend_from_slice(value);
    records.push(b'\n');
}

struct Fields<'a> {
    name: &'a [u8],
    size: u64,
    kind: u8,
    mode: u32,
}

impl Fields<'_> {
    fn block(&self, member: &Member<'_>) -> [u8; BLOCK] {
        let mut block = [0; BLOCK];
        let name = &self.name[..self.name.len().min(100)];
        block[..name.len()].copy_from_slice(name);
        octal(&mut block[100..108], self.mode.into());
        octal(&mut block[108..116], member.owner.parse().unwrap_or(NOBODY));
        octal(&mut block[116..124], member.group.parse().unwrap_or(NOBODY));
        octal(&mut block[124..136], if self.kind == b'5' { 0 } else { self.size });
        octal(&mut block[136..148], member.mtime.as_secs());
        block[156] = self.kind;
        block[257..265].copy_from_slice(b"ustar\x0000");
        text(&mut block[265..297], member.owner);
        text(&mut block[297..329], member.group);
        // The sum is taken with spaces in its own place.
        block[148..156].fill(b' ');
        let sum: u64 = block.iter().map(|byte| u64::from(*byte)).sum();
        octal(&mut block[148..155], sum);
        block
    }
}

/// Digits, and a zero byte at the end. What is too large is the largest there is: then the pax header has the number.
fn octal(field: &mut [u8], number: u64) {
    let digits = field.len() - 1;
    let most = (1_u64 << (3 * digits)) - 1;
    let text = format!("{:0digits$o}", number.min(most));
    field[..digits].copy_from_slice(text.as_bytes());
}

/// A name with a zero byte at the end; one that is cut would be another's.
fn text(field: &mut [u8], name: &str) {
    if name.len() < field.len() {
        field[..name.len()].copy_from_slice(name.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::{BLOCK, Member, header, padding};

    fn member(name: &[u8], size: u64) -> Member<'_> {
        Member {
            name,
            folder: false,
            size,
            mode: 0o104_755,
            mtime: Duration::from_secs(1_700_000_000),
            owner: "root",
            group: "7",
        }
    }

    /// Reads the one member of a tar of which only the headers are there.
    fn read_back(header: &[u8]) -> (Vec<u8>, u64) {
        let mut archive = tar::Archive::new(header.chain(std::io::repeat(0)));
        let mut entries = archive.entries().unwrap();
        let entry = entries.next().unwrap().unwrap();
        assert_eq!(entry.header().mode().unwrap(), 0o755);
        assert_eq!(entry.header().mtime().unwrap(), 1_700_000_000);
        assert_eq!(entry.header().username().unwrap(), Some("root"));
        assert_eq!((entry.header().uid().unwrap(), entry.header().gid().unwrap()), (65_534, 7));
        (entry.path_bytes().into_owned(), entry.size())
    }

    #[test]
    fn sizes_beyond_eight_gibibytes_are_told() {
        for size in [0, 1, 511, 512, 0o77_777_777_777, 0o100_000_000_000, u64::MAX / 4] {
            let header = header(&member(b"huge.log", size));
            assert_eq!(header.len() % BLOCK, 0);
            assert_eq!(read_back(&header), (b"huge.log".to_vec(), size));
        }
    }

    #[test]
    fn contents_end_with_a_block() {
        assert_eq!([0, 1, 511, 512, 513].map(padding), [0, 511, 1, 0, 511]);
    }

    #[test]
    fn folders_are_told() {
        let folder = Member { folder: true, ..member(b"a/b", 4096) };
        let (name, size) = read_back(&header(&folder));
        assert_eq!((&*name, size), (&b"a/b/"[..], 0));
    }

    proptest! {
        #[test]
        fn any_name_is_read_back(name in proptest::collection::vec(1_u8..=255, 1..400)) {
            // A name that ends with a slash is a folder's; and the reader here takes a line end for the end of a pax record.
            prop_assume!(!name.ends_with(b"/") && !name.contains(&b'\n'));
            prop_assert_eq!(read_back(&header(&member(&name, 5))), (name, 5));
        }
    }
}
