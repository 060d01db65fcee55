//! Screenings, as an organisation's own ledger has them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::body::Body;
use crate::body::screening::{
    Concern, Extent, Outcome, ScreeningAnswered, ScreeningOpened, ScreeningStarSaid, Weighing,
};
use crate::bytes::codes;
use crate::entry::Entry;
use crate::id::{LinkId, PersonId};
use crate::moment::Moment;
use crate::sealed::Sealed;

codes! {
    /// How far a screening is.
    pub enum Stage {
        /// Every concern was answered: a decision is due.
        Answered = "answered",
        /// The day passed, and not every concern was answered.
        Overdue = "overdue",
        /// It waits for answers.
        Waiting = "waiting",
        /// It was decided.
        Decided = "decided",
    }
}

/// A link given to the candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// When it was given.
    pub recorded: Moment,
    /// It works before this moment.
    pub expires: Moment,
    /// Whether it was called back, or another took its place.
    pub revoked: bool,
}

/// What the candidate said of a concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// By which link.
    pub link: Option<LinkId>,
    /// How far it is met.
    pub extent: Extent,
    /// In its own words.
    pub note: Option<Sealed>,
}

/// What the candidate said of a star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starred {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// By which link.
    pub link: Option<LinkId>,
    /// What.
    pub said: ScreeningStarSaid,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// The line.
    pub seq: u64,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who decided.
    pub person: Option<PersonId>,
    /// What.
    pub outcome: Outcome,
    /// Why.
    pub reason: Option<Sealed>,
}

/// A screening and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// The line that opened it.
    pub seq: u64,
    /// The last line about it.
    pub last: u64,
    /// When that was recorded.
    pub recorded: Moment,
    /// Who opened it.
    pub person: Option<PersonId>,
    /// What was said then.
    pub opened: ScreeningOpened,
    /// The three questions as last answered.
    pub weighing: Weighing,
    /// By when an answer is hoped for, as last said.
    pub due: Date,
    /// How often these were changed.
    pub adjusted: usize,
    /// Links given.
    pub links: BTreeMap<LinkId, Given>,
    /// What the candidate said of each concern, the last word last.
    pub answers: BTreeMap<Concern, Vec<Answer>>,
    /// What it said of a star, the last word last.
    pub stars: Vec<Starred>,
    /// What was decided, the last word last.
    pub decisions: Vec<Decided>,
}

impl Screening {
    /// What is asked of this candidate.
    #[must_use]
    pub fn asked(&self) -> &'static [Concern] {
        Concern::asked(self.opened.candidate)
    }

    /// The last word on a concern.
    #[must_use]
    pub fn answer(&self, concern: Concern) -> Option<&Answer> {
        self.answers.get(&concern)?.last()
    }

    /// How many concerns were answered.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers.len()
    }

    /// How often something was said by a link.
    #[must_use]
    pub fn said_by(&self, link: LinkId) -> usize {
        let answers = self.answers.values().flatten().map(|one| one.link);
        let links = answers.chain(self.stars.iter().map(|one| one.link));
        links.filter(|one| *one == Some(link)).count()
    }

    /// How far it is on a day.
    #[must_use]
    pub fn stage(&self, today: Date) -> Stage {
        if !self.decisions.is_empty() {
            Stage::Decided
        } else if self.answered() == self.asked().len() {
            Stage::Answered
        } else if self.due < today {
            Stage::Overdue
        } else {
            Stage::Waiting
        }
    }

    fn give(&mut self, link: LinkId, given: Given) {
        for before in self.links.values_mut() {
            before.revoked = true;
        }
        self.links.insert(link, given);
    }

    /// What a line about it holds of the text beside it.
    #[must_use]
    pub fn text_of(&self, seq: u64) -> Option<Sealed> {
        if self.seq == seq {
            return self.opened.contact;
        }
        let answers = self.answers.values().flatten();
        let notes = answers.map(|one| (one.seq, one.note));
        let reasons = self.decisions.iter().map(|one| (one.seq, one.reason));
        let mut texts = notes.chain(reasons);
        texts.find(|(line, _)| *line == seq)?.1
    }
}

/// Every screening.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Screenings {
    /// By the line that opened it.
    pub all: BTreeMap<u64, Screening>,
    /// Which screening a link leads to.
    links: BTreeMap<LinkId, u64>,
}

impl Screenings {
    pub(super) fn apply(&mut self, entry: &Entry) {
        match &entry.body {
            Body::ScreeningOpened(body) => self.open(entry, body),
            Body::ScreeningAdjusted(body) => self.change((body.screening, entry.seq), |one| {
                (one.weighing, one.due) = (body.weighing, body.due);
                one.adjusted += 1;
            }),
            Body::ScreeningLinked(body) => {
                let (recorded, expires) = (entry.recorded, body.expires);
                let given = Given {
                    recorded,
                    expires,
                    revoked: false,
                };
                self.links.insert(body.link, body.screening);
                self.change((body.screening, entry.seq), |one| {
                    one.give(body.link, given)
                });
            }
            Body::ScreeningUnlinked(body) => self.change((body.screening, entry.seq), |one| {
                if let Some(given) = one.links.get_mut(&body.link) {
                    given.revoked = true;
                }
            }),
            Body::ScreeningAnswered(body) => self.answer(entry, body),
            Body::ScreeningStarSaid(body) => self.change((body.screening, entry.seq), |one| {
                one.stars.push(Starred {
                    seq: entry.seq,
                    recorded: entry.recorded,
                    link: entry.author.means.link,
                    said: *body,
                });
            }),
            Body::ScreeningDecided(body) => self.change((body.screening, entry.seq), |one| {
                one.decisions.push(Decided {
                    seq: entry.seq,
                    recorded: entry.recorded,
                    person: entry.author.person,
                    outcome: body.outcome,
                    reason: body.reason,
                });
            }),
            _ => {}
        }
    }

    fn open(&mut self, entry: &Entry, body: &ScreeningOpened) {
        let screening = Screening {
            seq: entry.seq,
            last: entry.seq,
            recorded: entry.recorded,
            person: entry.author.person,
            opened: body.clone(),
            weighing: body.weighing,
            due: body.due,
            adjusted: 0,
            links: BTreeMap::new(),
            answers: BTreeMap::new(),
            stars: Vec::new(),
            decisions: Vec::new(),
        };
        self.all.insert(entry.seq, screening);
    }

    fn answer(&mut self, entry: &Entry, body: &ScreeningAnswered) {
        let answer = Answer {
            seq: entry.seq,
            recorded: entry.recorded,
            link: entry.author.means.link,
            extent: body.extent,
            note: body.note,
        };
        let concern = body.concern;
        self.change((body.screening, entry.seq), |one| {
            one.answers.entry(concern).or_default().push(answer);
        });
    }

    fn change(&mut self, (screening, line): (u64, u64), change: impl FnOnce(&mut Screening)) {
        if let Some(screening) = self.all.get_mut(&screening) {
            screening.last = line;
            change(screening);
        }
    }

    /// Whether a link was given to any screening.
    #[must_use]
    pub fn knows(&self, link: LinkId) -> bool {
        self.links.contains_key(&link)
    }

    /// The screening a link leads to and answers now: not called back, not past its moment, nothing decided.
    #[must_use]
    pub fn open_by(&self, link: LinkId, now: Moment) -> Option<(&Screening, &Given)> {
        let screening = self.all.get(self.links.get(&link)?)?;
        let given = screening.links.get(&link)?;
        let works = !given.revoked && given.expires > now && screening.decisions.is_empty();
        works.then_some((screening, given))
    }

    /// Those that were not decided.
    pub fn undecided(&self) -> impl Iterator<Item = &Screening> {
        self.all.values().filter(|one| one.decisions.is_empty())
    }

    /// What an entry holds of the text beside it.
    #[must_use]
    pub fn text_of(&self, seq: u64) -> Option<Sealed> {
        // What belongs to a screening was recorded after it, and nothing before it.
        let mut able = self.all.range(..=seq);
        able.find_map(|(_, one)| one.text_of(seq))
    }
}
