//! Through which mail server, and as whom, mails are sent.

use crate::failure::Failure;
use lettre::message::Mailbox;
use std::net::IpAddr;

/// How the way to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte (`smtps://`).
    Wrapped,
    /// From STARTTLS on, and nothing is said without (`smtp://`).
    Upgraded,
    /// Not at all (`smtp://…?tls=none`): for a mail server on the same machine.
    None,
}

/// Through which mail server, and as whom. Not `Debug`: there is a password in it.
#[derive(Clone)]
pub struct Settings {
    /// The mail server's name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is encrypted.
    pub tls: Tls,
    /// User and password, where it wants them.
    pub login: Option<(String, String)>,
    /// Certificates it is known by besides those of the system, PEM.
    pub roots: Option<Vec<u8>>,
    /// The sender.
    pub from: Mailbox,
}

/// The settings as they are written; each of them may be missing.
#[derive(Default)]
pub struct Written<'a> {
    /// `smtps://HOST[:PORT]`, `smtp://HOST[:PORT]`, `smtp://HOST[:PORT]?tls=none`
    pub url: Option<&'a str>,
    /// `NAME <ADDRESS>` or `ADDRESS`
    pub from: Option<&'a str>,
    /// The user.
    pub user: Option<&'a str>,
    /// Their password.
    pub password: Option<&'a str>,
    /// PEM file's content.
    pub roots: Option<Vec<u8>>,
}

fn wrong(cause: impl Into<String>) -> Failure {
    Failure::Server(cause.into())
}

/// Reads them; none where no mail server is named.
pub fn read(written: Written) -> Result<Option<Settings>, Failure> {
    let Some(url) = written.url else {
        return Ok(None);
    };
    let (host, port, tls) = place(url).ok_or_else(|| {
        // What was given is not repeated: there may be a password in it.
        wrong("smtp_url: smtps://HOST[:PORT] or smtp://HOST[:PORT][?tls=none]; give user and password as smtp_user and smtp_password")
    })?;
    let from = written
        .from
        .ok_or_else(|| wrong("smtp_url without mail_from: the sender's address"))?;
    let from = from
        .parse()
        .map_err(|_| wrong(format!("mail_from {from:?}: ADDRESS or NAME <ADDRESS>")))?;
    let login = match (written.user, written.password) {
        (None, None) => None,
        (Some(user), Some(password)) => Some((user.to_owned(), password.to_owned())),
        _ => return Err(wrong("smtp_user and smtp_password: both or neither")),
    };
    if login.is_some() && tls == Tls::None && !is_this_machine(&host) {
        return Err(wrong(
            "smtp_url: a password is not sent unencrypted to another machine",
        ));
    }
    Ok(Some(Settings {
        host,
        port,
        tls,
        login,
        roots: written.roots,
        from,
    }))
}

fn is_this_machine(host: &str) -> bool {
    let address: Option<IpAddr> = host.parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}

fn place(url: &str) -> Option<(String, u16, Tls)> {
    let (scheme, rest) = url.split_once("://")?;
    let (authority, query) = match rest.split_once('?') {
        Some((authority, query)) => (authority, Some(query)),
        None => (rest, None),
    };
    let tls = match (scheme, query) {
        ("smtps", None) => Tls::Wrapped,
        ("smtp", None) => Tls::Upgraded,
        ("smtp", Some("tls=none")) => Tls::None,
        _ => return None,
    };
    let authority = authority.trim_end_matches('/');
    let (host, port) = match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (host, port) = bracketed.split_once(']')?;
            (host, port.strip_prefix(':'))
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let usual = match tls {
        Tls::Wrapped => 465,
        Tls::Upgraded => 587,
        Tls::None => 25,
    };
    let port = port.map_or(Some(usual), |port| port.parse().ok())?;
    let odd = |letter: char| !(letter.is_ascii_alphanumeric() || ".-:".contains(letter));
    (!host.is_empty() && !host.contains(odd)).then(|| (host.to_owned(), port, tls))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_a_scheme_a_host_and_perhaps_a_port() {
        for (url, read) in [
            (
                "smtps://mail.example",
                Some(("mail.example", 465, Tls::Wrapped)),
            ),
            (
                "smtps://mail.example:4650/",
                Some(("mail.example", 4650, Tls::Wrapped)),
            ),
            (
                "smtp://mail.example",
                Some(("mail.example", 587, Tls::Upgraded)),
            ),
            (
                "smtp://127.0.0.1:2525?tls=none",
                Some(("127.0.0.1", 2525, Tls::None)),
            ),
            ("smtp://[::1]:25?tls=none", Some(("::1", 25, Tls::None))),
            ("smtp://[::1]", Some(("::1", 587, Tls::Upgraded))),
            ("smtp://mail.example?tls=maybe", None),
            ("smtps://mail.example?tls=none", None),
            ("smtp://user:secret@mail.example", None),
            ("http://mail.example", None),
            ("smtp://", None),
            ("smtp://mail.example:x", None),
            ("mail.example", None),
        ] {
            let found = place(url);
            let found = found
                .as_ref()
                .map(|(host, port, tls)| (host.as_str(), *port, *tls));
            assert_eq!(found, read, "{url}");
        }
    }

    #[test]
    fn what_is_half_given_is_refused_and_no_password_is_repeated() {
        let whole = || Written {
            url: Some("smtps://mail.example"),
            from: Some("Torikime <no-reply@t.example>"),
            user: Some("u"),
            password: Some("secret"),
            roots: None,
        };
        assert!(matches!(read(whole()), Ok(Some(_))));
        assert!(matches!(read(Written::default()), Ok(None)));
        for written in [
            Written {
                from: None,
                ..whole()
            },
            Written {
                user: None,
                ..whole()
            },
            Written {
                password: None,
                ..whole()
            },
            Written {
                from: Some("no address"),
                ..whole()
            },
            Written {
                from: Some("a@t.example\r\nBcc: b@t.example"),
                ..whole()
            },
            Written {
                url: Some("smtp://mail.example?tls=none"),
                ..whole()
            },
            Written {
                url: Some("smtp://u:secret@mail.example"),
                ..whole()
            },
        ] {
            let failure = read(written).err();
            let said = format!("{failure:?}");
            assert!(failure.is_some() && !said.contains("secret"), "{said}");
        }
        let here = Written {
            url: Some("smtp://localhost?tls=none"),
            ..whole()
        };
        assert!(read(here).is_ok());
    }
}
