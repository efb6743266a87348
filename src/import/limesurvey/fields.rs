//! Which columns a questionnaire makes, and what each is called in every style of heading.
//!
//! After LimeSurvey's `createFieldMap` (`common_helper.php`), `viewHelper::getFieldCode` and `getFieldText`. A study calls a
//! column as LimeSurvey does with question codes: `Q1`, `Q1[SQ001]`, `Q1[other]`, `Q1[SQ001_SQ002]`, `Q1[SQ001][1]`.

use super::structure::{Answer, Question, Structure, Subquestion};

/// A column that a question makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub name: String,
    /// Other names by code: of the Expression Manager, of the table of responses.
    pub also: Vec<String>,
    /// Place of its question in the structure.
    pub question: usize,
    /// What stands in brackets behind the question's text.
    pub parts: Vec<Part>,
    pub holds: Holds,
}

/// A piece of a heading in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    /// LimeSurvey's own word in the language of the export, as German and English users see it.
    Own(String),
}

/// What a cell of the column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Holds {
    /// What somebody typed.
    Words,
    /// One of these answers: code and label.
    One(Vec<(String, String)>),
    /// `Y`, or nothing where the item was not chosen.
    Chosen,
    /// Points of a scale.
    Points,
    Number,
    Moment,
    /// What the program recorded: language, equation, uploaded files.
    Recorded,
}

impl Part {
    pub fn text(&self) -> &str {
        match self {
            Part::Text(text) | Part::Own(text) => text,
        }
    }
}

/// The columns, in the order of an export.
pub(super) fn fields(structure: &Structure) -> Vec<Field> {
    let mut fields = Vec::new();
    for (at, question) in structure.questions.iter().enumerate() {
        Making {
            structure,
            question,
            at,
            fields: &mut fields,
        }
        .make();
    }
    fields
}

struct Making<'a> {
    structure: &'a Structure,
    question: &'a Question,
    at: usize,
    fields: &'a mut Vec<Field>,
}

/// The second half of a name: as it stands in brackets, behind `SIDXGIDXQID`, and behind `Qqid`.
struct Behind {
    bracket: String,
    table: String,
    table7: String,
}

impl Making<'_> {
    fn make(&mut self) {
        let rows: Vec<&Subquestion> = self
            .question
            .subquestions
            .iter()
            .filter(|sub| sub.scale == 0)
            .collect();
        let columns: Vec<&Subquestion> = self
            .question
            .subquestions
            .iter()
            .filter(|sub| sub.scale == 1)
            .collect();
        match self.question.kind {
            // Words to read, and nothing to answer, all the same have a column.
            'R' => self.ranking(&rows),
            '1' => self.dual(&rows),
            ':' | ';' => {
                for row in &rows {
                    for column in &columns {
                        let holds = if self.question.kind == ';' {
                            Holds::Words
                        } else {
                            Holds::Number
                        };
                        let parts = vec![Part::Text(row.text.clone()), Part::Text(column.text.clone())];
                        let code = format!("{}_{}", row.code, column.code);
                        let table7 = format!("_S{}_S{}", row.id, column.id);
                        self.add(behind(&code, &code, &table7), parts, holds);
                    }
                }
            }
            'M' | 'P' => self.multiple(&rows),
            'Q' | 'K' | 'A' | 'B' | 'C' | 'E' | 'F' | 'H' => {
                let holds = self.one_of(0);
                for row in &rows {
                    let table7 = format!("_S{}", row.id);
                    let part = Part::Text(row.text.clone());
                    self.add(behind(&row.code, &row.code, &table7), vec![part], holds.clone());
                }
            }
            _ => self.single(),
        }
    }

    fn single(&mut self) {
        let holds = self.one_of(0);
        self.add(behind("", "", ""), Vec::new(), holds);
        match self.question.kind {
            'L' | '!' if self.question.other.is_some() => self.other(),
            'O' => self.add(
                behind("comment", "comment", "_Ccomment"),
                vec![Part::Own("Kommentar".into())],
                Holds::Words,
            ),
            '|' => self.add(
                behind("filecount", "_filecount", "_Cfilecount"),
                Vec::new(),
                Holds::Number,
            ),
            _ => {}
        }
    }

    fn other(&mut self) {
        let part = Part::Own(self.question.other_label());
        self.add(behind("other", "other", "_Cother"), vec![part], Holds::Words);
    }

    fn multiple(&mut self, rows: &[&Subquestion]) {
        let comments = self.question.kind == 'P';
        let comment = || Part::Own("Kommentar".into());
        for row in rows {
            let part = Part::Text(row.text.clone());
            let table7 = format!("_S{}", row.id);
            self.add(
                behind(&row.code, &row.code, &table7),
                vec![part.clone()],
                Holds::Chosen,
            );
            if comments {
                let code = format!("{}comment", row.code);
                let table7 = format!("{table7}_Ccomment");
                self.add(behind(&code, &code, &table7), vec![part, comment()], Holds::Words);
            }
        }
        if self.question.other.is_some() {
            self.other();
            if comments {
                let label = format!("{} Kommentar", self.question.other_label());
                let behind = behind("othercomment", "othercomment", "_Cothercomment");
                self.add(behind, vec![Part::Own(label)], Holds::Words);
            }
        }
    }

    fn dual(&mut self, rows: &[&Subquestion]) {
        for row in rows {
            for scale in 0..2_u8 {
                let parts = vec![
                    Part::Text(row.text.clone()),
                    Part::Own(format!("Skala {}", scale + 1)),
                ];
                let holds = self.one_of(scale);
                let mut field = self.field(
                    behind(
                        &row.code,
                        &format!("{}#{scale}", row.code),
                        &format!("_S{}#{scale}", row.id),
                    ),
                    parts,
                    holds,
                );
                let code = &self.question.code;
                field.name = format!("{code}[{}][{}]", row.code, scale + 1);
                field.also[0] = format!("{code}_{}_{scale}", row.code);
                self.fields.push(field);
            }
        }
    }

    /// Up to version 6 the items are answers, from 7 on subquestions. A column is a place.
    fn ranking(&mut self, rows: &[&Subquestion]) {
        let items: Vec<(String, String)> = if self.question.answers.is_empty() {
            rows.iter()
                .map(|row| (row.code.clone(), row.text.clone()))
                .collect()
        } else {
            labelled(&self.question.answers, 0)
        };
        let places = self.question.places.unwrap_or(items.len()).min(items.len());
        for place in 1..=places {
            let bracket = place.to_string();
            let table7 = match (self.question.answers.get(place - 1), rows.get(place - 1)) {
                (Some(answer), _) => format!("_R{}", answer.id),
                (None, Some(row)) => format!("_S{}", row.id),
                _ => String::new(),
            };
            let part = Part::Own(format!("Rang {place}"));
            let mut field = self.field(
                behind(&bracket, &bracket, &table7),
                vec![part],
                Holds::One(items.clone()),
            );
            if let (true, Some(row)) = (self.question.answers.is_empty(), rows.get(place - 1)) {
                field.also.push(format!("{}[{}]", self.question.code, row.code));
            }
            self.fields.push(field);
        }
    }

    fn add(&mut self, behind: Behind, parts: Vec<Part>, holds: Holds) {
        let field = self.field(behind, parts, holds);
        self.fields.push(field);
    }

    fn field(&self, behind: Behind, parts: Vec<Part>, holds: Holds) -> Field {
        let question = self.question;
        let Behind {
            bracket,
            table,
            table7,
        } = behind;
        let (code, survey) = (&question.code, &self.structure.survey);
        let (name, manager) = if bracket.is_empty() {
            (code.clone(), code.clone())
        } else {
            (format!("{code}[{bracket}]"), format!("{code}_{bracket}"))
        };
        let mut also = vec![
            manager,
            format!("{survey}X{}X{}{table}", question.group, question.id),
            format!("Q{}{table7}", question.id),
        ];
        // Version 7 writes the ending of the table's column into the brackets of a list's own fields.
        if table7.starts_with("_C") {
            also.push(format!("{code}[{table7}]"));
        }
        Field {
            name,
            also,
            question: self.at,
            parts,
            holds,
        }
    }

    /// What a column of the question holds, where all hold the same.
    fn one_of(&self, scale: u8) -> Holds {
        let of = |answers: &[(&str, &str)]| {
            let pair = |(code, label): &(&str, &str)| ((*code).to_owned(), (*label).to_owned());
            Holds::One(answers.iter().map(pair).collect())
        };
        match self.question.kind {
            'T' | 'S' | 'U' | 'Q' => Holds::Words,
            'L' | '!' | 'O' => {
                let mut answers = labelled(&self.question.answers, 0);
                if self.question.other.is_some() {
                    answers.push(("-oth-".to_owned(), self.question.other_label()));
                }
                Holds::One(answers)
            }
            'F' | 'H' | '1' => Holds::One(labelled(&self.question.answers, scale)),
            'Y' => of(&[("Y", "Ja"), ("N", "Nein")]),
            'G' => of(&[("F", "Weiblich"), ("M", "Männlich")]),
            'C' => of(&[("Y", "Ja"), ("U", "Unsicher"), ("N", "Nein")]),
            'E' => of(&[("I", "Zunahme"), ("S", "Gleich"), ("D", "Abnahme")]),
            '5' | 'A' | 'B' => Holds::Points,
            'N' | 'K' => Holds::Number,
            'D' => Holds::Moment,
            _ => Holds::Recorded,
        }
    }
}

impl Question {
    /// What the survey calls "Sonstiges".
    pub fn other_label(&self) -> String {
        match self.other.as_deref() {
            Some(own) if !own.is_empty() => own.to_owned(),
            _ => "Sonstiges".to_owned(),
        }
    }
}

fn behind(bracket: &str, table: &str, table7: &str) -> Behind {
    Behind {
        bracket: bracket.to_owned(),
        table: table.to_owned(),
        table7: table7.to_owned(),
    }
}

fn labelled(answers: &[Answer], scale: u8) -> Vec<(String, String)> {
    let of_scale = answers.iter().filter(|answer| answer.scale == scale);
    of_scale
        .map(|answer| (answer.code.clone(), answer.label.clone()))
        .collect()
}
