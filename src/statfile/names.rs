//! Names of variables: the one rule by which they are made from ids, and what each program takes of names that came in.
//!
//! **Names that are made here** ([`Parts`]) are legal in every program: ASCII letters, digits and `_`, a letter first, at most 32
//! characters, no word that a program keeps for itself. A name is `{question}_{what}_{coder}`; question and coder are left
//! out where a data set has one block for all questions, or no blocks by coder. Umlauts are spelled out (`ä` → `ae`), any other
//! character becomes `_`. A question's name is cut to [`QUESTION`] characters, a coder's to [`CODER`]; what does not fit is
//! cut off and replaced by `_` and four characters that depend on the whole id. So a name depends on its own ids alone and
//! is the same in every export, whatever else the study holds by then.
//!
//! **Where two names would be the same** (ignoring case), the one that came later bears such a mark. Studies only ever grow
//! at their end, so that the earlier one keeps its name.
//!
//! **Names that came in** stay as they are as far as the program takes them ([`Names::own`]).
//!
//! Sources: SPSS Command Syntax Reference "Variable names"; Stata manual [U] 11.3; R `?Reserved`; SQL:2016 keywords that
//! DuckDB, PostgreSQL and Spark reserve.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// Who reads the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// All of them: the strictest of all rules.
    Every,
    Spss,
    /// SPSS, of response sets: a `$` stands in front of their names.
    SpssSet,
    Stata,
    R,
    /// Parquet, and whoever asks it in SQL.
    Sql,
}

/// What a name is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts<'a> {
    /// Key of the question, where variables of several questions can stand side by side.
    pub question: Option<&'a str>,
    /// A code's id, or what else the variable holds.
    pub what: &'a str,
    /// Name of the coder, where variables of several coders can stand side by side.
    pub coder: Option<&'a str>,
}

/// Stata's limit, the strictest.
const LONGEST: usize = 32;
/// Longest name of a question in front of others.
pub const QUESTION: usize = 12;
/// Longest name of a coder behind others.
pub const CODER: usize = 8;
/// Characters of a mark, without its `_`.
const MARK: usize = 4;

/// Words of SPSS; lower case, as all below.
const OF_SPSS: &[&str] = &[
    "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
];

const OF_STATA: &[&str] = &[
    "byte", "double", "float", "if", "in", "int", "long", "strl", "using", "with",
];

/// Words of R and SQL.
const OF_LANGUAGES: &[&str] = &[
    "break",
    "else",
    "false",
    "for",
    "function",
    "inf",
    "na",
    "nan",
    "next",
    "null",
    "repeat",
    "true",
    "while", // R
    "any",
    "as",
    "asc",
    "between",
    "case",
    "cast",
    "check",
    "column",
    "constraint",
    "create",
    "cross",
    "current_date",
    "current_time",
    "default",
    "delete",
    "desc",
    "distinct",
    "drop",
    "end",
    "except",
    "exists",
    "foreign",
    "from",
    "full",
    "group",
    "having",
    "inner",
    "insert",
    "intersect",
    "into",
    "is",
    "join",
    "left",
    "like",
    "limit",
    "natural",
    "offset",
    "on",
    "only",
    "order",
    "outer",
    "primary",
    "references",
    "right",
    "select",
    "set",
    "some",
    "table",
    "then",
    "union",
    "unique",
    "update",
    "user",
    "values",
    "when",
    "where",
    "window", // SQL
];

impl Parts<'_> {
    /// The name that these parts make.
    pub fn name(self) -> String {
        let whole = [self.question.unwrap_or(""), self.what, self.coder.unwrap_or("")].join("\u{1f}");
        let before = self.question.map(|key| format!("{}_", short(key, QUESTION)));
        let before = before.unwrap_or_default();
        let after = self.coder.map(|name| format!("_{}", short(name, CODER)));
        let after = after.unwrap_or_default();
        let what = ascii(self.what);
        let room = LONGEST - before.len() - after.len();
        let what = match what.len() <= room {
            true => what,
            false => {
                let kept = what[..room - MARK - 1].trim_end_matches('_');
                format!("{kept}_{}", mark(&whole, MARK))
            }
        };
        begun_with_letter(&format!("{before}{what}{after}"), LONGEST)
    }
}

/// What an id is called in front of or behind others.
pub fn short(id: &str, longest: usize) -> String {
    let name = ascii(id);
    match name.len() <= longest {
        true => name,
        false => {
            let kept = name[..longest - MARK - 1].trim_end_matches('_');
            format!("{kept}_{}", mark(id, MARK))
        }
    }
}

/// The names of a file, one after another, each as its program takes it and none like another.
#[derive(Debug)]
pub struct Names {
    program: Program,
    /// As the program compares them.
    taken: HashSet<String>,
}

impl Names {
    pub fn new(program: Program) -> Names {
        Names {
            program,
            taken: HashSet::new(),
        }
    }

    /// A name that stands in the file whatever the rule says.
    pub fn keep(&mut self, name: &str) {
        self.taken.insert(self.folded(name));
    }

    /// The name under which the file holds what is called `name`: itself where that is legal and free.
    pub fn own(&mut self, name: &str) -> String {
        let legal = legal(name, self.program);
        let marked = |length: usize| {
            let kept = cut(&legal, self.program, length + 1);
            format!("{}_{}", kept.trim_end_matches('_'), mark(name, length))
        };
        let numbered = (2..).map(|n: u64| {
            let number = n.to_string();
            format!("{}_{number}", cut(&legal, self.program, number.len() + 1))
        });
        let own = [legal.clone(), marked(MARK), marked(2 * MARK)]
            .into_iter()
            .chain(numbered)
            .find(|own| !self.taken.contains(&self.folded(own)))
            .unwrap_or_default();
        self.keep(&own);
        own
    }

    fn folded(&self, name: &str) -> String {
        match self.program {
            Program::R => name.to_owned(),
            // As SPSS does it: ß is SS.
            _ => name.to_uppercase(),
        }
    }
}

/// The nearest name that a program takes; whether it is free is the matter of [`Names`].
pub fn legal(name: &str, program: Program) -> String {
    let every = |c: char| if is_letter(c, program) { c } else { '_' };
    let mended: String = match program {
        Program::Every => ascii(name),
        Program::Spss | Program::SpssSet | Program::Stata => name.trim().nfc().map(every).collect(),
        Program::R | Program::Sql => name.chars().filter(|c| !c.is_control()).collect(),
    };
    match program {
        Program::R | Program::Sql if mended.trim().is_empty() => "v".to_owned(),
        Program::R | Program::Sql => mended,
        Program::Every => begun_with_letter(&mended, LONGEST),
        Program::Spss | Program::SpssSet | Program::Stata => {
            let is_stata = program == Program::Stata;
            // Ⅷ is a letter and a number.
            let first =
                |c: char| c.is_alphabetic() && !c.is_numeric() || c == if is_stata { '_' } else { '@' };
            let lower = mended.to_lowercase();
            let is_reserved = match is_stata {
                true => OF_STATA.contains(&lower.as_str()) || is_of_stata(&lower) || is_str(&lower),
                false => OF_SPSS.contains(&lower.as_str()),
            };
            let mended = match mended.starts_with(first) && !is_reserved {
                true => mended,
                false => format!("v_{}", mended.trim_start_matches('_')),
            };
            let fits = cut(&mended, program, 0) == mended;
            let mended = match fits {
                true => mended,
                false => format!("{}_{}", cut(&mended, program, MARK + 1), mark(name, MARK)),
            };
            match mended.trim_end_matches('.') {
                kept if kept.len() < mended.len() && !is_stata => format!("{kept}_"),
                _ => mended,
            }
        }
    }
}

fn is_letter(c: char, program: Program) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || (matches!(program, Program::Spss | Program::SpssSet) && matches!(c, '.' | '$' | '#' | '@'))
}

/// The beginning of a name that leaves room for so many more characters.
fn cut(name: &str, program: Program, room: usize) -> &str {
    let fits = |end: usize| match program {
        Program::Every => end + room <= LONGEST,
        // Bytes.
        Program::Spss => end + room <= 64,
        Program::SpssSet => end + room <= 63,
        Program::Stata => name[..end].chars().count() + room <= LONGEST,
        Program::R | Program::Sql => true,
    };
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| fits(*end)).last();
    &name[..end.unwrap_or(0)]
}

/// Whether some program keeps a word for itself.
fn is_reserved(lower: &str) -> bool {
    OF_SPSS.contains(&lower) || OF_STATA.contains(&lower) || OF_LANGUAGES.contains(&lower)
}

/// Names that Stata keeps and that begin with `_`.
fn is_of_stata(lower: &str) -> bool {
    matches!(
        lower,
        "_all" | "_b" | "_coef" | "_cons" | "_n" | "_pi" | "_pred" | "_rc" | "_skip" | "_se" | "_r" | "_"
    )
}

/// `str1`, `str2045`: Stata's names of types.
fn is_str(lower: &str) -> bool {
    let digits = lower.strip_prefix("str");
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Letters spelled out, anything else a `_`.
fn ascii(id: &str) -> String {
    let mut out = String::new();
    for c in id.trim().chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' => out.push_str("Ae"),
            'Ö' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' => out.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => out.push('a'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ù' | 'ú' | 'û' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            _ => out.push('_'),
        }
    }
    out
}

/// The name, with a `v` in front where it begins with none of the letters or is a word of some program.
fn begun_with_letter(name: &str, longest: usize) -> String {
    let lower = name.to_ascii_lowercase();
    let own = name.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_reserved(&lower) && !is_str(&lower);
    let name = match own {
        true => name.to_owned(),
        false => format!("v_{}", name.trim_start_matches('_')),
    };
    match name.len() <= longest {
        true => name,
        false => format!("{}_{}", &name[..longest - MARK - 1], mark(&name, MARK)),
    }
}

/// So many letters and digits that depend on the whole text: FNV-1a of 64 bits (Fowler, Noll and Vo), in base 32.
fn mark(text: &str, length: usize) -> String {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    // The upper bits are the better mixed ones.
    (0..length)
        .map(|at| char::from(SIGNS[(hash >> (59 - 5 * at)) as usize & 31]))
        .collect()
}

#[cfg(test)]
mod tests;
