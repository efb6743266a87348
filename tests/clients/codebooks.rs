//! Dictionaries as PyYAML reads them, against ours; codebooks as a workbook, a CSV and a document, read by Python.
//!
//! Deliberately absent: quanteda itself, which no package of the system has.

use freitext::codebook::{Code, Codebook, read_foreign};
use freitext::export::write_codebook;
use freitext::words::Language;
use serde_json::{Value, json};

use crate::harness::{folder, python};

const DICTIONARY: &str = include_str!("../golden/dictionaries/integration.yml");
/// What the two versions of YAML understand differently, and ways to write the same.
const HARD: &str = "NO: [no, NO, 'Off', y]\n1.5: [1e3, 0x1F, 007, null, true, 12:30:45]\n\
    'ä: b': {\"#c\": [\"d e\", f_g], '': [eigen], __: auch}\nYes:\n- eins # nicht\n- 'zw''ei*'\n- \"dr\\u0065i\"\n\
    leer: []\nfalse: |\n  lang\n";

/// Name, patterns, what stands below; in the form of `dictionary.py`.
fn tree(codebook: &Codebook, codes: Vec<&Code>) -> Value {
    let one = |code: &Code| {
        let patterns: Vec<String> = code
            .match_rules
            .iter()
            .map(|rule| rule.query.to_string())
            .collect();
        json!([
            code.label.de,
            patterns,
            tree(codebook, codebook.children(&code.id).collect())
        ])
    };
    codes.into_iter().map(one).collect()
}

/// Patterns of PyYAML as the queries that they become.
fn as_queries(tree: &Value) -> Value {
    let category = |category: &Value| {
        let patterns = category[1].as_array().unwrap().iter().map(|pattern| {
            let pattern = pattern.as_str().unwrap();
            let one = read_foreign(format!("+A\n{}", pattern.trim()).as_bytes(), "x.lc3")
                .unwrap()
                .0;
            one.codes[0]
                .match_rules
                .first()
                .map(|rule| rule.query.to_string())
        });
        let mut known: Vec<String> = Vec::new();
        for pattern in patterns.flatten() {
            if !known
                .iter()
                .any(|one| one.to_lowercase() == pattern.to_lowercase())
            {
                known.push(pattern);
            }
        }
        json!([category[0], known, as_queries(&category[2])])
    };
    tree.as_array().unwrap().iter().map(category).collect()
}

#[test]
fn pyyaml_finds_the_same_keys_and_patterns() {
    let folder = folder("dictionary");
    for text in [DICTIONARY, HARD] {
        let path = folder.join("x.yml");
        std::fs::write(&path, text).unwrap();
        let theirs = python("dictionary.py", &[path.to_str().unwrap()]);
        let (codebook, _) = read_foreign(text.as_bytes(), "x.yml").unwrap();
        assert_eq!(tree(&codebook, codebook.top().collect()), as_queries(&theirs));
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn python_reads_the_codebook_cell_by_cell() {
    let folder = folder("codebook");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    for name in ["handlungsfelder", "chancen"] {
        let codebook = Codebook::open(name).unwrap();
        for ending in ["xlsx", "csv", "docx"] {
            let notices =
                write_codebook(&codebook, Language::De, &folder.join(format!("c.{ending}"))).unwrap();
            assert!(notices.is_empty(), "{notices:?}");
        }
        let read = python("codebook.py", &[&path("c.xlsx"), &path("c.csv"), &path("c.docx")]);
        let table = codebook.to_table(Language::De);
        assert_eq!(read["csv"], json!(table));
        assert_eq!(read["workbook"], json!(table));
        let document = read["document"].as_array().unwrap();
        assert_eq!(document.len(), codebook.codes.len() + 1);
        assert_eq!(document[0][0], json!(["Kategorie"]));
        for (row, code) in document[1..].iter().zip(&codebook.codes) {
            assert_eq!(row[0], json!([code.label.de]));
            assert_eq!(row[1], json!([code.value.to_string()]));
            let definition: Vec<&str> = row[2]
                .as_array()
                .unwrap()
                .iter()
                .map(|line| line.as_str().unwrap())
                .collect();
            assert_eq!(definition.join("\n"), code.definition.de);
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
