//! Project, codebook → `.qdpx`, `.qdc`: elements in the order of the schema of REFI-QDA 1.0, the same bytes for the same project.
//!
//! What readers want beyond the schema was seen by trying them: an origin; one spelling of GUIDs; texts as files, not inline; who
//! and when on selection and coding; values of variables on sources as well as on cases.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Guid;
use super::markup::Markup;
use super::project::{Code, CodeBook, Project, Selection, Set, TextSource, VariableType};
use crate::problem::{Problem, Result};

const PROJECT: &str = "urn:QDA-XML:project:1.0";
const CODEBOOK: &str = "urn:QDA-XML:codebook:1.0";

/// Which of the two schemas a set stands in: they call the same thing by different names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Schema {
    Project,
    CodeBook,
}

/// A `.qdpx`: an archive with `project.qde` and a file for each text.
///
/// # Errors
/// The archive cannot be made (more than memory holds).
pub fn write_project(project: &Project) -> Result<Vec<u8>> {
    let broken = |error: &dyn std::fmt::Display| Problem::bug(format!("writing an archive: {error}"));
    // A time in the archive would make every copy another one.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        archive
            .start_file(name, options)
            .map_err(|error| broken(&error))?;
        archive.write_all(bytes).map_err(|error| broken(&error))
    };
    put("project.qde", markup(project).as_bytes())?;
    for source in &project.sources {
        put(&format!("sources/{}.txt", source.guid), source.text.as_bytes())?;
    }
    let bytes = archive.finish().map_err(|error| broken(&error))?;
    Ok(bytes.into_inner())
}

/// A `.qdc`; needs at least one code.
pub fn write_codebook(codebook: &CodeBook) -> Vec<u8> {
    let mut out = Markup::new();
    out.open(
        "CodeBook",
        &[("xmlns", Some(CODEBOOK)), ("origin", Some(&codebook.origin))],
    );
    codes(&mut out, &codebook.codes);
    sets(&mut out, &codebook.sets, Schema::CodeBook);
    out.finish().into_bytes()
}

fn markup(project: &Project) -> String {
    let mut out = Markup::new();
    let user = project.creating_user.map(|user| user.to_string());
    let time = project.created.and_then(moment);
    out.open(
        "Project",
        &[
            ("xmlns", Some(PROJECT)),
            ("name", Some(&project.name)),
            ("origin", Some(&project.origin)),
            ("creatingUserGUID", user.as_deref()),
            ("creationDateTime", time.as_deref()),
        ],
    );
    section(&mut out, "Users", &project.users, |out, user| {
        let id = (!user.id.is_empty()).then_some(&*user.id);
        let guid = user.guid.to_string();
        out.empty(
            "User",
            &[("guid", Some(&guid)), ("name", Some(&user.name)), ("id", id)],
        );
    });
    if !project.codebook.codes.is_empty() {
        out.open("CodeBook", &[]);
        codes(&mut out, &project.codebook.codes);
        out.close();
    }
    section(&mut out, "Variables", &project.variables, |out, variable| {
        let attributes = [
            ("guid", Some(&*variable.guid.to_string())),
            ("name", Some(&*variable.name)),
            ("typeOfVariable", Some(variable.kind.id())),
        ];
        if variable.description.is_empty() {
            out.empty("Variable", &attributes);
        } else {
            out.open("Variable", &attributes);
            out.words("Description", &variable.description);
            out.close();
        }
    });
    section(&mut out, "Cases", &project.cases, |out, case| {
        let name = (!case.name.is_empty()).then_some(&*case.name);
        out.open("Case", &[("guid", Some(&case.guid.to_string())), ("name", name)]);
        values(out, project, &case.values);
        for source in &case.sources {
            refer(out, "SourceRef", *source);
        }
        out.close();
    });
    section(&mut out, "Sources", &project.sources, |out, source| {
        text_source(out, project, source);
    });
    sets(&mut out, &project.sets, Schema::Project);
    out.words_if_any("Description", &project.description);
    out.finish()
}

fn section<T>(out: &mut Markup, name: &'static str, items: &[T], mut each: impl FnMut(&mut Markup, &T)) {
    if items.is_empty() {
        return;
    }
    out.open(name, &[]);
    for item in items {
        each(out, item);
    }
    out.close();
}

fn codes(out: &mut Markup, codes: &[Code]) {
    out.open("Codes", &[]);
    let mut open: Vec<usize> = Vec::new();
    for (at, code) in codes.iter().enumerate() {
        // Depth first: what does not lie below the last one closes it.
        while open.last().copied() != code.parent && open.pop().is_some() {
            out.close();
        }
        let color = (!code.color.is_empty()).then_some(&*code.color);
        out.open(
            "Code",
            &[
                ("guid", Some(&code.guid.to_string())),
                ("name", Some(&code.name)),
                ("isCodable", Some(if code.is_codable { "true" } else { "false" })),
                ("color", color),
            ],
        );
        out.words_if_any("Description", &code.description);
        open.push(at);
    }
    for _ in 0..=open.len() {
        out.close();
    }
}

fn text_source(out: &mut Markup, project: &Project, source: &TextSource) {
    let path = format!("internal://{}.txt", source.guid);
    let (user, time) = (
        source.user.map(|user| user.to_string()),
        source.created.and_then(moment),
    );
    out.open(
        "TextSource",
        &[
            ("guid", Some(&source.guid.to_string())),
            ("name", Some(&source.name)),
            ("plainTextPath", Some(&path)),
            ("creatingUser", user.as_deref()),
            ("creationDateTime", time.as_deref()),
        ],
    );
    for selected in &source.selections {
        selection(out, selected);
    }
    values(out, project, &source.values);
    out.close();
}

fn selection(out: &mut Markup, selection: &Selection) {
    let (start, end) = (selection.start.to_string(), selection.end.to_string());
    let (user, time) = (
        selection.user.map(|user| user.to_string()),
        selection.created.and_then(moment),
    );
    let name = (!selection.name.is_empty()).then_some(&*selection.name);
    out.open(
        "PlainTextSelection",
        &[
            ("guid", Some(&selection.guid.to_string())),
            ("name", name),
            ("startPosition", Some(&start)),
            ("endPosition", Some(&end)),
            ("creatingUser", user.as_deref()),
            ("creationDateTime", time.as_deref()),
        ],
    );
    out.words_if_any("Description", &selection.memo);
    for coding in &selection.codings {
        let (user, time) = (
            coding.user.map(|user| user.to_string()),
            coding.created.and_then(moment),
        );
        out.open(
            "Coding",
            &[
                ("guid", Some(&coding.guid.to_string())),
                ("creatingUser", user.as_deref()),
                ("creationDateTime", time.as_deref()),
            ],
        );
        refer(out, "CodeRef", coding.code);
        out.close();
    }
    out.close();
}

fn values(out: &mut Markup, project: &Project, values: &[(Guid, String)]) {
    for (variable, value) in values {
        let kind = project.variables.iter().find(|known| known.guid == *variable);
        out.open("VariableValue", &[]);
        refer(out, "VariableRef", *variable);
        let name = match kind.map_or(VariableType::Text, |variable| variable.kind) {
            VariableType::Text => "TextValue",
            VariableType::Boolean => "BooleanValue",
            VariableType::Integer => "IntegerValue",
            VariableType::Float => "FloatValue",
            VariableType::Date => "DateValue",
            VariableType::DateTime => "DateTimeValue",
        };
        out.words(name, value);
        out.close();
    }
}

fn sets(out: &mut Markup, sets: &[Set], schema: Schema) {
    section(out, "Sets", sets, |out, set| {
        let guid = set.guid.to_string();
        out.open("Set", &[("guid", Some(&guid)), ("name", Some(&set.name))]);
        out.words_if_any("Description", &set.description);
        for code in &set.codes {
            match schema {
                Schema::Project => refer(out, "MemberCode", *code),
                Schema::CodeBook => out.empty("MemberCode", &[("guid", Some(&code.to_string()))]),
            }
        }
        let sources = (schema == Schema::Project).then_some(&set.sources);
        for source in sources.into_iter().flatten() {
            refer(out, "MemberSource", *source);
        }
        out.close();
    });
}

fn refer(out: &mut Markup, name: &'static str, to: Guid) {
    out.empty(name, &[("targetGUID", Some(&to.to_string()))]);
}

/// `2026-11-22T09:30:00Z`
fn moment(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds)
        .ok()
        .map(|moment| moment.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refi::{Case, Coding, User, Variable, plain, read_codebook, read_project};

    fn guid(words: &str) -> Guid {
        Guid::FREITEXT.of(words)
    }

    pub(crate) fn project() -> Project {
        let anna = Some(guid("anna"));
        let code = |name: &str, parent, is_codable| Code {
            guid: guid(name),
            name: name.to_owned(),
            description: format!("Alles zu <{name}>\n& mehr"),
            color: String::new(),
            is_codable,
            parent,
        };
        let text = "Mehr Grün 😀!\nWeniger Lärm";
        let coding = |code: &str| Coding {
            guid: guid(&format!("coding {code}")),
            code: guid(code),
            user: anna,
            created: Some(1_795_339_800),
        };
        let selection = Selection {
            guid: guid("selection"),
            name: String::new(),
            start: 5,
            end: 11,
            user: anna,
            created: Some(1_795_339_800),
            memo: "na \"ja\"".into(),
            codings: vec![coding("Grün"), coding("Wünsche")],
        };
        Project {
            name: "Stadt & Land".into(),
            origin: "freitext".into(),
            description: "Probe".into(),
            creating_user: anna,
            created: Some(1_795_339_800),
            users: vec![User {
                guid: guid("anna"),
                name: "Anna \"A.\"".into(),
                id: "own:Anna".into(),
            }],
            codebook: CodeBook {
                name: "Stadt & Land".into(),
                origin: "freitext".into(),
                codes: vec![
                    code("Wünsche", None, false),
                    code("Grün", Some(0), true),
                    code("Park", Some(1), true),
                    code("Lärm", Some(0), true),
                    code("Sonstiges", None, true),
                ],
                sets: Vec::new(),
            },
            variables: vec![Variable {
                guid: guid("alter"),
                name: "Alter".into(),
                kind: VariableType::Integer,
                description: "Wie alt?".into(),
            }],
            cases: vec![Case {
                guid: guid("case"),
                name: "7".into(),
                values: vec![(guid("alter"), "44".into())],
                sources: vec![guid("source")],
            }],
            sources: vec![TextSource {
                guid: guid("source"),
                name: "7 Frage".into(),
                text: text.into(),
                user: anna,
                created: None,
                selections: vec![selection],
                values: vec![(guid("alter"), "44".into())],
            }],
            sets: vec![Set {
                guid: guid("set"),
                name: "Frage".into(),
                description: "Was fehlt?".into(),
                codes: Vec::new(),
                sources: vec![guid("source")],
            }],
        }
    }

    #[test]
    fn a_project_is_read_back_as_it_was_written() {
        let project = project();
        let bytes = write_project(&project).unwrap();
        assert_eq!(bytes, write_project(&project).unwrap());
        let (back, notices) = read_project(Cursor::new(&bytes)).unwrap();
        assert_eq!(notices, []);
        assert_eq!(back, project);
        assert_eq!(plain(&project.sources[0].text).text, project.sources[0].text);
    }

    #[test]
    fn a_codebook_is_read_back_as_it_was_written() {
        let codebook = CodeBook {
            name: String::new(),
            sets: vec![Set {
                guid: guid("set"),
                name: "wichtig".into(),
                codes: vec![guid("Park")],
                ..Set::default()
            }],
            ..project().codebook
        };
        assert_eq!(read_codebook(&write_codebook(&codebook)).unwrap(), codebook);
    }

    #[test]
    fn a_project_cut_anywhere_is_refused() {
        let bytes = write_project(&project()).unwrap();
        for length in 0..bytes.len() {
            assert!(read_project(Cursor::new(&bytes[..length])).is_err(), "{length}");
        }
        let bytes = write_codebook(&project().codebook);
        for length in 0..bytes.len() - 1 {
            assert!(read_codebook(&bytes[..length]).is_err(), "{length}");
        }
    }
}
