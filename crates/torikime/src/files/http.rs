//! The way to S3 by the HTTP client that the rest of the program uses, so that there is one way to speak TLS.

use super::Settings;
use crate::failure::Failure;
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use std::sync::Arc;
use std::time::Duration;
use ureq::Agent;
use ureq::http::{Method, Request, Response};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// A connection must stand within this time, and an answer have begun.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(30);
/// Nothing takes longer, however large.
const ALL: Duration = Duration::from_secs(600);
/// Largest file read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Requests, one at a time on the thread that wants them: who calls may be blocked.
#[derive(Debug, Clone)]
pub struct Way(Agent);

impl Way {
    /// As settings say.
    pub fn new(settings: &Settings) -> Result<Way, Failure> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(roots(settings)?)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .https_only(!settings.plain)
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(CONNECT))
            .timeout_recv_response(Some(ANSWER))
            .timeout_global(Some(ALL))
            .user_agent(concat!("torikime/", env!("CARGO_PKG_VERSION")));
        // What is not encrypted stays on this machine, whatever proxy the environment names.
        let config = match settings.plain {
            true => config.proxy(None),
            false => config,
        };
        Ok(Way(config.build().new_agent()))
    }

    fn send(&self, request: Request<Vec<u8>>) -> Result<HttpResponse, ureq::Error> {
        let bodiless = matches!(
            *request.method(),
            Method::GET | Method::HEAD | Method::DELETE
        );
        let response = match bodiless {
            true => self.0.run(request.map(drop))?,
            false => self.0.run(request)?,
        };
        let (parts, mut body) = response.into_parts();
        let bytes = body.with_config().limit(LARGEST).read_to_vec()?;
        Ok(Response::from_parts(parts, bytes.into()))
    }
}

/// The authorities this machine trusts, and those given.
fn roots(settings: &Settings) -> Result<RootCerts, Failure> {
    let found = match settings.plain {
        true => Vec::new(),
        false => rustls_native_certs::load_native_certs().certs,
    };
    let found = found.iter().map(|root| Certificate::from_der(root));
    let mut roots: Vec<_> = found.map(|root| root.to_owned()).collect();
    for item in parse_pem(settings.roots.as_deref().unwrap_or_default()) {
        let unfit = |error: ureq::Error| Failure::Server(format!("s3_roots: {error}"));
        if let PemItem::Certificate(root) = item.map_err(unfit)? {
            roots.push(root);
        }
    }
    Ok(RootCerts::new_with_certs(&roots))
}

#[async_trait]
impl HttpService for Way {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(Body::new(body), usize::MAX).await;
        let bytes = bytes.map_err(|error| HttpError::new(HttpErrorKind::Unknown, error))?;
        self.send(Request::from_parts(parts, bytes.to_vec()))
            .map_err(told)
    }
}

impl HttpConnector for Way {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

/// What may be tried again.
fn told(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
