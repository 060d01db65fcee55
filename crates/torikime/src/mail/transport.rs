//! One mail to the mail server: what went wrong, in which step, and whose fault it is. The server's own words are never kept:
//! they repeat addresses.

use super::letter::Letter;
use super::settings::{Settings, Tls};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use std::time::Duration;

/// The server must answer each command within this time.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a mail did not go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The mail server cannot be used now, whatever the mail: it is down, or does not let us in.
    Server,
    /// This mail was not taken now.
    Later,
    /// This mail will never be taken.
    Never,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Whose fault it is.
    pub fault: Fault,
    /// The step, and the server's code if it gave one: `recipient 550`.
    pub code: String,
}

impl Trouble {
    /// Of this program's own finding.
    pub fn never(code: &str) -> Self {
        let code = code.to_owned();
        Self {
            fault: Fault::Never,
            code,
        }
    }

    /// The server's fault, in a step.
    fn server(step: &'static str) -> impl Fn(Error) -> Self {
        move |error| Self::of(step, &error, Fault::Server)
    }

    /// The mail's, for good where the server says so; where the connection broke, the server's.
    fn mail(step: &'static str) -> impl Fn(Error) -> Self {
        move |error| {
            let fault = match (error.is_permanent(), error.is_transient()) {
                (true, _) => Fault::Never,
                (_, true) => Fault::Later,
                _ => Fault::Server,
            };
            Self::of(step, &error, fault)
        }
    }

    fn of(step: &str, error: &Error, fault: Fault) -> Self {
        let code = match error.status() {
            Some(status) => format!("{step} {status}"),
            None if error.is_timeout() => format!("{step} timeout"),
            None => step.to_owned(),
        };
        Self { fault, code }
    }
}

/// Sends a mail. Without an error the server has taken it.
pub fn send(settings: &Settings, hello: &str, letter: &Letter) -> Result<(), Trouble> {
    let mut connection = open(settings, hello)?;
    let sent = hand_over(&mut connection, settings, letter);
    match sent {
        // It has the mail: how the parting goes is of no account.
        Ok(()) => drop(connection.quit()),
        Err(_) => connection.abort(),
    }
    sent
}

fn open(settings: &Settings, hello: &str) -> Result<SmtpConnection, Trouble> {
    let hello = ClientId::Domain(hello.to_owned());
    let tls = encryption(settings).map_err(Trouble::server("tls"))?;
    let wrapped = tls.as_ref().filter(|_| settings.tls == Tls::Wrapped);
    let place = (settings.host.as_str(), settings.port);
    let connected = SmtpConnection::connect(place, Some(PATIENCE), &hello, wrapped, None);
    let mut connection = connected.map_err(Trouble::server("connect"))?;
    if let Some(tls) = tls.filter(|_| settings.tls == Tls::Upgraded) {
        let upgraded = connection.starttls(&tls, &hello);
        upgraded.map_err(Trouble::server("starttls"))?;
    }
    if let Some((user, password)) = &settings.login {
        let login = Credentials::new(user.clone(), password.clone());
        let entered = connection.auth(&[Mechanism::Plain, Mechanism::Login], &login);
        entered.map_err(Trouble::server("login"))?;
    }
    Ok(connection)
}

fn encryption(settings: &Settings) -> Result<Option<TlsParameters>, Error> {
    if settings.tls == Tls::None {
        return Ok(None);
    }
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(roots) = &settings.roots {
        builder = builder.add_root_certificate(Certificate::from_pem(roots)?);
    }
    builder.build_rustls().map(Some)
}

fn hand_over(
    connection: &mut SmtpConnection,
    settings: &Settings,
    letter: &Letter,
) -> Result<(), Trouble> {
    let international = !AsRef::<str>::as_ref(&letter.to).is_ascii();
    let server = connection.server_info();
    if international && !server.supports_feature(Extension::SmtpUtfEight) {
        return Err(Trouble::never("address international"));
    }
    let parameters = international.then_some(MailParameter::SmtpUtfEight);
    let from = Mail::new(
        Some(settings.from.email.clone()),
        parameters.into_iter().collect(),
    );
    // Who may not send as this sender has set something wrong; no mail is at fault.
    let taken = connection.command(from);
    taken.map_err(Trouble::server("sender"))?;
    let to = Rcpt::new(letter.to.clone(), Vec::new());
    let taken = connection.command(to);
    taken.map_err(Trouble::mail("recipient"))?;
    let taken = connection.command(Data);
    taken.map_err(Trouble::mail("data"))?;
    let taken = connection.message(&letter.bytes);
    taken.map(drop).map_err(Trouble::mail("content"))
}
