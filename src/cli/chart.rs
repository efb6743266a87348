//! `freitext chart STUDY KIND --to FILE`: a table drawn, as SVG or PNG, with its figures on the screen.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::new::{study_argument, study_path};
use super::pictures::SCALE;
use super::table::{said, table_arguments};
use super::usage::say;
use super::{Desk, Entry};
use crate::chart::{Chart, Frame, Shown, of_table, of_tables};
use crate::export::{failed, put};
use crate::problem::{Problem, Result};
use crate::results::Part;
use crate::tables;
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "chart",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    let line = |shown: &Shown| format!("  {:<10} {}", shown.name, (shown.what)().get(language));
    let kinds: Vec<String> = of_tables().map(line).collect();
    let heading = say(language, "Was gezeichnet werden kann:", "What can be drawn:");
    let command = command
        .about(say(language, "Zeichnet eine Tabelle", "Draws a table"))
        .after_help(format!("{heading}\n{}", kinds.join("\n")))
        .arg(study_argument(language))
        .arg(
            Arg::new("kind")
                .required(true)
                .value_name(say(language, "ART", "KIND"))
                .value_parser(of_tables().map(|shown| shown.name).collect::<Vec<_>>())
                .help(say(language, "was gezeichnet wird", "what is drawn")),
        )
        .arg(
            Arg::new("to")
                .long("to")
                .required(true)
                .value_name(say(language, "DATEI", "FILE"))
                .value_parser(value_parser!(PathBuf))
                .help(say(
                    language,
                    "Zieldatei, .svg oder .png; mehrere Abbildungen werden gezählt",
                    "file to write, .svg or .png; several charts are numbered",
                )),
        )
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name(say(language, "ZAHL", "NUMBER"))
                .value_parser(value_parser!(f32))
                .help(say(
                    language,
                    "Vergrößerung einer PNG-Datei, 1 sind 96 dpi [üblich: 3.125, das sind 300 dpi]",
                    "magnification of a PNG file, 1 is 96 dpi [default: 3.125, which is 300 dpi]",
                )),
        );
    table_arguments(command, language)
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let file: &PathBuf = given.get_one("to").expect("the file is required");
    let kind: &String = given.get_one("kind").expect("the kind is required");
    let scale = given.get_one::<f32>("scale").copied();
    let form = Form::of(file, scale)?;
    let study = desk.study(study_path(given))?;
    let (selection, view) = said(given).read()?;
    let counted = tables::count(&study, &selection)?;
    desk.remarks(&counted.notices);
    let drawn = match selection.by.is_empty() {
        true => counted.frequencies(&view),
        false => counted.crosstabs(&view),
    };
    let language = desk.language;
    let mut charts = Vec::new();
    for table in &drawn {
        let mut chart = of_table(table, kind, language)?;
        // Alone, a picture has to say what a page says above its table.
        chart.note = format!("{} {}", table.says(language).join(" "), chart.note);
        charts.push(chart);
    }
    // Drawn before the first is written, so that either all files are there or none.
    let drawings: Vec<Vec<u8>> = charts
        .iter()
        .map(|chart| form.draw(chart, language))
        .collect::<Result<_>>()?;
    for (place, (chart, drawing)) in charts.into_iter().zip(drawings).enumerate() {
        let path = numbered(file, place);
        put(&path, |out| {
            out.write_all(&drawing).map_err(|error| failed(&error, &path))
        })?;
        desk.show(&[Part::Chart(chart)])?;
        desk.say(
            format!("{} ist geschrieben.", path.display()),
            format!("{} is written.", path.display()),
        )?;
    }
    Ok(())
}

/// What is written, by the ending of the file.
enum Form {
    Svg,
    Png(f32),
}

impl Form {
    fn of(file: &Path, scale: Option<f32>) -> Result<Form> {
        let ending = file.extension().map(|ending| ending.to_ascii_lowercase());
        match (ending.as_ref().and_then(|ending| ending.to_str()), scale) {
            (Some("png"), scale) => Ok(Form::Png(scale.unwrap_or(SCALE))),
            (Some("svg"), None) => Ok(Form::Svg),
            (Some("svg"), Some(_)) => Err(Problem::usage(
                "Eine SVG-Datei hat keine Pixel: --scale gilt nur für PNG.",
                "An SVG file has no pixels: --scale is for PNG only.",
            )
            .hint("--scale weglassen.", "Leave out --scale.")),
            _ => Err(Problem::usage(
                format!("Was in {} stehen soll, sagt die Endung nicht.", file.display()),
                format!("The ending of {} does not say what to write.", file.display()),
            )
            .hint(
                "Die Datei auf .svg oder .png enden lassen.",
                "Let the file end in .svg or .png.",
            )),
        }
    }

    fn draw(&self, chart: &Chart, language: Language) -> Result<Vec<u8>> {
        match self {
            Form::Svg => Ok(chart.svg(Frame::Titled, language).into_bytes()),
            Form::Png(scale) => chart.png(Frame::Titled, language, *scale),
        }
    }
}

/// `bild.svg`, `bild-2.svg`, …
fn numbered(file: &Path, place: usize) -> PathBuf {
    if place == 0 {
        return file.to_owned();
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{}.{ending}", place + 1))
}
