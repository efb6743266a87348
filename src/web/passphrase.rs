//! Passphrases: made by the program, kept as a hash only, compared slowly on purpose (Argon2id, RFC 9106).
//!
//! Deliberately absent: passphrases that people choose themselves.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::problem::{Problem, Result};

/// Crockford's Base32: no i, l, o and u, which are read as other letters or digits (crockford.com/base32.html).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters of a passphrase, 5 bits each.
pub const LENGTH: usize = 20;
/// Letters between two hyphens.
const GROUP: usize = 5;

/// A passphrase of 100 bits: `k7m2p-9xq4t-0abcd-vwxyz`.
pub fn make(random: [u8; LENGTH]) -> String {
    let mut passphrase = String::new();
    for (at, byte) in random.iter().enumerate() {
        if at > 0 && at % GROUP == 0 {
            passphrase.push('-');
        }
        passphrase.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    passphrase
}

/// What the study keeps of a passphrase: a PHC string of Argon2id.
pub fn hash(passphrase: &str, salt: [u8; 16]) -> Result<String> {
    let hashed: PasswordHash = Argon2::default()
        .hash_password_with_salt(&folded(passphrase), &salt)
        .map_err(|error| Problem::bug(format!("Argon2: {error}")))?;
    Ok(hashed.to_string())
}

/// Whether `written` is the passphrase of this hash. Hyphens, blanks, capitals and letters that look alike do not matter.
pub fn is_right(written: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(&folded(written), &hash).is_ok())
}

fn folded(written: &str) -> Vec<u8> {
    written
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'i' | 'l' => '1',
            'o' => '0',
            other => other,
        })
        .collect::<String>()
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_known_again_however_it_is_typed() {
        let random = std::array::from_fn(|at| at as u8);
        let passphrase = make(random);
        assert_eq!(passphrase, "01234-56789-abcde-fghjk");
        let kept = hash(&passphrase, [7; 16]).unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        for typed in [
            "01234-56789-abcde-fghjk",
            " O1234 56789 ABCDE FGHJK ",
            "ol23456789abcdefghjk",
        ] {
            assert!(is_right(typed, &kept), "{typed}");
        }
        for wrong in ["", "01234-56789-abcde-fghjm", "01234-56789-abcde-fghj"] {
            assert!(!is_right(wrong, &kept), "{wrong}");
        }
        assert!(!is_right("", ""), "somebody without a passphrase cannot sign in");
        assert_ne!(kept, hash(&passphrase, [8; 16]).unwrap());
    }

    #[test]
    fn every_letter_is_as_likely_as_the_others() {
        assert_eq!(256 % LETTERS.len(), 0);
    }
}
