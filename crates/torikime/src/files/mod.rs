//! Where a server keeps the files that its ledgers name: in its data folder, or on S3-compatible storage.

#[cfg(feature = "s3")]
mod http;
#[cfg(feature = "s3")]
mod s3;
#[cfg(all(test, feature = "s3"))]
mod tests;

use crate::failure::Failure;
use std::net::IpAddr;
use std::sync::Arc;
use store::blobs::Blobs;

/// The region named where none is given: many kinds of storage have but one, and want this name in signatures.
const REGION: &str = "us-east-1";

/// The settings as they are written; each of them may be missing.
#[derive(Default, Clone)]
pub struct Written<'a> {
    /// `https://HOST[:PORT]`
    pub endpoint: Option<&'a str>,
    /// The bucket's name.
    pub bucket: Option<&'a str>,
    /// The region's name.
    pub region: Option<&'a str>,
    /// The number of the key.
    pub access_key: Option<&'a str>,
    /// The key.
    pub secret_key: Option<&'a str>,
    /// Certificates the storage is known by besides those of the system, PEM.
    pub roots: Option<Vec<u8>>,
}

/// A bucket and the key to it. Not `Debug`: the key is a secret.
#[derive(Clone)]
#[cfg_attr(not(feature = "s3"), allow(dead_code))]
pub struct Settings {
    endpoint: String,
    /// Whether the way there is not encrypted, and never leaves this machine.
    plain: bool,
    bucket: String,
    region: String,
    access_key: String,
    secret_key: String,
    roots: Option<Vec<u8>>,
}

/// Reads them; none where no storage is named: then files lie in the data folder.
pub fn read(written: Written) -> Result<Option<Settings>, Failure> {
    let Written {
        endpoint,
        bucket,
        access_key,
        secret_key,
        ..
    } = written;
    let named = [
        ("s3_endpoint", endpoint),
        ("s3_bucket", bucket),
        ("s3_access_key", access_key),
        ("s3_secret_key", secret_key),
    ];
    let Some((given, _)) = named.iter().find(|(_, value)| value.is_some()) else {
        return Ok(None);
    };
    if let Some((missing, _)) = named.iter().find(|(_, value)| value.is_none()) {
        return Err(wrong(format!("{missing}: not set, but {given} is")));
    }
    let text = |value: Option<&str>| value.unwrap_or_default().trim().to_owned();
    let (endpoint, plain) = address(&text(endpoint))?;
    Ok(Some(Settings {
        endpoint,
        plain,
        bucket: text(bucket),
        region: text(written.region.or(Some(REGION))),
        access_key: text(access_key),
        secret_key: text(secret_key),
        roots: written.roots,
    }))
}

/// The place that settings name; nothing is asked of it yet.
#[cfg(feature = "s3")]
pub fn open(settings: Settings) -> Result<Arc<dyn Blobs>, Failure> {
    Ok(Arc::new(s3::OnS3::open(settings)?))
}

/// This program was built without.
#[cfg(not(feature = "s3"))]
pub fn open(_: Settings) -> Result<Arc<dyn Blobs>, Failure> {
    Err(wrong(
        "s3_bucket: this program was built without the feature s3",
    ))
}

fn wrong(cause: impl Into<String>) -> Failure {
    Failure::Server(cause.into())
}

/// Scheme and host alone, and whether the way there is not encrypted: then it must be this machine.
fn address(given: &str) -> Result<(String, bool), Failure> {
    let trimmed = given.trim_end_matches('/');
    let (scheme, host) = trimmed.split_once("://").unwrap_or_default();
    let fits = !host.is_empty() && !host.contains(['/', '?', '#', '@']);
    match scheme {
        "https" if fits => Ok((trimmed.to_owned(), false)),
        "http" if fits && is_this_machine(host) => Ok((trimmed.to_owned(), true)),
        "http" if fits => Err(wrong(
            "s3_endpoint: files are not sent unencrypted to another machine: https://HOST[:PORT]",
        )),
        // What was given is not repeated: there may be a key in it.
        _ => Err(wrong(
            "s3_endpoint: https://HOST[:PORT], without path and key",
        )),
    }
}

fn is_this_machine(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
        _ => authority,
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>();
    bare == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
