//! For tests: an encrypted way to a server of this machine that speaks in the clear, by certificates of `scripts/test-certificates`.

use std::sync::Arc;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;

/// What the authority's certificate is, for who is to trust it.
pub const AUTHORITY: &[u8] = include_bytes!("../tests/certificates/authority.pem");
const KEY: &[u8] = include_bytes!("../tests/certificates/server.key");

/// What the server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shows {
    /// A certificate of this machine.
    Here,
    /// One of another name.
    Elsewhere,
    /// One that ran out.
    Over,
}

impl Shows {
    fn pem(self) -> &'static [u8] {
        match self {
            Self::Here => include_bytes!("../tests/certificates/here.pem"),
            Self::Elsewhere => include_bytes!("../tests/certificates/elsewhere.pem"),
            Self::Over => include_bytes!("../tests/certificates/over.pem"),
        }
    }

    fn acceptor(self) -> TlsAcceptor {
        let certificate = CertificateDer::from_pem_slice(self.pem()).unwrap();
        let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider);
        let config = config.with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth();
        let config = config.with_single_cert(vec![certificate], key).unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// From when on the way is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The first byte.
    Start,
    /// STARTTLS, as a mail server has it.
    Asked,
}

/// The way, until it is dropped.
pub struct Way {
    pub port: u16,
    runtime: Option<Runtime>,
}

impl Way {
    /// To a port of this machine.
    pub fn to(port: u16, shows: Shows, from: From) -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let own = listener.local_addr().unwrap().port();
        let acceptor = shows.acceptor();
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Whoever does not trust the certificate breaks off: that is what is tested.
                tokio::spawn(carried(stream, port, acceptor.clone(), from));
            }
        });
        Self {
            port: own,
            runtime: Some(runtime),
        }
    }
}

impl Drop for Way {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_millis(100));
        }
    }
}

async fn carried(
    mut outside: TcpStream,
    port: u16,
    acceptor: TlsAcceptor,
    from: From,
) -> std::io::Result<()> {
    let mut inside = TcpStream::connect(("127.0.0.1", port)).await?;
    if from == From::Asked {
        asked(&mut outside).await?;
        greeting(&mut inside).await?;
    }
    let mut outside = acceptor.accept(outside).await?;
    copy_bidirectional(&mut outside, &mut inside).await?;
    Ok(())
}

/// The mail server's part until STARTTLS.
async fn asked(stream: &mut TcpStream) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 t.example\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let starts = line.trim_end().eq_ignore_ascii_case("STARTTLS");
        let reply: &[u8] = match starts {
            true => b"220 go on\r\n",
            false => b"250-t.example\r\n250 STARTTLS\r\n",
        };
        stream.write_all(reply).await?;
        if starts {
            return Ok(());
        }
        line.clear();
    }
    Err(std::io::ErrorKind::UnexpectedEof.into())
}

/// The server behind greets as well: whoever came was greeted already.
async fn greeting(stream: &mut TcpStream) -> std::io::Result<()> {
    while stream.read_u8().await? != b'\n' {}
    Ok(())
}
