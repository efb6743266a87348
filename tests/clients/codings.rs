//! The coded study, with whatever codings were chosen, per unit and per respondent, as every client reads it: cell by cell, label
//! by label, set by set.

use super::coded::Coded;
use super::coded_expected::{Base, DataSet, Which};
use super::desk::Desk;
use super::expected::{Cells, Expected, compare, names, sets};
use super::harness::pspp;
use super::readers::{Keeps, Labels, Whole, by_python, everyone_reads, exported};

impl DataSet {
    fn all(&mut self) -> Vec<Expected> {
        self.came.drain(..).chain(self.own.drain(..)).collect()
    }
}

fn everyone_reads_all(base: Base, option: &str) {
    let coded = Coded::new();
    let desk = coded.study();
    for (which, name) in Which::ALL {
        let mut wanted = coded.data_set(base, which);
        let all = wanted.all();
        let more = ["--codings", name, "--base", option];
        everyone_reads(&desk, &more, &all, &Whole::Yes(&wanted.sets));
        let get = format!("GET FILE='{}'.", desk.path("s.sav").display());
        in_pspp(&desk, &get, &all, &wanted);
    }
}

#[test]
fn everyone_reads_units_with_each_choice_of_codings() {
    everyone_reads_all(Base::Units, "units");
}

#[test]
fn everyone_reads_respondents_with_each_choice_of_codings() {
    everyone_reads_all(Base::Respondents, "respondents");
}

/// What PSPP has in memory after some syntax, held against what is expected.
fn in_pspp(desk: &Desk, syntax: &str, all: &[Expected], wanted: &DataSet) {
    let saved = desk.path("by-pspp.sav").display().to_string();
    let said = pspp(&format!("{syntax}\nSAVE OUTFILE='{saved}'.\n"));
    assert!(
        !said.contains("warning") && !said.contains("error"),
        "{syntax}: {said:.3000}"
    );
    let read = by_python("sav", &saved);
    let all: Vec<&Expected> = all.iter().collect();
    let client = format!("PSPP after {syntax}");
    names(&client, &read, &all);
    sets(&client, &read, &wanted.sets);
    compare(&client, &read, &all, Keeps::Reasons, Labels::All);
}

#[test]
fn pspp_makes_the_same_of_the_syntax_and_its_data() {
    let coded = Coded::new();
    let desk = coded.study();
    for (base, option) in [(Base::Units, "units"), (Base::Respondents, "respondents")] {
        let more = ["--codings", "each-coder", "--base", option];
        exported(&desk, "s.sps", &more);
        exported(&desk, "s-data.csv", &[&more[..], &["--as", "sps-data"]].concat());
        let mut wanted = coded.data_set(base, Which::EachCoder);
        let mut all = wanted.all();
        for one in &mut all {
            if let Cells::Texts(texts) = &mut one.cells {
                // Line breaks have no place in the data of a syntax.
                texts.iter_mut().for_each(|text| *text = text.replace('\n', " "));
            }
        }
        let insert = format!(
            "CD '{}'.\nINSERT FILE='s.sps' ENCODING='UTF-8'.",
            desk.path("").display()
        );
        in_pspp(&desk, &insert, &all, &wanted);
    }
}

#[test]
fn the_add_on_data_set_has_a_row_for_each_questionnaire_with_each_choice_of_codings() {
    let coded = Coded::new();
    let desk = coded.study();
    for (which, name) in Which::ALL {
        let csv = exported(&desk, "addon.csv", &["--codings", name]);
        let read = by_python("csv", &csv);
        let mut wanted = coded.data_set(Base::Records, which);
        wanted.came.retain(|one| one.name == "nr");
        let all: Vec<Expected> = wanted.all().into_iter().map(in_words).collect();
        let all: Vec<&Expected> = all.iter().collect();
        names(name, &read, &all);
        compare(name, &read, &all, Keeps::NoReasons, Labels::None);
    }
}

/// As a CSV says it: of a status its label, of a code 0 and 1 or its value, of a reason nothing.
fn in_words(one: Expected) -> Expected {
    let cells = match &one.cells {
        Cells::Texts(texts) => Cells::Texts(texts.clone()),
        Cells::Numbers(cells) => {
            let is_told = one.name.contains("status") || one.name.contains("missing");
            let label = |number: f64| one.values.iter().find(|(value, _)| *value == number);
            let word = |cell: &Option<f64>| match cell {
                Some(number) if is_told => label(*number).unwrap().1.clone(),
                Some(number) if *number >= 0.0 => number.to_string(),
                _ => String::new(),
            };
            Cells::Texts(cells.iter().map(word).collect())
        }
    };
    Expected { cells, ..one }
}
