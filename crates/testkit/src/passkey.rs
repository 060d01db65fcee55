//! A passkey in software that really signs, for tests of acceptances.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};

/// Flags of an authenticator that saw somebody and made sure who it was.
pub const VERIFIED: u8 = 0b101;

/// A passkey.
pub struct SoftPasskey(EcdsaKeyPair);

/// Its answer, in the three parts a browser gives.
#[derive(Clone)]
pub struct SoftAnswer {
    /// The authenticator's data.
    pub authenticator: Vec<u8>,
    /// The client's data, JSON.
    pub client: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
}

impl SoftPasskey {
    /// A new one.
    #[must_use]
    #[expect(clippy::missing_panics_doc, clippy::unwrap_used, reason = "tests only")]
    pub fn new() -> Self {
        let (random, form) = (SystemRandom::new(), &ECDSA_P256_SHA256_ASN1_SIGNING);
        let key = EcdsaKeyPair::generate_pkcs8(form, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(form, key.as_ref(), &random).unwrap())
    }

    /// The two coordinates of its public key.
    #[must_use]
    pub fn point(&self) -> (Vec<u8>, Vec<u8>) {
        let point = self.0.public_key().as_ref();
        (point[1..33].to_vec(), point[33..].to_vec())
    }

    /// The sign-in library's record of it, as far as its key goes.
    #[must_use]
    pub fn record(&self) -> String {
        let (x, y) = self.point();
        let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
        format!(
            r#"{{"cred":{{"cred":{{"type_":"ES256","key":{{"EC_EC2":{{"curve":"SECP256R1","x":"{x}","y":"{y}"}}}}}}}}}}"#
        )
    }

    /// What it answers to a challenge on a site, such as `https://torikime.example`.
    #[must_use]
    pub fn answer(&self, challenge: &[u8], origin: &str) -> SoftAnswer {
        let challenge = URL_SAFE_NO_PAD.encode(challenge);
        let client = format!(
            r#"{{"type":"webauthn.get","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
        );
        let host = origin.split("://").nth(1).unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        self.sign(authenticator(host, VERIFIED), client.into_bytes())
    }

    /// Signs whatever data.
    #[must_use]
    #[expect(clippy::missing_panics_doc, clippy::unwrap_used, reason = "tests only")]
    pub fn sign(&self, authenticator: Vec<u8>, client: Vec<u8>) -> SoftAnswer {
        let message = [&authenticator[..], digest(&SHA256, &client).as_ref()].concat();
        let signature = self.0.sign(&SystemRandom::new(), &message).unwrap();
        SoftAnswer {
            authenticator,
            client,
            signature: signature.as_ref().to_vec(),
        }
    }
}

impl Default for SoftPasskey {
    fn default() -> Self {
        Self::new()
    }
}

/// An authenticator's data for a site: its hash, flags, a counter.
#[must_use]
pub fn authenticator(site: &str, flags: u8) -> Vec<u8> {
    let site = digest(&SHA256, site.as_bytes());
    [site.as_ref(), &[flags, 0, 0, 0, 1]].concat()
}
