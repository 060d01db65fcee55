//! Asks organisations' identity providers by OpenID Connect: authorisation code with PKCE (S256), state and nonce; identity tokens signed by
//! RS256 or ES256 alone, checked by the library for signature, issuer, audience, time and nonce.

mod reach;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::DateTime;
use ledger::moment::Moment;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreResponseType,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret as Secret,
    CsrfToken, DiscoveryError, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError,
    SignatureVerificationError, TokenResponse,
};
use serde::{Deserialize, Serialize};
use store::door::{ClientSecret, Provider};
use web::access::provider::{Amiss, Answer, Begun, Providers};

pub use reach::Reach;
use reach::Wrong;

/// What a provider said of itself is believed for so long.
const BELIEVED: Duration = Duration::from_secs(5 * 60);
/// Providers remembered at once.
const REMEMBERED: usize = 200;
/// Questions asked at once, of all providers and of one: one that answers slowly must not hold up everything else.
const AT_ONCE: usize = 16;
/// Of one.
const OF_ONE: usize = 3;
/// An identity token may have been issued so many seconds ahead of the server's clock.
const AHEAD: i64 = 5 * 60;
/// Signatures that count.
const SIGNATURES: [CoreJwsSigningAlgorithm; 2] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
];

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Asks providers within reach.
pub struct Asking {
    reach: Reach,
    known: Mutex<BTreeMap<String, (Instant, CoreProviderMetadata)>>,
    under_way: Mutex<BTreeMap<String, usize>>,
}

/// What must be known when the browser comes back.
#[derive(Serialize, Deserialize)]
struct Kept {
    verifier: String,
    nonce: String,
}

/// One provider being asked; counts itself.
struct Turn<'a> {
    under_way: &'a Mutex<BTreeMap<String, usize>>,
    issuer: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let left = under_way.remove(&self.issuer).unwrap_or(0);
        if left > 1 {
            under_way.insert(std::mem::take(&mut self.issuer), left - 1);
        }
    }
}

impl Asking {
    /// Asks whoever is within reach.
    pub fn new(reach: Reach) -> Self {
        Self {
            reach,
            known: Mutex::default(),
            under_way: Mutex::default(),
        }
    }

    fn turn(&self, issuer: &str) -> Result<Turn<'_>, Amiss> {
        let mut under_way = self
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let altogether: usize = under_way.values().sum();
        let of_this = under_way.get(issuer).copied().unwrap_or(0);
        if altogether >= AT_ONCE || of_this >= OF_ONE {
            return Err(Amiss::Busy);
        }
        under_way.insert(issuer.to_owned(), of_this + 1);
        Ok(Turn {
            under_way: &self.under_way,
            issuer: issuer.to_owned(),
        })
    }

    /// What a provider says of itself, and its keys; as it was said a while ago, if that is enough.
    fn metadata(&self, issuer: &str, anew: bool) -> Result<CoreProviderMetadata, Amiss> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, (since, _)| since.elapsed() < BELIEVED);
        if let Some((_, metadata)) = known.get(issuer).filter(|_| !anew) {
            return Ok(metadata.clone());
        }
        // Not held while somebody else's server takes its time.
        drop(known);
        let metadata = self.discover(issuer)?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(issuer.to_owned(), (Instant::now(), metadata.clone()));
        Ok(metadata)
    }

    fn discover(&self, issuer: &str) -> Result<CoreProviderMetadata, Amiss> {
        let address = IssuerUrl::new(issuer.to_owned()).map_err(|_| Amiss::Address)?;
        let url = address.url();
        let plain = url.query().is_none() && url.fragment().is_none();
        if !plain || !url.username().is_empty() || url.password().is_some() {
            return Err(Amiss::Address);
        }
        let said = CoreProviderMetadata::discover(&address, &self.reach);
        let said = said.map_err(|error| match error {
            DiscoveryError::Request(Wrong(amiss)) => amiss,
            DiscoveryError::Validation(_) => Amiss::OtherIssuer,
            DiscoveryError::UrlParse(_) => Amiss::Address,
            _ => Amiss::Strange,
        })?;
        self.suits(&said)?;
        Ok(said)
    }

    /// Whether a provider can do what is needed. Where it sends browsers must be reached as safely as itself.
    fn suits(&self, said: &CoreProviderMetadata) -> Result<(), Amiss> {
        let mut kinds = said.response_types_supported().iter();
        let codes = kinds.any(|kinds| kinds.as_slice() == [CoreResponseType::Code]);
        let mut signatures = said.id_token_signing_alg_values_supported().iter();
        let signs = signatures.any(|algorithm| SIGNATURES.contains(algorithm));
        if !codes || !signs || said.token_endpoint().is_none() {
            return Err(Amiss::Unsuited);
        }
        self.reach.encrypted(said.authorization_endpoint().url())
    }

    fn client(&self, provider: &Provider, back: &str, anew: bool) -> Result<(Client, bool), Amiss> {
        let secret = match &provider.secret {
            ClientSecret::None => None,
            ClientSecret::Held(secret) => Some(Secret::new(secret.clone())),
            ClientSecret::Lost => return Err(Amiss::NoSecret),
        };
        let said = self.metadata(&provider.issuer, anew)?;
        let ways = said.token_endpoint_auth_methods_supported();
        let by_header =
            ways.is_none_or(|ways| ways.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let id = ClientId::new(provider.client.clone());
        let back = RedirectUrl::new(back.to_owned()).map_err(|_| Amiss::Refused)?;
        let client = CoreClient::from_provider_metadata(said, id, secret).set_redirect_uri(back);
        Ok((client, by_header))
    }
}

impl Providers for Asking {
    fn check(&self, issuer: &str) -> Result<(), Amiss> {
        let _turn = self.turn(issuer)?;
        self.metadata(issuer, true).map(drop)
    }

    fn begin(&self, provider: &Provider, back: &str) -> Result<Begun, Amiss> {
        let _turn = self.turn(&provider.issuer)?;
        let (client, _) = self.client(provider, back, false)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (address, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_pkce_challenge(challenge)
            .url();
        let kept = Kept {
            verifier: verifier.into_secret(),
            nonce: nonce.secret().clone(),
        };
        Ok(Begun {
            address: address.to_string(),
            state: state.into_secret(),
            kept: serde_json::to_string(&kept).map_err(|_| Amiss::Untrue)?,
        })
    }

    fn finish(
        &self,
        provider: &Provider,
        back: &str,
        answer: &Answer,
        now: Moment,
    ) -> Result<String, Amiss> {
        let _turn = self.turn(&provider.issuer)?;
        let kept: Kept = serde_json::from_str(&answer.kept).map_err(|_| Amiss::Untrue)?;
        let (client, by_header) = self.client(provider, back, false)?;
        let client = match by_header {
            true => client,
            false => client.set_auth_type(AuthType::RequestBody),
        };
        let said = client
            .exchange_code(AuthorizationCode::new(answer.code.clone()))
            .map_err(|_| Amiss::Unsuited)?
            .set_pkce_verifier(PkceCodeVerifier::new(kept.verifier))
            .request(&self.reach)
            .map_err(|error| match error {
                RequestTokenError::Request(Wrong(amiss)) => amiss,
                RequestTokenError::ServerResponse(_) => Amiss::Refused,
                _ => Amiss::Strange,
            })?;
        let token = said.id_token().ok_or(Amiss::Untrue)?;
        let nonce = Nonce::new(kept.nonce);
        match subject(&client, token, &nonce, now) {
            // Keys are changed now and then: what is remembered of them may be old.
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                let (client, _) = self.client(provider, back, true)?;
                subject(&client, token, &nonce, now)
            }
            told => told,
        }
        .map_err(|_| Amiss::Untrue)
    }
}

/// Whom a token is about, if all of it holds at a moment.
fn subject(
    client: &Client,
    token: &CoreIdToken,
    nonce: &Nonce,
    now: Moment,
) -> Result<String, ClaimsVerificationError> {
    let time = DateTime::from_timestamp_millis(now.millis())
        .ok_or_else(|| ClaimsVerificationError::Other("no such time".to_owned()))?;
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(SIGNATURES)
        .set_other_audience_verifier_fn(|_| false)
        .set_time_fn(move || time)
        .set_issue_time_verifier_fn(move |issued| {
            match issued.timestamp() <= time.timestamp() + AHEAD {
                true => Ok(()),
                false => Err("issued in a time to come".to_owned()),
            }
        });
    let claims = token.claims(&verifier, nonce)?;
    Ok(claims.subject().as_str().to_owned())
}
