//! Names that are the same in every copy: 128 bits, made from words where nobody has given one (UUID version 5, RFC 9562
//! section 5.5). Programs write them in upper or lower case, with or without braces; here they are numbers.

/// A GUID, whatever its spelling was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Guid(u128);

impl Guid {
    /// From which all others of this program are made.
    pub const FREITEXT: Guid = Guid(0x6c1f_6c7a_90f5_4f0e_8a53_6672_6569_7465);

    /// As it stands in a file. What is no GUID but serves as one (some programs count) is a name all the same.
    pub fn read(written: &str) -> Guid {
        let inner = written.trim().trim_start_matches('{').trim_end_matches('}');
        let digits: String = inner.chars().filter(|letter| *letter != '-').collect();
        match u128::from_str_radix(&digits, 16) {
            Ok(number) if digits.len() == 32 => Guid(number),
            _ => Guid::FREITEXT.of(inner),
        }
    }

    /// The name of `words` within this one: the same words always give the same name.
    pub fn of(self, words: &str) -> Guid {
        let mut bytes = self.0.to_be_bytes().to_vec();
        bytes.extend_from_slice(words.as_bytes());
        let mut name = [0; 16];
        name.copy_from_slice(&sha1(&bytes)[..16]);
        name[6] = name[6] & 0x0f | 0x50;
        name[8] = name[8] & 0x3f | 0x80;
        Guid(u128::from_be_bytes(name))
    }
}

/// Lower case without braces: programs that compare names as texts find them.
impl std::fmt::Display for Guid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = format!("{:032x}", self.0);
        let (a, b, c) = (&digits[..8], &digits[8..12], &digits[12..16]);
        write!(f, "{a}-{b}-{c}-{}-{}", &digits[16..20], &digits[20..])
    }
}

/// SHA-1 (FIPS 180-4 section 6.1). For names only: nothing rests on nobody finding two texts of one name.
fn sha1(message: &[u8]) -> [u8; 20] {
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() - message.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let length = padded.len();
    padded[length - 8..].copy_from_slice(&(message.len() as u64 * 8).to_be_bytes());

    let mut state: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded.as_chunks::<64>().0 {
        let mut words = [0_u32; 80];
        for (word, bytes) in words.iter_mut().zip(block.as_chunks::<4>().0) {
            *word = u32::from_be_bytes(*bytes);
        }
        for at in 16..80 {
            words[at] = (words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16]).rotate_left(1);
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (at, word) in words.into_iter().enumerate() {
            let (mixed, constant) = match at {
                0..20 => (b & c | !b & d, 0x5a82_7999),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => (b & c | b & d | c & d, 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let next = a
                .rotate_left(5)
                .wrapping_add(mixed)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (sum, part) in state.iter_mut().zip([a, b, c, d, e]) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut digest = [0; 20];
    for (bytes, word) in digest.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, examples of SHA-1 (csrc.nist.gov), and lengths around the end of a block (Python's hashlib).
    #[test]
    fn sha1_is_that_of_the_standard() {
        let hex = |message: &[u8]| -> String {
            let digest = sha1(message);
            digest.iter().map(|byte| format!("{byte:02x}")).collect()
        };
        assert_eq!(hex(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_eq!(hex(b""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        let two = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(hex(two), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        for (length, digest) in [
            (55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
            (56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
            (64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
        ] {
            assert_eq!(hex(&vec![b'a'; length]), digest, "{length}");
        }
    }

    /// RFC 9562, appendix A.4: the name www.example.com in the namespace DNS.
    #[test]
    fn names_are_those_of_the_standard() {
        let dns = Guid::read("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        let name = dns.of("www.example.com");
        assert_eq!(name.to_string(), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    #[test]
    fn every_spelling_is_one_name() {
        let plain = Guid::read("2ed6657d-e927-568b-95e1-2665a8aea6a2");
        for written in [
            "2ED6657D-E927-568B-95E1-2665A8AEA6A2",
            "{2ed6657d-e927-568b-95e1-2665a8aea6a2}",
            " 2ed6657de927568b95e12665a8aea6a2 ",
        ] {
            assert_eq!(Guid::read(written), plain);
        }
        assert_ne!(Guid::read("1"), Guid::read("2"));
        assert_eq!(Guid::read("code 1"), Guid::read("{code 1}"));
    }
}
