//! The house itself: rooms use only rooms before them, one owner per heavy dependency, every file says what it is for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Dependencies that one room owns.
const OWNERS: &[(&str, &str)] = &[
    ("rusqlite::", "study"),
    ("tantivy::", "search"),
    ("fst::", "search"),
    ("clap::", "cli"),
    ("indicatif::", "cli"),
    ("ariadne::", "cli"),
    ("calamine::", "import"),
    ("csv_core::", "import"),
    ("encoding_rs::", "import, statfile, codebook"),
    ("chardetng::", "import"),
    ("faer::", "suggest, profile"),
    ("plotters::", "chart"),
    ("notosans::", "chart"),
    ("resvg::", "chart"),
    ("kodama::", "profile"),
    ("rust_xlsxwriter::", "export"),
    ("docx_rs::", "report, export"),
    ("zip::", "packed, refi"),
    ("quick_xml::", "packed, refi"),
    ("saphyr_parser::", "codebook"),
    ("flate2::", "statfile"),
    ("parquet::", "statfile"),
    ("rust_stemmers::", "language"),
    ("unicode_segmentation::", "language"),
    ("whatlang::", "language"),
    ("toml::", "codebook"),
    ("axum::", "web"),
    ("tokio::", "web"),
    ("maud::", "web"),
    ("rust_embed::", "web"),
    ("argon2::", "web"),
    ("getrandom::", "web"),
    ("webbrowser::", "web"),
    ("directories::", "web"),
];

/// Names that say nothing about what is inside.
const BANNED: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc"];
const BANNED_ENDINGS: &[&str] = &["Manager", "Handler", "Processor", "Helper"];
const LONGEST_FILE: usize = 400;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// All Rust files under a folder, with their text.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    found
}

/// The room of a file: its first folder, or its own name.
fn room_of(path: &Path) -> String {
    let inside = path.strip_prefix(source()).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Room → rooms it may use, from the table in `lib.rs`, in its order.
fn map() -> Vec<(String, Vec<String>)> {
    let text = std::fs::read_to_string(source().join("lib.rs")).unwrap();
    let mut rooms: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines() {
        let Some(row) = line.strip_prefix("//! | `") else {
            continue;
        };
        let cells: Vec<&str> = row.split(" | ").collect();
        let name = cells[0].trim_end_matches('`').to_owned();
        let uses = cells.last().unwrap().trim_end_matches(" |");
        let uses = match uses {
            "–" => Vec::new(),
            "all of the above" => rooms.iter().map(|(room, _)| room.clone()).collect(),
            list => list.split(", ").map(str::to_owned).collect(),
        };
        rooms.push((name, uses));
    }
    rooms
}

#[test]
fn the_map_names_every_room_and_only_looks_back() {
    let map = map();
    assert!(map.len() >= 10, "the table in lib.rs was not read: {map:?}");
    for (at, (room, uses)) in map.iter().enumerate() {
        for used in uses {
            assert!(
                map[..at].iter().any(|(earlier, _)| earlier == used),
                "{room} uses {used}, which stands later"
            );
        }
    }
    for (path, _) in files(&source()) {
        let room = room_of(&path);
        assert!(
            room == "lib" || room == "main" || map.iter().any(|(name, _)| *name == room),
            "{} is in no room of the map",
            path.display()
        );
    }
}

#[test]
fn rooms_use_only_the_rooms_that_the_map_allows() {
    let map: BTreeMap<String, Vec<String>> = map().into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in files(&source()) {
        let room = room_of(&path);
        let Some(allowed) = map.get(&room) else { continue };
        for (number, line) in text.lines().enumerate() {
            for piece in line.split("crate::").skip(1) {
                let used: String = piece
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect();
                if map.contains_key(&used) && used != room && !allowed.contains(&used) {
                    wrong.push(format!("{}:{}: {room} uses {used}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a path of this crate begins in a text: not part of a longer path or name.
fn uses(text: &str, dependency: &str) -> bool {
    text.match_indices(dependency).any(|(at, _)| {
        !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
    })
}

/// Whether the folder's front door declares the file under `#[cfg(test)]`.
fn only_for_tests(path: &Path) -> bool {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let front_door = std::fs::read_to_string(path.with_file_name("mod.rs")).unwrap_or_default();
    front_door.contains(&format!("#[cfg(test)]\nmod {name};"))
        || front_door.contains(&format!("#[cfg(test)]\npub(crate) mod {name};"))
}

#[test]
fn heavy_dependencies_have_one_owner() {
    let mut wrong = Vec::new();
    for (path, text) in files(&source()) {
        let room = room_of(&path);
        for (dependency, owner) in OWNERS {
            if !owner.split(", ").any(|owner| room == owner)
                && !only_for_tests(&path)
                && uses(&text, dependency)
            {
                wrong.push(format!("{}: {dependency} belongs to {owner}", path.display()));
            }
        }
        if room != "study" && (text.contains("SELECT ") || text.contains("INSERT INTO")) {
            wrong.push(format!("{}: SQL belongs to study", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_readable() {
    let mut wrong = Vec::new();
    for (path, text) in files(&source()) {
        if !text.starts_with("//!") {
            wrong.push(format!("{}: does not open with //!", path.display()));
        }
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines", path.display()));
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if BANNED.contains(&name.as_str()) {
            wrong.push(format!("{}: a name that says nothing", path.display()));
        }
        for word in ["struct ", "enum ", "trait "] {
            for piece in text.split(word).skip(1) {
                let name: String = piece
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric())
                    .collect();
                if BANNED_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                    wrong.push(format!("{}: {name} says nothing", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
