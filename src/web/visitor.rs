//! Who asks, in which language, and for which study: what every page gets with a request.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::Server;
use super::failure::Failure;
use super::studies::OpenStudy;
use super::switch::{self, KeyUse};
use crate::problem::{Problem, Result};
use crate::study::{Change, Study};
use crate::words::Language;

/// The cookie that keeps the language.
pub const LANGUAGE_COOKIE: &str = "lang";

/// What is known about a request before any page has looked at it. Pages take it as an argument.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub language: Language,
    pub keys: KeyUse,
    /// The key of the session; `None`: not signed in.
    pub session: Option<String>,
    pub coder: Option<String>,
    pub method: Method,
    /// Path and query as asked for.
    pub uri: Uri,
    /// Asked by the script for data rather than by a person for a page.
    pub wants_json: bool,
}

/// A request for a page of an open study, by somebody whose name is known. Pages of a study take it as an argument.
pub struct InStudy {
    pub study: Arc<OpenStudy>,
    pub visitor: Visitor,
    /// The name of the person who codes.
    pub coder: String,
}

impl Visitor {
    pub fn of(server: &Server, method: &Method, uri: &Uri, headers: &HeaderMap) -> Visitor {
        let key = cookie(headers, &server.cookie_name());
        let found = key.and_then(|key| server.session(&key).map(|session| (key, session)));
        let (session, coder) = found.map_or((None, None), |(key, session)| (Some(key), session.coder));
        let accepted = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let language = parameter(uri, "lang")
            .or_else(|| cookie(headers, LANGUAGE_COOKIE))
            .and_then(|written| language(&written))
            .or_else(|| accepted(header::ACCEPT_LANGUAGE).and_then(first_language))
            .unwrap_or(server.language());
        Visitor {
            language,
            keys: cookie(headers, switch::COOKIE).map_or(KeyUse::On, |keys| KeyUse::of_id(&keys)),
            session,
            coder,
            method: method.clone(),
            uri: uri.clone(),
            wants_json: accepted(header::ACCEPT).is_some_and(|kinds| kinds.starts_with("application/json")),
        }
    }

    /// One of two sentences.
    pub fn say<'t>(&self, de: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::De => de,
            Language::En => en,
        }
    }

    /// The id of the study that the address names, open or not.
    pub fn study_id(&self) -> Option<&str> {
        self.uri.path().strip_prefix("/s/")?.split('/').next()
    }
}

impl InStudy {
    pub fn say<'t>(&self, de: &'t str, en: &'t str) -> &'t str {
        self.visitor.say(de, en)
    }

    pub fn language(&self) -> Language {
        self.visitor.language
    }

    /// The address of a page of this study: `at.to("sweep/sport")`.
    pub fn to(&self, page: &str) -> String {
        format!("/s/{}/{page}", self.study.id())
    }

    /// Seconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        jiff::Timestamp::now().as_second()
    }

    /// Milliseconds since 1970 UTC.
    pub fn moment(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    /// Reads; see [`OpenStudy::read`].
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Study) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        Ok(self.study.read(work).await?)
    }

    /// Writes; see [`OpenStudy::write`].
    ///
    /// # Errors
    /// Those of `work`.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Change<'_>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        Ok(self.study.write(work).await?)
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> std::result::Result<Visitor, Failure> {
        parts
            .extensions
            .get::<Visitor>()
            .cloned()
            .ok_or_else(|| Problem::bug("a page was asked for past the door").into())
    }
}

impl FromRequestParts<Server> for InStudy {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        server: &Server,
    ) -> std::result::Result<InStudy, Response> {
        let visitor = Visitor::from_request_parts(parts, server)
            .await
            .map_err(IntoResponse::into_response)?;
        let named = RawPathParams::from_request_parts(parts, server)
            .await
            .map_err(IntoResponse::into_response)?;
        let id = named
            .iter()
            .find(|(name, _)| *name == "study")
            .map_or("", |(_, id)| id);
        let study = server.study(id).map_err(IntoResponse::into_response)?;
        if let Some(key) = &visitor.session
            && !server
                .holds(key, &study)
                .await
                .map_err(|problem| Failure::from(problem).into_response())?
        {
            server.end_session(key);
            return Err(Redirect::to(super::sign_in::PATH).into_response());
        }
        match &visitor.coder {
            Some(coder) => Ok(InStudy {
                coder: coder.clone(),
                study,
                visitor,
            }),
            None => Err(Redirect::to(&super::sign_in::who_address(&visitor, &study)).into_response()),
        }
    }
}

/// The first cookie of this name.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// A parameter of the query that holds letters and digits only.
pub fn parameter(uri: &Uri, name: &str) -> Option<String> {
    uri.query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

pub fn language(written: &str) -> Option<Language> {
    match written {
        "de" => Some(Language::De),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The first of the browser's languages that there is; browsers name them in the order of preference.
fn first_language(accepted: &str) -> Option<Language> {
    accepted
        .split(',')
        .filter_map(|range| range.trim().get(..2))
        .find_map(|begin| language(&begin.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language() {
        assert_eq!(first_language("de-AT,de;q=0.9,en;q=0.8"), Some(Language::De));
        assert_eq!(first_language("fr-FR, en-GB;q=0.7, de;q=0.3"), Some(Language::En));
        assert_eq!(first_language("fr"), None);
        assert_eq!(first_language(""), None);
        assert_eq!(first_language("ü, de"), Some(Language::De));
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "xlang=fr; lang=en; lang=de".parse().unwrap());
        assert_eq!(cookie(&headers, "lang").as_deref(), Some("en"));
        assert_eq!(cookie(&headers, "ang"), None);
    }
}
