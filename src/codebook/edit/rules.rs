//! Match rules added, changed and removed. A rule is checked before it is taken.
//!
//! Deliberately absent: what a rule finds in the answers (`suggest`), and doubts that do not stop an author (`RuleDoubts`).

use super::{NewRule, RuleMeant, code_of, named};
use crate::codebook::check_rule::RuleDoubts;
use crate::codebook::{Code, Codebook, MatchRule, Severity};
use crate::problem::{Problem, Result};
use crate::query::{SideBySide, parse};

pub fn add(codebook: &mut Codebook, code: &str, rule: &NewRule) -> Result<()> {
    let code = code_of(codebook, code)?;
    let rule = rule.read()?;
    put(code, Rules::of(code).with(rule))
}

pub fn change(codebook: &mut Codebook, code: &str, meant: &RuleMeant, to: &NewRule) -> Result<()> {
    let code = code_of(codebook, code)?;
    let at = meant_by(code, meant)?;
    let changed = to.read()?;
    let rule = &mut code.match_rules[at];
    *rule = MatchRule {
        id: std::mem::take(&mut rule.id),
        ..changed
    };
    Ok(())
}

pub fn remove(codebook: &mut Codebook, code: &str, meant: &RuleMeant) -> Result<()> {
    let code = code_of(codebook, code)?;
    let at = meant_by(code, meant)?;
    let mut rules = Rules::of(code);
    rules.0.remove(at);
    put(code, rules)
}

/// All rules of another code as well, but for those that are here already.
pub fn take_over(code: &mut Code, other: &Code) {
    let mut rules = Rules::of(code);
    for (given, rule) in Rules::of(other).0 {
        let known = |own: &MatchRule| own.query == rule.query && own.weight >= rule.weight;
        let is_named = |own: &MatchRule| given.as_ref() == Some(&own.id);
        if rules.0.iter().any(|(_, own)| known(own)) {
            continue;
        }
        let given = given.clone().filter(|_| !code.match_rules.iter().any(is_named));
        rules.0.push((given, rule));
    }
    code.match_rules = rules.numbered(&code.id);
}

/// Rules of a code that is to come.
pub fn all(code: &mut Code, rules: &[NewRule]) -> Result<()> {
    let mut checked_rules = Rules::of(code);
    for rule in rules {
        checked_rules = checked_rules.with(rule.read()?);
    }
    put(code, checked_rules)
}

fn put(code: &mut Code, rules: Rules) -> Result<()> {
    code.match_rules = rules.numbered(&code.id);
    Ok(())
}

impl NewRule {
    /// The rule, without an id yet.
    ///
    /// # Errors
    /// A mistake, with its place in the rule; a weight that is none; a rule that never matches.
    pub fn read(&self) -> Result<MatchRule> {
        let find = self.find.trim();
        let query = parse(find, SideBySide::Or)?;
        if !(self.weight > 0.0 && self.weight <= 1.0) {
            return Err(Problem::input(
                "Das Gewicht liegt nicht über 0 und bis 1.",
                "The weight is not above 0 and up to 1.",
            )
            .hint(
                "1 heißt: Die Regel genügt allein. Eine Regel ohne Wirkung löschen.",
                "1 means: the rule alone is enough. Delete a rule that has no effect.",
            ));
        }
        let read = MatchRule {
            id: String::new(),
            find: find.to_owned(),
            query,
            weight: self.weight,
            note: self.note.trim().to_owned(),
        };
        let mistakes = RuleDoubts::whatever_the_words()
            .of(&read)
            .into_iter()
            .filter(|finding| finding.kind.severity() == Severity::Mistake);
        match Problem::all(mistakes.map(|finding| finding.problem).collect()) {
            Some(problem) => Err(problem),
            None => Ok(read),
        }
    }
}

fn meant_by(code: &Code, meant: &RuleMeant) -> Result<usize> {
    let found = code
        .match_rules
        .iter()
        .position(|rule| rule.id == meant.id && rule.find == meant.find);
    found.ok_or_else(|| {
        let (name, rule) = (named(code), &meant.id);
        Problem::input(
            format!("Die Regel „{rule}“ von {} steht so nicht mehr da.", name.de),
            format!(
                "The rule “{rule}” of {} does not stand there like this any more.",
                name.en
            ),
        )
        .hint(
            "Jemand hat sie inzwischen geändert oder gelöscht: die Seite neu laden und nachsehen.",
            "Somebody has changed or deleted it meanwhile: load the page again and look.",
        )
    })
}

/// The rules of a code; those with a name of their own keep it, the others are numbered by their order.
struct Rules(Vec<(Option<String>, MatchRule)>);

impl Rules {
    fn of(code: &Code) -> Rules {
        let given = |at: usize, rule: &MatchRule| {
            (rule.id != MatchRule::numbered_id(&code.id, at + 1)).then(|| rule.id.clone())
        };
        let rules = code.match_rules.iter().enumerate();
        Rules(rules.map(|(at, rule)| (given(at, rule), rule.clone())).collect())
    }

    fn with(mut self, rule: MatchRule) -> Rules {
        self.0.push((None, rule));
        self
    }

    fn numbered(self, code: &str) -> Vec<MatchRule> {
        let given: Vec<String> = self.0.iter().filter_map(|(given, _)| given.clone()).collect();
        let numbers = self.0.len();
        // Beyond the numbers, for a rule whose number somebody gave as a name to another one.
        let mut beyond = (numbers + 1..).map(|n| MatchRule::numbered_id(code, n));
        let mut id_of = |at: usize| {
            let own = std::iter::once(MatchRule::numbered_id(code, at + 1));
            own.chain(beyond.by_ref())
                .find(|id| !given.contains(id))
                .unwrap_or_default()
        };
        let rules = self.0.into_iter().enumerate();
        rules
            .map(|(at, (name, rule))| MatchRule {
                id: name.unwrap_or_else(|| id_of(at)),
                ..rule
            })
            .collect()
    }
}
