//! Keys that nobody can guess, from the randomness of the operating system.

use crate::problem::{Problem, Result};

/// 256 bits as 64 hexadecimal digits.
pub fn key() -> Result<String> {
    let bytes: [u8; 32] = bytes()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// # Errors
/// The operating system gives none.
pub fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Problem::bug(format!("no randomness: {error}")))?;
    Ok(bytes)
}
