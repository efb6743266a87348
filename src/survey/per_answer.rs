//! Whether an answer has one code or several.

/// How many codes an answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PerAnswer {
    One,
    Several,
}

impl PerAnswer {
    pub const ALL: [PerAnswer; 2] = [PerAnswer::One, PerAnswer::Several];

    /// `one` or `several`, as in codebooks and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            PerAnswer::One => "one",
            PerAnswer::Several => "several",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per_answer| per_answer.id() == id)
    }
}
