//! `freitext corrected STUDY`: how frequent each code is in all answers, when only some were reviewed.

use clap::{ArgMatches, Command};

use super::new::{study_argument, study_path};
use super::selection::{codebook_argument, question_argument};
use super::suggest::{json_argument, method_argument, named_suggester, open_index};
use super::usage::say;
use super::{Desk, Entry};
use crate::problem::Result;
use crate::results;
use crate::suggest::evaluation::{Coded, Counted, Machine, corrected};
use crate::suggest::usual;
use crate::tables::{choose_codebook, choose_questions};
use crate::words::Language;

pub const ENTRY: Entry = Entry {
    name: "corrected",
    define,
    run,
};

fn define(language: Language, command: Command) -> Command {
    command
        .about(say(
            language,
            "Rechnet von einer geprüften Zufallsstichprobe auf alle Antworten hoch",
            "Corrects frequencies for what the machine gets wrong, by a reviewed random sample",
        ))
        .arg(study_argument(language))
        .arg(codebook_argument(language))
        .arg(question_argument(language))
        .arg(method_argument(language))
        .arg(json_argument(language))
}

fn run(given: &ArgMatches, desk: &mut Desk<'_>) -> Result<()> {
    let text = |name: &str| given.get_one::<String>(name).map(String::as_str);
    let study = desk.study(study_path(given))?;
    let codebook = choose_codebook(&study, text("codebook"))?;
    let question = match text("question") {
        None => None,
        key => choose_questions(&study, key)?.pop(),
    };
    let coded = Coded::of_study(&study, &codebook)?;
    let codebook = codebook.in_use();
    let suggester = named_suggester(given).unwrap_or_else(|| usual(&codebook.codebook, coded.judged().len()));
    let index = open_index(&study, desk)?.with_exceptions(&codebook.codebook.stem_exceptions);
    let machine = Machine::prepare(suggester, &study, &index, &codebook, &coded, None)?;
    let counted = Counted::of(&study, question.map(|question| (question.id, question.key)))?;
    let corrected = corrected(suggester.id(), &machine, &coded, &codebook.codebook, &counted)?;
    if given.get_flag("json") {
        return desk.print_json(&corrected);
    }
    let parts = results::corrected(&corrected, desk.language);
    desk.show(&parts)
}
