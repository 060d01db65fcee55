//! What every page shares: its words, its place on the site, and the frame around it.

mod done;
mod house;

pub use done::{done, told};
pub use house::{Group, Head, house_groups};

use crate::access::called;
use crate::assets::{ICON_PATH, STYLE_PATH};
use crate::language::{Chosen, Keeps};
use crate::library::{Entry, Kind};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use report::words;
use store::door::Arrival;
use survey::{Language, Text};

/// The words of one page, in one language. Templates call it `w`.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Language);

impl Words {
    /// The language itself.
    pub fn language(&self) -> &Language {
        &self.0
    }

    /// The text under a key.
    pub fn say(&self, key: &str) -> String {
        words::say(self.0, key, &[])
    }

    /// The text under a key, with one value.
    pub fn with(&self, key: &str, name: &str, value: impl ToString) -> String {
        words::say(self.0, key, &[(name, value.to_string())])
    }

    /// The text under a key, with two values.
    pub fn with2(&self, key: &str, first: (&str, &str), second: (&str, &str)) -> String {
        words::say(
            self.0,
            key,
            &[
                (first.0, first.1.to_owned()),
                (second.0, second.1.to_owned()),
            ],
        )
    }

    /// The text under a key made of a prefix (`verdict-`) and a code.
    pub fn code(&self, family: &str, code: &str) -> String {
        self.say(&format!("{family}{code}"))
    }

    /// What a form offers: codes with their words under a prefix.
    pub fn choices(
        &self,
        family: &str,
        codes: impl IntoIterator<Item = &'static str>,
    ) -> Vec<(&'static str, String)> {
        let word = |code| (code, self.code(family, code));
        codes.into_iter().map(word).collect()
    }

    /// A bilingual text in this language.
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.0)
    }

    /// The tag for `lang=`.
    pub fn tag(&self) -> &'static str {
        self.0.tag()
    }

    /// A day as people write it: 2020年10月31日, 31 October 2020.
    pub fn day(&self, day: &jiff::civil::Date) -> String {
        match self.0 {
            Language::Ja => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Language::En => format!(
                "{} {} {}",
                day.day(),
                MONTHS[(day.month() - 1) as usize],
                day.year()
            ),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// One step of the way to a page.
#[derive(Clone, Debug)]
pub struct Crumb {
    /// Address.
    pub href: String,
    /// Its name.
    pub label: String,
}

/// One entry of the navigation beside a study's pages.
#[derive(Clone, Debug)]
pub struct Link {
    /// Address.
    pub href: String,
    /// Its name.
    pub label: String,
    /// Whether this is the page shown.
    pub current: bool,
}

/// The sections of a study, in the order of its navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What was asked, whom, when.
    Overview,
    /// What was claimed and what the numbers allow.
    Claims,
    /// Hypotheses to remedies.
    Map,
    /// Every figure.
    Figures,
    /// Every question.
    Questions,
    /// The cross-table builder.
    Tables,
    /// Numbers that contradict each other.
    Contradictions,
    /// Answers, corrections, weights, copies for sharing.
    Answers,
    /// The report and its downloads.
    Report,
    /// How to cite, and where numbers come from.
    Cite,
}

impl Section {
    const ALL: [(Section, &'static str, &'static str); 10] = [
        (Section::Overview, "", "web-section-overview"),
        (Section::Claims, "/claims", "web-section-claims"),
        (Section::Map, "/map", "web-section-map"),
        (Section::Figures, "/figures", "web-section-figures"),
        (Section::Questions, "/questions", "web-section-questions"),
        (Section::Tables, "/tables", "web-section-tables"),
        (
            Section::Contradictions,
            "/contradictions",
            "web-section-contradictions",
        ),
        (Section::Answers, "/answers", "web-section-answers"),
        (Section::Report, "/report", "web-section-report"),
        (Section::Cite, "/cite", "web-section-cite"),
    ];

    /// The name of the section; a study's first page is called like the study, so its title is empty.
    pub fn title(self, language: Language) -> String {
        let mut named = Section::ALL.into_iter();
        let key = named.find(|(section, ..)| *section == self && self != Section::Overview);
        key.map(|(.., key)| words::say(language, key, &[]))
            .unwrap_or_default()
    }

    /// Whether a study has anything to show here.
    fn fits(self, entry: &Entry) -> bool {
        match self {
            Section::Tables => entry.answers.is_some(),
            Section::Answers => entry.answers.is_some() || entry.kind == Kind::Own,
            Section::Contradictions => entry.kind == Kind::Published,
            Section::Claims => !entry.study.analysis.comparisons.is_empty(),
            Section::Map => !entry.study.analysis.hypotheses.is_empty(),
            Section::Figures => !entry.study.analysis.figures.is_empty(),
            Section::Overview | Section::Questions | Section::Report | Section::Cite => true,
        }
    }

    fn links(entry: &Entry, current: Section, language: Language) -> Vec<Link> {
        let all = Section::ALL
            .into_iter()
            .filter(|(section, ..)| section.fits(entry));
        all.map(|(section, path, key)| Link {
            href: format!("/studies/{}{path}", entry.id),
            label: words::say(language, key, &[]),
            current: section == current,
        })
        .collect()
    }
}

/// The frame of a page. Templates call it `frame`.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Language of the page.
    pub words: Words,
    /// Whether the address asked for the language, so that a cookie keeps it.
    asked: bool,
    /// Title, without the site's name.
    pub title: String,
    /// Address of this page without `lang`, for the language switch.
    pub here: String,
    /// The way to it.
    pub crumbs: Vec<Crumb>,
    /// The pages beside it in the same study.
    pub links: Vec<Link>,
    /// The pages of the organisation, in groups.
    pub groups: Vec<Group>,
    /// The engagement whose page it is.
    pub head: Option<Head>,
    /// What was just done.
    pub done: Option<String>,
    /// Whether the numbers on it are synthetic.
    pub synthetic: bool,
    /// What the server keeps beside studies.
    pub keeps: Keeps,
    /// Who is signed in.
    pub bar: Option<Bar>,
    /// Whether no cache may keep it.
    pub unkept: bool,
    /// Whose drafts of forms belong here: a person in an organisation, or a link; nobody's where it is empty.
    pub who: String,
}

/// Who is signed in, for which organisation, and as of when they look.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Their name.
    pub person: String,
    /// The organisation acted for; none, and they belong to none.
    pub organisation: Option<String>,
    /// Others they may act for: number and name.
    pub others: Vec<(String, String)>,
    /// What forms must bring along.
    pub token: String,
    /// The day looked at, and this page's address without it.
    pub as_of: Option<(jiff::civil::Date, String)>,
    /// The day the organisation acted for left or became part of another.
    pub ended: Option<jiff::civil::Date>,
    /// The day the server was restored from a backup, where that is to be said.
    pub restored: Option<jiff::civil::Date>,
}

impl Bar {
    /// Of somebody who arrived.
    #[must_use]
    pub fn new(arrival: &Arrival, language: Language, token: &str) -> Bar {
        let home = arrival.home();
        let others = arrival
            .memberships
            .iter()
            .filter(|other| Some(*other) != home);
        Bar {
            person: arrival.name.clone(),
            organisation: home.map(|home| called(&home.names, language)),
            others: others
                .map(|other| {
                    (
                        other.organisation.to_string(),
                        called(&other.names, language),
                    )
                })
                .collect(),
            token: token.to_owned(),
            as_of: None,
            ended: None,
            restored: None,
        }
    }
}

impl Frame {
    /// A frame for a page at `here` (path and query).
    pub fn new(chosen: Chosen, here: &axum::http::Uri, title: impl Into<String>) -> Frame {
        Frame {
            words: Words(chosen.language),
            asked: chosen.asked,
            title: title.into(),
            here: without_language(here),
            crumbs: Vec::new(),
            links: Vec::new(),
            groups: Vec::new(),
            head: None,
            done: None,
            synthetic: false,
            keeps: chosen.keeps,
            bar: None,
            unkept: false,
            who: String::new(),
        }
    }

    /// The frame of a page of a study: way, neighbours, and whether its numbers are synthetic.
    pub fn of_study(
        chosen: Chosen,
        here: &axum::http::Uri,
        entry: &Entry,
        section: Section,
        title: &str,
    ) -> Frame {
        let language = chosen.language;
        let study = entry.study.header.title.get(language);
        let mut frame = Frame::new(
            chosen,
            here,
            if title.is_empty() {
                study.to_owned()
            } else {
                title.to_owned()
            },
        );
        frame.crumbs.push(Crumb {
            href: "/".into(),
            label: words::say(language, "web-nav-studies", &[]),
        });
        if section != Section::Overview {
            frame.crumbs.push(Crumb {
                href: format!("/studies/{}", entry.id),
                label: study.to_owned(),
            });
        }
        frame.links = Section::links(entry, section, language);
        frame.synthetic = entry
            .answers
            .as_ref()
            .is_some_and(|answers| answers.synthetic);
        frame
    }

    /// This page in another language.
    pub fn in_language(&self, tag: &str) -> String {
        let joint = if self.here.contains('?') { '&' } else { '?' };
        format!("{}{joint}lang={tag}", self.here)
    }

    /// Whether it is the demonstration.
    pub fn is_demonstration(&self) -> bool {
        self.keeps == Keeps::Demonstration
    }

    /// Whether the address is one of an organisation's pages.
    pub fn is_house(&self) -> bool {
        let rest = self.here.strip_prefix("/o");
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    }

    /// Whether organisations are kept here.
    pub fn has_organisations(&self) -> bool {
        self.keeps != Keeps::Studies
    }

    /// What forms must bring along; empty where no session guards them.
    pub fn token(&self) -> &str {
        self.bar.as_ref().map_or("", |bar| bar.token.as_str())
    }

    /// Address of the style sheet.
    pub fn style(&self) -> &'static str {
        STYLE_PATH
    }

    /// Address of the icon.
    pub fn icon(&self) -> &'static str {
        ICON_PATH
    }

    /// The answer of a page with a form: what did not work decides the status.
    pub fn answer_after(
        &self,
        template: &impl askama::Template,
        trouble: Option<StatusCode>,
    ) -> Response {
        let mut response = self.answer(template);
        if let Some(status) = trouble {
            *response.status_mut() = status;
        }
        response
    }

    /// Turns a rendered template into an answer, keeping the language asked for.
    pub fn answer(&self, template: &impl askama::Template) -> Response {
        match template.render() {
            Ok(page) => self.keep_language(Html(page).into_response()),
            // A template fails only when a formatter fails; nothing of it can be shown.
            Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        }
    }

    fn keep_language(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.insert(
            header::VARY,
            HeaderValue::from_static("accept-language, cookie"),
        );
        let cached = if self.unkept { "no-store" } else { "no-cache" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cached));
        if self.asked {
            let cookie = format!(
                "lang={}; Path=/; Max-Age=31536000; SameSite=Lax",
                self.words.tag()
            );
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                headers.insert(header::SET_COOKIE, cookie);
            }
        }
        response
    }
}

fn without_language(uri: &axum::http::Uri) -> String {
    let kept: Vec<&str> = uri
        .query()
        .unwrap_or("")
        .split('&')
        .filter(|pair| !["", "lang", "done"].contains(&pair.split('=').next().unwrap_or("")))
        .collect();
    if kept.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{}", uri.path(), kept.join("&"))
    }
}
