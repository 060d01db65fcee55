//! The protocol against a provider on this machine that does what each test wants: keys are made here, tokens are signed or bent here.

mod provider;

use std::time::Duration;

use ledger::moment::Moment;
use provider::{CLIENT, Idp, SECRET, Signs};
use serde_json::{Value, json};
use store::door::{ClientSecret, Provider};
use web::access::provider::{Amiss, Answer, Begun, Providers};

use super::{AT_ONCE, Asking, OF_ONE, Reach};

const BACK: &str = "https://t.example/sign-in/organisation/x/back";

fn hosts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn asking() -> Asking {
    let patience = Duration::from_secs(2);
    Asking::new(Reach::within(&hosts(&["127.0.0.1"]), patience))
}

fn provider(idp: &Idp) -> Provider {
    Provider {
        issuer: idp.address.clone(),
        client: CLIENT.to_owned(),
        secret: ClientSecret::Held(SECRET.to_owned()),
    }
}

fn now() -> Moment {
    Moment::from_millis(provider::NOW * 1000).unwrap()
}

/// What an address asks for under a name.
fn asked(begun: &Begun, name: &str) -> String {
    let address = openidconnect::url::Url::parse(&begun.address).unwrap();
    let mut pairs = address.query_pairs();
    let pair = pairs.find(|(key, _)| key == name);
    pair.map_or(String::new(), |(_, value)| value.into_owned())
}

/// Goes there and comes back with a token whose claims are what a provider should say, but for what is changed.
fn comes(idp: &Idp, signs: Signs, change: impl FnOnce(&mut Value)) -> Result<String, Amiss> {
    let (asking, provider) = (asking(), provider(idp));
    let begun = asking.begin(&provider, BACK)?;
    idp.vouches(
        &asked(&begun, "nonce"),
        &asked(&begun, "code_challenge"),
        signs,
        change,
    );
    finish(&asking, &provider, begun)
}

fn finish(asking: &Asking, provider: &Provider, begun: Begun) -> Result<String, Amiss> {
    let answer = Answer {
        kept: begun.kept,
        code: "the-code".to_owned(),
    };
    asking.finish(provider, BACK, &answer, now())
}

#[test]
fn whoever_signs_in_there_is_named_by_subject() {
    for signs in [Signs::Es256, Signs::Rs256] {
        let idp = Idp::start();
        if signs == Signs::Rs256 {
            idp.with_rsa();
        }
        assert_eq!(asking().check(&idp.address), Ok(()));
        assert_eq!(
            comes(&idp, signs, |_| {}).as_deref(),
            Ok("sub-1"),
            "{signs:?}"
        );
        let (head, form) = idp.token_request();
        assert!(head.starts_with("Basic "), "the secret goes by header");
        assert!(!form.contains(SECRET) && form.contains("grant_type=authorization_code"));
    }
}

#[test]
fn what_is_asked_for_is_a_code_with_pkce_state_and_nonce() {
    let idp = Idp::start();
    let (asking, provider) = (asking(), provider(&idp));
    let begun = asking.begin(&provider, BACK).unwrap();
    for (name, wanted) in [
        ("response_type", "code"),
        ("client_id", CLIENT),
        ("redirect_uri", BACK),
        ("scope", "openid"),
        ("code_challenge_method", "S256"),
        ("state", begun.state.as_str()),
    ] {
        assert_eq!(asked(&begun, name), wanted, "{name}");
    }
    assert!(!begun.address.contains(SECRET));
    let again = asking.begin(&provider, BACK).unwrap();
    for name in ["state", "nonce", "code_challenge"] {
        assert!(asked(&begun, name).len() >= 22, "{name}: 128 bits at least");
        assert_ne!(asked(&begun, name), asked(&again, name), "{name}");
    }
    assert_eq!(
        idp.asked("/.well-known/openid-configuration"),
        1,
        "remembered"
    );
}

#[test]
fn a_token_that_does_not_hold_names_nobody() {
    type Change = fn(&mut Value);
    let cases: [(&str, Signs, Change); 17] = [
        ("another issuer", Signs::Es256, |it| {
            it["iss"] = json!("https://evil.example")
        }),
        ("a slash more", Signs::Es256, |it| {
            it["iss"] = json!(format!("{}/", it["iss"].as_str().unwrap()))
        }),
        ("another recipient", Signs::Es256, |it| {
            it["aud"] = json!("other")
        }),
        ("others besides", Signs::Es256, |it| {
            it["aud"] = json!([CLIENT, "other"])
        }),
        ("no recipient", Signs::Es256, |it| it["aud"] = json!([])),
        ("expired", Signs::Es256, |it| {
            it["exp"] = json!(provider::NOW - 1)
        }),
        ("issued tomorrow", Signs::Es256, |it| {
            it["iat"] = json!(provider::NOW + 86_400)
        }),
        ("another nonce", Signs::Es256, |it| {
            it["nonce"] = json!("other")
        }),
        ("no nonce", Signs::Es256, |it| {
            it.as_object_mut().unwrap().remove("nonce");
        }),
        ("no subject", Signs::Es256, |it| {
            it.as_object_mut().unwrap().remove("sub");
        }),
        ("not signed", Signs::None, |_| {}),
        ("signed with the client secret", Signs::Hs256, |_| {}),
        (
            "signed with the public key as secret",
            Signs::Confused,
            |_| {},
        ),
        ("signed by somebody else", Signs::Stranger, |_| {}),
        ("by a key nobody names", Signs::Unknown, |_| {}),
        ("changed after signing", Signs::Bent, |_| {}),
        (
            "names one kind, signed by another",
            Signs::Mislabelled,
            |_| {},
        ),
    ];
    let idp = Idp::start();
    for (what, signs, change) in cases {
        let told = comes(&idp, signs, change);
        assert!(
            matches!(told, Err(Amiss::Untrue | Amiss::Strange)),
            "{what}: {told:?}"
        );
    }
    assert_eq!(comes(&idp, Signs::Es256, |_| {}).as_deref(), Ok("sub-1"));
}

#[test]
fn a_code_is_redeemed_by_who_asked_for_it() {
    let idp = Idp::start();
    let (asking, known) = (asking(), provider(&idp));
    let first = asking.begin(&known, BACK).unwrap();
    let second = asking.begin(&known, BACK).unwrap();
    // The code of the first way, brought back on the second: the verifier is another.
    idp.vouches(
        &asked(&first, "nonce"),
        &asked(&first, "code_challenge"),
        Signs::Es256,
        |_| {},
    );
    assert_eq!(finish(&asking, &known, second), Err(Amiss::Refused));
    let stranger = Provider {
        secret: ClientSecret::Held("wrong".to_owned()),
        ..provider(&idp)
    };
    let begun = asking.begin(&stranger, BACK).unwrap();
    idp.vouches(
        &asked(&begun, "nonce"),
        &asked(&begun, "code_challenge"),
        Signs::Es256,
        |_| {},
    );
    assert_eq!(finish(&asking, &stranger, begun), Err(Amiss::Refused));
    let lost = Provider {
        secret: ClientSecret::Lost,
        ..provider(&idp)
    };
    assert_eq!(asking.begin(&lost, BACK), Err(Amiss::NoSecret));
}

#[test]
fn a_provider_that_wants_the_secret_in_the_form_gets_it_there() {
    let idp = Idp::start();
    idp.says(|it| it["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"]));
    assert_eq!(comes(&idp, Signs::Es256, |_| {}).as_deref(), Ok("sub-1"));
    let (head, form) = idp.token_request();
    assert!(head.is_empty() && form.contains(SECRET));
}

#[test]
fn keys_changed_meanwhile_are_fetched_anew_once() {
    let idp = Idp::start();
    let (asking, provider) = (asking(), provider(&idp));
    let begun = asking.begin(&provider, BACK).unwrap();
    idp.new_keys();
    idp.vouches(
        &asked(&begun, "nonce"),
        &asked(&begun, "code_challenge"),
        Signs::Es256,
        |_| {},
    );
    assert_eq!(finish(&asking, &provider, begun).as_deref(), Ok("sub-1"));
    assert_eq!(idp.asked("/keys"), 2);
}

#[test]
fn what_is_amiss_with_a_provider_is_told_by_kind() {
    type Change = fn(&mut Value);
    let cases: [(&str, Change, Amiss); 8] = [
        (
            "another issuer",
            |it| it["issuer"] = json!("https://other.example"),
            Amiss::OtherIssuer,
        ),
        (
            "a slash more",
            |it| it["issuer"] = json!(format!("{}/", it["issuer"].as_str().unwrap())),
            Amiss::OtherIssuer,
        ),
        (
            "no codes",
            |it| it["response_types_supported"] = json!(["id_token"]),
            Amiss::Unsuited,
        ),
        (
            "secrets sign",
            |it| it["id_token_signing_alg_values_supported"] = json!(["HS256", "none"]),
            Amiss::Unsuited,
        ),
        (
            "no token endpoint",
            |it| {
                it.as_object_mut().unwrap().remove("token_endpoint");
            },
            Amiss::Unsuited,
        ),
        (
            "browsers go unencrypted",
            |it| it["authorization_endpoint"] = json!("http://id.example/authorize"),
            Amiss::Address,
        ),
        (
            "keys lie elsewhere",
            |it| it["jwks_uri"] = json!("https://localhost:1/keys"),
            Amiss::Closed,
        ),
        ("nothing of it", |it| *it = json!({}), Amiss::Strange),
    ];
    for (what, change, amiss) in cases {
        let idp = Idp::start();
        idp.says(change);
        assert_eq!(asking().check(&idp.address), Err(amiss), "{what}");
    }
}

#[test]
fn nothing_is_asked_out_of_reach() {
    let idp = Idp::start();
    let open = Asking::new(Reach::new(&[]));
    let port = idp.address.rsplit(':').next().unwrap();
    for (issuer, amiss) in [
        (idp.address.clone(), Amiss::Address),
        (format!("https://127.0.0.1:{port}"), Amiss::Closed),
        (format!("https://localhost:{port}"), Amiss::Closed),
        (format!("https://[::ffff:127.0.0.1]:{port}"), Amiss::Closed),
        (format!("https://2130706433:{port}"), Amiss::Closed),
        (format!("https://0x7f.1:{port}"), Amiss::Closed),
        ("https://169.254.169.254/latest".to_owned(), Amiss::Closed),
        ("https://0.0.0.0".to_owned(), Amiss::Closed),
        ("ftp://id.example".to_owned(), Amiss::Address),
        ("https://a:b@id.example".to_owned(), Amiss::Address),
        ("https://id.example/?a=b".to_owned(), Amiss::Address),
        ("id.example".to_owned(), Amiss::Address),
        (String::new(), Amiss::Address),
    ] {
        assert_eq!(open.check(&issuer), Err(amiss), "{issuer}");
    }
    let named = Asking::new(Reach::new(&hosts(&["id.example"])));
    let elsewhere = named.check("https://127.0.0.1:1");
    assert_eq!(
        elsewhere,
        Err(Amiss::Closed),
        "only what the operator named"
    );
    assert_eq!(idp.asked("/.well-known/openid-configuration"), 0);
    assert_eq!(asking().check("http://127.0.0.1:1"), Err(Amiss::Silent));
    assert_eq!(
        asking().check(&idp.address.replace("http:", "https:")),
        Err(Amiss::Silent)
    );
}

#[test]
fn answers_that_lead_elsewhere_never_end_or_never_come_are_given_up() {
    for (path, amiss) in [
        ("/redirects", Amiss::Redirects),
        ("/endless", Amiss::Strange),
        ("/never", Amiss::Silent),
        ("/nowhere", Amiss::Strange),
        ("/page", Amiss::Strange),
    ] {
        let idp = Idp::start();
        let found = asking().check(&format!("{}{path}", idp.address));
        assert_eq!(found, Err(amiss), "{path}");
        assert_eq!(idp.asked("/elsewhere"), 0, "no redirect is followed");
    }
}

#[test]
fn only_so_many_are_asked_at_once() {
    let idp = Idp::start();
    let asking = asking();
    let slow: Vec<_> = (0..OF_ONE)
        .map(|_| asking.turn(&idp.address).ok().unwrap())
        .collect();
    assert_eq!(asking.check(&idp.address), Err(Amiss::Busy));
    drop(slow);
    let other = |n: usize| format!("https://{}.example", n / OF_ONE);
    let turns: Vec<_> = (0..AT_ONCE)
        .map(|n| asking.turn(&other(n)).ok().unwrap())
        .collect();
    assert_eq!(asking.check(&idp.address), Err(Amiss::Busy));
    drop(turns);
    assert_eq!(asking.check(&idp.address), Ok(()));
}
