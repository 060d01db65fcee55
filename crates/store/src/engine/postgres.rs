//! PostgreSQL, for several replicas of one server: the journal's row is the lock they share, row-level security the second line of defence.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use ledger::moment::Moment;
use postgres::config::Host;
use postgres::error::SqlState;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Database, Engine, Purpose, Row, Sight, Value};
use crate::carry;
use crate::error::{Code, StoreError};
use crate::schema::{Migration, POSTGRES};

/// How a server is reached, by two roles of one database: one owns the tables and is used at start only, the other works on them.
#[derive(Clone)]
pub struct Server {
    /// The owner's connection.
    pub owner: Config,
    /// The worker's: neither owner nor superuser, nor exempt from row-level security.
    pub worker: Config,
    /// Certificates by which the server is known, PEM. Without them only a socket or this machine's own address is accepted.
    pub roots: Option<Vec<u8>>,
    /// For tests: a server that does not sync is accepted.
    pub unsafe_sync: bool,
}

/// What each connection sets for itself: a replica that hangs must not hold the journal for ever.
const SESSION: &str = "SET synchronous_commit = on; SET lock_timeout = '10s'; SET statement_timeout = '60s'; \
    SET idle_in_transaction_session_timeout = '30s'; SET client_encoding = 'UTF8'; SET timezone = 'UTC'";

/// What the worker may do to each table: what was recorded stays.
const GRANTS: &[(&str, &str)] = &[
    ("SELECT", "migration"),
    ("SELECT, INSERT", "entry, tile"),
    ("SELECT, INSERT, UPDATE", "journal"),
    ("SELECT, INSERT, DELETE", "opening, access, member"),
    (
        "SELECT, INSERT, UPDATE, DELETE",
        "head, person, address, credential, identity, provider, session, link, token, challenge, outbox, idempotency, blob, blob_going, rate, mail_note, mail_choice",
    ),
];

impl Server {
    /// A server by two connection strings, `host=… dbname=… user=…` or `postgresql://…`.
    ///
    /// # Errors
    /// [`Code::Unreachable`], when a string cannot be read.
    pub fn new(owner: &str, worker: &str, roots: Option<Vec<u8>>) -> Result<Self, StoreError> {
        let read = |text: &str| -> Result<Config, StoreError> { Ok(text.parse()?) };
        Ok(Self {
            owner: read(owner)?,
            worker: read(worker)?,
            roots,
            unsafe_sync: false,
        })
    }

    fn connect(&self, config: &Config) -> Result<Postgres, StoreError> {
        let mut config = config.clone();
        config
            .application_name("torikime")
            .connect_timeout(Duration::from_secs(10));
        let client = match &self.roots {
            Some(roots) => {
                config.ssl_mode(postgres::config::SslMode::Require);
                config.connect(MakeRustlsConnect::new(tls(roots)?))?
            }
            None if is_near(&config) => config.connect(NoTls)?,
            None => {
                let cause =
                    "a server on another machine is reached by TLS only: give its certificate";
                return Err(StoreError::new(Code::Unsafe, cause));
            }
        };
        let mut engine = Postgres {
            client,
            prepared: BTreeMap::new(),
        };
        engine.script(SESSION)?;
        Ok(engine)
    }

    /// A worker's connection, after a look at its role and at what the server promises.
    fn work(&self) -> Result<Postgres, StoreError> {
        let mut engine = self.connect(&self.worker)?;
        let role = "SELECT COUNT(*) FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)";
        let owner = "SELECT COUNT(*) FROM pg_tables WHERE tablename = 'entry' AND tableowner = current_user";
        for (sql, cause) in [
            (role, "the worker's role is exempt from row-level security"),
            (owner, "the worker's role owns the tables"),
        ] {
            if engine.number(sql)? != 0 {
                return Err(StoreError::new(Code::Unsafe, cause));
            }
        }
        let synced = "SELECT COUNT(*) FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'";
        if !self.unsafe_sync && engine.number(synced)? != 0 {
            let cause = "the server does not sync: fsync and full_page_writes must be on";
            return Err(StoreError::new(Code::Unsafe, cause));
        }
        Ok(engine)
    }
}

/// Whether the way to the server never leaves this machine.
fn is_near(config: &Config) -> bool {
    let near = |host: &Host| match host {
        Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
        Host::Unix(_) => true,
    };
    let by_address = config
        .get_hostaddrs()
        .iter()
        .all(|address| address.is_loopback());
    config.get_hosts().iter().all(near) && by_address
}

fn tls(roots: &[u8]) -> Result<ClientConfig, StoreError> {
    let unfit = |cause: String| StoreError::new(Code::Unsafe, format!("certificate: {cause}"));
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(roots) {
        let certificate = certificate.map_err(|error| unfit(error.to_string()))?;
        store
            .add(certificate)
            .map_err(|error| unfit(error.to_string()))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unfit(error.to_string()))?;
    Ok(builder.with_root_certificates(store).with_no_client_auth())
}

impl Database for Server {
    fn migrations(&self) -> &'static [Migration] {
        POSTGRES
    }

    fn owner(&self) -> Result<Box<dyn Engine>, StoreError> {
        let mut engine = self.connect(&self.owner)?;
        // Replicas that start together raise the schema one after the other.
        engine.script("SELECT pg_advisory_lock(8415263)")?;
        Ok(Box::new(engine))
    }

    fn writer(&self) -> Result<Box<dyn Engine>, StoreError> {
        Ok(Box::new(self.work()?))
    }

    fn reader(&self) -> Result<Box<dyn Engine>, StoreError> {
        Ok(Box::new(self.work()?))
    }

    fn grant(&self, engine: &mut dyn Engine) -> Result<(), StoreError> {
        let worker = self.worker.get_user().unwrap_or_default();
        let worker = format!("\"{}\"", worker.replace('"', "\"\""));
        GRANTS.iter().try_for_each(|(rights, tables)| {
            engine.script(&format!("GRANT {rights} ON {tables} TO {worker}"))
        })
    }

    fn copy(&self, to: &Path, without: &[&str], now: Moment) -> Result<(), StoreError> {
        carry::gather(self, to, without, now)
    }
}

/// A connection to the server.
pub struct Postgres {
    client: Client,
    prepared: BTreeMap<String, Statement>,
}

impl Postgres {
    fn prepare(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(known) = self.prepared.get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn number(&mut self, sql: &str) -> Result<i64, StoreError> {
        let rows = self.query(sql, &[])?;
        rows.first().map_or(Ok(0), |row| row.get(0))
    }
}

fn code(error: &postgres::Error) -> Code {
    let Some(state) = error.code() else {
        return Code::Unreachable;
    };
    match state {
        &SqlState::DISK_FULL => Code::DiskFull,
        &SqlState::LOCK_NOT_AVAILABLE
        | &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::QUERY_CANCELED => Code::Busy,
        &SqlState::DATA_CORRUPTED | &SqlState::INDEX_CORRUPTED => Code::Damaged,
        state => match state.code().get(..2) {
            Some("23") => Code::Conflict,
            Some("58") => Code::Disk,
            Some("08" | "53" | "57" | "25") => Code::Unreachable,
            _ => Code::Statement,
        },
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        let code = code(&error);
        // The message alone: the details may quote values.
        let cause = match error.as_db_error() {
            Some(told) => format!("{} (PostgreSQL {})", told.message(), told.code().code()),
            None => error.to_string(),
        };
        Self::new(code, cause)
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Blob(value) => value.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::TEXT, Type::BYTEA].contains(ty)
    }

    to_sql_checked!();
}

fn read_value(row: &postgres::Row, at: usize) -> Result<Value, StoreError> {
    let ty = row.columns().get(at).map(|column| column.type_());
    Ok(match ty {
        Some(&Type::INT8) => row.try_get::<_, Option<i64>>(at)?.into(),
        Some(&Type::INT4) => row.try_get::<_, Option<i32>>(at)?.map(i64::from).into(),
        Some(&Type::TEXT) => row.try_get::<_, Option<String>>(at)?.into(),
        Some(&Type::BYTEA) => row.try_get::<_, Option<Vec<u8>>>(at)?.into(),
        _ => {
            return Err(StoreError::new(
                Code::Statement,
                "a column of an unused type",
            ));
        }
    })
}

fn arguments(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

/// Organisations as an array of bytes in PostgreSQL's own notation.
fn array(sight: &Sight) -> String {
    let Sight::Of(organisations) = sight else {
        return "{}".to_owned();
    };
    let quoted = organisations.iter().map(|organisation| {
        let digits: String = organisation
            .0
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("\"\\\\x{digits}\"")
    });
    format!("{{{}}}", quoted.collect::<Vec<_>>().join(","))
}

impl Engine for Postgres {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        Ok(self.client.execute(&statement, &arguments(values))?)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let rows = self.client.query(&statement, &arguments(values))?;
        let read = |row: &postgres::Row| {
            let values = (0..row.len()).map(|at| read_value(row, at));
            values.collect::<Result<_, _>>().map(Row)
        };
        rows.iter().map(read).collect()
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn begin(&mut self, purpose: Purpose) -> Result<(), StoreError> {
        self.script(match purpose {
            Purpose::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            // After the journal's lock each statement must see what others committed before it.
            Purpose::Write => "BEGIN ISOLATION LEVEL READ COMMITTED",
        })
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT")
    }

    fn rollback(&mut self) -> Result<(), StoreError> {
        self.script("ROLLBACK")
    }

    fn see(&mut self, sight: &Sight) -> Result<(), StoreError> {
        let word = if *sight == Sight::All { "all" } else { "" };
        let sql = "SELECT set_config('torikime.sight', $1, true), set_config('torikime.organisations', $2, true)";
        let values = [Value::from(word), Value::from(array(sight))];
        self.query(sql, &values).map(drop)
    }

    fn lock_row(&self) -> &'static str {
        " FOR UPDATE"
    }

    fn clock(&mut self) -> Result<Option<Moment>, StoreError> {
        let sql = "SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)";
        Ok(Moment::from_millis(self.number(sql)?))
    }
}
