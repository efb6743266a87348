//! What changed between two versions of a codebook, sentence by sentence.
//!
//! Codes are the same when their ids are; rules when their given ids are, or else their text. Deliberately absent: what a
//! change does to codings (`study`).

use super::{Below, Code, Codebook, MatchRule, Status};
use crate::words::Text;

/// One difference. `code` is empty where it concerns the codebook as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub code: Option<String>,
    pub what: What,
}

/// What is different; `(old, new)` where both are there.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Title(Text, Text),
    Version(String, String),
    Description,
    StemExceptionAdded(String, String),
    StemExceptionRemoved(String, String),
    CodeAdded,
    CodeRemoved,
    Value(i64, i64),
    Label(Text, Text),
    /// The parent, where there is one.
    Parent(Option<String>, Option<String>),
    /// What the codes below are now.
    Below(Below),
    /// Retired, merged, split, or brought back.
    Status(Status, Status),
    Definition(Text, Text),
    CodingRule(Text, Text),
    AnchorExamples,
    /// The code stands elsewhere among those that both versions have; counted from 1.
    Place(usize, usize),
    RuleAdded(MatchRule),
    RuleRemoved(MatchRule),
    RuleChanged(MatchRule, MatchRule),
    RulesReordered,
}

impl What {
    /// The name in JSON.
    pub fn id(&self) -> &'static str {
        match self {
            What::Title(..) => "title",
            What::Version(..) => "version",
            What::Description => "description",
            What::StemExceptionAdded(..) => "stem_exception_added",
            What::StemExceptionRemoved(..) => "stem_exception_removed",
            What::CodeAdded => "code_added",
            What::CodeRemoved => "code_removed",
            What::Value(..) => "value",
            What::Label(..) => "label",
            What::Parent(..) => "parent",
            What::Below(Below::Steps) => "ordered",
            What::Below(Below::Names) => "no_longer_ordered",
            What::Status(_, Status::InUse) => "brought_back",
            What::Status(_, Status::Retired) => "retired",
            What::Status(_, Status::MergedInto(_)) => "merged",
            What::Status(_, Status::SplitInto(_)) => "split",
            What::Definition(..) => "definition",
            What::CodingRule(..) => "coding_rule",
            What::AnchorExamples => "anchor_examples",
            What::Place(..) => "place",
            What::RuleAdded(_) => "rule_added",
            What::RuleRemoved(_) => "rule_removed",
            What::RuleChanged(..) => "rule_changed",
            What::RulesReordered => "rules_reordered",
        }
    }
}

impl Change {
    /// A sentence; the code is named in it.
    pub fn say(&self) -> Text {
        let said = self.what.say();
        match &self.code {
            Some(code) => Text::new(format!("{code}: {}", said.de), format!("{code}: {}", said.en)),
            None => said,
        }
    }
}

/// All differences: first those of the codebook, then code by code in the new order, then removed codes in the old order.
pub fn diff(old: &Codebook, new: &Codebook) -> Vec<Change> {
    let mut out = Vec::new();
    whole(old, new, &mut |what| out.push(Change { code: None, what }));
    let common_old: Vec<&str> = ids(old).filter(|id| new.code(id).is_some()).collect();
    let common_new: Vec<&str> = ids(new).filter(|id| old.code(id).is_some()).collect();
    let staying = longest_common(&common_old, &common_new);
    for code in &new.codes {
        let mut add = |what| {
            out.push(Change {
                code: Some(code.id.clone()),
                what,
            })
        };
        match old.code(&code.id) {
            None => add(What::CodeAdded),
            Some(before) => {
                if !staying.contains(&code.id.as_str()) {
                    let place = |ids: &[&str]| ids.iter().position(|id| *id == code.id).unwrap_or(0) + 1;
                    add(What::Place(place(&common_old), place(&common_new)));
                }
                of_code(before, code, &mut add);
            }
        }
    }
    let removed = old.codes.iter().filter(|code| new.code(&code.id).is_none());
    out.extend(removed.map(|code| Change {
        code: Some(code.id.clone()),
        what: What::CodeRemoved,
    }));
    out
}

fn ids(codebook: &Codebook) -> impl Iterator<Item = &str> {
    codebook.codes.iter().map(|code| code.id.as_str())
}

fn whole(old: &Codebook, new: &Codebook, add: &mut dyn FnMut(What)) {
    if old.title != new.title {
        add(What::Title(old.title.clone(), new.title.clone()));
    }
    if old.version != new.version {
        add(What::Version(old.version.clone(), new.version.clone()));
    }
    if old.description != new.description {
        add(What::Description);
    }
    for (word, stem) in old
        .stem_exceptions
        .iter()
        .filter(|entry| !new.stem_exceptions.contains(entry))
    {
        add(What::StemExceptionRemoved(word.clone(), stem.clone()));
    }
    for (word, stem) in new
        .stem_exceptions
        .iter()
        .filter(|entry| !old.stem_exceptions.contains(entry))
    {
        add(What::StemExceptionAdded(word.clone(), stem.clone()));
    }
}

fn of_code(old: &Code, new: &Code, add: &mut dyn FnMut(What)) {
    if old.value != new.value {
        add(What::Value(old.value, new.value));
    }
    if old.label != new.label {
        add(What::Label(old.label.clone(), new.label.clone()));
    }
    if old.parent != new.parent {
        add(What::Parent(old.parent.clone(), new.parent.clone()));
    }
    if old.below != new.below {
        add(What::Below(new.below));
    }
    if old.status != new.status {
        add(What::Status(old.status.clone(), new.status.clone()));
    }
    if old.definition != new.definition {
        add(What::Definition(old.definition.clone(), new.definition.clone()));
    }
    if old.coding_rule != new.coding_rule {
        add(What::CodingRule(old.coding_rule.clone(), new.coding_rule.clone()));
    }
    if old.anchor_examples != new.anchor_examples {
        add(What::AnchorExamples);
    }
    rules(old, new, add);
}

fn rules(old: &Code, new: &Code, add: &mut dyn FnMut(What)) {
    let mut left: Vec<Option<&MatchRule>> = old.match_rules.iter().map(Some).collect();
    let mut pairs: Vec<Option<usize>> = vec![None; new.match_rules.len()];
    // Given ids first, so that a rule keeps its name when its text changes; then the text; then given name or number alone.
    let given = |code: &Code, at: usize| {
        let id = &code.match_rules[at].id;
        (*id != MatchRule::numbered_id(&code.id, at + 1)).then(|| id.clone())
    };
    let mut pair = |same: &dyn Fn(usize, usize) -> bool| {
        for (at, slot) in pairs.iter_mut().enumerate().filter(|(_, slot)| slot.is_none()) {
            let found = (0..left.len()).find(|&before| left[before].is_some() && same(before, at));
            if let Some(before) = found {
                *slot = Some(before);
                left[before] = None;
            }
        }
    };
    pair(&|before, at| given(old, before).is_some() && given(old, before) == given(new, at));
    pair(&|before, at| old.match_rules[before].query == new.match_rules[at].query);
    let found: Vec<usize> = pairs.iter().flatten().copied().collect();
    let reordered = !found.is_sorted();
    for rule in left.iter().flatten() {
        add(What::RuleRemoved((*rule).clone()));
    }
    for (at, rule) in new.match_rules.iter().enumerate() {
        let Some(before) = pairs[at] else {
            add(What::RuleAdded(rule.clone()));
            continue;
        };
        let was = &old.match_rules[before];
        let renamed = given(old, before) != given(new, at);
        if renamed || was.find != rule.find || was.weight != rule.weight || was.note != rule.note {
            add(What::RuleChanged(was.clone(), rule.clone()));
        }
    }
    if reordered {
        add(What::RulesReordered);
    }
}

/// A longest list of ids that stand in the same order in both: everything else was moved.
fn longest_common<'i>(old: &[&'i str], new: &[&'i str]) -> Vec<&'i str> {
    let mut length = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for (i, left) in old.iter().enumerate().rev() {
        for (j, right) in new.iter().enumerate().rev() {
            length[i][j] = if left == right {
                length[i + 1][j + 1] + 1
            } else {
                length[i + 1][j].max(length[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            out.push(old[i]);
            (i, j) = (i + 1, j + 1);
        } else if length[i + 1][j] >= length[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

impl What {
    /// A sentence without the code's name.
    pub fn say(&self) -> Text {
        let both = |de: String, en: String| Text::new(de, en);
        match self {
            What::Title(old, new) => both(
                format!("Titel: „{}“ → „{}“", old.de, new.de),
                format!("title: “{}” → “{}”", old.en, new.en),
            ),
            What::Version(old, new) => both(
                format!("Version: {old} → {new}"),
                format!("version: {old} → {new}"),
            ),
            What::Description => Text::new("Beschreibung geändert", "description changed"),
            What::StemExceptionAdded(word, stem) => both(
                format!("Stammausnahme neu: {word} = {stem}"),
                format!("stem exception added: {word} = {stem}"),
            ),
            What::StemExceptionRemoved(word, stem) => both(
                format!("Stammausnahme entfallen: {word} = {stem}"),
                format!("stem exception removed: {word} = {stem}"),
            ),
            What::CodeAdded => Text::new("Code neu", "code added"),
            What::CodeRemoved => Text::new("Code entfallen", "code removed"),
            What::Value(old, new) => both(format!("Wert: {old} → {new}"), format!("value: {old} → {new}")),
            What::Label(old, new) => {
                let de = if old.de == new.de {
                    (&old.en, &new.en)
                } else {
                    (&old.de, &new.de)
                };
                let en = if old.en == new.en {
                    (&old.de, &new.de)
                } else {
                    (&old.en, &new.en)
                };
                both(
                    format!("Label: „{}“ → „{}“", de.0, de.1),
                    format!("label: “{}” → “{}”", en.0, en.1),
                )
            }
            What::Parent(old, new) => {
                let name = |id: &Option<String>| id.clone().unwrap_or_else(|| "–".to_owned());
                let (old, new) = (name(old), name(new));
                both(
                    format!("Oberkategorie: {old} → {new}"),
                    format!("parent: {old} → {new}"),
                )
            }
            What::Below(Below::Steps) => Text::new(
                "die Kategorien darunter sind jetzt Stufen einer Skala",
                "the codes below are steps of a scale now",
            ),
            What::Below(Below::Names) => Text::new(
                "die Kategorien darunter sind keine Stufen mehr",
                "the codes below are no steps any more",
            ),
            What::Status(_, Status::InUse) => Text::new("wieder in Gebrauch", "in use again"),
            What::Status(_, new) => new.label(),
            What::Definition(..) => Text::new("Definition geändert", "definition changed"),
            What::CodingRule(..) => Text::new("Kodierregel geändert", "coding rule changed"),
            What::AnchorExamples => Text::new("Ankerbeispiele geändert", "anchor examples changed"),
            What::Place(old, new) => both(
                format!("Reihenfolge: von Platz {old} auf Platz {new}"),
                format!("order: from place {old} to place {new}"),
            ),
            What::RuleAdded(rule) => both(
                format!("Regel neu: {}", written(rule)),
                format!("rule added: {}", written(rule)),
            ),
            What::RuleRemoved(rule) => both(
                format!("Regel entfallen: {}", written(rule)),
                format!("rule removed: {}", written(rule)),
            ),
            What::RuleChanged(old, new) => both(
                format!("Regel geändert: {} → {}", written(old), written(new)),
                format!("rule changed: {} → {}", written(old), written(new)),
            ),
            What::RulesReordered => Text::new("Regeln umgestellt", "rules reordered"),
        }
    }
}

/// `werte: [werte] NEAR/3 vermittel* (0.8)`, with the note where there is one.
fn written(rule: &MatchRule) -> String {
    let mut out = format!("{}: {}", rule.id, rule.find);
    if rule.weight != 1.0 {
        out.push_str(&format!(" ({})", rule.weight));
    }
    if !rule.note.is_empty() {
        out.push_str(&format!(" – {}", rule.note));
    }
    out
}
