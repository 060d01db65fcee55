//! Problems of a request named as the user gave it: `--where`, not a field of a request nobody wrote.

use survey::{Place, Problem};

/// Fields of a request and the flags or arguments that fill them.
const FLAGS: [(&str, &str); 5] = [
    ("of", "QUESTION"),
    ("rows", "--row"),
    ("by", "--by"),
    ("where", "--where"),
    ("weights", "--weights"),
];

/// The problems, those of the request at the flag they come from.
pub fn named(problems: Vec<Problem>) -> Vec<Problem> {
    let name = |mut problem: Problem| {
        problem.place = place(problem.place);
        problem
    };
    problems.into_iter().map(name).collect()
}

/// As [`named`], where what the request groups by was given with another flag.
pub fn within(problems: Vec<Problem>, flag: &str) -> Vec<Problem> {
    let name = |mut problem: Problem| {
        match place(problem.place) {
            place if place.file == "--by" => problem.place = Place::file(flag),
            place => problem.place = place,
        }
        problem
    };
    problems.into_iter().map(name).collect()
}

fn place(place: Place) -> Place {
    let field = place.field.as_deref().unwrap_or_default();
    let flag = FLAGS.iter().find(|(name, _)| *name == field);
    match flag.filter(|_| place.file == "request") {
        Some((_, flag)) => Place::file(*flag),
        None => place,
    }
}
