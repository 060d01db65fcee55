//! Passkeys by webauthn-rs: the site's name and address are configured, never taken from a request; the state between the two steps
//! stays on the server and is taken back once (threat 49).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::id::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use store::acts::{Answer, ToSign};

use super::Site;

/// Purposes of the ceremonies.
pub const REGISTER: &str = "passkey-register";
/// To sign in.
pub const SIGN_IN: &str = "passkey-sign-in";

/// What the browser is asked, and what is kept until it answers.
pub struct Asked {
    /// For `navigator.credentials`.
    pub options: Value,
    /// For the ceremony.
    pub state: String,
}

/// A registration under way, of one person alone.
#[derive(Serialize, Deserialize)]
struct Registration {
    person: PersonId,
    state: PasskeyRegistration,
}

/// Browsers know a site by name: an address of digits has none.
#[must_use]
pub fn site(site: &Site) -> Option<Webauthn> {
    let origin = Url::parse(&site.origin).ok()?;
    let name = origin.domain()?.to_owned();
    let builder = WebauthnBuilder::new(&name, &origin).ok()?;
    builder.rp_name("Torikime").build().ok()
}

/// Asks for a new passkey that signs its person in without a name typed.
#[must_use]
pub fn ask_new(at: &Site, person: PersonId, name: &str, known: &[Vec<u8>]) -> Option<Asked> {
    let known = known.to_vec();
    let user = Uuid::from_bytes(person.0);
    let started = site(at)?.start_passkey_registration(user, name, name, Some(known));
    let (options, state) = started.ok()?;
    let mut options = serde_json::to_value(options).ok()?;
    let selection = &mut options["publicKey"]["authenticatorSelection"];
    selection["residentKey"] = "required".into();
    selection["requireResidentKey"] = true.into();
    let state = serde_json::to_string(&Registration { person, state }).ok()?;
    Some(Asked { options, state })
}

/// The new passkey, if the answer is the one that was asked of this person: its handle and record.
#[must_use]
pub fn made(at: &Site, person: PersonId, state: &str, answer: &str) -> Option<(Vec<u8>, String)> {
    let kept: Registration = serde_json::from_str(state).ok()?;
    if kept.person != person {
        return None;
    }
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).ok()?;
    let passkey = site(at)?
        .finish_passkey_registration(&answer, &kept.state)
        .ok()?;
    let record = serde_json::to_string(&passkey).ok()?;
    Some((passkey.cred_id().to_vec(), record))
}

/// Asks whoever it is for a passkey of theirs.
#[must_use]
pub fn ask_any(at: &Site) -> Option<Asked> {
    let (options, state) = site(at)?.start_discoverable_authentication().ok()?;
    let mut options = serde_json::to_value(options).ok()?;
    // Asked for by a button: the browser shows its dialogue at once.
    if let Some(options) = options.as_object_mut() {
        options.remove("mediation");
    }
    let state = serde_json::to_string(&state).ok()?;
    Some(Asked { options, state })
}

/// What was shown: the answer, whose it claims to be, and by which passkey.
pub struct Shown {
    answer: PublicKeyCredential,
    /// Whose it claims to be.
    pub person: PersonId,
    /// Which passkey.
    pub handle: Vec<u8>,
}

/// Reads what was shown.
#[must_use]
pub fn shown(at: &Site, answer: &str) -> Option<Shown> {
    let answer: PublicKeyCredential = serde_json::from_str(answer).ok()?;
    let site = site(at)?;
    let (user, handle) = site.identify_discoverable_authentication(&answer).ok()?;
    let (person, handle) = (PersonId(*user.as_bytes()), handle.to_vec());
    Some(Shown {
        answer,
        person,
        handle,
    })
}

/// The passkey's record to keep, its counter moved on, if the signature holds.
#[must_use]
pub fn holds(at: &Site, shown: &Shown, state: &str, record: &str) -> Option<String> {
    let state: DiscoverableAuthentication = serde_json::from_str(state).ok()?;
    let mut passkey: Passkey = serde_json::from_str(record).ok()?;
    let result = site(at)?.finish_discoverable_authentication_v2(&shown.answer, state, &passkey);
    passkey.update_credential(&result.ok()?);
    serde_json::to_string(&passkey).ok()
}

/// What the browser is asked for a signature under an acceptance. The library makes its challenges itself, and this one is not random:
/// it names what is accepted.
#[must_use]
pub fn ask_to_sign(at: &Site, asked: &ToSign) -> Option<Value> {
    let name = Url::parse(&at.origin).ok()?.domain()?.to_owned();
    let key = |handle: &Vec<u8>| serde_json::json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(handle) });
    let keys: Vec<Value> = asked.handles.iter().map(key).collect();
    Some(serde_json::json!({ "publicKey": {
        "challenge": URL_SAFE_NO_PAD.encode(asked.challenge.0),
        "rpId": name,
        "allowCredentials": keys,
        "userVerification": "required",
        "timeout": 300_000,
    } }))
}

/// What the browser answered, taken apart; the ledger checks it.
#[must_use]
pub fn signed(answer: &str) -> Option<Answer> {
    let answer: Value = serde_json::from_str(answer).ok()?;
    let part = |of: &Value| URL_SAFE_NO_PAD.decode(of.as_str()?).ok();
    let response = &answer["response"];
    Some(Answer {
        handle: part(&answer["rawId"])?,
        authenticator: part(&response["authenticatorData"])?,
        client: part(&response["clientDataJSON"])?,
        signature: part(&response["signature"])?,
    })
}
