//! A form with parts, by which a program sends a file: known fields, each once, and the file; done once like a body of JSON.

use std::collections::BTreeMap;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use ledger::hash::Hash;
use store::acts::NewFile;
use store::door::{Once, Terms};
use survey::Language;

use super::problem::Problem;
use super::sent::{expects, key, kind};
use crate::App;
use crate::filing::{LARGEST_TEXT, bounded, whole};

/// The part that is the file.
const FILE: &str = "file";

/// A form, not read yet; and what its headers say.
pub struct Form {
    parts: Multipart,
    key: String,
    expects: Option<Hash>,
    path: String,
    language: Language,
}

/// A form, read.
pub struct Filled {
    fields: BTreeMap<String, String>,
    file: NewFile,
    language: Language,
}

impl FromRequest<App> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let language = crate::language::of_program(&parts.headers, app.default_language);
        let key = key(&parts.headers, language)?;
        let expects = expects(&parts.headers, language)?;
        if !kind(&parts).eq_ignore_ascii_case("multipart/form-data") {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Problem::new(language, status, "not-form"));
        }
        let path = parts.uri.path().to_owned();
        let parts = Multipart::from_request(Request::from_parts(parts, body), app).await;
        Ok(Self {
            parts: parts.map_err(|_| bad(language))?,
            key,
            expects,
            path,
            language,
        })
    }
}

fn bad(language: Language) -> Problem {
    Problem::new(language, StatusCode::BAD_REQUEST, "bad-form")
}

/// A form whose parts are not those that are taken.
fn unfit(language: Language, field: &str, reason: &str) -> Problem {
    Problem::unfit(language, "bad-body", field).because(reason)
}

impl Form {
    /// Reads it: text under the names given and the file, each at most once, and nothing else.
    ///
    /// # Errors
    /// The problem to answer.
    pub async fn read(self, names: &[&str]) -> Result<(Filled, Terms), Problem> {
        let Self {
            mut parts,
            language,
            ..
        } = self;
        let broken = |error: MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(language, error.status(), "too-large"),
            _ => bad(language),
        };
        let (mut fields, mut file) = (BTreeMap::new(), None);
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            if fields.contains_key(&name) || (name == FILE && file.is_some()) {
                return Err(unfit(language, &name, "duplicate part"));
            }
            if name == FILE {
                let called = part.file_name().unwrap_or_default().to_owned();
                let bytes = whole(part).await.map_err(broken)?;
                file = Some(NewFile {
                    name: called,
                    bytes,
                });
            } else if names.contains(&name.as_str()) {
                let bytes = bounded(part, LARGEST_TEXT).await.map_err(broken)?;
                fields.insert(name, text(bytes, language)?);
            } else {
                return Err(unfit(language, &name, "unknown part"));
            }
        }
        let file = file.filter(|file| !file.name.is_empty());
        let file = file.ok_or_else(|| unfit(language, FILE, "missing file with a name"))?;
        let once = Once {
            key: self.key,
            request: same(&self.path, &fields, &file),
        };
        let filled = Filled {
            fields,
            file,
            language,
        };
        let terms = Terms {
            once: Some(Box::new(once)),
            expects: self.expects.map(Box::new),
        };
        Ok((filled, terms))
    }
}

/// A text part. Forms send lines that end in CR LF.
fn text(bytes: Vec<u8>, language: Language) -> Result<String, Problem> {
    if bytes.len() > LARGEST_TEXT {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        return Err(Problem::new(language, status, "too-large"));
    }
    let text = String::from_utf8(bytes).map_err(|_| bad(language))?;
    Ok(text.replace("\r\n", "\n"))
}

/// What tells one request from another, however its parts were divided and ordered.
fn same(path: &str, fields: &BTreeMap<String, String>, file: &NewFile) -> Hash {
    let texts = fields.iter().flat_map(|(name, text)| [name, text]);
    let texts = [path].into_iter().chain(texts.map(String::as_str));
    let texts = texts.chain([file.name.as_str()]).map(str::as_bytes);
    let all = texts.chain([file.bytes.as_slice()]).map(Hash::plain);
    let all: Vec<Hash> = all.collect();
    let parts: Vec<&[u8]> = all.iter().map(|one| &one.0[..]).collect();
    Hash::of("torikime/request-form/1", &parts)
}

impl Filled {
    /// The text of a part; none where it is missing or blank.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let text = self.fields.remove(name);
        text.filter(|text| !text.trim().is_empty())
    }

    /// The text of a part that must be there.
    ///
    /// # Errors
    /// The problem to answer.
    pub fn must(&mut self, name: &str) -> Result<String, Problem> {
        let missing = || unfit(self.language, name, "missing part");
        self.fields.remove(name).ok_or_else(missing)
    }

    /// The number of a part; none where it is missing or blank.
    ///
    /// # Errors
    /// The problem to answer.
    pub fn number(&mut self, name: &str) -> Result<Option<u64>, Problem> {
        let text = self.text(name);
        let number = text.map(|text| text.trim().parse());
        let number = number.transpose();
        number.map_err(|error| unfit(self.language, name, &format!("{error}")))
    }

    /// The file.
    pub fn file(self) -> NewFile {
        self.file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_that_say_other_things_are_other_requests() {
        let of = |path: &str, fields: &[(&str, &str)], name: &str, bytes: &[u8]| {
            let pairs = fields.iter();
            let fields = pairs.map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            let file = NewFile {
                name: name.to_owned(),
                bytes: bytes.to_vec(),
            };
            same(path, &fields.collect(), &file)
        };
        let one = of("/a", &[("fact", "x"), ("item", "y")], "f", b"z");
        assert_eq!(one, of("/a", &[("item", "y"), ("fact", "x")], "f", b"z"));
        for other in [
            of("/b", &[("fact", "x"), ("item", "y")], "f", b"z"),
            of("/a", &[("fact", "y"), ("item", "x")], "f", b"z"),
            of("/a", &[("fact", "x")], "f", b"z"),
            of("/a", &[("fact", "x"), ("item", "y")], "fz", b""),
            of("/a", &[("fact", "x"), ("item", "yf")], "", b"z"),
        ] {
            assert_ne!(one, other);
        }
    }
}
