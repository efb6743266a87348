//! Stata files from end to end: what was written reads back the same, and no damage is more than a sentence.

#[path = "clients/frames.rs"]
mod frames;

use frames::{Made, hard, labels, number, text, wide};
use freitext::statfile::{Column, Frame, dta};
use freitext::survey::{UserMissing, Value, Variable, VariableKind};

fn bytes(frame: &Frame) -> Vec<u8> {
    let mut bytes = Vec::new();
    dta::write(frame, &mut bytes, None).unwrap();
    bytes
}

#[test]
fn what_was_written_reads_back() {
    let frame = hard();
    let (again, _) = dta::read(&bytes(&frame)).unwrap();
    let (wanted, found) = (&frame.dictionary, &again.dictionary);
    assert_eq!(wanted.label, found.label);
    assert_eq!(wanted.notes, found.notes);
    assert_eq!(wanted.sets, found.sets);
    assert_eq!(wanted.weight, found.weight);
    for ((wanted, found), at) in wanted.variables.iter().zip(&found.variables).zip(0..) {
        let name = &wanted.name;
        assert_eq!(
            (name, &wanted.label, wanted.kind),
            (&found.name, &found.label, found.kind)
        );
        if name == "steuer" {
            assert_eq!(
                again.columns[at],
                Column::Texts(["ab", "cd", "eee", "fff"].map(String::from).to_vec())
            );
            continue;
        }
        if name == "meinung" {
            let cells = vec![Some(1.0), Some(-901.0), Some(-902.0), Some(2.0)];
            assert_eq!(again.columns[at], Column::Numbers(cells));
            assert_eq!(found.missing.values, [number(-901.0), number(-902.0)]);
            assert_eq!(found.label_of(&number(-901.0)), Some("weiß nicht"));
            continue;
        }
        assert_eq!(frame.columns[at], again.columns[at], "{name}");
        assert_eq!(wanted.labels, found.labels, "{name}");
    }
    // From then on nothing changes any more: .a stays .a.
    let second = bytes(&again);
    assert_eq!(dta::read(&second).unwrap().0, again);
    assert_eq!(bytes(&again), second);
}

#[test]
fn long_labels_and_labelled_texts_come_back_whole() {
    let long =
        "Was müsste sich in Ihrer Nachbarschaft ändern, damit Sie öfter zu Fuß gehen? Bitte alles nennen.";
    let frame = Made::default()
        .texts(
            Variable {
                labels: vec![
                    (text("A1"), "sehr gut".into()),
                    (text("A2"), "schlecht".into()),
                    (text("-oth-"), "anderes".into()),
                ],
                missing: UserMissing {
                    values: vec![text("-oth-")],
                    range: None,
                },
                ..Variable::new("frage", VariableKind::Text).labelled(long)
            },
            &["A2", "", "-oth-", "A1"],
        )
        .0;
    assert_eq!(dta::read(&bytes(&frame)).unwrap().0, frame);
}

#[test]
fn a_missing_letter_of_one_file_is_the_same_in_the_next() {
    let variable = Variable {
        labels: labels(&[(1.0, "ja"), (-926.0, "keine Angabe")]),
        missing: UserMissing {
            values: vec![number(-903.0), number(-926.0)],
            range: None,
        },
        ..Variable::new("v", VariableKind::Number)
    };
    let frame = Made::default()
        .numbers(variable, &[Some(-903.0), Some(1.0), Some(-926.0)])
        .0;
    assert_eq!(dta::read(&bytes(&frame)).unwrap().0, frame);
}

#[test]
fn every_beginning_of_a_file_is_a_problem_or_a_frame() {
    let frame = Made::default()
        .numbers(
            Variable {
                labels: labels(&[(1.0, "ja")]),
                ..Variable::new("a", VariableKind::Number).labelled("ä")
            },
            &[Some(1.0), None],
        )
        .texts(
            Variable::new("b", VariableKind::Text),
            &[&"lang ".repeat(500), "x"],
        )
        .0;
    let whole = bytes(&frame);
    for end in 0..whole.len() {
        if let Err(problem) = dta::read(&whole[..end]) {
            assert!(problem.advice().is_some(), "{end}");
        } else {
            // Only the closing tag of the file is missing.
            assert!(whole.len() - end <= "</stata_dta>".len(), "{end}");
        }
    }
}

#[test]
fn no_changed_byte_makes_it_panic() {
    let frame = Made::default()
        .numbers(
            Variable {
                labels: labels(&[(1.0, "ja")]),
                ..Variable::new("a", VariableKind::Number)
            },
            &[Some(1.0), None],
        )
        .texts(
            Variable::new("b", VariableKind::Text),
            &[&"lang ".repeat(500), "x"],
        )
        .0;
    let whole = bytes(&frame);
    for at in 0..whole.len() {
        for byte in [0, 1, 0x7f, 0x80, 0xff, b'<'] {
            let mut changed = whole.clone();
            changed[at] = byte;
            let _ = dta::read(&changed);
        }
    }
}

#[test]
fn lying_lengths_and_other_files_are_refused() {
    for (start, part) in [
        (&b"$FL2@(#) SPSS DATA FILE"[..], "keine Stata-Datei"),
        (b"PK\x03\x04", "keine Stata-Datei"),
        (b"", "keine Stata-Datei"),
        (b"<stata_dta><header><release>120</release>", "Version 120"),
        (&[116, 2, 1, 0, 1, 0], "Version 116"),
        // 65,535 variables and four billion cases in a file of 10 bytes.
        (&[114, 2, 1, 0, 255, 255, 255, 255, 255, 255], "endet zu früh"),
    ] {
        let problem = dta::read(start).unwrap_err();
        assert!(problem.what().de.contains(part), "{}", problem.what().de);
    }
    let frame = wide(3, 2);
    let mut whole = bytes(&frame);
    let at = whole.windows(3).position(|window| window == b"<N>").unwrap() + 3;
    whole[at..at + 8].copy_from_slice(&u64::MAX.to_le_bytes());
    assert!(dta::read(&whole).is_err());
}

#[test]
fn too_many_variables_are_refused() {
    let problem = dta::write(&wide(32_768, 1), &mut Vec::new(), None).unwrap_err();
    assert!(problem.what().de.contains("32.767"), "{problem}");
    assert!(dta::write(&wide(2, 1), &mut Vec::new(), None).unwrap().is_empty());
    let unlabelled = Made::default().texts(
        Variable {
            labels: vec![(Value::Text("x".into()), "?".into())],
            ..Variable::new("a", VariableKind::Text)
        },
        &["x", "anderes"],
    );
    let notices = dta::write(&unlabelled.0, &mut Vec::new(), None).unwrap();
    assert!(notices[0].what.de.contains("a (1)"), "{notices:?}");
}
