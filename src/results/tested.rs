//! Whether the groups of a crosstab differ, to read: what was tested and why so, how strong the association is, and which cells
//! stand out.

use super::Part;
use crate::estimate::{Cell, PValue};
use crate::tables::{
    Base, By, CodeTest, Column, Dependence, ERROR, Field, Grid, Head, Outcome, STANDS_OUT, Test, Tested,
};
use crate::words::{Language, Text};

/// `head`: of the table that was tested.
pub fn tested(tested: &Tested, head: &Head, language: Language) -> Vec<Part> {
    let say = Say {
        head,
        tested,
        language,
    };
    let title = head.title();
    let title = title.get(language);
    let mut parts = vec![Part::Heading(say.words(
        format!("Unterscheiden sich die Gruppen? {title}"),
        format!("Do the groups differ? {title}"),
    ))];
    parts.extend(say.outcome());
    parts
}

struct Say<'t> {
    head: &'t Head,
    tested: &'t Tested,
    language: Language,
}

impl Say<'_> {
    fn words(&self, de: impl Into<String>, en: impl Into<String>) -> String {
        Text::new(de, en).get(self.language).to_owned()
    }

    fn number(&self, value: f64, decimals: usize) -> String {
        self.language.number(value, decimals)
    }

    fn outcome(&self) -> Vec<Part> {
        match &self.tested.outcome {
            Outcome::Whole { columns, cells, test } => {
                let n = cells.iter().flatten().flatten().map(|cell| cell.observed).sum();
                let mut parts = vec![self.compared(n)];
                match test {
                    Err(why) => parts.push(self.nothing(why.label())),
                    Ok(test) => {
                        parts.push(Part::Sentence(self.whole(test)));
                        parts.push(Part::Sentence(self.strength(test)));
                        parts.push(Part::Sentence(self.residuals_say()));
                        parts.push(self.of_groups(columns, cells, Figure::Residual));
                        parts.push(self.of_groups(columns, cells, Figure::Expected));
                    }
                }
                parts
            }
            Outcome::PerCode(codes) => self.per_code(codes),
        }
    }

    fn compared(&self, n: u64) -> Part {
        let (groups, by) = (
            self.tested.groups.len(),
            self.head.by.as_deref().unwrap_or_default(),
        );
        let n = self.language.count(n);
        let (de, en) = match self.head.base {
            Base::Units => ("Kodiereinheiten", "coding units"),
            Base::Respondents => ("Befragte", "respondents"),
        };
        let mut said = self.words(
            format!("Verglichen werden {groups} Gruppen ({by}); {de} im Test: {n}."),
            format!("{groups} groups are compared ({by}); {en} in the test: {n}."),
        );
        if self.tested.without_group > 0 {
            let without = self.language.count(self.tested.without_group);
            said.push_str(&self.words(
                format!(" Ohne Angabe zu {by} und deshalb nicht im Test: {without}."),
                format!(" Without {by} and therefore not in the test: {without}."),
            ));
        }
        Part::Sentence(said)
    }

    fn nothing(&self, why: Text) -> Part {
        Part::Sentence(self.words(
            format!("Hier gibt es nichts zu prüfen: {}.", why.de),
            format!("There is nothing to be tested here: {}.", why.en),
        ))
    }

    fn whole(&self, test: &Test) -> String {
        let chi = test.chi_square;
        let (statistic, df) = (self.number(chi.statistic, 2), chi.df);
        let p = self.p(test.p);
        let expected = self.expected(test);
        match test.by {
            By::ChiSquare => self.words(
                format!("χ²-Test nach Pearson: χ² = {statistic}, df = {df}, {p}. Die Häufigkeiten reichen dafür aus ({expected})."),
                format!("Pearson's χ² test: χ² = {statistic}, df = {df}, {p}. There are enough cases for it ({expected})."),
            ),
            By::Fisher => self.words(
                format!("Exakter Test nach Fisher, zweiseitig (Freeman und Halton 1951): {p}{}. Für einen χ²-Test sind die Häufigkeiten zu klein ({expected}).", self.tables_drawn(test.p)),
                format!("Fisher's exact test, two-sided (Freeman and Halton 1951): {p}{}. There are too few cases for a χ² test ({expected}).", self.tables_drawn(test.p)),
            ),
            By::Permutation => {
                let naive = self.p(PValue::Exact(chi.p));
                self.words(
                    format!("{} Prüfgröße χ² = {statistic}: {p}. Als wären alle Kodiereinheiten unabhängig, ergäbe χ² mit df = {df}: {naive} ({expected}).", self.bundled()),
                    format!("{} Statistic χ² = {statistic}: {p}. If all coding units were independent, χ² with df = {df} would give {naive} ({expected}).", self.bundled()),
                )
            }
        }
    }

    /// `p = 0,031`, with the interval where it was drawn.
    fn p(&self, p: PValue) -> String {
        let value = p.value();
        let said = match value < 0.001 {
            true => format!("p < {}", self.number(0.001, 3)),
            false => format!("p = {}", self.number(value, 3)),
        };
        match p.interval() {
            None => said,
            Some(interval) => {
                let (low, high) = (self.number(interval.low, 4), self.number(interval.high, 4));
                self.words(
                    format!("{said} (95-%-Intervall der Ziehung {low}–{high})"),
                    format!("{said} (95 % interval of drawing {low}–{high})"),
                )
            }
        }
    }

    fn tables_drawn(&self, p: PValue) -> String {
        let PValue::Drawn { draws, .. } = p else {
            return String::new();
        };
        let (n, seed) = (self.language.count(draws.n as u64), draws.seed);
        self.words(
            format!(", aus {n} gezogenen Tabellen mit denselben Randsummen, Startzahl {seed}"),
            format!(", from {n} drawn tables with the same margins, seed {seed}"),
        )
    }

    fn expected(&self, test: &Test) -> String {
        let chi = test.chi_square;
        let (smallest, below) = (
            self.number(chi.smallest_expected, 2),
            self.language.percent(chi.below_five),
        );
        self.words(
            format!("kleinste erwartete Häufigkeit {smallest}, unter 5 in {below} der Zellen; nach Cochran 1954 keine unter 1 und höchstens 20 % unter 5"),
            format!("smallest expected count {smallest}, below 5 in {below} of the cells; after Cochran 1954 none below 1 and at most 20% below 5"),
        )
    }

    /// Why respondents are permuted.
    fn bundled(&self) -> String {
        let Dependence::SameRespondent {
            respondents,
            cases,
            in_several_groups,
        } = self.tested.dependence
        else {
            return String::new();
        };
        let count = |n| self.language.count(n);
        let (respondents, cases) = (count(respondents), count(cases));
        let (n, seed) = (count(self.tested.draws.n as u64), self.tested.draws.seed);
        let mut said = self.words(
            format!(
                "{cases} Kodiereinheiten stammen von {respondents} Befragten; was eine Person oder Stelle mehrfach nennt, ist nicht unabhängig, und p-Werte aus χ² oder nach Fisher wären zu klein. \
                 Deshalb ein Permutationstest: Die Gruppen wurden {n}-mal zufällig auf ganze Befragte verteilt (Startzahl {seed}; Gail u. a. 1996, Good 2005)."
            ),
            format!(
                "{cases} coding units come from {respondents} respondents; what one respondent names several times is not independent, and p values from χ² or after Fisher would be too small. \
                 Therefore a permutation test: groups were given to whole respondents at random {n} times (seed {seed}; Gail et al. 1996, Good 2005)."
            ),
        );
        if in_several_groups > 0 {
            let several = count(in_several_groups);
            said.push_str(&self.words(
                format!(
                    " In mehreren Gruppen stehen {several} Befragte; dort gelten sie je Gruppe als eigene."
                ),
                format!(" Respondents in several groups: {several}; they count as another one in each."),
            ));
        }
        said
    }

    fn strength(&self, test: &Test) -> String {
        let v = test.cramers_v;
        let (plain, corrected) = (self.number(v.v, 2), v.corrected.say_number(self.language, 2));
        let independent = self.independent();
        self.words(
            format!("Stärke des Zusammenhangs: Cramérs V = {plain}; um die Verzerrung kleiner Stichproben bereinigt (Bergsma 2013) {corrected}, 95-%-Intervall aus der nichtzentralen χ²-Verteilung (Smithson 2003){independent}."),
            format!("Strength of the association: Cramér's V = {plain}; corrected for the bias of small samples (Bergsma 2013) {corrected}, 95 % interval from the noncentral χ² distribution (Smithson 2003){independent}."),
        )
    }

    fn independent(&self) -> String {
        match self.tested.dependence {
            Dependence::Independent => String::new(),
            Dependence::SameRespondent { .. } => self.words(
                "; es nimmt unabhängige Kodiereinheiten an und ist hier zu schmal",
                "; it takes coding units for independent and is too narrow here",
            ),
        }
    }

    fn residuals_say(&self) -> String {
        let limit = self.number(STANDS_OUT, 2);
        self.words(
            format!("Korrigierte standardisierte Residuen (Haberman 1973): ▲ häufiger, ▼ seltener, als bei unabhängigen Gruppen zu erwarten wäre (jenseits von ±{limit}, einzeln betrachtet)."),
            format!("Adjusted standardised residuals (Haberman 1973): ▲ more, ▼ fewer than expected if groups did not matter (beyond ±{limit}, each taken alone)."),
        )
    }

    fn of_groups(&self, columns: &[Column], cells: &[Vec<Option<Cell>>], figure: Figure) -> Part {
        let heading = |column: &Column| {
            let label = column.line.label.get(self.language);
            match column.without_children {
                true => self.words(
                    format!("{label} (ohne Unterkategorie)"),
                    format!("{label} (no code below it)"),
                ),
                false => label.to_owned(),
            }
        };
        let by = self.head.by.clone().unwrap_or_default();
        let rows = self.tested.groups.iter().zip(cells).map(|(group, cells)| {
            let cells = cells.iter().map(|cell| self.figure(*cell, figure));
            std::iter::once(Field::Text(group.clone())).chain(cells).collect()
        });
        Part::Grid(Grid {
            title: self.title(figure),
            headings: std::iter::once(by).chain(columns.iter().map(heading)).collect(),
            rows: rows.collect(),
            sums: 0,
        })
    }

    fn title(&self, figure: Figure) -> String {
        match figure {
            Figure::Residual => self.words(
                "Korrigierte standardisierte Residuen",
                "Adjusted standardised residuals",
            ),
            Figure::Expected => self.words("Erwartete Häufigkeiten", "Expected counts"),
        }
    }

    fn figure(&self, cell: Option<Cell>, figure: Figure) -> Field {
        Field::Text(match (cell, figure) {
            (None, _) => "–".to_owned(),
            (Some(cell), Figure::Expected) => self.number(cell.expected, 1),
            (Some(cell), Figure::Residual) => {
                let residual = cell.adjusted_residual;
                let mark = match residual {
                    r if r > STANDS_OUT => " ▲",
                    r if r < -STANDS_OUT => " ▼",
                    _ => "",
                };
                let sign = if residual >= 0.05 { "+" } else { "" };
                format!(
                    "{sign}{}{mark}",
                    self.number(residual, 1)
                        .replace("-0,0", "0,0")
                        .replace("-0.0", "0.0")
                        .replace('-', "−")
                )
            }
        })
    }

    fn per_code(&self, codes: &[CodeTest]) -> Vec<Part> {
        let n = codes
            .iter()
            .filter_map(|code| code.test.ok().map(|test| test.chi_square.n))
            .max();
        let Some(n) = n else {
            return vec![self.nothing(crate::estimate::Undefined::OneCategory.label())];
        };
        let made = codes.iter().filter(|code| code.test.is_ok()).count();
        let mut parts = vec![self.compared(n)];
        parts.push(Part::Sentence(self.words(
            format!("Ein Fall kann mehrere Kategorien haben und steht dann in mehreren Spalten; ein χ²-Test über alle Spalten zählte ihn mehrfach und wäre falsch. Geprüft ist deshalb jede Kategorie für sich (vergeben oder nicht, nach Gruppen); p nach Holm (1979) über {made} Kategorien korrigiert, * höchstens {}.", self.number(ERROR, 2)),
            format!("A case may have several codes and then stands in several columns; one χ² test over all of them would count it several times and be wrong. Therefore each code is tested by itself (given or not, by group); p is corrected after Holm (1979) over {made} codes, * at most {}.", self.number(ERROR, 2)),
        )));
        parts.push(Part::Sentence(self.how(codes)));
        parts.push(self.tests(codes));
        parts.push(Part::Sentence(self.words(
            format!("V: Cramérs V, um die Verzerrung kleiner Stichproben bereinigt (Bergsma 2013), mit 95-%-Intervall (Smithson 2003){}.", self.independent()),
            format!("V: Cramér's V corrected for the bias of small samples (Bergsma 2013), with 95 % interval (Smithson 2003){}.", self.independent()),
        )));
        parts.push(Part::Sentence(self.residuals_say()));
        parts.push(self.of_codes(codes));
        parts
    }

    fn how(&self, codes: &[CodeTest]) -> String {
        if let Dependence::SameRespondent { .. } = self.tested.dependence {
            return self.bundled();
        }
        let drawn = codes
            .iter()
            .filter_map(|code| code.test.ok())
            .find(|test| test.p.interval().is_some());
        let drawn = drawn.map_or_else(String::new, |test| self.tables_drawn(test.p));
        self.words(
            format!("χ²-Test, wo die Häufigkeiten reichen (Cochran 1954: keine erwartete unter 1, höchstens 20 % unter 5), sonst exakter Test nach Fisher{drawn}."),
            format!("χ² test where there are enough cases (Cochran 1954: no expected count below 1, at most 20% below 5), else Fisher's exact test{drawn}."),
        )
    }

    fn tests(&self, codes: &[CodeTest]) -> Part {
        let text = |de: &str, en: &str| self.words(de, en);
        let p = |p: f64| match p < 0.001 {
            true => format!("< {}", self.number(0.001, 3)),
            false => self.number(p, 3),
        };
        let row = |code: &CodeTest| {
            let mut row = vec![self.name(code), Field::Count(code.n)];
            match &code.test {
                Err(why) => row.extend([
                    Field::Text("–".to_owned()),
                    Field::Text("–".to_owned()),
                    Field::Text(why.label().get(self.language).to_owned()),
                    Field::Text("–".to_owned()),
                    Field::Text("–".to_owned()),
                    Field::Text("–".to_owned()),
                ]),
                Ok(test) => row.extend([
                    Field::Text(self.number(test.chi_square.statistic, 2)),
                    Field::Count(test.chi_square.df),
                    Field::Text(match test.by {
                        By::ChiSquare => "χ²".to_owned(),
                        By::Fisher => text("Fisher", "Fisher"),
                        By::Permutation => text("Permutation", "permutation"),
                    }),
                    Field::Text(p(test.p.value())),
                    Field::Text(code.p_holm.map_or_else(
                        || "–".to_owned(),
                        |holm| format!("{}{}", p(holm), if holm <= ERROR { " *" } else { "" }),
                    )),
                    Field::Text(test.cramers_v.corrected.say_number(self.language, 2)),
                ]),
            }
            row
        };
        Part::Grid(Grid {
            title: text("Jede Kategorie nach Gruppen", "Each code by group"),
            headings: vec![
                text("Kategorie", "Code"),
                "n".to_owned(),
                "χ²".to_owned(),
                "df".to_owned(),
                text("Test", "test"),
                "p".to_owned(),
                text("p nach Holm", "p after Holm"),
                text("V (95 %)", "V (95%)"),
            ],
            rows: codes.iter().map(row).collect(),
            sums: 0,
        })
    }

    fn name(&self, code: &CodeTest) -> Field {
        let indent = "\u{a0}\u{a0}".repeat(code.line.depth);
        Field::Text(format!("{indent}{}", code.line.label.get(self.language)))
    }

    fn of_codes(&self, codes: &[CodeTest]) -> Part {
        let rows = codes.iter().map(|code| {
            let cells = code.cells.iter().map(|cell| self.figure(*cell, Figure::Residual));
            std::iter::once(self.name(code)).chain(cells).collect()
        });
        Part::Grid(Grid {
            title: self.title(Figure::Residual),
            headings: std::iter::once(self.words("Kategorie", "Code"))
                .chain(self.tested.groups.iter().cloned())
                .collect(),
            rows: rows.collect(),
            sums: 0,
        })
    }
}

#[derive(Clone, Copy)]
enum Figure {
    Residual,
    Expected,
}
