//! Web and mail addresses as one token: "www.stadt.de/bürger", "amt@stadt.de", "stadt.de".
//!
//! Deliberately absent: whether the address exists.

/// Endings of bare addresses ("stadt.de"); others are taken for a missing blank after a full stop.
const DOMAINS: [&str; 9] = ["de", "com", "org", "net", "eu", "info", "at", "ch", "gov"];

/// What is longer holds no address, so that long texts without blanks cost no more than others.
const LONGEST: usize = 2048;
/// The longest names before and behind the @, in bytes (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL: usize = 64;
const LONGEST_HOST: usize = 255;

/// The stretch without blanks that the scan stands in; found once and used for every word in it.
#[derive(Default)]
pub(super) struct Chunk {
    until: usize,
    /// Without the punctuation that ends a sentence.
    end: usize,
    /// The last sign that makes an address; 0 where there is none.
    last_sign: usize,
}

impl Chunk {
    /// Where a web or mail address that begins at `at` ends; `at` never goes back within a text.
    pub fn address(&mut self, text: &str, at: usize) -> Option<usize> {
        if at >= self.until {
            *self = Chunk::at(text, at);
        }
        if at < self.last_sign {
            address(&text[at..self.end]).map(|length| at + length)
        } else {
            None
        }
    }

    fn at(text: &str, at: usize) -> Chunk {
        let rest = &text[at..];
        let length = rest
            .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"„“”()[]{}|".contains(c))
            .unwrap_or(rest.len());
        let chunk = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '-', '/']);
        let last_sign = match chunk.rfind(['.', '@']).max(chunk.rfind("://")) {
            Some(sign) if length <= LONGEST => at + sign,
            _ => 0,
        };
        Chunk {
            until: at + length,
            end: at + chunk.len(),
            last_sign,
        }
    }
}

/// The length of the address that `chunk` begins with.
fn address(chunk: &str) -> Option<usize> {
    let bytes = chunk.as_bytes();
    let is_web = ["http://", "https://", "www."].iter().any(|start| {
        bytes.len() > start.len() && bytes[..start.len()].eq_ignore_ascii_case(start.as_bytes())
    });
    if is_web {
        return Some(chunk.len());
    }
    if let Some(sign) = chunk.find('@') {
        let local = &chunk[..sign];
        let is_local = (1..=LONGEST_LOCAL).contains(&sign)
            && local.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c));
        let host = is_local.then(|| host(&chunk[sign + 1..])).flatten()?;
        return Some(sign + 1 + host.len());
    }
    if !chunk.contains('.') {
        return None;
    }
    let host = host(chunk)?;
    let top = host.rsplit('.').next().unwrap_or("");
    let is_host = DOMAINS.contains(&top) && host.bytes().all(|b| !b.is_ascii_uppercase());
    if !is_host {
        return None;
    }
    let path = chunk[host.len()..].starts_with('/');
    Some(if path { chunk.len() } else { host.len() })
}

/// The host that `text` begins with.
fn host(text: &str) -> Option<&str> {
    let end = text
        .char_indices()
        .take(LONGEST_HOST + 1)
        .find(|&(_, c)| !(c.is_alphanumeric() || c == '.' || c == '-'))
        .map(|(at, _)| at);
    let end = match end {
        Some(end) => end,
        None if text.len() > LONGEST_HOST => return None,
        None => text.len(),
    };
    let host = text[..end].trim_end_matches(['.', '-']);
    (host.contains('.') && !host.contains("..")).then_some(host)
}
