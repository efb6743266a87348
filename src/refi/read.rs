//! `.qdpx` and `.qdc` → project, codebook, with what is worth saying of them.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use super::decoded::{Doubtful, Files, fill};
use super::elements::Gathered;
use super::project::{CodeBook, Project};
use crate::packed::{Archive, xml};
use crate::problem::{Notice, Problem, Result};

/// Bytes that all that is read of a project may unpack to. Pictures, sound and film in it are not read.
const MOST: u64 = 64 << 20;

/// The only name of the XML in a project (standard 1.5, section 9).
const INSIDE: &str = "project.qde";

/// Reads the bytes of a `.qdpx`. Sources without a text are left out; whatever is not carried over is said.
///
/// # Errors
/// No archive, a damaged one, one without a project, or more than any project has.
pub fn read_project(reader: impl Read + Seek) -> Result<(Project, Vec<Notice>)> {
    let mut files = Files::of(Archive::open(reader, MOST)?);
    let Some(inside) = files.read(INSIDE)? else {
        return Err(Problem::input(
            "Die Datei ist kein REFI-QDA-Projekt: Im Archiv fehlt »project.qde«.",
            "The file is no REFI-QDA project: there is no \"project.qde\" in its archive.",
        )
        .hint(
            "Das Projekt im anderen Programm als REFI-QDA-Projekt (.qdpx) exportieren.",
            "Export the project from the other program as a REFI-QDA project (.qdpx).",
        ));
    };
    let mut gathered = gather(inside, "Project")?;
    let mut project = std::mem::take(&mut gathered.project);
    project.codebook.name = project.name.clone();
    project.codebook.origin = project.origin.clone();
    let mut doubtful = Doubtful::default();
    let mut places = std::mem::take(&mut gathered.texts).into_iter();
    let mut kept = Vec::with_capacity(project.sources.len());
    for mut source in std::mem::take(&mut project.sources) {
        let place = places.next().unwrap_or_default();
        if fill(&mut source, place, &mut files, &mut doubtful)? {
            kept.push(source);
        }
    }
    project.sources = kept;
    let mut notices = doubtful.notices();
    notices.extend(unread(&gathered));
    notices.extend(dangling(&mut project));
    Ok((project, notices))
}

/// Reads a `.qdc`.
///
/// # Errors
/// No XML, no codebook, or more than any codebook has.
pub fn read_codebook(bytes: &[u8]) -> Result<CodeBook> {
    gather(bytes.to_vec(), "CodeBook").map(CodeBook::of)
}

fn gather(bytes: Vec<u8>, root: &str) -> Result<Gathered> {
    let text = xml::letters(&bytes)?;
    drop(bytes);
    let mut gathered = Gathered::default();
    let mut first = true;
    xml::pieces(&text, |piece| {
        if std::mem::take(&mut first) && !matches!(&piece, xml::Piece::Open { name, .. } if name == root) {
            return Err(not_refi(root));
        }
        gathered.hear(piece)
    })?;
    Ok(gathered)
}

fn not_refi(root: &str) -> Problem {
    let (de, en) = match root {
        "CodeBook" => ("kein Kodierleitfaden", "no codebook"),
        _ => ("kein Projekt", "no project"),
    };
    Problem::input(
        format!("Die Datei ist {de} nach REFI-QDA: Ihr erstes Element ist nicht »{root}«."),
        format!("The file is {en} of REFI-QDA: its first element is not \"{root}\"."),
    )
    .hint(
        "Im anderen Programm als REFI-QDA (.qdpx oder .qdc) exportieren.",
        "Export it from the other program as REFI-QDA (.qdpx or .qdc).",
    )
}

/// What a file holds beside texts and codes.
fn unread(gathered: &Gathered) -> Vec<Notice> {
    let mut notices = Vec::new();
    if gathered.other_sources > 0 {
        let (n, selections) = (gathered.other_sources, gathered.other_selections);
        notices.push(Notice::new(
            format!("Quellen, die keine Texte sind (Bilder, PDF, Ton, Film): {n}, mit {selections} Markierungen. Gelesen werden nur Texte."),
            format!("Sources that are no texts (pictures, PDF, sound, film): {n}, with {selections} selections. Only texts are read."),
        ));
    }
    if gathered.notes + gathered.links > 0 {
        let (notes, links) = (gathered.notes, gathered.links);
        notices.push(Notice::new(
            format!("Nicht übernommen: Memos {notes}, Verknüpfungen und Grafiken {links}."),
            format!("Not carried over: memos {notes}, links and graphs {links}."),
        ));
    }
    notices
}

/// Leaves out codings of codes that the project does not have, and says how many.
fn dangling(project: &mut Project) -> Option<Notice> {
    let codes: BTreeSet<_> = project.codebook.codes.iter().map(|code| code.guid).collect();
    let mut unknown = 0;
    for selection in project
        .sources
        .iter_mut()
        .flat_map(|source| &mut source.selections)
    {
        selection.codings.retain(|coding| {
            let known = codes.contains(&coding.code);
            unknown += usize::from(!known);
            known
        });
    }
    (unknown > 0).then(|| {
        Notice::new(
            format!("Kodierungen, deren Code im Projekt fehlt und die entfallen: {unknown}."),
            format!("Codings whose code is missing from the project and which are left out: {unknown}."),
        )
    })
}
