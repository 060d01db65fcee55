//! The words users read, by key, in both languages: Fluent files under `words/`, embedded and parsed once.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use survey::{Language, Place, Problem};
use unic_langid::LanguageIdentifier;

macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../../../words/", $language, "/common.ftl")),
            include_str!(concat!("../../../words/", $language, "/report.ftl")),
            include_str!(concat!("../../../words/", $language, "/problem.ftl")),
            include_str!(concat!("../../../words/", $language, "/tables.ftl")),
            include_str!(concat!("../../../words/", $language, "/claims.ftl")),
            include_str!(concat!("../../../words/", $language, "/web.ftl")),
            include_str!(concat!("../../../words/", $language, "/cli.ftl")),
            include_str!(concat!("../../../words/", $language, "/ledger.ftl")),
            include_str!(concat!("../../../words/", $language, "/access.ftl")),
            include_str!(concat!("../../../words/", $language, "/operate.ftl")),
            include_str!(concat!("../../../words/", $language, "/mail.ftl")),
            include_str!(concat!("../../../words/", $language, "/mailbox.ftl")),
            include_str!(concat!("../../../words/", $language, "/standing.ftl")),
            include_str!(concat!("../../../words/", $language, "/catalogue.ftl")),
            include_str!(concat!("../../../words/", $language, "/person.ftl")),
            include_str!(concat!("../../../words/", $language, "/organisation.ftl")),
            include_str!(concat!("../../../words/", $language, "/engagement.ftl")),
            include_str!(concat!("../../../words/", $language, "/register.ftl")),
            include_str!(concat!("../../../words/", $language, "/agreeing.ftl")),
            include_str!(concat!("../../../words/", $language, "/working.ftl")),
            include_str!(concat!("../../../words/", $language, "/terms.ftl")),
            include_str!(concat!("../../../words/", $language, "/agreement.ftl")),
            include_str!(concat!("../../../words/", $language, "/sheet.ftl")),
            include_str!(concat!("../../../words/", $language, "/deciding.ftl")),
            include_str!(concat!("../../../words/", $language, "/chain.ftl")),
            include_str!(concat!("../../../words/", $language, "/works.ftl")),
            include_str!(concat!("../../../words/", $language, "/approvals.ftl")),
            include_str!(concat!("../../../words/", $language, "/evidence.ftl")),
            include_str!(concat!("../../../words/", $language, "/items.ftl")),
            include_str!(concat!("../../../words/", $language, "/screening.ftl")),
            include_str!(concat!("../../../words/", $language, "/calendar.ftl")),
            include_str!(concat!("../../../words/", $language, "/api.ftl")),
            include_str!(concat!("../../../words/", $language, "/done.ftl")),
            include_str!(concat!("../../../words/", $language, "/own-studies.ftl")),
            include_str!(concat!("../../../words/", $language, "/provider.ftl")),
        ]
    };
}

const JA: &[&str] = &files!("ja");
const EN: &[&str] = &files!("en");

/// The texts of the words files of one language, as written.
pub const fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::Ja => JA,
        Language::En => EN,
    }
}

/// The words of a problem: what is wrong, what to do next, and where.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ProblemWords {
    /// What is wrong.
    pub cause: String,
    /// The next step.
    pub remedy: String,
    /// Where: file, line, field.
    pub place: String,
}

/// The words under a key, with the values put in. A key that no file has comes back as `[key]`.
pub fn say(language: Language, key: &str, args: &[(&str, String)]) -> String {
    find(language, key, None, args).unwrap_or_else(|| missing(key))
}

/// The words under an attribute of a key: `attr(language, "problem-…", "remedy", args)`.
pub fn attr(language: Language, key: &str, attribute: &str, args: &[(&str, String)]) -> String {
    find(language, key, Some(attribute), args).unwrap_or_else(|| missing(key))
}

/// Whether a key has words.
pub fn has(language: Language, key: &str) -> bool {
    bundle(language).has_message(key)
}

/// The words of a problem, found under `problem-CODE`.
pub fn problem(language: Language, problem: &Problem) -> ProblemWords {
    let key = format!("problem-{}", problem.code);
    ProblemWords {
        cause: say(language, &key, &problem.args),
        remedy: attr(language, &key, "remedy", &problem.args),
        place: place(language, &problem.place),
    }
}

/// A place in words: `study.toml, line 12, “title”`.
pub fn place(language: Language, place: &Place) -> String {
    let mut args = vec![("file", place.file.clone())];
    args.extend(place.line.map(|line| ("line", line.to_string())));
    args.extend(place.field.clone().map(|field| ("field", field)));
    let key = match (place.line, &place.field) {
        (None, None) => "place-file",
        (Some(_), None) => "place-line",
        (None, Some(_)) => "place-field",
        (Some(_), Some(_)) => "place-line-field",
    };
    say(language, key, &args)
}

/// All keys of a language, in file order.
pub fn keys(language: Language) -> Vec<&'static str> {
    let lines = sources(language).iter().flat_map(|text| text.lines());
    lines.filter_map(key_of).collect()
}

fn key_of(line: &str) -> Option<&str> {
    let key = line.split_once('=')?.0.trim_end();
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(inside)).then_some(key)
}

fn missing(key: &str) -> String {
    #[cfg(test)]
    assert!(key.is_empty(), "no words under `{key}`");
    format!("[{key}]")
}

fn find(
    language: Language,
    key: &str,
    attribute: Option<&str>,
    args: &[(&str, String)],
) -> Option<String> {
    let bundle = bundle(language);
    let message = bundle.get_message(key)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let args: FluentArgs<'_> = args
        .iter()
        .map(|(name, text)| (*name, value(text)))
        .collect();
    let text = bundle.format_pattern(pattern, Some(&args), &mut Vec::new());
    Some(text.into_owned())
}

/// Whole numbers are numbers, so that plural forms work; everything else stays as written.
fn value(text: &str) -> FluentValue<'_> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit())
        && text.len() <= 15
        && (text == "0" || !text.starts_with('0'));
    match text.parse::<u64>() {
        Ok(number) if plain => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: OnceLock<[FluentBundle<FluentResource>; 2]> = OnceLock::new();
    let [ja, en] = BUNDLES.get_or_init(|| Language::ALL.map(build));
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// A broken entry is left out here; a test of this module finds it.
fn build(language: Language) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    for text in sources(language) {
        let resource = match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// The variables of each key, its attributes included.
    fn variables(language: Language) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let mut all: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        let mut current = "";
        for line in sources(language).iter().flat_map(|text| text.lines()) {
            current = key_of(line).unwrap_or(current);
            let inside = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            let names = line.split('$').skip(1);
            let names = names.map(|rest| rest.split(|c: char| !inside(c)).next().unwrap_or(""));
            all.entry(current).or_default().extend(names);
        }
        all
    }

    #[test]
    fn every_file_parses_and_no_key_stands_twice() {
        for language in Language::ALL {
            let mut seen = BTreeSet::new();
            for text in sources(language) {
                let broken = FluentResource::try_new((*text).to_owned()).err();
                assert!(
                    broken.is_none(),
                    "{language:?}: {:?}",
                    broken.map(|it| it.1)
                );
            }
            for key in keys(language) {
                assert!(seen.insert(key), "{language:?}: `{key}` stands twice");
                assert!(has(language, key), "{language:?}: `{key}` is not a message");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys_and_variables() {
        assert_eq!(variables(Language::Ja), variables(Language::En));
    }

    #[test]
    fn every_key_says_something() {
        for language in Language::ALL {
            for (key, names) in variables(language)
                .into_iter()
                .filter(|(key, _)| !key.is_empty())
            {
                let args: Vec<_> = names.iter().map(|name| (*name, "1".to_owned())).collect();
                let said = say(language, key, &args);
                assert!(!said.trim().is_empty(), "{language:?}: `{key}` is empty");
                assert!(
                    !said.contains("{$"),
                    "{language:?}: `{key}` lacks a value: {said}"
                );
                if key.starts_with("problem-") {
                    assert!(!attr(language, key, "remedy", &args).is_empty());
                }
            }
        }
    }

    #[test]
    fn values_come_back_as_they_were_given() {
        for text in [
            "0",
            "007",
            "83.6",
            "1.0",
            "1e5",
            "inf",
            "-",
            "2,372",
            "99999999999999999999",
        ] {
            let args = [("file", text.to_owned())];
            assert_eq!(say(Language::En, "place-file", &args), text);
        }
    }

    #[test]
    fn a_place_is_as_long_as_what_is_known() {
        let place = |it: Place| Language::ALL.map(|language| super::place(language, &it));
        let file = Place::file("study.toml");
        assert_eq!(place(file.clone()), ["study.toml", "study.toml"]);
        assert_eq!(
            place(file.clone().at(12)),
            ["study.toml 12行目", "study.toml, line 12"]
        );
        assert_eq!(
            place(file.at(3).in_field("title")),
            ["study.toml 3行目の「title」", "study.toml, line 3, “title”"]
        );
    }
}
