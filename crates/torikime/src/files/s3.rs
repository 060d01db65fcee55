//! Files on S3-compatible storage: each an object `blobs/SHA-256`, checked against its name whenever it is read.

use super::Settings;
use super::http::Way;
use crate::failure::Failure;
use ledger::hash::Hash;
use object_store::aws::{AmazonS3, AmazonS3Builder, Checksum};
use object_store::path::Path;
use object_store::{BackoffConfig, Error, ObjectStore, ObjectStoreExt, RetryConfig};
use std::time::Duration;
use store::blobs::{Blobs, FOLDER, checked};
use store::{Code, StoreError};
use tokio::runtime::{Builder, Runtime};

/// A request that failed on the way is tried again twice, within this time.
const RETRIES: usize = 2;
const PATIENCE: Duration = Duration::from_secs(30);

/// A bucket. Called where blocking is allowed; its runtime has no thread of its own and only keeps the time between two tries.
pub struct OnS3 {
    bucket: AmazonS3,
    runtime: Runtime,
}

impl OnS3 {
    /// As settings say; nothing is asked of the storage yet.
    pub fn open(settings: Settings) -> Result<OnS3, Failure> {
        let way = Way::new(&settings)?;
        let retry = RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: RETRIES,
            retry_timeout: PATIENCE,
        };
        let bucket = AmazonS3Builder::new()
            .with_endpoint(settings.endpoint)
            .with_allow_http(settings.plain)
            .with_virtual_hosted_style_request(false)
            .with_bucket_name(settings.bucket)
            .with_region(settings.region)
            .with_access_key_id(settings.access_key)
            .with_secret_access_key(settings.secret_key)
            .with_checksum_algorithm(Checksum::SHA256)
            .with_retry(retry)
            .with_http_connector(way)
            .build()
            .map_err(|error| Failure::Server(format!("s3: {error}")))?;
        let runtime = Builder::new_current_thread().enable_time().build();
        let runtime = runtime.map_err(|error| Failure::Server(error.to_string()))?;
        Ok(OnS3 { bucket, runtime })
    }

    fn wait<T>(
        &self,
        asked: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, StoreError> {
        self.runtime.block_on(asked).map_err(|error| told(&error))
    }
}

fn object(hash: Hash) -> Path {
    Path::from_iter([FOLDER.to_owned(), hash.to_string()])
}

impl Blobs for OnS3 {
    fn put(&self, bytes: &[u8]) -> Result<Hash, StoreError> {
        let hash = Hash::plain(bytes);
        // Written over what is there: the same bytes, or a file that was damaged.
        self.wait(self.bucket.put(&object(hash), bytes.to_vec().into()))?;
        Ok(hash)
    }

    fn get(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        let path = object(hash);
        let read = async { self.bucket.get(&path).await?.bytes().await };
        match self.runtime.block_on(read) {
            Ok(bytes) => checked(hash, bytes.to_vec()).map(Some),
            Err(error) => match (&error, told(&error)) {
                (Error::NotFound { .. }, told) if told.code != Code::BucketMissing => Ok(None),
                (_, told) => Err(told),
            },
        }
    }

    fn remove(&self, hash: Hash) -> Result<(), StoreError> {
        let path = object(hash);
        match self.runtime.block_on(self.bucket.delete(&path)) {
            Ok(()) => Ok(()),
            Err(error) => match (&error, told(&error)) {
                (Error::NotFound { .. }, told) if told.code != Code::BucketMissing => Ok(()),
                (_, told) => Err(told),
            },
        }
    }

    fn list(&self) -> Result<Vec<Hash>, StoreError> {
        let folder = Path::from(FOLDER);
        let listed = self.wait(self.bucket.list_with_delimiter(Some(&folder)))?;
        let named = listed.objects.iter();
        let named = named.filter_map(|object| object.location.filename()?.parse().ok());
        let mut hashes: Vec<Hash> = named.collect();
        hashes.sort();
        Ok(hashes)
    }

    fn reach(&self) -> Result<(), StoreError> {
        // A folder that is not there: the answer is short, however many files there are.
        let nothing = Path::from_iter([FOLDER, "none"]);
        self.wait(self.bucket.list_with_delimiter(Some(&nothing)))
            .map(drop)
    }
}

/// Which of the ways to fail this is. The cause is the storage's own code, where it gave one: what it says besides may quote a request.
/// Its text is looked at, because errors of listing tell a refusal only there.
fn told(error: &Error) -> StoreError {
    let text = error.to_string();
    let named = |text: &str| {
        let (_, rest) = text.split_once("<Code>")?;
        Some(rest.split_once("</Code>")?.0.to_owned())
    };
    let said = named(&text);
    let refused = ["status code: 401", "status code: 403"];
    let refused = refused.iter().any(|status| text.contains(status));
    let code = match said.as_deref() {
        Some("NoSuchBucket") => Code::BucketMissing,
        // What is said where the region named is not the bucket's.
        Some("AuthorizationHeaderMalformed") => Code::BucketRefused,
        _ if refused => Code::BucketRefused,
        _ => Code::BucketUnreachable,
    };
    let cause = said.unwrap_or_else(|| deepest(error));
    StoreError { code, cause }
}

fn deepest(error: &(dyn std::error::Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
