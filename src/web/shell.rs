//! What surrounds every page: head, menu of the study, language, name of the coder, keys.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

use super::assets;
use super::studies::OpenStudy;
use super::visitor::{InStudy, Visitor};
use crate::words::Language;

/// A page of a study. Adding one is one file and one line in [`super::PAGES`].
pub struct Page {
    /// Behind `/s/{study}/`; also the first part of the addresses of everything that belongs to the page.
    pub path: &'static str,
    /// As the menu and the heading call it.
    pub de: &'static str,
    pub en: &'static str,
    pub menu: Menu,
    /// Routes, relative to `/s/{study}`.
    pub routes: fn() -> axum::Router<super::Server>,
}

/// Whether a page stands in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    Shown,
    /// Reached from other pages only.
    Hidden,
}

impl Page {
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.de,
            Language::En => self.en,
        }
    }
}

/// One page being drawn.
pub struct Sheet<'a> {
    visitor: &'a Visitor,
    study: Option<&'a OpenStudy>,
    title: String,
    layout: &'static str,
    going_on_to: Option<&'a str>,
    bar: Option<Markup>,
    /// Keys and what they do.
    keys: Vec<(String, String)>,
}

impl InStudy {
    /// A page of this study.
    pub fn sheet(&self, title: impl Into<String>) -> Sheet<'_> {
        Sheet::of(&self.visitor, &self.study, title)
    }
}

impl<'a> Sheet<'a> {
    /// A page outside any study.
    pub fn new(visitor: &'a Visitor, title: impl Into<String>) -> Sheet<'a> {
        Sheet {
            visitor,
            study: None,
            title: title.into(),
            layout: "page",
            going_on_to: None,
            bar: None,
            keys: Vec::new(),
        }
    }

    /// A page of a study that is shown before it is known who codes.
    pub fn of(visitor: &'a Visitor, study: &'a OpenStudy, title: impl Into<String>) -> Sheet<'a> {
        Sheet {
            study: Some(study),
            ..Sheet::new(visitor, title)
        }
    }

    /// A page that is left for another at once.
    pub(super) fn going_on_to(mut self, address: &'a str) -> Self {
        self.going_on_to = Some(address);
        self
    }

    /// As wide as a text is read well.
    pub fn narrow(mut self) -> Self {
        self.layout = "page narrow";
        self
    }

    /// The answer and what stands beside it. The heading is read out only.
    pub fn work(mut self) -> Self {
        self.layout = "work";
        self
    }

    /// A bar of its own under the menu.
    pub fn bar(mut self, bar: Markup) -> Self {
        self.bar = Some(bar);
        self
    }

    /// A key of this page, shown by `?`.
    pub fn key(mut self, key: impl Into<String>, does: impl Into<String>) -> Self {
        self.keys.push((key.into(), does.into()));
        self
    }

    /// The whole page around its content.
    pub fn draw(&self, content: &Markup) -> Html<String> {
        let visitor = self.visitor;
        let study = self.study.map(OpenStudy::name);
        let heading_is_seen = self.layout != "work";
        let page = html! {
            (DOCTYPE)
            html lang=(visitor.say("de", "en")) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    @if let Some(address) = self.going_on_to { meta http-equiv="refresh" content={ "0; url=" (address) }; }
                    title { (self.title) @if let Some(study) = &study { " · " (study) } " · freitext" }
                    link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(assets::address("app.css"));
                    script src=(assets::address("app.js")) defer {}
                }
                body {
                    a.skip href="#main" { (visitor.say("Zum Inhalt", "Skip to content")) }
                    (self.topbar())
                    @if let Some(bar) = &self.bar { div.pagebar { (bar) } }
                    main #main class=(self.layout) tabindex="-1" {
                        h1 class=[(!heading_is_seen).then_some("vh")] { (self.title) }
                        (content)
                    }
                    (self.keys())
                }
            }
        };
        Html(page.into_string())
    }

    fn topbar(&self) -> Markup {
        let visitor = self.visitor;
        html! {
            header.topbar {
                a.brand href="/" { "freitext" }
                @if let Some(study) = self.study {
                    span.study title=(study.path().display()) { (study.name()) }
                    (self.menu(study))
                }
                div.row.spring {
                    @if let Some(coder) = &visitor.coder {
                        @match self.study {
                            Some(study) => { a.who href=(format!("/s/{}/who", study.id())) { (coder) } }
                            None => { span.who { (coder) } }
                        }
                    }
                    nav.lang aria-label=(visitor.say("Sprache", "Language")) {
                        @for (language, code, name) in [(Language::De, "de", "Deutsch"), (Language::En, "en", "English")] {
                            a lang=(code) hreflang=(code) aria-label=(name) href=(in_language(visitor, code))
                              aria-current=[(language == visitor.language).then_some("true")] { (code.to_uppercase()) }
                        }
                    }
                    button.quiet.mini #show-keys type="button" popovertarget="keys" aria-label=(visitor.say("Tasten", "Keys")) {
                        kbd { "?" }
                    }
                }
            }
        }
    }

    fn menu(&self, study: &OpenStudy) -> Markup {
        let visitor = self.visitor;
        let shown = format!("/s/{}/", study.id());
        let here = visitor.uri.path().strip_prefix(&shown).unwrap_or_default();
        let here = here.split('/').next().unwrap_or_default();
        html! {
            nav.nav aria-label=(visitor.say("Studie", "Study")) {
                @for page in super::PAGES.iter().filter(|page| page.menu == Menu::Shown) {
                    a href={ (shown) (page.path) } aria-current=[(page.path == here).then_some("page")] {
                        (page.title(visitor.language))
                    }
                }
            }
        }
    }

    fn keys(&self) -> Markup {
        let visitor = self.visitor;
        let everywhere = [(
            "?".to_owned(),
            visitor.say("Diese Tasten zeigen", "Show these keys").to_owned(),
        )];
        html! {
            dialog #keys popover aria-labelledby="keys-title" {
                header {
                    h2 #keys-title { (visitor.say("Tasten", "Keys")) }
                    button.quiet.mini type="button" popovertarget="keys" popovertargetaction="hide" {
                        (visitor.say("Schließen", "Close"))
                    }
                }
                div.body {
                    dl.facts {
                        @for (key, does) in self.keys.iter().chain(&everywhere) {
                            dt { kbd { (key) } }
                            dd { (does) }
                        }
                    }
                }
            }
        }
    }
}

/// This page in another language; what was not asked for by its address leads to the start of the study.
fn in_language(visitor: &Visitor, code: &str) -> String {
    let path = match (visitor.method.is_safe(), visitor.study_id()) {
        (true, _) => visitor.uri.path().to_owned(),
        (false, Some(id)) => format!("/s/{id}/"),
        (false, None) => "/".to_owned(),
    };
    let asked = visitor
        .uri
        .query()
        .filter(|_| visitor.method.is_safe())
        .unwrap_or_default();
    let kept = asked
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang=") && !pair.starts_with("token="));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("lang={code}")]).collect();
    format!("{path}?{}", query.join("&"))
}
