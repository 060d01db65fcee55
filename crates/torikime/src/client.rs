//! A person's commands, carried to a server by its interface for programs: where it is, with which token, and what it said.

use crate::failure::Failure;
use crate::{folder, machine};
use clap::ArgMatches;
use report::words;
use serde::Deserialize;
use serde_json::Value;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use survey::{Language, Place};
use ureq::http::{Response, Uri};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, RequestBuilder};

/// The server must have answered within this time.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same where a file goes up or comes down: the server gives up after five minutes.
const LONG_PATIENCE: Duration = Duration::from_secs(6 * 60);
/// Between a try that failed and the next.
const PAUSE: Duration = Duration::from_millis(500);
/// Largest answer read, in bytes.
const LARGEST: u64 = 64 << 20;

/// A problem as the server tells it (RFC 9457).
#[derive(Debug, Deserialize)]
pub struct Told {
    status: u16,
    code: String,
    detail: String,
    remedy: String,
    field: Option<String>,
    reason: Option<String>,
    /// Which of several statements it is about, from 0.
    pub at: Option<usize>,
}

/// Why a server did not do what was asked of it.
#[derive(Debug)]
pub enum Trouble {
    /// The command line does not say enough, or says what may not be; words under this key.
    Asked(&'static str),
    /// No answer came; what came before is on the way there.
    Silent(String),
    /// What answered is not this interface: the status.
    Strange(u16),
    /// The server said why, perhaps of a row of a file.
    Told(Box<Told>, Option<Place>),
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        Failure::Client(trouble)
    }
}

impl Trouble {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Trouble::Asked(_) => 2,
            Trouble::Told(told, _) if told.status < 500 && told.status != 429 => 1,
            Trouble::Silent(_) | Trouble::Strange(_) | Trouble::Told(..) => 4,
        }
    }

    /// Cause, next step and code, line by line.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let worded = |key: &str, args: &[(&str, String)]| {
            let remedy = words::attr(language, key, "remedy", args);
            let cause = words::say(language, key, args);
            vec![format!("torikime: {cause}"), format!("  → {remedy}")]
        };
        match self {
            Trouble::Asked(key) => worded(key, &[]),
            Trouble::Silent(cause) => worded("client-silent", &[("cause", cause.clone())]),
            Trouble::Strange(status) => worded("client-strange", &[("status", status.to_string())]),
            Trouble::Told(told, place) => {
                let from = place.as_ref().map(|place| words::place(language, place));
                let from = from.unwrap_or_else(|| "torikime".to_owned());
                let field = told.field.as_ref().map(|field| format!(" ({field})"));
                let field = field.unwrap_or_default();
                let mut lines = vec![format!("{from}: {}{field} [{}]", told.detail, told.code)];
                lines.extend(told.reason.iter().map(|reason| format!("  {reason}")));
                lines.push(format!("  → {}", told.remedy));
                lines
            }
        }
    }
}

/// A body to be sent.
pub struct Sent {
    kind: String,
    bytes: Vec<u8>,
    patience: Duration,
    /// Whether the server is asked first: one that refuses would be heard by nobody who is still sending.
    waits: bool,
}

impl Sent {
    /// JSON.
    pub fn json(body: &Value) -> Sent {
        Sent {
            kind: "application/json".to_owned(),
            bytes: body.to_string().into_bytes(),
            patience: PATIENCE,
            waits: false,
        }
    }

    /// A form with parts: texts, then a file. The cut between parts is made by chance, so that no file holds it.
    pub fn form(fields: &[(&str, String)], name: &str, file: &[u8]) -> Sent {
        let cut = key();
        let mut bytes = Vec::with_capacity(file.len() + 4096);
        let mut part = |more: &str, content: &[u8]| {
            let head = format!("--{cut}\r\nContent-Disposition: form-data; {more}\r\n\r\n");
            bytes.extend_from_slice(head.as_bytes());
            bytes.extend_from_slice(content);
            bytes.extend_from_slice(b"\r\n");
        };
        for (field, text) in fields {
            part(&format!("name=\"{field}\""), text.as_bytes());
        }
        // As browsers write names (HTML, multipart/form-data encoding): what would end the header is escaped.
        let name = name
            .replace('"', "%22")
            .replace('\r', "%0D")
            .replace('\n', "%0A");
        part(&format!("name=\"file\"; filename=\"{name}\""), file);
        bytes.extend_from_slice(format!("--{cut}--\r\n").as_bytes());
        Sent {
            kind: format!("multipart/form-data; boundary={cut}"),
            bytes,
            patience: LONG_PATIENCE,
            waits: true,
        }
    }
}

/// A server, and a person's token for it. Not `Debug`: the token is a secret.
pub struct Client {
    agent: Agent,
    base: String,
    token: String,
    language: Language,
    organisation: Option<String>,
}

impl Client {
    /// As arguments and environment say.
    pub fn of(matches: &ArgMatches, language: Language) -> Result<Client, Failure> {
        let given = matches.get_one::<String>("server").cloned();
        let given = given.or_else(|| environment("TORIKIME_SERVER"));
        let (base, plain) = address(&given.ok_or(Trouble::Asked("client-no-server"))?)?;
        let organisation = matches.get_one::<String>("organisation").cloned();
        Ok(Client {
            agent: agent(plain),
            base,
            token: token(matches)?,
            language,
            organisation,
        })
    }

    /// What stands at an address of the organisation, and the head of the ledger it was read from.
    pub fn look_with_head(&self, path: &str) -> Result<(Value, Option<String>), Failure> {
        let response = self.ask(&format!("{}{path}", self.at()?));
        let head = response.as_ref().ok().and_then(|response| {
            let head = response.headers().get("etag")?.to_str();
            head.ok().map(str::to_owned)
        });
        Ok((answer(response)?, head))
    }

    /// What stands at an address of the organisation, as of a day.
    pub fn look(&self, path: &str, at: Option<&String>) -> Result<Value, Failure> {
        let at = at.map(|day| format!("?at={}", encoded(day)));
        self.get(&format!("{}{path}{}", self.at()?, at.unwrap_or_default()))
    }

    /// Records something of the organisation: once, even where it has to be sent twice.
    pub fn act(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.act_on(path, body, None)
    }

    /// The same, unless anything was recorded since a head.
    pub fn act_on(&self, path: &str, body: &Value, head: Option<&str>) -> Result<Value, Failure> {
        self.send(path, &Sent::json(body), head)
    }

    /// The same with a body of any kind.
    pub fn send(&self, path: &str, body: &Sent, head: Option<&str>) -> Result<Value, Failure> {
        let (path, key) = (format!("{}{path}", self.at()?), key());
        let send = || {
            let request = self.agent.post(self.url(&path));
            let request = request.config().timeout_global(Some(body.patience)).build();
            let request = self.carried(request);
            let request = request.header("content-type", &body.kind);
            let request = request.header("idempotency-key", &key);
            let request = request.header("if-match", head.unwrap_or("*"));
            let request = match body.waits {
                true => request.header("expect", "100-continue"),
                false => request,
            };
            request.send(&body.bytes[..])
        };
        let again = |sent: &Result<Response<Body>, ureq::Error>| match sent {
            Ok(response) => matches!(response.status().as_u16(), 502..=504),
            Err(_) => true,
        };
        let mut sent = send();
        if again(&sent) {
            std::thread::sleep(PAUSE);
            sent = send();
        }
        Ok(answer(sent)?)
    }

    /// A file that stands at an address of the organisation.
    pub fn save(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let path = format!("{}{path}", self.at()?);
        let request = self.agent.get(self.url(&path));
        let request = request.config().timeout_global(Some(LONG_PATIENCE)).build();
        Ok(bytes(self.carried(request).call())?)
    }

    fn get(&self, path: &str) -> Result<Value, Failure> {
        Ok(answer(self.ask(path))?)
    }

    fn ask(&self, path: &str) -> Result<Response<Body>, ureq::Error> {
        self.carried(self.agent.get(self.url(path))).call()
    }

    /// With the token, and the language to be answered in.
    fn carried<B>(&self, request: RequestBuilder<B>) -> RequestBuilder<B> {
        let request = request.header("authorization", format!("Bearer {}", self.token));
        request.header("accept-language", self.language.tag())
    }

    fn url(&self, path: &str) -> String {
        format!("{}{}{path}", self.base, web::api::ROOT)
    }

    /// The organisation named, or the one the token acts for.
    fn at(&self) -> Result<String, Failure> {
        let named = match &self.organisation {
            Some(named) => named.clone(),
            None => {
                let me = self.get("/me")?;
                let id = me["organisations"][0]["organisation"].as_str();
                id.ok_or(Trouble::Strange(200))?.to_owned()
            }
        };
        Ok(format!("/organisations/{}", encoded(&named)))
    }
}

fn agent(plain: bool) -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder()
        .root_certs(roots(plain))
        .unversioned_rustls_crypto_provider(provider)
        .build();
    // No redirect is followed: the token is for the server that was named.
    let config = Agent::config_builder()
        .tls_config(tls)
        .https_only(!plain)
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .user_agent(concat!("torikime/", env!("CARGO_PKG_VERSION")));
    // What is not encrypted stays on this machine, whatever proxy the environment names.
    let config = if plain { config.proxy(None) } else { config };
    config.build().new_agent()
}

/// The authorities this machine trusts; none where nothing is encrypted.
pub(crate) fn roots(plain: bool) -> RootCerts {
    let found = match plain {
        true => Vec::new(),
        false => rustls_native_certs::load_native_certs().certs,
    };
    let found = found
        .iter()
        .map(|root| Certificate::from_der(root).to_owned());
    RootCerts::new_with_certs(&found.collect::<Vec<_>>())
}

/// The server's address without a path, and whether it is not encrypted: then it must be this machine.
fn address(given: &str) -> Result<(String, bool), Trouble> {
    let bad = || Trouble::Asked("client-bad-server");
    let uri: Uri = given.parse().map_err(|_| bad())?;
    let (scheme, host) = (uri.scheme_str(), uri.host().ok_or_else(bad)?);
    let authority = uri.authority().ok_or_else(bad)?;
    if authority.as_str().contains('@') || uri.path() != "/" || uri.query().is_some() {
        return Err(bad());
    }
    match scheme {
        Some("https") => Ok((format!("https://{authority}"), false)),
        Some("http") if is_this_machine(host) => Ok((format!("http://{authority}"), true)),
        Some("http") => Err(Trouble::Asked("client-plain-server")),
        _ => Err(bad()),
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>();
    bare == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// From the file named, else from the environment; never from the arguments, which everybody on the machine can read.
fn token(matches: &ArgMatches) -> Result<String, Failure> {
    let given = match matches.get_one::<PathBuf>("token") {
        Some(path) => Some(String::from_utf8_lossy(&folder::read(path)?).into_owned()),
        None => environment("TORIKIME_TOKEN"),
    };
    let given = given.ok_or(Trouble::Asked("client-no-token"))?;
    let token = given.trim();
    if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Trouble::Asked("client-bad-token").into());
    }
    Ok(token.to_owned())
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn key() -> String {
    let mut bytes = [0; 16];
    machine::random(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn answer(sent: Result<Response<Body>, ureq::Error>) -> Result<Value, Trouble> {
    let bytes = bytes(sent)?;
    serde_json::from_slice(&bytes).map_err(|_| Trouble::Strange(200))
}

/// What an answer holds, where it is no problem.
fn bytes(sent: Result<Response<Body>, ureq::Error>) -> Result<Vec<u8>, Trouble> {
    let silent = |error: ureq::Error| Trouble::Silent(error.to_string());
    let mut response = sent.map_err(silent)?;
    let status = response.status();
    let body = response.body_mut().with_config().limit(LARGEST);
    let bytes = body.read_to_vec().map_err(silent)?;
    if status.is_success() {
        return Ok(bytes);
    }
    match serde_json::from_slice::<Told>(&bytes) {
        Ok(told) => Err(Trouble::Told(Box::new(told), None)),
        Err(_) => Err(Trouble::Strange(status.as_u16())),
    }
}

/// A text as a part of an address.
pub fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: &str) {
        let found = match address(given) {
            Ok((base, plain)) => format!("{base} {plain}"),
            Err(Trouble::Asked(key)) => key.to_owned(),
            Err(other) => format!("{other:?}"),
        };
        assert_eq!(found, expected, "{given}");
    }

    #[test]
    fn what_is_not_encrypted_stays_on_this_machine() {
        check("https://t.example", "https://t.example false");
        check("https://t.example:8443/", "https://t.example:8443 false");
        check("http://127.0.0.1:8470", "http://127.0.0.1:8470 true");
        check("http://[::1]:8470/", "http://[::1]:8470 true");
        check("http://localhost:8470", "http://localhost:8470 true");
        for plain in [
            "http://t.example",
            "http://192.0.2.1",
            "http://localhost.example",
        ] {
            check(plain, "client-plain-server");
        }
        for bad in [
            "t.example",
            "ftp://t.example",
            "https://a:b@t.example",
            "http://127.0.0.1@t.example",
            "https://t.example/path",
            "https://t.example/?a=b",
            "",
        ] {
            check(bad, "client-bad-server");
        }
    }

    #[test]
    fn nothing_given_breaks_out_of_an_address() {
        assert_eq!(encoded("a/../b?c#令"), "a%2F..%2Fb%3Fc%23%E4%BB%A4");
    }
}
