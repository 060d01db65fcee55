//! Files on a small S3 server: the contract that every place for files keeps, and what is said where the storage does not do its part.

use super::{Settings, Written, read};
use crate::encrypted::{self, AUTHORITY, Shows, Way};
use crate::failure::Failure;
use crate::files::s3::OnS3;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use ledger::hash::Hash;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use std::path::Path;
use std::sync::Arc;
use store::Code;
use store::backup::{back_up, restore};
use store::blobs::Blobs;
use store::engine::sqlite::Folder;
use store::erasures::Erasures;
use store::operator::inspect;
use store::testing::files::{FILES, contract};
use store::testing::{HandClock, found, settings};

const BUCKET: &str = "torikime-files";
const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "a secret of this test";

/// An S3 server over a folder, until it is dropped.
struct S3 {
    runtime: Option<tokio::runtime::Runtime>,
    port: u16,
}

impl S3 {
    fn start(folder: &Path) -> S3 {
        std::fs::create_dir_all(folder.join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"));
        let listener = listener.unwrap();
        let port = listener.local_addr().unwrap().port();
        runtime.spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let service = service.clone();
                tokio::spawn(async move {
                    let server = Builder::new(TokioExecutor::new());
                    let _ = server.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        S3 {
            runtime: Some(runtime),
            port,
        }
    }

    fn told(&self) -> Settings {
        told(self.port, BUCKET, KEY, SECRET)
    }

    fn open(&self) -> OnS3 {
        opened(self.told())
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn told(port: u16, bucket: &str, key: &str, secret: &str) -> Settings {
    let endpoint = format!("http://127.0.0.1:{port}");
    at(&endpoint, bucket, (key, secret), None)
}

fn at(endpoint: &str, bucket: &str, (key, secret): (&str, &str), roots: Option<&[u8]>) -> Settings {
    let written = Written {
        endpoint: Some(endpoint),
        bucket: Some(bucket),
        access_key: Some(key),
        secret_key: Some(secret),
        roots: roots.map(<[u8]>::to_vec),
        ..Written::default()
    };
    read(written).ok().flatten().unwrap()
}

fn opened(settings: Settings) -> OnS3 {
    OnS3::open(settings).ok().unwrap()
}

#[test]
fn a_bucket_keeps_files_as_a_folder_does() {
    let folder = tempfile::tempdir().unwrap();
    let server = std::cell::RefCell::new(Some(S3::start(folder.path())));
    let first = server.borrow().as_ref().unwrap().open();
    contract(&first, || {
        // The storage itself is started anew: what it acknowledged is on its disk.
        drop(server.borrow_mut().take());
        let again = S3::start(folder.path());
        let opened = again.open();
        *server.borrow_mut() = Some(again);
        Box::new(opened)
    });
}

#[test]
fn what_the_storage_gives_is_compared_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let server = S3::start(folder.path());
    let blobs = server.open();
    let hash = blobs.put(b"evidence").unwrap();
    let file = folder
        .path()
        .join(BUCKET)
        .join("blobs")
        .join(hash.to_string());
    std::fs::write(&file, b"evidenCe").unwrap();
    let refused = blobs.get(hash).map_err(|error| error.code);
    assert_eq!(refused, Err(Code::Damaged));
    // Putting it again mends it.
    blobs.put(b"evidence").unwrap();
    assert_eq!(blobs.get(hash).unwrap().as_deref(), Some(&b"evidence"[..]));
}

#[test]
fn each_way_to_fail_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let server = S3::start(folder.path());
    let gone = S3::start(folder.path()).port;
    let port = server.port;
    for (settings, code, cause) in [
        (
            told(port, "another-bucket", KEY, SECRET),
            Code::BucketMissing,
            "NoSuchBucket",
        ),
        (
            told(port, BUCKET, KEY, "guessed"),
            Code::BucketRefused,
            "SignatureDoesNotMatch",
        ),
        (
            told(port, BUCKET, "AKIDOTHER", SECRET),
            Code::BucketRefused,
            "",
        ),
        (
            told(gone, BUCKET, KEY, SECRET),
            Code::BucketUnreachable,
            "refused",
        ),
    ] {
        let blobs = opened(settings);
        let Err(error) = blobs.reach() else {
            panic!("{code}: reached");
        };
        assert_eq!(error.code, code, "{error}");
        assert!(error.cause.contains(cause), "{error}");
        assert!(
            !error.cause.contains(SECRET) && !error.cause.contains("guessed"),
            "{error}"
        );
        if code == Code::BucketMissing {
            continue; // this server makes a bucket when something is put into it
        }
        let put = blobs.put(b"x").map_err(|error| error.code);
        let got = blobs.get(Hash::plain(b"y")).map_err(|error| error.code);
        assert_eq!((put, got), (Err(code), Err(code)));
    }
}

#[test]
fn files_go_over_an_encrypted_way_only_where_the_certificate_holds() {
    let folder = tempfile::tempdir().unwrap();
    let server = S3::start(folder.path());
    let known = Some(AUTHORITY);
    for (shows, roots, name, goes) in [
        (Shows::Here, known, "127.0.0.1", true),
        (Shows::Here, known, "localhost", true),
        (Shows::Here, None, "localhost", false),
        (Shows::Elsewhere, known, "localhost", false),
        (Shows::Over, known, "localhost", false),
    ] {
        let way = Way::to(server.port, shows, encrypted::From::Start);
        let endpoint = format!("https://{name}:{}", way.port);
        let blobs = opened(at(&endpoint, BUCKET, (KEY, SECRET), roots));
        let bytes = format!("{shows:?} {name} {}", roots.is_some());
        let put = blobs.put(bytes.as_bytes()).map_err(|error| error.code);
        let hash = Hash::plain(bytes.as_bytes());
        match goes {
            true => {
                assert_eq!(put, Ok(hash), "{bytes}");
                let got = blobs.get(hash).unwrap();
                assert_eq!(got.as_deref(), Some(bytes.as_bytes()));
            }
            false => {
                assert_eq!(put, Err(Code::BucketUnreachable), "{bytes}");
                assert_eq!(server.open().get(hash).unwrap(), None, "{bytes}");
            }
        }
    }
}

#[test]
fn checks_and_backups_look_into_the_bucket() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let server = S3::start(&at("s3"));
    let data = at("data");
    store::key::create(&data, "t.example", &[7; 32]).unwrap();
    let told = |blobs| store::Settings {
        blobs,
        ..settings(&HandClock::default(), 1)
    };
    let with = told(Some(Arc::new(server.open())));
    let store = store::Store::open_folder(&data, with.clone()).unwrap();
    found(&store, 1).unwrap();
    let blobs = server.open();
    let put = FILES.map(|bytes| (blobs.put(bytes).unwrap(), bytes.len() as u64));
    let ledger = ledger::id::OrganisationId([1; 16]).into();
    let named = store.write(move |work| {
        put.iter()
            .try_for_each(|(hash, size)| work.add_blob(ledger, *hash, *size))
    });
    named.unwrap();
    let looked = |folder: &Path, settings: &store::Settings| {
        let database = Folder::beside(folder).unwrap();
        let inspected = inspect(&database, folder, settings).unwrap();
        assert_eq!(inspected.unseen, None);
        (inspected.blobs.sound, inspected.blobs.missing.len())
    };
    assert_eq!(looked(&data, &with), (3, 0));
    assert_eq!(
        looked(&data, &told(None)),
        (0, 3),
        "none lies in the folder"
    );
    back_up(&data, &with, &at("b")).unwrap();
    // Into another bucket, and into a folder.
    let other = S3::start(&at("s3-new"));
    let into = |settings: &store::Settings, to: &str| {
        let none = Erasures::default();
        restore(&at("b"), settings, &at("data/key"), none, &at(to)).unwrap();
    };
    into(&told(Some(Arc::new(other.open()))), "new");
    assert_eq!(other.open().list().unwrap().len(), 3);
    into(&told(None), "newer");
    assert_eq!(looked(&at("newer"), &told(None)), (3, 0));
}

fn said(endpoint: &str, bucket: Option<&str>) -> Result<bool, String> {
    let written = Written {
        endpoint: Some(endpoint),
        bucket,
        access_key: Some(KEY),
        secret_key: Some(SECRET),
        ..Written::default()
    };
    match read(written) {
        Ok(settings) => Ok(settings.is_some_and(|settings| settings.plain)),
        Err(Failure::Server(cause)) => Err(cause),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn settings_are_whole_and_the_way_is_encrypted_or_stays_here() {
    assert!(read(Written::default()).ok().unwrap().is_none());
    for (endpoint, plain) in [
        ("https://s3.example", false),
        ("https://s3.example:9000/", false),
        ("http://127.0.0.1:9000", true),
        ("http://[::1]:9000", true),
        ("http://localhost", true),
    ] {
        assert_eq!(said(endpoint, Some("b")), Ok(plain), "{endpoint}");
    }
    for (endpoint, part) in [
        ("http://s3.example", "unencrypted"),
        ("http://127.0.0.1.example:9000", "unencrypted"),
        ("https://key:secret@s3.example", "without path and key"),
        ("https://s3.example/bucket", "without path and key"),
        ("s3://bucket", "without path and key"),
        ("", "without path and key"),
    ] {
        let refused = said(endpoint, Some("b")).unwrap_err();
        assert!(
            refused.contains(part) && !refused.contains("secret"),
            "{refused}"
        );
    }
    let missing = said("https://s3.example", None).unwrap_err();
    assert_eq!(missing, "s3_bucket: not set, but s3_endpoint is");
}
