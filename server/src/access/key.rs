//! The key that seals what is given to browsers to keep: cookies and links of dashboards. Sealed is encrypted and authenticated
//! (XChaCha20-Poly1305, a random nonce of 192 bits), so that a browser can neither read nor change it, and any replica with the same key can open it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::RngCore;
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use zeroize::Zeroizing;

/// Bytes of a key.
const KEY: usize = 32;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// More than this is no cookie and no link of ours.
const MOST_SEALED: usize = 16 << 10;

/// What something is sealed for: what was sealed for one thing is not opened as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A session's cookie.
    Session,
    /// The cookie that holds an attempt to log in by OpenID Connect.
    Attempt,
    /// A dashboard's link.
    Dashboard,
}

impl Purpose {
    fn as_bytes(self) -> &'static [u8] {
        match self {
            Self::Session => b"mesoscope session 1",
            Self::Attempt => b"mesoscope attempt 1",
            Self::Dashboard => b"mesoscope dashboard 1",
        }
    }
}

/// Why a key file will not do.
#[derive(Debug, Error)]
pub enum KeyError {
    /// It cannot be read or written.
    #[error("{path} cannot be {what}: {error}")]
    File {
        /// Which file.
        path: String,
        /// `read` or `written`.
        what: &'static str,
        /// The system's words.
        error: io::Error,
    },
    /// It holds something else.
    #[error(
        "{path}, line {line}, is not a key: 64 hexadecimal digits, as `openssl rand -hex 32` prints them"
    )]
    Malformed {
        /// Which file.
        path: String,
        /// Which line, from 1.
        line: usize,
    },
    /// It is empty.
    #[error("{path} holds no key; `openssl rand -hex 32` makes one")]
    Empty {
        /// Which file.
        path: String,
    },
    /// Everybody on the machine could make sessions with it.
    #[error("{path} can be read by everybody on this machine: chmod 600 it")]
    Open {
        /// Which file.
        path: String,
    },
}

/// The keys: the first one seals, all of them open, so that a new key can be put before an old one without ending every session.
#[derive(Clone)]
pub struct Keys {
    ciphers: Vec<XChaCha20Poly1305>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Keys({})", self.ciphers.len())
    }
}

impl Keys {
    /// A key that lasts as long as the process: sessions end with it.
    #[must_use]
    pub fn random() -> Self {
        let mut key = Zeroizing::new([0; KEY]);
        rand::rng().fill_bytes(&mut *key);
        Self { ciphers: vec![XChaCha20Poly1305::new((&*key).into())] }
    }

    /// The keys of a file, one a line.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let shown = || path.display().to_string();
        let failed = |error| KeyError::File { path: shown(), what: "read", error };
        let metadata = fs::metadata(path).map_err(failed)?;
        if open_to_all(&metadata) {
            return Err(KeyError::Open { path: shown() });
        }
        let text = Zeroizing::new(fs::read_to_string(path).map_err(failed)?);
        let mut ciphers = Vec::new();
        let lines = text.lines().map(str::trim).enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let mut key = Zeroizing::new([0; KEY]);
            hex::decode_to_slice(line, &mut *key)
                .map_err(|_| KeyError::Malformed { path: shown(), line: index + 1 })?;
            ciphers.push(XChaCha20Poly1305::new((&*key).into()));
        }
        if ciphers.is_empty() { Err(KeyError::Empty { path: shown() }) } else { Ok(Self { ciphers }) }
    }

    /// The keys of a file, which is made with a new key, for its owner only, if it is not there.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn read_or_create(path: &Path) -> Result<Self, KeyError> {
        match create(path) {
            Ok(()) => Self::read(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Self::read(path),
            Err(error) => Err(KeyError::File { path: path.display().to_string(), what: "written", error }),
        }
    }

    /// Seals something, as text that fits into a cookie and a URL. `None` only if it cannot be written as JSON.
    #[must_use]
    pub fn seal<T: Serialize>(&self, purpose: Purpose, value: &T) -> Option<String> {
        let plain = Zeroizing::new(serde_json::to_vec(value).ok()?);
        let mut nonce = [0; NONCE];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload { msg: &plain, aad: purpose.as_bytes() };
        let sealed = self.ciphers.first()?.encrypt(XNonce::from_slice(&nonce), payload).ok()?;
        Some(BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens what one of the keys has sealed for this purpose; `None` for everything else, without a reason that somebody could learn from.
    #[must_use]
    pub fn open<T: DeserializeOwned>(&self, purpose: Purpose, text: &str) -> Option<T> {
        if text.len() > MOST_SEALED {
            return None;
        }
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce = XNonce::from_slice(nonce);
        let mut opened = self.ciphers.iter().filter_map(|cipher| {
            cipher.decrypt(nonce, Payload { msg: sealed, aad: purpose.as_bytes() }).ok()
        });
        let plain = Zeroizing::new(opened.next()?);
        serde_json::from_slice(&plain).ok()
    }
}

fn create(path: &Path) -> io::Result<()> {
    let mut key = Zeroizing::new([0; KEY]);
    rand::rng().fill_bytes(&mut *key);
    let mut file = for_owner(OpenOptions::new().write(true).create_new(true)).open(path)?;
    let line = Zeroizing::new(format!("{}\n", &*Zeroizing::new(hex::encode(*key))));
    file.write_all(line.as_bytes())?;
    file.sync_all()
}

/// A new file is its owner's only.
pub(super) fn for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Writes a file as a whole: who reads it at the same time reads the old or the new one, and it is its owner's only.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{:08x}", rand::rng().next_u32()));
    let written = for_owner(OpenOptions::new().write(true).create_new(true))
        .open(&beside)
        .and_then(|mut file: File| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(unix)]
fn open_to_all(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o007 != 0
}

#[cfg(not(unix))]
fn open_to_all(_: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Keys, Purpose};

    #[test]
    fn what_was_sealed_for_one_thing_is_not_opened_as_another() {
        let keys = Keys::random();
        let sealed = keys.seal(Purpose::Session, &"ada").unwrap();
        assert_eq!(keys.open::<String>(Purpose::Session, &sealed).unwrap(), "ada");
        for other in [Purpose::Attempt, Purpose::Dashboard] {
            assert_eq!(keys.open::<String>(other, &sealed), None);
        }
        assert_eq!(Keys::random().open::<String>(Purpose::Session, &sealed), None);
    }

    #[test]
    fn a_new_key_before_the_old_one_ends_no_session() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let old = Keys::read_or_create(&path).unwrap();
        let sealed = old.seal(Purpose::Session, &7).unwrap();
        let line = std::fs::read_to_string(&path).unwrap();
        super::replace(&path, &format!("# new\n{}\n\n# old\n{line}", "ab".repeat(32))).unwrap();
        let both = Keys::read(&path).unwrap();
        assert_eq!(both.open::<u32>(Purpose::Session, &sealed), Some(7));
        let newer = both.seal(Purpose::Session, &8).unwrap();
        assert_eq!(old.open::<u32>(Purpose::Session, &newer), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_key_is_its_owners_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        Keys::read_or_create(&path).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        Keys::read_or_create(&path).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let words = Keys::read(&path).unwrap_err().to_string();
        assert!(words.ends_with("can be read by everybody on this machine: chmod 600 it"), "{words}");
    }

    #[test]
    fn what_is_no_key_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        for (text, words) in [("# none\n", "holds no key"), ("\nabc\n", "line 2, is not a key")] {
            super::replace(&path, text).unwrap();
            let told = Keys::read(&path).unwrap_err().to_string();
            assert!(told.contains(words), "{told}");
        }
        assert!(Keys::read(&folder.path().join("none")).unwrap_err().to_string().contains("cannot be read"));
    }

    proptest! {
        #[test]
        fn nothing_that_was_changed_is_opened(at in 0_usize..1000, to in "[A-Za-z0-9_-]", cut in 0_usize..60) {
            let keys = Keys::random();
            let sealed = keys.seal(Purpose::Session, &"somebody").unwrap();
            let at = at % sealed.len();
            let mut other = sealed.clone();
            other.replace_range(at..=at, &to);
            if other != sealed {
                prop_assert_eq!(keys.open::<String>(Purpose::Session, &other), None);
            }
            let cut = &sealed[..sealed.len().saturating_sub(cut + 1)];
            prop_assert_eq!(keys.open::<String>(Purpose::Session, cut), None);
        }

        #[test]
        fn anything_may_be_tried(text in "\\PC*") {
            prop_assert_eq!(Keys::random().open::<serde_json::Value>(Purpose::Session, &text), None);
        }
    }
}
