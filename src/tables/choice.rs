//! What of a study is counted: which codebook, question, coder, background columns. Names are checked here, and a
//! name that does not exist is answered with those that do.

use std::fmt::Display;

use crate::codebook::name_of;
use crate::estimate::Response;
use crate::problem::{Notice, Problem, Result};
use crate::study::{Run, StoredCodebook, Study};
use crate::survey::{Coder, CoderKind, Question, Several};
use crate::words::Language;

/// What is counted. `None` takes what there is.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Name of the codebook; needed where the study holds several.
    pub codebook: Option<String>,
    /// Key of the question; without it every question gets its own tables.
    pub question: Option<String>,
    /// Only this person's decisions.
    pub coder: Option<String>,
    pub base: Base,
    pub level: Level,
    pub kept: Kept,
    /// How many were contacted, which makes the intervals of shares those of a known population.
    pub contacted: Option<u64>,
    /// Background columns; each gives a crosstab of its own.
    pub by: Vec<String>,
}

/// What a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    #[default]
    Units,
    /// Everybody counts once per code, however often they mention it.
    Respondents,
}

/// What a pass keeps beside the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kept {
    #[default]
    Counts,
    /// What each respondent has in which group: of columns, and with respondents as base of everybody too; some hundred bytes per
    /// respondent and column.
    Respondents,
}

/// How deep codes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Every code; dimensions as sums.
    #[default]
    Codes,
    /// Every code counts as its dimension.
    Dimensions,
}

/// The codebook with this name, or the only one.
///
/// # Errors
/// No codebook, no such codebook, or several and none named.
pub fn choose_codebook(study: &Study, name: Option<&str>) -> Result<StoredCodebook> {
    let mut codebooks = study.codebooks()?;
    let names = listed(codebooks.iter().map(|stored| &stored.name));
    if codebooks.is_empty() {
        return Err(Problem::input(
            "Die Studie hat noch keinen Kodierleitfaden.",
            "The study has no codebook yet.",
        )
        .hint(
            "Mit »freitext suggest STUDIE --codebook NAME« Vorschläge machen lassen.",
            "Have suggestions made with `freitext suggest STUDY --codebook NAME`.",
        ));
    }
    let at = match name {
        // A path means the codebook that it is kept as.
        Some(name) => codebooks
            .iter()
            .position(|stored| stored.name == name)
            .or_else(|| codebooks.iter().position(|stored| stored.name == name_of(name))),
        None if codebooks.len() == 1 => Some(0),
        None => {
            return Err(Problem::usage(
                "Die Studie hat mehrere Kodierleitfäden.",
                "The study has several codebooks.",
            )
            .hint(
                format!("Mit --codebook einen wählen: {names}."),
                format!("Choose one with --codebook: {names}."),
            ));
        }
    };
    match at {
        Some(at) => Ok(codebooks.swap_remove(at)),
        None => {
            let name = name.unwrap_or_default();
            Err(Problem::usage(
                format!("Einen Kodierleitfaden »{name}« hat die Studie nicht."),
                format!("The study has no codebook “{name}”."),
            )
            .hint(format!("Vorhanden: {names}."), format!("There are: {names}.")))
        }
    }
}

/// The question with this key, or all of them.
///
/// # Errors
/// No such question.
pub fn choose_questions(study: &Study, key: Option<&str>) -> Result<Vec<Question>> {
    let mut questions = study.questions()?;
    let Some(key) = key else {
        return Ok(questions);
    };
    match questions.iter().position(|question| question.key == key) {
        Some(at) => Ok(vec![questions.swap_remove(at)]),
        None => {
            let keys = listed(questions.iter().map(|question| &question.key));
            Err(Problem::usage(
                format!("Eine Frage »{key}« hat die Studie nicht."),
                format!("The study has no question “{key}”."),
            )
            .hint(format!("Vorhanden: {keys}."), format!("There are: {keys}.")))
        }
    }
}

/// The coder who is meant by a name, or nobody in particular. A machine is named as it is shown: `freitext (machine)`.
///
/// # Errors
/// Nobody of this name has decided anything with the codebook.
pub fn choose_coder(study: &Study, codebook: &str, name: Option<&str>) -> Result<Option<Coder>> {
    let Some(name) = name else { return Ok(None) };
    let mut coders = study.coders(codebook)?;
    if let Some(at) = coders.iter().position(|coder| coder.is_called(name)) {
        return Ok(Some(coders.swap_remove(at)));
    }
    let names = |language| listed(coders.iter().map(|coder| coder.label().get(language).to_owned()));
    Err(Problem::usage(
        format!("»{name}« hat mit diesem Kodierleitfaden nichts entschieden."),
        format!("“{name}” has decided nothing with this codebook."),
    )
    .hint(
        format!("Entschieden haben: {}.", names(Language::De)),
        format!("Those who decided: {}.", names(Language::En)),
    ))
}

/// Where each of these background columns stands.
///
/// # Errors
/// All names that do not exist, at once.
pub fn choose_background(study: &Study, by: &[String]) -> Result<Vec<usize>> {
    let names = study.background_names()?;
    let mut places = Vec::new();
    let mut unknown = Vec::new();
    for name in by {
        match names.iter().position(|known| known == name) {
            Some(at) => places.push(at),
            None => unknown.push(
                Problem::usage(
                    format!("Eine Spalte »{name}« hat die Studie nicht."),
                    format!("The study has no column “{name}”."),
                )
                .hint(
                    format!("Vorhanden: {}.", listed(names.iter())),
                    format!("There are: {}.", listed(names.iter())),
                ),
            ),
        }
    }
    Problem::all(unknown).map_or(Ok(places), Err)
}

/// Says where the suggestions of a run are older than the answers.
pub fn stale(study: &Study, run: Option<&Run>) -> Result<Option<Notice>> {
    let Some(run) = run else { return Ok(None) };
    Ok((run.data_revision < study.data_revision()?).then(|| {
        Notice::new(
            "Seit den letzten Vorschlägen sind Antworten hinzugekommen; mit »freitext suggest« neue machen lassen.",
            "Answers have come in since the last suggestions; have new ones made with `freitext suggest`.",
        )
    }))
}

/// Says how many units count as reviewed though only a machine decided on them. `coder`: whose decisions are meant, if
/// one coder's.
pub fn accepted_by_machine(
    study: &Study,
    codebook: &str,
    questions: &[Question],
    coder: Option<&Coder>,
) -> Result<Option<Notice>> {
    if coder.is_some_and(|coder| coder.kind == CoderKind::Person) {
        return Ok(None);
    }
    let question = match questions {
        [only] => Some(only.id),
        _ => None,
    };
    let Some(decided) = study.machine_decided(codebook, question)? else {
        return Ok(None);
    };
    let say = |language: Language, from: &str| {
        let above = decided.above.map(|above| match language {
            Language::De => above.to_string().replace('.', ","),
            Language::En => above.to_string(),
        });
        let above = above.map(|above| format!(" ({from} {above})"));
        (language.count(decided.units), above.unwrap_or_default())
    };
    let ((units_de, above_de), (units_en, above_en)) = (say(Language::De, "ab"), say(Language::En, "from"));
    Ok(Some(Notice::new(
        format!(
            "{units_de} Einheiten sind von der Maschine übernommen{above_de}: Sie zählen als geprüft, obwohl niemand sie geprüft hat. Zurücknehmen: »freitext suggest STUDIE --take-back«."
        ),
        format!(
            "{units_en} units are accepted by the machine{above_en}: they count as reviewed though nobody has reviewed them. Take back: `freitext suggest STUDY --take-back`."
        ),
    )))
}

/// Says on how many units coders differ or a second coding is waited for, and what holds there. `coder`: whose decisions
/// are meant, if one coder's.
pub fn not_agreed(
    study: &Study,
    codebook: &str,
    questions: &[Question],
    coder: Option<&Coder>,
) -> Result<Vec<Notice>> {
    if coder.is_some() {
        return Ok(Vec::new());
    }
    let question = match questions {
        [only] => Some(only.id),
        _ => None,
    };
    let unsettled = study.unsettled(codebook, question)?;
    let mut notices = Vec::new();
    let mut say = |n: u64, de: &str, en: &str| {
        if n > 0 {
            notices.push(Notice::new(
                de.replace("{n}", &Language::De.count(n)),
                en.replace("{n}", &Language::En.count(n)),
            ));
        }
    };
    match unsettled.rule.several {
        Several::Latest => say(
            unsettled.ruled,
            "Kodierende sind sich uneins, Einheiten: {n}. Dort gilt jeweils die letzte Entscheidung.",
            "Coders differ, units: {n}. There the latest decision holds.",
        ),
        Several::Identical | Several::Majority => say(
            unsettled.ruled,
            "Kodierende sind sich uneins, Einheiten: {n}. Dort gilt, was die Mehrheit sagt.",
            "Coders differ, units: {n}. There holds what most of them say.",
        ),
    }
    say(
        unsettled.differ,
        "Kodierende sind sich uneins, Einheiten: {n}. Sie zählen nicht, bis jemand sie in »freitext review« entscheidet.",
        "Coders differ, units: {n}. They do not count until somebody settles them in `freitext review`.",
    );
    say(
        unsettled.waiting,
        "Erst von einer Person kodiert, Einheiten: {n}. Sie zählen nicht, bis eine zweite sie kodiert hat.",
        "Coded by one person so far, units: {n}. They do not count until a second person has coded them.",
    );
    Ok(notices)
}

/// How many of those who were contacted answered, where it was said.
///
/// # Errors
/// Fewer were contacted than are in the study.
pub fn response(contacted: Option<u64>, answered: u64) -> Result<Option<Response>> {
    match contacted {
        Some(contacted) if contacted < answered || contacted == 0 => Err(Problem::usage(
            format!("Angeschrieben wurden {contacted}, aber in der Studie sind {answered} Befragte."),
            format!("{contacted} were contacted, but {answered} respondents are in the study."),
        )
        .hint(
            "Anzugeben ist, wie viele Stellen oder Personen gefragt wurden, auch die, die nicht geantwortet haben.",
            "To be given is how many were asked, including those who did not answer.",
        )),
        contacted => Ok(contacted.map(|contacted| Response { answered, contacted })),
    }
}

fn listed<T: Display>(names: impl Iterator<Item = T>) -> String {
    let names: Vec<String> = names.map(|name| name.to_string()).collect();
    if names.is_empty() {
        "–".to_owned()
    } else {
        names.join(", ")
    }
}
