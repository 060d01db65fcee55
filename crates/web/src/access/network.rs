//! From which network a request comes: for limits alone, never for rights.
//!
//! It is the connection's other end. A header that says otherwise is believed only from a proxy that is configured, since anybody
//! can send one; of its list the last address counts that is no such proxy (threat 46).

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::App;

const FORWARDED: &str = "x-forwarded-for";

/// Addresses of proxies: one, or all that begin alike (`10.0.0.0/8`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proxies {
    first: IpAddr,
    bits: u32,
}

impl FromStr for Proxies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let wrong = || format!("{text:?}: ADDRESS or ADDRESS/BITS");
        let first: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => most,
            Some(bits) => bits.trim().parse().map_err(|_| wrong())?,
        };
        // A proxy that is anybody is none.
        if bits == 0 || bits > most {
            return Err(wrong());
        }
        Ok(Self { first, bits })
    }
}

impl Proxies {
    fn include(&self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(other)) => {
                (first.to_bits() ^ other.to_bits()) >> (32 - self.bits) == 0
            }
            (IpAddr::V6(first), IpAddr::V6(other)) => {
                (first.to_bits() ^ other.to_bits()) >> (128 - self.bits) == 0
            }
            _ => false,
        }
    }
}

/// The visitor's address: the connection's, or what trusted proxies say.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[Proxies]) -> IpAddr {
    let lines = headers.get_all(FORWARDED).iter();
    let lines: Vec<&str> = lines.map(|line| line.to_str().unwrap_or("?")).collect();
    let mut hops = lines.iter().flat_map(|line| line.split(',')).rev();
    let mut client = peer.to_canonical();
    while trusted.iter().any(|proxies| proxies.include(client)) {
        match hops.next().and_then(hop) {
            Some(before) => client = before,
            None => break,
        }
    }
    client
}

/// An address as proxies write it: bare, in brackets, or with a port.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.trim_start_matches('[').trim_end_matches(']').parse();
    let address = bare.or_else(|_| text.parse().map(|with: SocketAddr| with.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

/// One household or office: an IPv4 address, or the 64 bits of IPv6 that a connection is given.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let prefix = Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64));
            format!("{prefix}/64")
        }
    }
}

/// The network of a request; empty where there is no connection, as in tests.
pub struct Network(pub String);

impl FromRequestParts<App> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let trusted = app.access.as_ref().map(|access| &access.site.proxies[..]);
        let address =
            peer.map(|ConnectInfo(peer)| client(peer.ip(), &parts.headers, trusted.unwrap_or(&[])));
        Ok(Self(address.map(network).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_configured_proxy_is_believed() {
        let trusted: Vec<Proxies> = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"]
            .map(|text| text.parse().unwrap())
            .to_vec();
        for (peer, forwarded, wanted) in [
            ("198.51.100.7", &[][..], "198.51.100.7"),
            ("198.51.100.7", &["203.0.113.1"], "198.51.100.7"),
            ("127.0.0.1", &["203.0.113.1"], "203.0.113.1"),
            ("::ffff:127.0.0.1", &["203.0.113.1"], "203.0.113.1"),
            ("127.0.0.1", &["192.0.2.66, 203.0.113.1"], "203.0.113.1"),
            ("127.0.0.1", &["192.0.2.66", "203.0.113.1"], "203.0.113.1"),
            ("127.0.0.1", &["203.0.113.1, 10.2.3.4"], "203.0.113.1"),
            ("127.0.0.1", &["10.9.9.9"], "10.9.9.9"),
            ("127.0.0.1", &["203.0.113.1:4711"], "203.0.113.1"),
            ("127.0.0.1", &["[2001:db8::5]:4711"], "2001:db8::/64"),
            ("fd00::1", &["2001:db8:0:1:aaaa::5"], "2001:db8:0:1::/64"),
            ("127.0.0.1", &["203.0.113.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", &[""], "127.0.0.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            for line in forwarded {
                headers.append(FORWARDED, line.parse().unwrap());
            }
            let found = client(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(network(found), wanted, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn proxies_are_an_address_or_a_range() {
        for (text, fine) in [
            ("127.0.0.1", true),
            ("10.0.0.0/8", true),
            ("::1", true),
            ("fd00::/8", true),
            ("0.0.0.0/0", false),
            ("10.0.0.0/33", false),
            ("proxy.example", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<Proxies>().is_ok(), fine, "{text}");
        }
    }
}
