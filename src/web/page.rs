//! What a page of a study is, and the areas that pages stand in.

use axum::Router;

use super::Server;
use crate::words::Language;

/// A page of a study. Adding one is one file and one line in [`super::PAGES`].
pub struct Page {
    /// Behind `/s/{study}/`; also the first part of the addresses of everything that belongs to the page.
    pub path: &'static str,
    /// As the views of its area call it.
    pub de: &'static str,
    pub en: &'static str,
    /// `None`: reached from other pages only.
    pub area: Option<Area>,
    /// Routes, relative to `/s/{study}`.
    pub routes: fn() -> Router<Server>,
}

/// What the menu shows; an area leads to the first of its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Code,
    Codebook,
    Progress,
    Coders,
    Results,
    Study,
}

impl Page {
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.de,
            Language::En => self.en,
        }
    }
}

impl Area {
    /// In the order of the menu.
    pub const ALL: [Area; 6] = [
        Area::Code,
        Area::Codebook,
        Area::Progress,
        Area::Coders,
        Area::Results,
        Area::Study,
    ];

    pub fn title(self, language: Language) -> &'static str {
        let (de, en) = match self {
            Area::Code => ("Kodieren", "Code"),
            Area::Codebook => ("Leitfaden", "Codebook"),
            Area::Progress => ("Fortschritt", "Progress"),
            Area::Coders => ("Kodierende", "Coders"),
            Area::Results => ("Ergebnisse", "Results"),
            Area::Study => ("Studie", "Study"),
        };
        match language {
            Language::De => de,
            Language::En => en,
        }
    }

    /// Its pages, in the order of the table.
    pub fn pages(self) -> impl Iterator<Item = &'static Page> {
        super::PAGES.iter().filter(move |page| page.area == Some(self))
    }
}
