//! Passwords: hashed by argon2id, compared in constant time, wiped after use.

use std::fmt;
use std::sync::LazyLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::RngCore;
use sha2::{Digest, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

/// The shortest password that is taken for a new user, in characters.
const SHORTEST: usize = 10;

/// The longest, in bytes: more would be work without being safer.
const LONGEST: usize = 1024;

/// The most memory that the hash of a users file may ask for, in KiB.
const MOST_MEMORY: u32 = 256 << 10;

/// Why a password or a hash will not do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PasswordError {
    /// Too short for a new one.
    #[error("the password is shorter than {SHORTEST} characters")]
    Short,
    /// Too long.
    #[error("the password is longer than {LONGEST} bytes")]
    Long,
    /// Not what `mesoscope user add` writes.
    #[error("the hash is not one of argon2id, as `mesoscope user add` writes it")]
    Hash,
    /// It would make the console slow, or an attacker fast.
    #[error("the hash's parameters are out of bounds: at least m=19456,t=2 and at most m={MOST_MEMORY},t=20")]
    Parameters,
    /// The library could not.
    #[error("the password could not be hashed: {0}")]
    Library(String),
}

/// A password as somebody typed it.
pub struct Password(Zeroizing<String>);

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password")
    }
}

impl Password {
    /// Takes it.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The hash of a new one, with a salt of its own.
    ///
    /// # Errors
    /// If it is too short or too long.
    pub fn hash(&self) -> Result<String, PasswordError> {
        if self.0.chars().count() < SHORTEST {
            return Err(PasswordError::Short);
        }
        if self.0.len() > LONGEST {
            return Err(PasswordError::Long);
        }
        hash(self.0.as_bytes(), Params::default())
    }

    /// Whether it is the one that was hashed so.
    #[must_use]
    pub fn is_of(&self, hash: &str) -> bool {
        // Too long is hashed all the same, cut: the time must not tell.
        let bytes = self.0.as_bytes();
        let tried = &bytes[..bytes.len().min(LONGEST)];
        let verified =
            PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(tried, &hash).is_ok());
        verified && bytes.len() <= LONGEST
    }

    #[cfg(test)]
    pub(crate) fn hash_for_tests(&self) -> String {
        hash(self.0.as_bytes(), Params::default()).unwrap()
    }
}

fn hash(password: &[u8], params: Params) -> Result<String, PasswordError> {
    let failed = |error: argon2::password_hash::Error| PasswordError::Library(error.to_string());
    let mut salt = [0; 16];
    rand::rng().fill_bytes(&mut salt);
    let salt = SaltString::encode_b64(&salt).map_err(failed)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Ok(argon.hash_password(password, &salt).map_err(failed)?.to_string())
}

/// Whether a hash can be used as it is.
///
/// # Errors
/// Why not.
pub(super) fn check(hash: &str) -> Result<(), PasswordError> {
    let hash = PasswordHash::new(hash).map_err(|_| PasswordError::Hash)?;
    if hash.algorithm != Algorithm::Argon2id.ident() || hash.hash.is_none() {
        return Err(PasswordError::Hash);
    }
    let params = Params::try_from(&hash).map_err(|_| PasswordError::Hash)?;
    let enough = params.m_cost() >= 19_456 && params.t_cost() >= 2;
    let few = params.m_cost() <= MOST_MEMORY && params.t_cost() <= 20 && params.p_cost() <= 16;
    if enough && few { Ok(()) } else { Err(PasswordError::Parameters) }
}

/// A mark that changes when the hash does, and tells nothing of it: for sessions that end with the password.
pub(super) fn mark(hash: &str) -> String {
    let digest = Sha256::new_with_prefix(b"mesoscope password mark").chain_update(hash).finalize();
    hex::encode(&digest[..8])
}

/// The hash that names which nobody has are compared with: as much work as the others.
pub(super) fn nobodys() -> &'static str {
    static HASH: LazyLock<String> = LazyLock::new(|| {
        let mut password = Zeroizing::new([0; 32]);
        rand::rng().fill_bytes(&mut *password);
        hash(&*password, Params::default()).unwrap_or_default()
    });
    &HASH
}

#[cfg(test)]
mod tests {
    use super::{Password, PasswordError, check, mark, nobodys};

    #[test]
    fn what_is_hashed_is_argon2id_with_a_salt_of_its_own() {
        let password = Password::new("correct horse");
        let (one, two) = (password.hash().unwrap(), password.hash().unwrap());
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two);
        assert_ne!(mark(&one), mark(&two));
        assert!(password.is_of(&one) && password.is_of(&two));
        assert_eq!(check(&one), Ok(()));
        assert_eq!(check(nobodys()), Ok(()), "no less work than for others");
    }

    #[test]
    fn length_has_limits() {
        assert_eq!(Password::new("short").hash(), Err(PasswordError::Short));
        assert_eq!(Password::new("x".repeat(1025)).hash(), Err(PasswordError::Long));
        let most = "x".repeat(1024);
        let hash = Password::new(most.clone()).hash().unwrap();
        assert!(Password::new(most.clone()).is_of(&hash));
        assert!(!Password::new(most + "x").is_of(&hash), "what is cut is not the same");
    }

    #[test]
    fn weak_and_foreign_hashes_are_refused() {
        let good = Password::new("correct horse").hash().unwrap();
        for (hash, error) in [
            ("correct horse".to_owned(), PasswordError::Hash),
            (good.replace("argon2id", "argon2i"), PasswordError::Hash),
            (good.replace("m=19456", "m=1024"), PasswordError::Parameters),
            (good.replace("m=19456", "m=4194304"), PasswordError::Parameters),
            (good.replace("t=2", "t=1"), PasswordError::Parameters),
            ("$2b$12$abcdefghijklmnopqrstuv".to_owned(), PasswordError::Hash),
        ] {
            assert_eq!(check(&hash), Err(error), "{hash}");
        }
    }

    #[test]
    fn a_password_is_not_written_into_logs() {
        assert_eq!(format!("{:?}", Password::new("hunter2 hunter2")), "Password");
    }
}
