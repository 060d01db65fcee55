//! Every problem of a study file has a cause and a next step in both languages, with all its values put in.

use report::words;
use survey::study::codes::CODES;
use survey::{Language, Place, Problem};

#[test]
fn every_code_has_words() {
    for (code, names) in CODES {
        for language in Language::ALL {
            let problem = Problem::error(code, Place::file("study.toml"));
            let problem = names
                .iter()
                .fold(problem, |problem, name| problem.with(name, "値7"));
            let said = words::problem(language, &problem);
            for text in [&said.cause, &said.remedy] {
                let whole = !text.is_empty() && !text.contains("[problem-") && !text.contains("{$");
                assert!(whole, "{code} {language:?}: {text}");
            }
            let both = format!("{}{}", said.cause, said.remedy);
            assert!(
                names.is_empty() || both.contains("値7"),
                "{code} {language:?}: {both}"
            );
        }
    }
}
