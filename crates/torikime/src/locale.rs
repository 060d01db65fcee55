//! Which language the command line speaks: `--lang`, else the locale, else English.

use std::ffi::OsString;
use survey::Language;

/// The language asked for by the arguments or by the environment.
pub fn language(arguments: &[OsString]) -> Language {
    flagged(arguments).unwrap_or_else(|| of_locale(&environment()))
}

/// `--lang ja` or `--lang=ja`, looked up before parsing so that even errors speak it.
fn flagged(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .collect();
    let inline = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    let next = texts
        .iter()
        .position(|text| *text == "--lang")
        .and_then(|at| texts.get(at + 1).copied());
    match inline.or(next)? {
        "ja" => Some(Language::Ja),
        "en" => Some(Language::En),
        _ => None,
    }
}

fn environment() -> String {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}

fn of_locale(locale: &str) -> Language {
    if locale.to_ascii_lowercase().starts_with("ja") {
        Language::Ja
    } else {
        Language::En
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &[&str], expected: Option<Language>) {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        assert_eq!(flagged(&arguments), expected, "{arguments:?}");
    }

    #[test]
    fn the_flag_is_found_anywhere() {
        check(&["torikime", "--lang", "ja", "study"], Some(Language::Ja));
        check(&["torikime", "study", "--lang=en"], Some(Language::En));
        check(&["torikime", "study", "--lang"], None);
        check(&["torikime", "--lang", "fr"], None);
    }

    #[test]
    fn a_japanese_locale_speaks_japanese() {
        assert_eq!(of_locale("ja_JP.UTF-8"), Language::Ja);
        assert_eq!(of_locale("C.UTF-8"), Language::En);
        assert_eq!(of_locale(""), Language::En);
    }
}
