//! A small identity provider on this machine: it says, signs and refuses what a test wants.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use openidconnect::core::{CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use ring::{digest, hmac};
use rsa::pkcs1::{EncodeRsaPrivateKey, LineEnding};
use serde_json::{Value, json};

pub const CLIENT: &str = "torikime";
pub const SECRET: &str = "the-client-secret";
/// The second at which tokens are looked at.
pub const NOW: i64 = 1_795_219_200;

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    Es256,
    Rs256,
    None,
    Hs256,
    /// With the public key's bytes as a shared secret.
    Confused,
    /// By another key under the same name.
    Stranger,
    /// By the right key under another name.
    Unknown,
    Bent,
    Mislabelled,
}

struct Keys {
    name: String,
    ec: EcdsaKeyPair,
}

impl Keys {
    fn new(name: &str) -> Self {
        let random = SystemRandom::new();
        let alg = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(alg, &random).unwrap();
        let ec = EcdsaKeyPair::from_pkcs8(alg, pkcs8.as_ref(), &random).unwrap();
        Self {
            name: name.to_owned(),
            ec,
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signed = self.ec.sign(&SystemRandom::new(), message).unwrap();
        signed.as_ref().to_vec()
    }

    fn said(&self) -> Value {
        let point = self.ec.public_key().as_ref();
        json!({ "keys": [{
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.name,
            "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..]),
        }] })
    }
}

/// Made once: a key of this kind takes a while. Its size is for speed, not for anybody to copy.
fn rsa() -> &'static CoreRsaPrivateSigningKey {
    static KEY: OnceLock<CoreRsaPrivateSigningKey> = OnceLock::new();
    KEY.get_or_init(|| {
        let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 1024).unwrap();
        let pem = key.to_pkcs1_pem(LineEnding::LF).unwrap();
        let name = JsonWebKeyId::new("rsa-1".to_owned());
        CoreRsaPrivateSigningKey::from_pem(&pem, Some(name)).unwrap()
    })
}

struct Said {
    /// Whether it signs by RS256 as well.
    rsa: bool,
    metadata: Value,
    keys: Keys,
    challenge: String,
    token: String,
    asked: Vec<String>,
    token_request: (String, String),
}

impl Said {
    fn all_keys(&self) -> Value {
        let mut keys = self.keys.said();
        if self.rsa {
            let rsa = serde_json::to_value(rsa().as_verification_key()).unwrap();
            keys["keys"].as_array_mut().unwrap().push(rsa);
        }
        keys
    }
}

/// A running provider.
pub struct Idp {
    pub address: String,
    said: Arc<Mutex<Said>>,
    _runtime: tokio::runtime::Runtime,
}

impl Idp {
    pub fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let said = Arc::new(Mutex::new(Said {
            rsa: false,
            metadata: metadata(&address),
            keys: Keys::new("ec-1"),
            challenge: String::new(),
            token: String::new(),
            asked: Vec::new(),
            token_request: Default::default(),
        }));
        let routes = Router::new().fallback(answer).with_state(Arc::clone(&said));
        runtime.spawn(async move { axum::serve(listener, routes).await });
        Self {
            address,
            said,
            _runtime: runtime,
        }
    }

    /// Says otherwise of itself.
    pub fn says(&self, change: impl FnOnce(&mut Value)) {
        change(&mut self.said.lock().unwrap().metadata);
    }

    /// Signs by RS256 as well from now on.
    pub fn with_rsa(&self) {
        rsa();
        self.said.lock().unwrap().rsa = true;
    }

    pub fn new_keys(&self) {
        self.said.lock().unwrap().keys = Keys::new("ec-2");
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        let said = self.said.lock().unwrap();
        said.asked.iter().filter(|asked| *asked == path).count()
    }

    /// The last request for a token: how the client showed itself, and the form.
    pub fn token_request(&self) -> (String, String) {
        self.said.lock().unwrap().token_request.clone()
    }

    /// Vouches for somebody from now on.
    pub fn vouches(
        &self,
        nonce: &str,
        challenge: &str,
        signs: Signs,
        change: impl FnOnce(&mut Value),
    ) {
        let mut claims = json!({
            "iss": self.address, "sub": "sub-1", "aud": CLIENT, "nonce": nonce, "iat": NOW - 5, "exp": NOW + 300,
        });
        change(&mut claims);
        let mut said = self.said.lock().unwrap();
        said.challenge = challenge.to_owned();
        said.token = token(&said.keys, signs, &claims);
    }
}

fn metadata(address: &str) -> Value {
    json!({
        "issuer": address,
        "authorization_endpoint": format!("{address}/authorize"),
        "token_endpoint": format!("{address}/token"),
        "jwks_uri": format!("{address}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    })
}

fn token(keys: &Keys, signs: Signs, claims: &Value) -> String {
    let (alg, kid) = match signs {
        Signs::Rs256 => ("RS256", "rsa-1"),
        Signs::None => ("none", "ec-1"),
        Signs::Hs256 | Signs::Confused => ("HS256", "ec-1"),
        Signs::Unknown => ("ES256", "ec-9"),
        Signs::Mislabelled => ("RS256", "ec-1"),
        _ => ("ES256", keys.name.as_str()),
    };
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let head = part(&json!({ "alg": alg, "kid": kid, "typ": "JWT" }));
    let message = format!("{head}.{}", part(claims));
    let bytes = message.as_bytes();
    let shared = |key: &[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        hmac::sign(&key, bytes).as_ref().to_vec()
    };
    let signature = match signs {
        Signs::None => Vec::new(),
        Signs::Hs256 => shared(SECRET.as_bytes()),
        Signs::Confused => shared(keys.ec.public_key().as_ref()),
        Signs::Stranger => Keys::new("ec-1").sign(bytes),
        Signs::Rs256 => {
            let alg = CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
            rsa().sign(&alg, bytes).unwrap()
        }
        Signs::Bent => {
            let mut signature = keys.sign(bytes);
            signature[9] ^= 1;
            signature
        }
        _ => keys.sign(bytes),
    };
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

async fn answer(State(said): State<Arc<Mutex<Said>>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let header = request.headers().get(header::AUTHORIZATION);
    let head = header.map_or(String::new(), |value| value.to_str().unwrap().to_owned());
    let body = axum::body::to_bytes(request.into_body(), 1 << 20)
        .await
        .unwrap();
    let form = String::from_utf8_lossy(&body).into_owned();
    said.lock().unwrap().asked.push(path.clone());
    let mut segments = path.trim_start_matches('/').split('/');
    match segments.next().unwrap_or_default() {
        ".well-known" => Json(said.lock().unwrap().metadata.clone()).into_response(),
        "keys" => Json(said.lock().unwrap().all_keys()).into_response(),
        "token" => redeem(&mut said.lock().unwrap(), head, form),
        "redirects" => Redirect::temporary("/elsewhere").into_response(),
        "endless" => Json(json!({ "issuer": "x".repeat(1 << 20) })).into_response(),
        "never" => {
            tokio::time::sleep(Duration::from_secs(30)).await;
            StatusCode::OK.into_response()
        }
        "page" => "<!doctype html>".into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Gives the token to the client it knows, who holds the verifier of the challenge.
fn redeem(said: &mut Said, head: String, form: String) -> Response {
    let all: Vec<(String, String)> = openidconnect::url::form_urlencoded::parse(form.as_bytes())
        .into_owned()
        .collect();
    let of = |name: &str| {
        let pair = all.iter().find(|(key, _)| key == name);
        pair.map_or("", |(_, value)| value.as_str())
    };
    let hashed = digest::digest(&digest::SHA256, of("code_verifier").as_bytes());
    let holds = URL_SAFE_NO_PAD.encode(hashed.as_ref()) == said.challenge;
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
    let known = head == basic || of("client_secret") == SECRET;
    let code = of("code") == "the-code";
    said.token_request = (head, form.clone());
    match (known, holds && code) {
        (false, _) => refusal(StatusCode::UNAUTHORIZED, "invalid_client"),
        (_, false) => refusal(StatusCode::BAD_REQUEST, "invalid_grant"),
        _ => Json(json!({
            "access_token": "unused", "token_type": "Bearer", "expires_in": 60, "id_token": said.token,
        }))
        .into_response(),
    }
}

fn refusal(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
