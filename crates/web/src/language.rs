//! Which language a page is written in: `?lang=`, else the cookie, else `Accept-Language`, else the server's.

use crate::App;
use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use std::convert::Infallible;
use survey::Language;

/// The language of this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The language.
    pub language: Language,
    /// Whether the address asked for it, so that a cookie keeps it.
    pub asked: bool,
    /// What is kept on this server beside studies: where the navigation leads.
    pub keeps: Keeps,
}

/// What a server keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Studies alone.
    Studies,
    /// Organisations.
    Organisations,
    /// Made-up organisations, to try.
    Demonstration,
}

impl Keeps {
    fn of(app: &App) -> Self {
        match &app.access {
            None => Self::Studies,
            Some(access) if access.site.is_demonstration() => Self::Demonstration,
            Some(_) => Self::Organisations,
        }
    }
}

impl FromRequestParts<App> for Chosen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Chosen, Infallible> {
        let query = parts.uri.query().unwrap_or("");
        Ok(Chosen {
            keeps: Keeps::of(app),
            ..choose(query, &parts.headers, app.default_language)
        })
    }
}

fn choose(query: &str, headers: &HeaderMap, default: Language) -> Chosen {
    if let Some(language) = in_query(query) {
        return Chosen {
            language,
            asked: true,
            keeps: Keeps::Studies,
        };
    }
    let language = in_cookie(headers)
        .or_else(|| accepted(headers))
        .unwrap_or(default);
    Chosen {
        language,
        asked: false,
        keeps: Keeps::Studies,
    }
}

/// The language of an answer to a program: what it accepts, and nothing that a browser keeps.
pub fn of_program(headers: &HeaderMap, default: Language) -> Language {
    accepted(headers).unwrap_or(default)
}

fn in_query(query: &str) -> Option<Language> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(of_tag)
}

fn in_cookie(headers: &HeaderMap) -> Option<Language> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    cookies
        .split(';')
        .find_map(|pair| pair.trim().strip_prefix("lang="))
        .and_then(of_tag)
}

/// The first of our languages by weight; an unknown language is passed over.
fn accepted(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Language)> = None;
    for part in accepted.split(',') {
        let mut pieces = part.trim().split(';');
        let tag = pieces.next().unwrap_or("");
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok())
            .unwrap_or(1.0_f32);
        if let Some(language) = of_tag(tag.split('-').next().unwrap_or(""))
            && weight > best.map_or(0.0, |(weight, _)| weight)
        {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

fn of_tag(tag: &str) -> Option<Language> {
    Language::ALL
        .into_iter()
        .find(|language| language.tag().eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, cookie: &str, accept: &str, expected: Language) {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
        assert_eq!(
            choose(query, &headers, Language::Ja).language,
            expected,
            "{query} {cookie} {accept}"
        );
    }

    #[test]
    fn the_address_beats_the_cookie_beats_the_browser() {
        check("lang=en", "lang=ja", "ja", Language::En);
        check("by=role&lang=ja", "lang=en", "en", Language::Ja);
        check("", "a=b; lang=en", "ja", Language::En);
        check("", "", "en-GB,en;q=0.9,ja;q=0.8", Language::En);
        check("", "", "fr,ja;q=0.5,en;q=0.3", Language::Ja);
        check("", "", "fr", Language::Ja);
        check("lang=xx", "lang=zz", "*", Language::Ja);
    }
}
