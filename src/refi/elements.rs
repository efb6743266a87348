//! Pieces of XML → project or codebook, one after the other: memory grows with what is kept, not with what is written.
//!
//! What a later version of the standard adds, and what texts do not need, is passed over; what holds codings is counted.

use super::Guid;
use super::attributes::Attributes;
use super::project::{
    Case, Code, CodeBook, Project, Selection, Set, TextSource, User, Variable, VariableType,
};
use crate::packed::xml::Piece;
use crate::problem::{Problem, Result};

/// Elements that are kept at most: a thousand interviews with a thousand codings each.
const MOST: usize = 1_000_000;
/// Codes at most: people keep some hundreds apart.
const MOST_CODES: usize = 20_000;

/// What was gathered of a file.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub project: Project,
    /// By source: where its text stands.
    pub texts: Vec<Place>,
    /// Sources that are no texts: pictures, PDF, sound, film; and the selections in them.
    pub other_sources: usize,
    pub other_selections: usize,
    /// Notes, links and graphs.
    pub notes: usize,
    pub links: usize,
    open: Vec<At>,
    words: String,
    kept: usize,
    value: (Guid, String),
}

/// Where the text of a source stands.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub inline: Option<String>,
    pub plain: Option<String>,
    pub rich: Option<String>,
}

/// An element that is open, as far as something in it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Top,
    Project,
    Users,
    CodeBook,
    Codes,
    Code(usize),
    Variables,
    Variable,
    Cases,
    Case,
    Sources,
    Source,
    Selection,
    /// Of a selection, or of a whole source.
    Coding,
    WholeCoding,
    Value,
    Sets,
    Set,
    Notes,
    Graphs,
    OtherSource,
    Words(Words),
    Passed,
}

/// Character data that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    OfProject,
    OfCode(usize),
    OfVariable,
    OfSelection,
    OfSet,
    Content,
    Value,
}

impl Gathered {
    /// # Errors
    /// More than any project has.
    pub fn hear(&mut self, piece: Piece) -> Result<()> {
        match piece {
            Piece::Open { name, attributes } => {
                let at = self.open.last().copied().unwrap_or(At::Top);
                let next = self.opened(at, &name, &Attributes(attributes))?;
                self.open.push(next);
            }
            Piece::Text(text) => {
                if matches!(self.open.last(), Some(At::Words(_))) {
                    self.words.push_str(&text);
                }
            }
            Piece::Close => match self.open.pop() {
                Some(At::Words(words)) => self.said(words),
                Some(At::Value) => self.keep_value(),
                _ => {}
            },
        }
        Ok(())
    }

    fn opened(&mut self, at: At, name: &str, given: &Attributes) -> Result<At> {
        let project = &mut self.project;
        let next = match (at, name) {
            (At::Top, "Project") => {
                project.name = given.text("name");
                project.origin = given.text("origin");
                project.creating_user = given.guid_if_any("creatingUserGUID");
                project.created = given.moment();
                At::Project
            }
            (At::Top, "CodeBook") => {
                project.codebook.origin = given.text("origin");
                At::CodeBook
            }
            (At::Project, "CodeBook") => At::CodeBook,
            (At::Project, "Users") => At::Users,
            (At::Project, "Variables") => At::Variables,
            (At::Project, "Cases") => At::Cases,
            (At::Project, "Sources") => At::Sources,
            (At::Project | At::CodeBook, "Sets") => At::Sets,
            (At::Project, "Notes") => At::Notes,
            (At::Project, "Links" | "Graphs") => At::Graphs,
            (At::Project, "Description") => At::Words(Words::OfProject),
            (At::Users, "User") => {
                project.users.push(User {
                    guid: given.guid("guid"),
                    name: given.text("name"),
                    id: given.text("id"),
                });
                self.count(At::Passed)?
            }
            (At::CodeBook, "Codes") => At::Codes,
            (At::Codes | At::Code(_), "Code") => {
                let place = project.codebook.codes.len();
                if place == MOST_CODES {
                    return Err(too_many_codes());
                }
                project.codebook.codes.push(Code {
                    guid: given.guid("guid"),
                    name: given.text("name"),
                    description: String::new(),
                    color: given.text("color"),
                    is_codable: !matches!(given.get("isCodable"), Some("false" | "0")),
                    parent: match at {
                        At::Code(above) => Some(above),
                        _ => None,
                    },
                });
                At::Code(place)
            }
            (At::Code(place), "Description") => At::Words(Words::OfCode(place)),
            (At::Variables, "Variable") => {
                project.variables.push(Variable {
                    guid: given.guid("guid"),
                    name: given.text("name"),
                    kind: VariableType::of_id(&given.text("typeOfVariable")).unwrap_or_default(),
                    description: String::new(),
                });
                self.count(At::Variable)?
            }
            (At::Variable, "Description") => At::Words(Words::OfVariable),
            (At::Cases, "Case") => {
                project.cases.push(Case {
                    guid: given.guid("guid"),
                    name: given.text("name"),
                    ..Case::default()
                });
                self.count(At::Case)?
            }
            (At::Case, "SourceRef") => {
                let target = given.guid("targetGUID");
                if let Some(case) = project.cases.last_mut() {
                    case.sources.push(target);
                }
                self.count(At::Passed)?
            }
            (At::Case | At::Source, "VariableValue") => {
                self.value = (Guid::default(), String::new());
                self.count(At::Value)?
            }
            (At::Value, "VariableRef") => {
                self.value.0 = given.guid("targetGUID");
                At::Passed
            }
            (At::Value, _) if name.ends_with("Value") => At::Words(Words::Value),
            (At::Sources, "TextSource") => {
                project.sources.push(TextSource {
                    guid: given.guid("guid"),
                    name: given.text("name"),
                    user: given.guid_if_any("creatingUser"),
                    created: given.moment(),
                    ..TextSource::default()
                });
                self.texts.push(Place {
                    inline: None,
                    plain: given.text_if_any("plainTextPath"),
                    rich: given.text_if_any("richTextPath"),
                });
                self.count(At::Source)?
            }
            (At::Sources, _) => {
                self.other_sources += 1;
                At::OtherSource
            }
            (At::OtherSource, _) => {
                self.other_selections += usize::from(name.ends_with("Selection"));
                At::OtherSource
            }
            (At::Source, "PlainTextContent") => At::Words(Words::Content),
            (At::Source, "PlainTextSelection") => {
                let selection = Selection {
                    guid: given.guid("guid"),
                    name: given.text("name"),
                    start: given.offset("startPosition"),
                    end: given.offset("endPosition"),
                    user: given.guid_if_any("creatingUser"),
                    created: given.moment(),
                    ..Selection::default()
                };
                self.source().selections.push(selection);
                self.count(At::Selection)?
            }
            (At::Selection, "Description") => At::Words(Words::OfSelection),
            (At::Selection, "Coding") => {
                let coding = given.coding();
                if let Some(selection) = self.source().selections.last_mut() {
                    selection.codings.push(coding);
                }
                self.count(At::Coding)?
            }
            // A whole text that was given a code is a selection of all of it.
            (At::Source, "Coding") => {
                let coding = given.coding();
                let whole = Selection {
                    guid: coding.guid,
                    end: usize::MAX,
                    user: coding.user,
                    created: coding.created,
                    codings: vec![coding],
                    ..Selection::default()
                };
                self.source().selections.push(whole);
                self.count(At::WholeCoding)?
            }
            (At::Coding | At::WholeCoding, "CodeRef") => {
                let target = given.guid("targetGUID");
                let last = self.source().selections.last_mut();
                if let Some(coding) = last.and_then(|selection| selection.codings.last_mut()) {
                    coding.code = target;
                }
                At::Passed
            }
            (At::Sets, "Set") => {
                project.sets.push(Set {
                    guid: given.guid("guid"),
                    name: given.text("name"),
                    ..Set::default()
                });
                self.count(At::Set)?
            }
            (At::Set, "Description") => At::Words(Words::OfSet),
            (At::Set, "MemberCode" | "MemberSource") => {
                // In a codebook the attribute is called otherwise.
                let member = given.guid_if_any("targetGUID");
                let member = member.unwrap_or_else(|| given.guid("guid"));
                if let Some(set) = project.sets.last_mut() {
                    let members = if name == "MemberCode" {
                        &mut set.codes
                    } else {
                        &mut set.sources
                    };
                    members.push(member);
                }
                self.count(At::Passed)?
            }
            (At::Notes, "Note") => {
                self.notes += 1;
                At::Passed
            }
            (At::Graphs, _) => {
                self.links += 1;
                At::Passed
            }
            _ => At::Passed,
        };
        Ok(next)
    }

    fn said(&mut self, at: Words) {
        let words = std::mem::take(&mut self.words);
        let project = &mut self.project;
        let place = match at {
            Words::OfProject => Some(&mut project.description),
            Words::OfCode(place) => project
                .codebook
                .codes
                .get_mut(place)
                .map(|code| &mut code.description),
            Words::OfVariable => project
                .variables
                .last_mut()
                .map(|variable| &mut variable.description),
            Words::OfSet => project.sets.last_mut().map(|set| &mut set.description),
            Words::OfSelection => {
                let last = project
                    .sources
                    .last_mut()
                    .and_then(|source| source.selections.last_mut());
                last.map(|selection| &mut selection.memo)
            }
            Words::Content => {
                let place = self.texts.last_mut();
                place.map(|place| place.inline.get_or_insert_default())
            }
            Words::Value => Some(&mut self.value.1),
        };
        if let Some(place) = place {
            *place = words;
        }
    }

    fn keep_value(&mut self) {
        let value = std::mem::take(&mut self.value);
        let values = match self.open.last() {
            Some(At::Case) => self.project.cases.last_mut().map(|case| &mut case.values),
            _ => self.project.sources.last_mut().map(|source| &mut source.values),
        };
        if let Some(values) = values {
            values.push(value);
        }
    }

    /// The source that is open.
    fn source(&mut self) -> &mut TextSource {
        if self.project.sources.is_empty() {
            self.project.sources.push(TextSource::default());
            self.texts.push(Place::default());
        }
        self.project.sources.last_mut().expect("one was pushed")
    }

    fn count(&mut self, at: At) -> Result<At> {
        self.kept += 1;
        if self.kept > MOST {
            return Err(Problem::input(
                format!("Das Projekt hat mehr als {MOST} Einträge; so groß ist keine Auswertung."),
                format!("The project has more than {MOST} entries; no analysis is that large."),
            )
            .hint(
                "Prüfen, woher die Datei kommt; sonst das Projekt in Teilen exportieren.",
                "Check where the file comes from; else export the project in parts.",
            ));
        }
        Ok(at)
    }
}

impl CodeBook {
    /// The codebook of a file that holds nothing else.
    pub(super) fn of(gathered: Gathered) -> CodeBook {
        CodeBook {
            sets: gathered.project.sets,
            ..gathered.project.codebook
        }
    }
}

fn too_many_codes() -> Problem {
    Problem::input(
        format!("Das Codesystem hat mehr als {MOST_CODES} Codes."),
        format!("The code system has more than {MOST_CODES} codes."),
    )
    .hint(
        "Prüfen, woher die Datei kommt; im anderen Programm nur die gebrauchten Codes exportieren.",
        "Check where the file comes from; export only the codes in use from the other program.",
    )
}
