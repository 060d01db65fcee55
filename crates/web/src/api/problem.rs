//! What went wrong, as `application/problem+json` (RFC 9457): cause and next step in the language asked for, a code that stays.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use report::words;
use schemars::JsonSchema;
use serde::Serialize;
use survey::Language;

use crate::access::Trouble;

/// A problem as it is sent.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Problem {
    /// `urn:torikime:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status of the answer.
    #[serde(serialize_with = "number")]
    #[schemars(with = "u16")]
    pub status: StatusCode,
    /// A name for this kind of problem that never changes.
    pub code: String,
    /// That it was not done, in a few words.
    pub title: String,
    /// What happened.
    pub detail: String,
    /// The next step.
    pub remedy: String,
    /// The field of the request it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Which of several statements it is about, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<usize>,
    /// What the reader of the request's JSON said, always in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Seconds until it may be tried again.
    #[serde(skip)]
    #[schemars(skip)]
    pub wait: Option<u64>,
}

fn number<S: serde::Serializer>(status: &StatusCode, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_u16(status.as_u16())
}

impl Problem {
    /// One whose words stand under `api-CODE`.
    #[must_use]
    pub fn new(language: Language, status: StatusCode, code: &str) -> Self {
        Self::said(language, status, &format!("api-{code}"))
    }

    /// One whose words stand under this key; its code is the key without the family.
    fn said(language: Language, status: StatusCode, key: &str) -> Self {
        Self {
            detail: words::say(language, key, &[]),
            remedy: words::attr(language, key, "remedy", &[]),
            ..Self::bare(status, key, words::say(language, "access-not-done", &[]))
        }
    }

    fn bare(status: StatusCode, key: &str, title: String) -> Self {
        let code = key.split_once('-').map_or(key, |(_, code)| code);
        Self {
            kind: format!("urn:torikime:problem:{code}"),
            status,
            code: code.to_owned(),
            title,
            detail: String::new(),
            remedy: String::new(),
            field: None,
            at: None,
            reason: None,
            wait: None,
        }
    }

    /// What admission, a limit or the store said.
    #[must_use]
    pub fn told(trouble: Trouble) -> Self {
        Self {
            detail: trouble.cause,
            remedy: trouble.remedy,
            ..Self::bare(trouble.status, &trouble.key, trouble.title)
        }
    }

    /// There is nothing of the kind for who asks: hidden and absent are the same.
    #[must_use]
    pub fn absent(language: Language) -> Self {
        Self::new(language, StatusCode::NOT_FOUND, "absent")
    }

    /// A value of the request that cannot be used.
    #[must_use]
    pub fn unfit(language: Language, code: &str, field: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(language, StatusCode::UNPROCESSABLE_ENTITY, code)
        }
    }

    /// The same, with what the reader of the request said.
    #[must_use]
    pub fn because(self, reason: impl ToString) -> Self {
        Self {
            reason: Some(reason.to_string()),
            ..self
        }
    }

    /// The same, about one of several.
    #[must_use]
    pub fn at(self, at: usize) -> Self {
        Self {
            at: Some(at),
            ..self
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if self.status == StatusCode::UNAUTHORIZED {
            let realm = HeaderValue::from_static("Bearer realm=\"torikime\"");
            headers.insert(header::WWW_AUTHENTICATE, realm);
        }
        if let Some(wait) = self.wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response
    }
}
