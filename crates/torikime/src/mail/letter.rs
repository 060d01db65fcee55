//! A mail as it travels: its words by template and language, its headers, its bytes. No text of a user gets into a header
//! but the recipient's address, which is parsed; in the body such a text can neither end a line nor be made into a link.

use ledger::hash::Hash;
use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, Message};
use report::words;
use serde_json::Value;
use std::time::{Duration, UNIX_EPOCH};
use store::working::outbox::Waiting;
use survey::Language;

use ledger::moment::Moment;

/// What the mails of a template are for; there are no others.
const TEMPLATES: [&str; 10] = [
    "sign-in",
    "sign-in-passkey",
    "verification",
    "invitation",
    "recovery",
    "address-added",
    "address-removed",
    "provider-linked",
    "reminder",
    "test",
];
/// A notice is worth sending for so long: three days.
const NOTICE_LASTS: i64 = 3 * 86_400_000;
/// Letters of a name in a mail.
const LONGEST_NAME: usize = 80;

/// A mail ready to be sent.
#[derive(Debug)]
pub struct Letter {
    /// To whom.
    pub to: Address,
    /// Headers and body.
    pub bytes: Vec<u8>,
}

/// From whom, and of which site.
#[derive(Clone)]
pub struct Sender {
    /// The sender.
    pub from: Mailbox,
    /// The site's address.
    pub origin: String,
}

/// For how long after it was written a mail is worth sending, in milliseconds: as long as its link works.
pub fn lasts(template: &str) -> i64 {
    match template {
        "sign-in" | "sign-in-passkey" | "verification" | "test" => store::acts::SIGN_IN_LASTS,
        _ => NOTICE_LASTS,
    }
}

/// Writes a mail; an error is a code.
pub fn write(waiting: &Waiting, sender: &Sender, now: Moment) -> Result<Letter, &'static str> {
    let mail = &waiting.mail;
    let template = TEMPLATES
        .into_iter()
        .find(|known| *known == mail.template)
        .ok_or("template")?;
    let args: Value = serde_json::from_str(&mail.args).map_err(|_| "template")?;
    let to: Address = mail.recipient.trim().parse().map_err(|_| "address")?;
    let (subject, text) = worded(template, &args, &sender.origin);
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    let raw = |name: &'static str, value: &str| {
        HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
    };
    // Base64 whatever the letters are: no mail server on the way has reason to change anything.
    let body = Body::new_with_encoding(text, ContentTransferEncoding::Base64);
    let message = Message::builder()
        .from(sender.from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(subject)
        .message_id(Some(number(waiting.id, &sender.origin)))
        .date(UNIX_EPOCH + Duration::from_millis(millis))
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .header(ContentType::TEXT_PLAIN)
        .body(body.map_err(|_| "content")?)
        .map_err(|_| "content")?;
    Ok(Letter {
        to,
        bytes: message.formatted(),
    })
}

/// The same at each try, so that a mail that comes twice is known to be one.
fn number(id: [u8; 16], origin: &str) -> String {
    let authority = origin.split_once("://").map_or(origin, |(_, rest)| rest);
    let host = authority
        .rsplit_once(':')
        .map_or(authority, |(host, _)| host);
    let Hash(bytes) = Hash::of("torikime/mail/1", &[&id]);
    let digits: String = bytes[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("<{digits}@{host}>")
}

/// Subject and body.
fn worded(template: &str, args: &Value, origin: &str) -> (String, String) {
    let language = match args["language"].as_str() {
        Some("en") => Language::En,
        _ => Language::Ja,
    };
    let text = |name: &str| args[name].as_str().unwrap_or_default();
    let values = [
        ("person", named(text("person"))),
        ("organisation", named(text("organisation"))),
        ("passkeys", one_line(text("passkeys"))),
        ("recoveries", one_line(text("recoveries"))),
        ("approvals", one_line(text("approvals"))),
        ("link", one_line(text("link"))),
        ("site", origin.to_owned()),
    ];
    let key = format!("mail-{template}");
    let body = words::say(language, &key, &values);
    let foot = words::say(language, "mail-foot", &values);
    let subject = words::attr(language, &key, "subject", &[]);
    (subject, format!("{body}\n\n-- \n{foot}\n"))
}

fn one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// A name somebody gave themselves or their organisation: on one line, not too long, and nothing in it that a mail program takes
/// for a link: a dot between letters is followed by a space without width.
fn named(text: &str) -> String {
    let letters: Vec<char> = one_line(text).chars().take(LONGEST_NAME).collect();
    let mut name = String::new();
    for (place, letter) in letters.iter().enumerate() {
        name.push(*letter);
        let next = letters.get(place + 1);
        let joins = next.is_some_and(|next| next.is_alphanumeric() || *next == '/');
        if matches!(letter, '.' | ':' | '@') && joins {
            name.push('\u{200b}');
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::working::outbox::Mail;

    const NOW: i64 = store::testing::START;

    fn waiting(recipient: &str, template: &str, args: &str) -> Waiting {
        Waiting {
            id: [7; 16],
            mail: Mail {
                recipient: recipient.to_owned(),
                template: template.to_owned(),
                args: args.to_owned(),
            },
            created: Moment::from_millis(NOW).unwrap(),
            attempts: 1,
        }
    }

    fn sender() -> Sender {
        Sender {
            from: "Torikime <no-reply@t.example>".parse().unwrap(),
            origin: "https://t.example:8443".to_owned(),
        }
    }

    fn written(recipient: &str, template: &str, args: &str) -> Result<String, &'static str> {
        let now = Moment::from_millis(NOW).unwrap();
        let letter = write(&waiting(recipient, template, args), &sender(), now)?;
        Ok(String::from_utf8(letter.bytes).unwrap())
    }

    #[test]
    fn every_template_has_subject_and_body_in_both_languages() {
        for template in TEMPLATES {
            for language in ["ja", "en"] {
                let args = serde_json::json!({
                    "language": language, "person": "髙橋", "organisation": "株式会社第一",
                    "link": "https://t.example/x#code", "passkeys": "2", "recoveries": "1", "approvals": "3",
                });
                let (subject, body) = worded(template, &args, "https://t.example");
                assert!(
                    !subject.contains('[') || subject.starts_with("[Torikime]"),
                    "{subject}"
                );
                assert!(!body.contains("[mail-") && !body.contains("{$"), "{body}");
                assert!(body.contains("https://t.example"), "{template}");
            }
        }
    }

    #[test]
    fn a_japanese_mail_is_plain_ascii_on_the_way() {
        let args =
            r#"{"language":"ja","person":"髙橋","link":"https://t.example/sign-in/link#c0de"}"#;
        let mail = written("a@t.example", "sign-in", args).unwrap();
        assert!(mail.is_ascii(), "{mail}");
        let head = mail.split("\r\n\r\n").next().unwrap();
        insta::assert_snapshot!(head.replace('\r', ""), @r#"
        From: Torikime <no-reply@t.example>
        To: a@t.example
        Subject: Torikime =?utf-8?b?44G444Gu44K144Kk44Oz44Kk44Oz?=
        Message-ID: <0bc319ab7107150a1f89c400e1357c7c@t.example>
        Date: Sat, 21 Nov 2026 00:00:00 +0000
        Auto-Submitted: auto-generated
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64
        "#);
    }

    #[test]
    fn a_hostile_name_changes_neither_headers_nor_lines() {
        let hostile = "x\r\nBcc: victim@t.example\r\n\r\n<b>http://evil.example/</b>\u{0}\u{7}";
        let args = serde_json::json!({
            "language": "en", "person": hostile, "organisation": hostile, "link": hostile,
        });
        for template in TEMPLATES {
            let mail = written("a@t.example", template, &args.to_string()).unwrap();
            let (head, _) = mail.split_once("\r\n\r\n").unwrap();
            assert!(!head.to_lowercase().contains("bcc"), "{head}");
            assert_eq!(head.matches("\r\nTo: ").count(), 1, "{head}");
            let (_, body) = worded(template, &args, "https://t.example");
            assert!(!body.contains('\r') && !body.contains('\u{0}'), "{body}");
            assert!(!body.lines().any(|line| line.starts_with("Bcc")), "{body}");
        }
        assert!(!named(hostile).contains("evil.example"));
        assert!(!named("https://evil.example").contains("://"));
        assert_eq!(named("Muster & Co., Ltd."), "Muster & Co., Ltd.");
        assert_eq!(named(&"あ".repeat(200)).chars().count(), LONGEST_NAME);
    }

    #[test]
    fn what_is_no_address_or_no_template_is_not_sent() {
        for (recipient, template, args, code) in [
            ("a@t.example\r\nBcc: b@t.example", "test", "{}", "address"),
            ("a@t.example, b@t.example", "test", "{}", "address"),
            ("A <a@t.example>", "test", "{}", "address"),
            ("a", "test", "{}", "address"),
            ("", "test", "{}", "address"),
            ("a@t.example", "other", "{}", "template"),
            ("a@t.example", "test", "no json", "template"),
        ] {
            assert_eq!(written(recipient, template, args), Err(code), "{recipient}");
        }
    }
}
