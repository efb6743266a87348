//! Where and in which language something is drawn; taken along to threads where the study is read.

use crate::web::visitor::InStudy;
use crate::words::Language;

#[derive(Debug, Clone)]
pub struct Here {
    pub language: Language,
    root: String,
}

impl Here {
    pub fn of(at: &InStudy) -> Here {
        Here {
            language: at.language(),
            root: at.to(""),
        }
    }

    /// One of two sentences.
    pub fn say<'t>(&self, de: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::De => de,
            Language::En => en,
        }
    }

    /// The address of a page of this study: `here.to("code")`.
    pub fn to(&self, page: &str) -> String {
        format!("{}{page}", self.root)
    }
}
