//! Style, script and icons inside the program; read from their folder while the program is being built.

use std::fmt::Write;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "src/web/assets"]
struct Assets;

/// Digits of a file's hash that stand in its address.
const VERSION_LENGTH: usize = 16;

/// The address of a file, another one whenever its bytes are others: `/assets/app.css?v=…`.
pub fn address(name: &str) -> String {
    let mut address = format!("/assets/{name}?v=");
    if let Some(file) = Assets::get(name) {
        for byte in &file.metadata.sha256_hash()[..VERSION_LENGTH / 2] {
            let _ = write!(address, "{byte:02x}");
        }
    }
    address
}

/// `GET /assets/{name}`.
pub async fn asset(Path(name): Path<String>) -> Response {
    match Assets::get(&name) {
        Some(file) => {
            let headers = [
                (header::CONTENT_TYPE, kind(&name)),
                // The address holds the version.
                (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
            ];
            (headers, file.data).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_file_holds_its_version() {
        let address = address("app.css");
        let version = address.strip_prefix("/assets/app.css?v=").unwrap();
        assert_eq!(version.len(), VERSION_LENGTH);
    }
}
