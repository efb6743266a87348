//! Codebook → TOML, laid out as a person would write it; the same codebook gives the same bytes.
//!
//! Deliberately absent: comments of the file that was read.

use std::fmt::Write;

use super::{Below, Code, Codebook, FORMAT, MatchRule, Status};
use crate::words::Text;

pub(super) fn to_toml(codebook: &Codebook) -> String {
    let mut out = format!("format = {FORMAT}\n");
    line(&mut out, "title", &text(&codebook.title));
    line(&mut out, "version", &string(&codebook.version));
    line(&mut out, "language", &string(codebook.language.id()));
    if let Some(per_answer) = codebook.codes_per_answer {
        line(&mut out, "codes_per_answer", &string(per_answer.id()));
    }
    optional(&mut out, "description", &codebook.description);
    if !codebook.stem_exceptions.is_empty() {
        let table: toml::Table = codebook
            .stem_exceptions
            .iter()
            .map(|(word, stem)| (word.clone(), toml::Value::String(stem.clone())))
            .collect();
        let _ = write!(out, "\n[stem_exceptions]\n{table}");
    }
    for code in &codebook.codes {
        write_code(&mut out, code);
    }
    out
}

fn write_code(out: &mut String, code: &Code) {
    out.push_str("\n[[code]]\n");
    line(out, "id", &string(&code.id));
    line(out, "value", &code.value.to_string());
    line(out, "label", &text(&code.label));
    if let Some(parent) = &code.parent {
        line(out, "parent", &string(parent));
    }
    if code.below == Below::Steps {
        line(out, "ordered", "true");
    }
    match &code.status {
        Status::InUse => {}
        Status::Retired => line(out, "retired", "true"),
        Status::MergedInto(into) => line(out, "merged_into", &string(into)),
        Status::SplitInto(into) => {
            let into: Vec<String> = into.iter().map(|id| string(id)).collect();
            line(out, "split_into", &format!("[{}]", into.join(", ")));
        }
    }
    optional(out, "definition", &code.definition);
    optional(out, "coding_rule", &code.coding_rule);
    list(
        out,
        "anchor_examples",
        code.anchor_examples.iter().map(|example| string(example)),
    );
    let rules = code
        .match_rules
        .iter()
        .enumerate()
        .map(|(at, rule)| match_rule(&code.id, at + 1, rule));
    list(out, "match_rules", rules);
}

/// As it stands in a list: the query in quotation marks where that is all, else a table.
pub(super) fn match_rule(code: &str, n: usize, rule: &MatchRule) -> String {
    let mut fields = Vec::new();
    if rule.id != MatchRule::numbered_id(code, n) {
        fields.push(format!("id = {}", string(&rule.id)));
    }
    fields.push(format!("find = {}", string(&rule.find)));
    if rule.weight != 1.0 {
        fields.push(format!("weight = {}", toml::Value::Float(rule.weight)));
    }
    if !rule.note.is_empty() {
        fields.push(format!("note = {}", string(&rule.note)));
    }
    match &fields[..] {
        [_] if rule.id == MatchRule::numbered_id(code, n) => string(&rule.find),
        _ => format!("{{ {} }}", fields.join(", ")),
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

fn optional(out: &mut String, key: &str, value: &Text) {
    if *value != Text::default() {
        line(out, key, &text(value));
    }
}

fn list(out: &mut String, key: &str, entries: impl Iterator<Item = String>) {
    let mut entries = entries.peekable();
    if entries.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "{key} = [");
    for entry in entries {
        let _ = writeln!(out, "  {entry},");
    }
    out.push_str("]\n");
}

fn text(text: &Text) -> String {
    if text.de == text.en {
        string(&text.de)
    } else {
        format!("{{ de = {}, en = {} }}", string(&text.de), string(&text.en))
    }
}

fn string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
