//! What surrounds every page: head, menu of the study, views of the area, language, name of the coder, keys.

use axum::response::Html;
use maud::{DOCTYPE, Markup, html};

use super::assets;
use super::keys::Group;
use super::page::{Area, Page};
use super::studies::OpenStudy;
use super::switch::{self, KeyUse};
use super::visitor::{InStudy, Visitor};
use crate::words::Language;

/// One page being drawn.
pub struct Sheet<'a> {
    visitor: &'a Visitor,
    study: Option<&'a OpenStudy>,
    title: String,
    layout: &'static str,
    going_on_to: Option<&'a str>,
    again: Option<u64>,
    bar: Option<Markup>,
    foot: Option<Markup>,
    scripts: Vec<&'static str>,
    keys: Vec<Keys>,
    heading: Heading,
}

/// Whether the title stands above the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    Shown,
    ReadOutOnly,
}

/// Keys that belong together: a heading, then key and what it does.
struct Keys {
    heading: String,
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
            again: None,
            bar: None,
            foot: None,
            scripts: Vec::new(),
            keys: Vec::new(),
            heading: Heading::Shown,
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

    /// A page that changes by itself: a browser without script looks again after some seconds.
    pub fn again(mut self, seconds: u64) -> Self {
        self.again = Some(seconds);
        self
    }

    /// A script of this page, beside that of all pages.
    pub fn script(mut self, name: &'static str) -> Self {
        self.scripts.push(name);
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
        self.untitled()
    }

    /// The heading is read out only: the menu says already where one is.
    pub fn untitled(mut self) -> Self {
        self.heading = Heading::ReadOutOnly;
        self
    }

    /// What stands beside the views of the area, under the menu.
    pub fn bar(mut self, bar: Markup) -> Self {
        self.bar = Some(bar);
        self
    }

    /// What stands behind the content: the actions of the page.
    pub fn foot(mut self, foot: Markup) -> Self {
        self.foot = Some(foot);
        self
    }

    /// Keys of this page and what they do, shown by `?`.
    pub fn keys(mut self, groups: &[Group]) -> Self {
        let language = self.visitor.language;
        self.keys.extend(groups.iter().map(|group| {
            Keys {
                heading: group.heading(language).to_owned(),
                keys: group
                    .lines(language)
                    .map(|(key, does)| (key, does.to_owned()))
                    .collect(),
            }
        }));
        self
    }

    /// The whole page around its content.
    pub fn draw(&self, content: &Markup) -> Html<String> {
        let visitor = self.visitor;
        let study = self.study.map(OpenStudy::name);
        let unseen = (self.heading == Heading::ReadOutOnly).then_some("vh");
        let page = html! {
            (DOCTYPE)
            html lang=(visitor.say("de", "en")) data-keys=[(visitor.keys == KeyUse::Off).then_some(visitor.keys.id())] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    @if let Some(address) = self.going_on_to { meta http-equiv="refresh" content={ "0; url=" (address) }; }
                    title { (self.title) @if let Some(study) = &study { " · " (study) } " · freitext" }
                    link rel="icon" href=(assets::address("icon.svg")) type="image/svg+xml";
                    link rel="stylesheet" href=(assets::address("app.css"));
                    @if let Some(seconds) = self.again { noscript { meta http-equiv="refresh" content=(seconds); } }
                    @for script in std::iter::once(&"app.js").chain(&self.scripts) { script src=(assets::address(script)) defer {} }
                }
                body {
                    a.skip href="#main" { (visitor.say("Zum Inhalt", "Skip to content")) }
                    header {
                        (self.topbar())
                        (self.pagebar())
                    }
                    main #main class=(self.layout) tabindex="-1" {
                        h1 class=[unseen] { (self.title) }
                        (content)
                    }
                    @if let Some(foot) = &self.foot { (foot) }
                    (self.keys_shown())
                }
            }
        };
        Html(page.into_string())
    }

    fn topbar(&self) -> Markup {
        let visitor = self.visitor;
        html! {
            div.topbar {
                a.brand href="/" { "freitext" }
                @if let Some(study) = self.study {
                    span.study title=(study.path().display()) { (study.name()) }
                    @if let Some(coder) = &visitor.coder {
                        (self.menu(study))
                        a.who href=(format!("/s/{}/who", study.id())) title=(visitor.say("Wer kodiert?", "Who codes?")) { (coder) }
                    }
                }
                nav.lang.spring[self.study.is_none() || visitor.coder.is_none()] aria-label=(visitor.say("Sprache", "Language")) {
                    @for (language, code, name) in [(Language::De, "de", "Deutsch"), (Language::En, "en", "English")] {
                        a lang=(code) hreflang=(code) title=(name) href=(in_language(visitor, code))
                          aria-current=[(language == visitor.language).then_some("true")] { (code.to_uppercase()) }
                    }
                }
                button.quiet.mini type="button" popovertarget="keys" title=(visitor.say("Tasten (?)", "Keys (?)")) {
                    span aria-hidden="true" { "?" }
                    span.vh { (visitor.say("Tasten", "Keys")) }
                }
            }
        }
    }

    fn menu(&self, study: &OpenStudy) -> Markup {
        let visitor = self.visitor;
        let here = here(visitor).and_then(|page| page.area);
        html! {
            nav.nav aria-label=(visitor.say("Bereiche", "Areas")) {
                @for area in Area::ALL {
                    @if let Some(first) = area.pages().next() {
                        a href=(format!("/s/{}/{}", study.id(), first.path))
                          aria-current=[(here == Some(area)).then_some("page")] { (area.title(visitor.language)) }
                    }
                }
            }
        }
    }

    /// The views of the area, where it has several, and what the page adds.
    fn pagebar(&self) -> Markup {
        let visitor = self.visitor;
        let here = here(visitor);
        let views: Vec<&Page> = match (self.study, here.and_then(|page| page.area)) {
            (Some(_), Some(area)) => area.pages().collect(),
            _ => Vec::new(),
        };
        html! {
            @if views.len() > 1 || self.bar.is_some() {
                div.pagebar {
                    @if let (true, Some(study)) = (views.len() > 1, self.study) {
                        nav.views aria-label=(visitor.say("Ansichten", "Views")) {
                            @for page in views {
                                a href=(format!("/s/{}/{}", study.id(), page.path))
                                  aria-current=[here.is_some_and(|here| here.path == page.path).then_some("page")] {
                                    (page.title(visitor.language))
                                }
                            }
                        }
                    }
                    @if let Some(bar) = &self.bar { (bar) }
                }
            }
        }
    }

    fn keys_shown(&self) -> Markup {
        let visitor = self.visitor;
        let everywhere = Keys {
            heading: visitor.say("Überall", "Everywhere").to_owned(),
            keys: vec![(
                "?".to_owned(),
                visitor.say("Tasten zeigen", "Show the keys").to_owned(),
            )],
        };
        html! {
            dialog #keys popover aria-labelledby="keys-title" {
                // Within a section a header is none of the whole page.
                section {
                    header {
                        h2 #keys-title { (visitor.say("Tasten", "Keys")) }
                        button.quiet.mini type="button" popovertarget="keys" popovertargetaction="hide" {
                            (visitor.say("Schließen", "Close"))
                        }
                    }
                    div.body {
                        div.keys {
                            @for group in self.keys.iter().chain([&everywhere]) {
                                section {
                                    h3 { (group.heading) }
                                    dl { @for (key, does) in &group.keys { dt { kbd { (key) } } dd { (does) } } }
                                }
                            }
                        }
                        // Who is not signed in has no choice to make yet.
                        @if visitor.session.is_some() { (switch::form(visitor)) }
                    }
                }
            }
        }
    }
}

/// The page that is asked for: its path is the first part of the address behind the study.
fn here(visitor: &Visitor) -> Option<&'static Page> {
    let behind = visitor.uri.path().strip_prefix("/s/")?.split_once('/')?.1;
    let first = behind.split('/').next()?;
    super::PAGES.iter().find(|page| page.path == first)
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
