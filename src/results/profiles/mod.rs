//! Profiles of groups: what was compared, the correspondence map, the clusters and how stable they are.
//!
//! | member | what |
//! |---|---|
//! | `map` | the correspondence analysis |
//! | `clusters` | the clusters of groups and of codes |
//! | `charts` | profiles, map and trees as pictures |
//! | `words` | what the figures mean |
//! | `json` | everything for another program |

mod charts;
mod clusters;
mod json;
mod map;
mod words;

pub use json::profiles_json;

use super::Part;
use crate::profile::{Drawn, OfQuestion, Profiles};
use crate::tables::{Base, Counting, Field};
use crate::words::{Language, Text};

/// In sentences and grids.
pub fn profiles(of: &OfQuestion, language: Language) -> Vec<Part> {
    let page = Page {
        of,
        profiles: &of.profiles,
        language,
    };
    let mut parts = vec![Part::Heading(page.title())];
    parts.extend(of.table.says(language).into_iter().map(Part::Sentence));
    parts.extend(page.opening().into_iter().map(Part::Sentence));
    parts.push(page.heat());
    parts.extend(page.map());
    parts.extend(page.clusters());
    parts
}

/// The profiles of one question, as they are told in one language.
struct Page<'p> {
    of: &'p OfQuestion,
    profiles: &'p Profiles,
    language: Language,
}

/// Of the table: rows or columns.
#[derive(Clone, Copy)]
enum Side {
    Groups,
    Codes,
}

impl Page<'_> {
    fn say(&self, de: impl Into<String>, en: impl Into<String>) -> String {
        Text::new(de, en).get(self.language).to_owned()
    }

    fn n(&self, count: u64) -> String {
        self.language.count(count)
    }

    /// A figure with two decimals.
    fn figure(&self, value: f64) -> String {
        self.language.number(value, 2)
    }

    fn percent(&self, share: f64) -> String {
        self.language.percent(share)
    }

    fn title(&self) -> String {
        let title = self.of.table.head.title();
        self.say(
            format!("Profile: {}", title.de),
            format!("Profiles: {}", title.en),
        )
    }

    /// The background column.
    fn by(&self) -> &str {
        self.of.table.head.by.as_deref().unwrap_or_default()
    }

    fn code(&self, at: usize) -> &str {
        self.profiles.codes[at].label.get(self.language)
    }

    fn codes(&self, at: &[usize]) -> String {
        let names: Vec<&str> = at.iter().map(|at| self.code(*at)).collect();
        names.join(", ")
    }

    fn groups(&self, at: &[usize]) -> String {
        let names: Vec<&str> = at.iter().map(|at| self.profiles.groups[*at].as_str()).collect();
        names.join(", ")
    }

    /// What a profile is, what is not in it, and what is drawn again.
    fn opening(&self) -> Vec<String> {
        let (groups, codes) = (
            self.n(self.profiles.groups.len() as u64),
            self.n(self.profiles.codes.len() as u64),
        );
        let total = self.n(self.of.total());
        let profile = match (self.of.counting(), self.of.table.head.base) {
            (Counting::Mentions, _) => self.say(
                format!(
                    "Das Profil einer Gruppe ist, wie sich ihre Nennungen auf die Kategorien verteilen: {total} Nennungen, {groups} Gruppen, {codes} Kategorien."
                ),
                format!(
                    "The profile of a group is how its mentions are distributed over the codes: {total} mentions, {groups} groups, {codes} codes."
                ),
            ),
            (Counting::Exclusive, base) => {
                let (cases_de, cases) = match base {
                    Base::Units => ("Kodiereinheiten", "coding units"),
                    Base::Respondents => ("Befragten", "respondents"),
                };
                self.say(
                    format!(
                        "Das Profil einer Gruppe ist, wie sich ihre {cases_de} auf die Kategorien verteilen, »mehrere Kategorien« mitgezählt: zusammen {total}, {groups} Gruppen, {codes} Kategorien."
                    ),
                    format!(
                        "The profile of a group is how its {cases} are distributed over the codes, “more than one category” included: {total} in all, {groups} groups, {codes} codes."
                    ),
                )
            }
        };
        let mut said = vec![profile];
        said.extend(self.outside());
        said.push(self.drawn());
        said
    }

    /// `Nicht in den Profilen: …`
    fn outside(&self) -> Option<String> {
        let mut parts = Vec::new();
        if self.of.without_group > 0 {
            let (n, by) = (self.n(self.of.without_group), self.by());
            parts.push(self.say(
                format!("ohne Angabe zu {by}: {n}"),
                format!("no value in {by}: {n}"),
            ));
        }
        if self.of.none_fits > 0 {
            let n = self.n(self.of.none_fits);
            parts.push(self.say(
                format!("keine Kategorie trifft zu: {n}"),
                format!("no code fits: {n}"),
            ));
        }
        if !self.profiles.empty_groups.is_empty() {
            let names = self.profiles.empty_groups.join(", ");
            parts.push(self.say(
                format!("Gruppen, in denen nichts gezählt ist: {names}"),
                format!("groups in which nothing is counted: {names}"),
            ));
        }
        if !self.profiles.empty_codes.is_empty() {
            let names: Vec<&str> = self
                .profiles
                .empty_codes
                .iter()
                .map(|code| code.label.get(self.language))
                .collect();
            let names = names.join(", ");
            parts.push(self.say(
                format!("Kategorien, die nicht vorkommen: {names}"),
                format!("codes that do not occur: {names}"),
            ));
        }
        (!parts.is_empty()).then(|| {
            let parts = parts.join("; ");
            self.say(
                format!("Nicht in den Profilen: {parts}."),
                format!("Not in the profiles: {parts}."),
            )
        })
    }

    fn drawn(&self) -> String {
        let (draws, seed) = (self.n(self.profiles.draws), self.profiles.seed);
        if self.profiles.draws == 0 {
            return self.say(
                "Ohne Ziehungen: Wie stabil Karte und Cluster sind, ist nicht gesagt.",
                "Without draws: how stable map and clusters are is not said.",
            );
        }
        let people = self.n(self.of.respondents);
        match self.profiles.drawn {
            Drawn::RespondentsWithinGroups => self.say(
                format!(
                    "Wie stabil das ist, sagen {draws} Bootstrap-Ziehungen, Startwert {seed}: In jeder Gruppe werden so viele Befragte mit Zurücklegen gezogen, wie sie hat (zusammen {people}), jeder mit allem, was er genannt hat."
                ),
                format!(
                    "How stable this is say {draws} bootstrap draws, seed {seed}: in each group as many respondents as it has are drawn with replacement ({people} in all), each with everything that he or she named."
                ),
            ),
            Drawn::MentionsWithinGroups => self.say(
                format!(
                    "Wie stabil das ist, sagen {draws} Bootstrap-Ziehungen, Startwert {seed}: In jeder Gruppe wird so oft gezogen, wie sie zählt, mit ihren eigenen Anteilen (multinomial). Dass Antworten einer befragten Person zusammengehören, bleibt dabei außer Acht."
                ),
                format!(
                    "How stable this is say {draws} bootstrap draws, seed {seed}: in each group as often as it counts, by its own shares (multinomial). That answers of one respondent belong together is disregarded."
                ),
            ),
        }
    }
}

fn text(text: impl Into<String>) -> Field {
    Field::Text(text.into())
}
