//! A passkey's signature under an acceptance (rule R9), kept with everything that checking it takes: anybody can check it later, with no server.
//!
//! What is signed is WebAuthn's: the authenticator's data followed by the SHA-256 of the client's data
//! (Web Authentication Level 3, §6.3.3 step 11, §7.2). The client's data name the challenge, and the challenge is a hash over the server's
//! nonce, the moment until which the answer counts, the ledger's head, and the exact line that is accepted, for whom and by whom.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P384_SHA384_ASN1, RSA_PKCS1_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use crate::bytes::{Canonical, Malformed, Reader, Writer, canonical_struct, codes};
use crate::hash::Hash;
use crate::id::{CredentialId, LedgerId, OrganisationId, PersonId};
use crate::moment::Moment;

/// Bytes of some length, as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Octets(pub Vec<u8>);

impl Canonical for Octets {
    fn write(&self, to: &mut Writer) {
        to.bytes(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.bytes().map(|bytes| Self(bytes.to_vec()))
    }
}

codes! {
    /// How a passkey signs.
    pub enum Algorithm {
        /// ECDSA over P-256 with SHA-256.
        Es256 = "es256",
        /// ECDSA over P-384 with SHA-384.
        Es384 = "es384",
        /// RSA PKCS#1 v1.5 with SHA-256.
        Rs256 = "rs256",
    }
}

/// A passkey's public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyKey {
    /// How it signs.
    pub algorithm: Algorithm,
    /// The point's x, or the modulus; big-endian.
    pub first: Octets,
    /// The point's y, or the exponent.
    pub second: Octets,
}
canonical_struct!(PasskeyKey {
    algorithm,
    first,
    second
});

/// Sixteen random bytes of the server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nonce(pub [u8; 16]);

impl Canonical for Nonce {
    fn write(&self, to: &mut Writer) {
        to.fixed(&self.0);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        from.array().map(Self)
    }
}

/// A passkey's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// The passkey, as the signer's organisation knows it.
    pub credential: CredentialId,
    /// The authenticator's own name for it.
    pub handle: Octets,
    /// Its public key.
    pub key: PasskeyKey,
    /// The server's nonce.
    pub nonce: Nonce,
    /// The answer counts before this moment.
    pub expires: Moment,
    /// The ledger's head the signer was shown.
    pub head: Hash,
    /// The authenticator's data.
    pub authenticator: Octets,
    /// The client's data, JSON as the browser made it.
    pub client: Octets,
    /// The signature.
    pub signature: Octets,
}
canonical_struct!(Assertion {
    credential,
    handle,
    key,
    nonce,
    expires,
    head,
    authenticator,
    client,
    signature
});

/// What is accepted, by whom and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The shared ledger.
    pub ledger: LedgerId,
    /// The proposal's line.
    pub seq: u64,
    /// That line's hash.
    pub hash: Hash,
    /// Who accepts.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
}

/// What the passkey is asked to sign.
#[must_use]
pub fn challenge(subject: &Subject, nonce: Nonce, expires: Moment, head: Hash) -> Hash {
    let mut to = Writer::default();
    nonce.write(&mut to);
    expires.write(&mut to);
    head.write(&mut to);
    subject.ledger.write(&mut to);
    subject.seq.write(&mut to);
    subject.hash.write(&mut to);
    subject.person.write(&mut to);
    subject.organisation.write(&mut to);
    Hash::of("torikime/acceptance/1", &[&to.finish()])
}

/// By which an organisation's ledger knows a passkey: its name and its key.
#[must_use]
pub fn fingerprint(handle: &[u8], key: Option<&PasskeyKey>) -> Hash {
    let key = key.map(Canonical::to_bytes).unwrap_or_default();
    let mut to = Writer::default();
    to.bytes(handle);
    to.bytes(&key);
    Hash::of("torikime/passkey/2", &[&to.finish()])
}

codes! {
    /// What is wrong with a passkey's answer.
    pub enum Flaw {
        /// The client's data are no JSON of the expected form.
        ClientData = "client-data",
        /// It answers something else than was asked.
        Challenge = "challenge",
        /// It was made on another site, or inside another's page.
        Site = "site",
        /// Nobody was asked for their finger, face or PIN.
        NotVerified = "not-verified",
        /// The signature is not of this key.
        Signature = "signature",
    }
}

/// The client's data as far as they matter (WebAuthn §5.8.1).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// User present and user verified (WebAuthn §6.1).
const PRESENT_AND_VERIFIED: u8 = 0b101;

impl Assertion {
    /// The site it was made on, scheme and host, as the browser says.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        self.client_data().map(|data| data.origin)
    }

    fn client_data(&self) -> Option<ClientData> {
        serde_json::from_slice(&self.client.0).ok()
    }

    /// Whether it is the passkey's answer to what was asked about `subject`.
    ///
    /// # Errors
    /// The first flaw, in the order of [`Flaw`].
    pub fn check(&self, subject: &Subject) -> Result<(), Flaw> {
        let data = self.client_data().ok_or(Flaw::ClientData)?;
        let asked = challenge(subject, self.nonce, self.expires, self.head);
        let told = URL_SAFE_NO_PAD.decode(&data.challenge);
        flawed_unless(data.r#type == "webauthn.get", Flaw::ClientData)?;
        flawed_unless(told.is_ok_and(|told| told == asked.0), Flaw::Challenge)?;
        let named =
            rp_hash(&data.origin).is_some_and(|hash| self.authenticator.0.starts_with(&hash.0));
        flawed_unless(named && !data.cross_origin, Flaw::Site)?;
        let flags = self.authenticator.0.get(32).copied().unwrap_or(0);
        let verified = flags & PRESENT_AND_VERIFIED == PRESENT_AND_VERIFIED;
        flawed_unless(verified, Flaw::NotVerified)?;
        flawed_unless(self.signed(), Flaw::Signature)
    }

    fn signed(&self) -> bool {
        let message = [&self.authenticator.0[..], &Hash::plain(&self.client.0).0].concat();
        self.key.verifies(&message, &self.signature.0)
    }
}

fn flawed_unless(fine: bool, flaw: Flaw) -> Result<(), Flaw> {
    if fine { Ok(()) } else { Err(flaw) }
}

/// The hash by which an authenticator names a site: that of its host.
fn rp_hash(origin: &str) -> Option<Hash> {
    let (_, host) = origin.split_once("://")?;
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    Some(Hash::plain(host.as_bytes()))
}

impl PasskeyKey {
    /// Whether the holder of the private key signed the message.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let (first, second) = (&self.first.0[..], &self.second.0[..]);
        let point = || [&[4], first, second].concat();
        match self.algorithm {
            Algorithm::Es256 => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point())
                .verify(message, signature)
                .is_ok(),
            Algorithm::Es384 => UnparsedPublicKey::new(&ECDSA_P384_SHA384_ASN1, point())
                .verify(message, signature)
                .is_ok(),
            Algorithm::Rs256 => RsaPublicKeyComponents {
                n: first,
                e: second,
            }
            .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            .is_ok(),
        }
    }
}

#[cfg(test)]
mod tests;
