//! A file sent to the browser a piece at a time, so that a large one needs no more memory than a small one.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use tokio::sync::mpsc::{Receiver, channel};

use super::job::{MadeFile, Outcome};
use crate::problem::{Problem, Result};

/// Bytes that are read at a time.
const PIECE: usize = 64 << 10;
/// Pieces that wait to be sent.
const WAITING: usize = 4;

/// The file of a step as something to be saved. It stays where it is as long as somebody fetches it.
///
/// # Errors
/// The step made no file, or it is gone.
pub fn file(outcome: Arc<Outcome>) -> Result<Response> {
    let gone = |error: io::Error| Problem::bug(format!("a file to be sent is gone: {error}"));
    let Some(MadeFile { path, name, .. }) = &outcome.file else {
        return Err(Problem::bug("a step without a file"));
    };
    let mut file = File::open(path).map_err(gone)?;
    let headers = [
        (header::CONTENT_TYPE, kind(path).to_owned()),
        (
            header::CONTENT_LENGTH,
            file.metadata().map_err(gone)?.len().to_string(),
        ),
        (header::CONTENT_DISPOSITION, attachment(name)),
    ];
    let (send, sent) = channel(WAITING);
    let held = outcome.clone();
    std::thread::spawn(move || {
        while let Some(piece) = next(&mut file) {
            // Whoever fetched it may have gone.
            if send.blocking_send(piece).is_err() {
                break;
            }
        }
        drop(held);
    });
    Ok((headers, Body::from_stream(Pieces(sent))).into_response())
}

/// A text as something to be saved.
pub fn text(name: &str, text: String) -> Response {
    whole(name, text.into_bytes())
}

/// Bytes as something to be saved.
pub fn whole(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind(Path::new(name)).to_owned()),
        (header::CONTENT_DISPOSITION, attachment(name)),
    ];
    (headers, bytes).into_response()
}

fn next(file: &mut File) -> Option<io::Result<Bytes>> {
    let mut piece = vec![0; PIECE];
    match file.read(&mut piece) {
        Ok(0) => None,
        Ok(read) => {
            piece.truncate(read);
            Some(Ok(piece.into()))
        }
        Err(error) => Some(Err(error)),
    }
}

struct Pieces(Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => "text/csv; charset=utf-8",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("toml") => "application/toml",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("html") => "text/html; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The header that names a file to be saved (RFC 6266; the name in UTF-8 after RFC 8187).
fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => letter,
            _ => '_',
        })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            attachment("a\"; x=\r\n\u{fc}.csv"),
            "attachment; filename=\"a___x____.csv\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0A%C3%BC.csv"
        );
    }
}
