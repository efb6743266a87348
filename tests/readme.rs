//! Every command in the README runs, in its order, in a folder that holds what the project ships.

mod desk;

use desk::Desk;

/// The commands of the README's shell blocks, without those of cargo itself.
fn commands() -> Vec<String> {
    let readme = include_str!("../README.md");
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.trim() {
            "```sh" => inside = true,
            "```" => inside = false,
            command if inside => {
                let command = command.strip_prefix("cargo run --release -- ").unwrap_or(command);
                commands.push(command.strip_prefix("freitext ").unwrap_or(command).to_owned());
            }
            _ => {}
        }
    }
    commands.retain(|command| !command.starts_with("cargo "));
    commands
}

/// The first cells of the rows of the tables in a section.
fn first_cells(section: &str) -> Vec<String> {
    let readme = include_str!("../README.md");
    let (_, rest) = readme
        .split_once(&format!("\n{section}\n"))
        .expect("the section is there");
    rest.lines()
        .take_while(|line| !line.starts_with('#'))
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|row| row.split(" | ").next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_table_of_formats_has_every_format() {
    let written = first_cells("### Written").join("\n");
    for exporter in freitext::export::ALL {
        let name = exporter.name();
        assert!(
            written.contains(&format!("`{name}`")),
            "{name} is not in the README's table of formats"
        );
    }
    let read = first_cells("### Read").join("\n");
    let dictionaries = freitext::codebook::FORMATS
        .iter()
        .flat_map(|format| format.endings);
    let tables = ["xlsx", "xls", "ods", "lsa", "lss", "sav", "zsav", "dta", "qdpx"];
    for ending in dictionaries.copied().chain(tables) {
        assert!(
            read.contains(&format!(".{ending}`")),
            ".{ending} is not in the README's table of formats"
        );
    }
}

/// Words of a command, single quotes as the shell reads them.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}

#[test]
fn every_command_in_the_readme_runs() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("corpora")).unwrap();
    for corpus in ["massnahmen.csv", "chancen.csv", "welle3.csv"] {
        std::fs::copy(desk.corpus(corpus), desk.path("corpora").join(corpus)).unwrap();
    }
    let commands = commands();
    assert!(
        commands.len() >= 8,
        "the README's commands were not found: {commands:?}"
    );
    for command in &commands {
        let words = words(command);
        let printed = desk
            .freitext(&words.iter().map(String::as_str).collect::<Vec<_>>())
            .succeeds();
        assert!(!printed.trim().is_empty(), "freitext {command} says nothing");
        assert!(!printed.contains("found: 0"), "freitext {command} finds nothing");
    }
    for file in [
        "study.freitext",
        "assignments.csv",
        "matrix.csv",
        "tables.xlsx",
        "report.html",
    ] {
        assert!(desk.path("ergebnis").join(file).exists(), "{file}");
    }
}
