//! How far the server reaches out on an organisation's word, and no further: encrypted, to public addresses or to hosts its operator named;
//! to the address that was looked at, never where an answer points, through no proxy, for a while and for so many bytes (threat 70).

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use openidconnect::url::{Host, Url};
use openidconnect::{HttpRequest, HttpResponse, SyncHttpClient};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};
use web::access::provider::Amiss;

use crate::client;

/// An answer must be there within this time.
const PATIENCE: Duration = Duration::from_secs(10);
/// Largest answer read, in bytes.
const LARGEST: u64 = 256 << 10;

/// Whom the server may ask.
pub struct Reach {
    hosts: Hosts,
    agent: Agent,
}

/// Hosts the operator named: then no others are asked, and these wherever they are. None named: whatever has a public address.
#[derive(Clone)]
struct Hosts(Arc<[String]>);

impl Reach {
    /// Reaches the hosts named, or all with a public address where none is.
    pub fn new(hosts: &[String]) -> Self {
        Self::within(hosts, PATIENCE)
    }

    /// The same with another patience.
    pub(super) fn within(hosts: &[String], patience: Duration) -> Self {
        let hosts = hosts.iter().map(|host| host.trim().to_ascii_lowercase());
        let hosts = Hosts(hosts.filter(|host| !host.is_empty()).collect());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let roots: RootCerts = client::roots(false);
        let tls = TlsConfig::builder()
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(patience))
            .user_agent(concat!("torikime/", env!("CARGO_PKG_VERSION")))
            .build();
        let guard = Guard {
            hosts: hosts.clone(),
            inner: DefaultResolver::default(),
        };
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Self { hosts, agent }
    }

    /// That an address is asked encrypted. Only on this machine, and only where its operator named it, is nothing to be overheard.
    pub fn encrypted(&self, url: &Url) -> Result<(), Amiss> {
        match (url.scheme(), url.host()) {
            ("https", Some(_)) => Ok(()),
            ("http", Some(host)) if is_this_machine(&host) && self.hosts.names(url.host_str()) => {
                Ok(())
            }
            _ => Err(Amiss::Address),
        }
    }

    fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Amiss> {
        let url = Url::parse(&request.uri().to_string()).map_err(|_| Amiss::Address)?;
        self.encrypted(&url)?;
        if !self.hosts.allow(url.host_str()) {
            return Err(Amiss::Closed);
        }
        let sent = match request.method().as_str() {
            "GET" => self.agent.run(request.map(|_| ())),
            _ => self.agent.run(request),
        };
        let response = sent.map_err(|error| amiss(&error))?;
        if response.status().is_redirection() {
            return Err(Amiss::Redirects);
        }
        let (head, mut body) = response.into_parts();
        let read = body.with_config().limit(LARGEST).read_to_vec();
        let read = read.map_err(|error| match error {
            Error::BodyExceedsLimit(_) => Amiss::Strange,
            error => amiss(&error),
        })?;
        Ok(HttpResponse::from_parts(head, read))
    }
}

impl SyncHttpClient for Reach {
    type Error = Wrong;

    fn call(&self, request: HttpRequest) -> Result<HttpResponse, Wrong> {
        self.ask(request).map_err(Wrong)
    }
}

/// What was wrong, as the library hands errors on.
#[derive(Debug)]
pub struct Wrong(pub Amiss);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

impl std::error::Error for Wrong {}

fn amiss(error: &Error) -> Amiss {
    match error {
        Error::Other(other) => other
            .downcast_ref::<Wrong>()
            .map_or(Amiss::Silent, |Wrong(amiss)| *amiss),
        _ => Amiss::Silent,
    }
}

impl Hosts {
    fn names(&self, host: Option<&str>) -> bool {
        host.is_some_and(|host| self.0.iter().any(|known| known.eq_ignore_ascii_case(host)))
    }

    fn allow(&self, host: Option<&str>) -> bool {
        self.0.is_empty() || self.names(host)
    }
}

/// Looks names up, and gives only addresses that may be asked: what is connected to is what was looked at.
struct Guard {
    hosts: Hosts,
    inner: DefaultResolver,
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.hosts.names(uri.host()) {
            return Ok(found);
        }
        let mut open = self.inner.empty();
        let public = found.iter().filter(|address| is_public(address.ip()));
        public.for_each(|address| open.push(*address));
        match open.is_empty() {
            true => Err(Error::Other(Box::new(Wrong(Amiss::Closed)))),
            false => Ok(open),
        }
    }
}

fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

/// Whether an address is one of the internet at large (IANA's registries of special-purpose addresses).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224.., _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Of the one range given out so far (2000::/3), what leads to a machine of its own: no tunnels, which carry addresses of the other kind.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let given_out = a & 0xe000 == 0x2000;
    let special = matches!(
        (a, b),
        (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff)
    );
    given_out && !special
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn only_addresses_of_the_internet_at_large_are_asked() {
        for (address, open) in [
            ("8.8.8.8", true),
            ("100.63.255.255", true),
            ("172.15.0.1", true),
            ("172.32.0.1", true),
            ("192.0.1.1", true),
            ("2606:4700::1111", true),
            ("2400:cb00::1", true),
            ("127.0.0.1", false),
            ("127.9.9.9", false),
            ("0.0.0.0", false),
            ("10.1.2.3", false),
            ("100.64.0.1", false),
            ("169.254.169.254", false),
            ("172.16.0.1", false),
            ("172.31.255.255", false),
            ("192.168.1.1", false),
            ("192.0.2.1", false),
            ("198.19.0.1", false),
            ("203.0.113.9", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("::1", false),
            ("::", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:8.8.8.8", false),
            ("64:ff9b::7f00:1", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("ff02::1", false),
            ("2001:db8::1", false),
            ("2001::1", false),
            ("2002:7f00:1::", false),
            ("3fff::1", false),
        ] {
            let found = is_public(address.parse().unwrap());
            assert_eq!(found, open, "{address}");
        }
    }
}
