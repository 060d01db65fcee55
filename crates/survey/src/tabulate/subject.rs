//! What a table counts: a question, a row of a matrix or a net, as sets of respondents per option.

use super::bands::{Band, Bands};
use super::members::{numbers, state};
use super::{Bits, Options, RankingAs, labels};
use crate::answers::{self, ANSWERED, Answers, NOT_ANSWERED, NOT_ASKED};
use crate::study::analysis::Net;
use crate::study::questionnaire::MatrixRow;
use crate::study::{Question, QuestionKind, Study};
use crate::table::{Column, OptionRole, TableKind};
use crate::{Place, Problem, Text, expr};

/// Answers to one variable, ready to be counted.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    /// Row id and label; empty when the question has no rows.
    pub row: (String, Text),
    /// To whom the question was put.
    pub asked: Bits,
    /// Who answered it.
    pub answered: Bits,
    /// Who selected each column.
    pub selected: Vec<Bits>,
}

/// Everything that one table counts.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub question: String,
    pub title: Text,
    pub base_label: Text,
    pub kind: TableKind,
    /// Whether each respondent has at most one of the plain columns.
    pub exclusive: bool,
    /// Number of plain columns; nets follow them.
    pub plain: usize,
    /// Members of each net column, as positions of plain columns.
    pub nets: Vec<Vec<usize>>,
    pub columns: Vec<Column>,
    pub rows: Vec<Counted>,
}

/// A name in a request, looked up.
enum Named<'s> {
    Question(&'s Question),
    Row(&'s Question, &'s MatrixRow),
    Net(&'s Question, &'s Net),
}

/// Finds a subject by name: a question `Q2`, a row `Q10.access`, or a net.
pub(crate) fn resolve(
    study: &Study,
    answers: &Answers,
    (name, rows): (&str, &[String]),
    options: &Options<'_>,
) -> Result<Subject, Vec<Problem>> {
    match lookup(study, name)? {
        Named::Question(question) => of_question(study, answers, question, rows, options),
        Named::Row(question, row) => {
            let rows = [row.id.clone()];
            let mut subject = of_question(study, answers, question, &rows, options)?;
            subject.title = labels::with_row(question.title(), &row.label);
            subject.rows.iter_mut().for_each(|row| row.row.0.clear());
            if subject.kind == TableKind::Matrix {
                subject.kind = TableKind::Single;
            }
            Ok(subject)
        }
        Named::Net(question, net) => {
            let whole = of_question(study, answers, question, rows, options)?;
            Ok(of_net(whole, net))
        }
    }
}

fn lookup<'s>(study: &'s Study, name: &str) -> Result<Named<'s>, Vec<Problem>> {
    let question = |id: &str| study.questionnaire.question(id);
    if let Some(found) = question(name) {
        return Ok(Named::Question(found));
    }
    let row = name.split_once('.').and_then(|(id, row)| {
        let question = question(id)?;
        let row = question.rows.iter().find(|candidate| candidate.id == row)?;
        Some(Named::Row(question, row))
    });
    let net = || {
        let net = study.analysis.nets.iter().find(|net| net.id == name)?;
        Some(Named::Net(question(&net.question)?, net))
    };
    row.or_else(net).ok_or_else(|| vec![unknown(name)])
}

fn unknown(name: &str) -> Problem {
    Problem::error("unknown-subject", Place::file("request").in_field("of")).with("name", name)
}

fn of_question(
    study: &Study,
    answers: &Answers,
    question: &Question,
    rows: &[String],
    options: &Options<'_>,
) -> Result<Subject, Vec<Problem>> {
    let variables = variables(question, rows)?;
    let found: Result<Vec<&answers::Column>, Problem> = variables
        .iter()
        .map(|(variable, _)| column(answers, variable))
        .collect();
    let found = found.map_err(|problem| vec![problem])?;
    let shape = Shape::of(question, &found, options);
    let counted = found.iter().zip(&variables).map(|(column, (_, row))| {
        let state =
            |wanted: fn(u8) -> bool| Bits::from_fn(answers.len(), |at| wanted(state(column, at)));
        Counted {
            row: row.clone(),
            asked: state(|state| state != NOT_ASKED),
            answered: state(|state| state != NOT_ASKED && state != NOT_ANSWERED),
            selected: shape.selected(column, answers.len()),
        }
    });
    let mut subject = Subject {
        question: question.id.clone(),
        title: question.title().clone(),
        base_label: expr::base_label(question, only_row(question, rows), study),
        kind: shape.kind,
        exclusive: shape.exclusive,
        plain: shape.columns.len(),
        nets: Vec::new(),
        rows: counted.collect(),
        columns: shape.columns,
    };
    if options.nets {
        add_nets(study, question, &mut subject);
    }
    Ok(subject)
}

/// The row whose base the whole table has, when it shows one row only.
fn only_row<'q>(question: &'q Question, rows: &[String]) -> Option<&'q MatrixRow> {
    match rows {
        [only] => question.rows.iter().find(|row| row.id == *only),
        _ => None,
    }
}

/// The name of a variable, and id and label of its row.
type Variable = (String, (String, Text));

/// The variables of a question with the row each belongs to, limited to the rows asked for.
fn variables(question: &Question, rows: &[String]) -> Result<Vec<Variable>, Vec<Problem>> {
    let missing = rows
        .iter()
        .filter(|row| !question.rows.iter().any(|known| known.id == **row));
    let problems: Vec<Problem> = missing
        .map(|row| {
            let place = Place::file("request").in_field("rows");
            Problem::error("no-such-row", place)
                .with("question", &question.id)
                .with("row", row)
        })
        .collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    if question.rows.is_empty() {
        let row = (String::new(), question.title().clone());
        return Ok(vec![(question.id.clone(), row)]);
    }
    let shown = question
        .rows
        .iter()
        .filter(|row| rows.is_empty() || rows.contains(&row.id));
    Ok(shown
        .map(|row| {
            let variable = format!("{}.{}", question.id, row.id);
            (variable, (row.id.clone(), row.label.clone()))
        })
        .collect())
}

fn column<'a>(answers: &'a Answers, variable: &str) -> Result<&'a answers::Column, Problem> {
    answers.columns.get(variable).ok_or_else(|| {
        let place = Place::file("answers").in_field(variable);
        Problem::error("no-answers", place).with("variable", variable)
    })
}

/// The columns a question gives, and how a respondent's answer falls into them.
struct Shape {
    kind: TableKind,
    exclusive: bool,
    columns: Vec<Column>,
    falls: Falls,
}

enum Falls {
    /// Column = option.
    Option,
    /// Column = option named at the first rank.
    FirstRank,
    /// Column = option named at any rank.
    AnyRank,
    /// Column = band of a number.
    Band(Vec<Band>),
    /// Column = year and month.
    Month(Vec<(i16, i8)>),
    /// One column: answered at all.
    Answered,
}

impl Shape {
    fn of(question: &Question, found: &[&answers::Column], options: &Options<'_>) -> Shape {
        let (kind, falls) = match question.kind {
            QuestionKind::Single => (TableKind::Single, Falls::Option),
            QuestionKind::Multiple | QuestionKind::MatrixMultiple => {
                (TableKind::Multiple, Falls::Option)
            }
            QuestionKind::MatrixSingle => (TableKind::Matrix, Falls::Option),
            QuestionKind::Ranking if options.ranking == RankingAs::First => {
                (TableKind::Single, Falls::FirstRank)
            }
            QuestionKind::Ranking => (TableKind::Multiple, Falls::AnyRank),
            QuestionKind::Numeric => {
                let numbers = found.iter().flat_map(|column| numbers(column));
                let bands = Bands::of(numbers, &options.cuts);
                let kind = rows_or_one(question);
                (kind, Falls::Band(bands.0))
            }
            QuestionKind::Date => (rows_or_one(question), Falls::Month(months(found))),
            QuestionKind::Text => (rows_or_one(question), Falls::Answered),
        };
        Shape {
            kind,
            exclusive: kind != TableKind::Multiple,
            columns: columns(question, &falls),
            falls,
        }
    }

    fn selected(&self, column: &answers::Column, len: usize) -> Vec<Bits> {
        let sets = |belongs: &dyn Fn(usize, usize) -> bool| {
            (0..self.columns.len())
                .map(|option| Bits::from_fn(len, |at| belongs(option, at)))
                .collect()
        };
        match (&self.falls, column) {
            (Falls::Option, answers::Column::Single(codes)) => {
                sets(&|option, at| usize::from(codes[at]) == option)
            }
            (Falls::Option, answers::Column::Multiple { state, selected }) => {
                let answered = Bits::from_fn(len, |at| state[at] == ANSWERED);
                let words = |option: usize| selected.get(option).map_or(&[][..], Vec::as_slice);
                (0..self.columns.len())
                    .map(|option| Bits::from_words(len, words(option)).and(&answered))
                    .collect()
            }
            (Falls::FirstRank, answers::Column::Ranking(ranks)) => sets(&|option, at| {
                ranks
                    .first()
                    .is_some_and(|first| usize::from(first[at]) == option)
            }),
            (Falls::AnyRank, answers::Column::Ranking(ranks)) => {
                sets(&|option, at| ranks.iter().any(|rank| usize::from(rank[at]) == option))
            }
            (Falls::Band(bands), answers::Column::Number { state, values, .. }) => {
                sets(&|band, at| state[at] == ANSWERED && bands[band].holds(values[at]))
            }
            (Falls::Month(months), answers::Column::Date { state, values }) => {
                sets(&|month, at| {
                    state[at] == ANSWERED
                        && months[month] == (values[at].year(), values[at].month())
                })
            }
            (Falls::Answered, column) => sets(&|_, at| state(column, at) < NOT_ANSWERED),
            _ => vec![Bits::zeros(len); self.columns.len()],
        }
    }
}

fn rows_or_one(question: &Question) -> TableKind {
    if question.rows.is_empty() {
        TableKind::Single
    } else {
        TableKind::Matrix
    }
}

fn months(found: &[&answers::Column]) -> Vec<(i16, i8)> {
    let dates = found.iter().filter_map(|column| match column {
        answers::Column::Date { state, values } => Some(state.iter().zip(values)),
        _ => None,
    });
    let answered = dates.flatten().filter(|(state, _)| **state == ANSWERED);
    let months: std::collections::BTreeSet<(i16, i8)> = answered
        .map(|(_, date)| (date.year(), date.month()))
        .collect();
    months.into_iter().collect()
}

fn columns(question: &Question, falls: &Falls) -> Vec<Column> {
    let plain = |id: String, label: Text| Column {
        id,
        label,
        role: OptionRole::Plain,
    };
    match falls {
        Falls::Option | Falls::FirstRank | Falls::AnyRank => question
            .options
            .iter()
            .map(|option| Column {
                id: option.id.clone(),
                label: option.label.clone(),
                role: option.role,
            })
            .collect(),
        Falls::Band(bands) => {
            let number = question.number.clone().unwrap_or_default();
            let unit = number.unit.unwrap_or_default();
            bands
                .iter()
                .map(|band| plain(band.id(), band.label(number.decimals, &unit)))
                .collect()
        }
        Falls::Month(months) => months
            .iter()
            .map(|(year, month)| {
                let id = format!("{year:04}-{month:02}");
                plain(id.clone(), Text::new(format!("{year}年{month}月"), id))
            })
            .collect(),
        Falls::Answered => vec![plain("answered".to_owned(), labels::answered())],
    }
}

fn add_nets(study: &Study, question: &Question, subject: &mut Subject) {
    let nets = study.analysis.nets.iter();
    for net in nets.filter(|net| net.question == question.id) {
        let members = positions(&subject.columns[..subject.plain], net);
        for row in &mut subject.rows {
            row.selected
                .push(union(&row.selected, &members, &row.asked));
        }
        subject.nets.push(members);
        subject.columns.push(net_column(net));
    }
}

fn positions(columns: &[Column], net: &Net) -> Vec<usize> {
    let inside = |column: &Column| net.options.contains(&column.id);
    (0..columns.len())
        .filter(|at| inside(&columns[*at]))
        .collect()
}

fn union(sets: &[Bits], members: &[usize], like: &Bits) -> Bits {
    let none = Bits::zeros(like.len());
    members.iter().fold(none, |all, at| all.or(&sets[*at]))
}

fn net_column(net: &Net) -> Column {
    Column {
        id: net.id.clone(),
        label: net.label.clone(),
        role: OptionRole::Plain,
    }
}

/// A net as a question of its own: in it, or answered otherwise.
fn of_net(whole: Subject, net: &Net) -> Subject {
    let members = positions(&whole.columns[..whole.plain], net);
    let rows = whole.rows.into_iter().map(|row| {
        let inside = union(&row.selected, &members, &row.asked);
        let outside = row.answered.and_not(&inside);
        Counted {
            selected: vec![inside, outside],
            ..row
        }
    });
    let outside = Column {
        id: format!("not-{}", net.id),
        label: labels::outside(&net.label),
        role: OptionRole::Plain,
    };
    let rows: Vec<Counted> = rows.collect();
    Subject {
        title: labels::with_row(&whole.title, &net.label),
        kind: if rows.len() > 1 {
            TableKind::Matrix
        } else {
            TableKind::Single
        },
        exclusive: true,
        plain: 2,
        nets: Vec::new(),
        columns: vec![net_column(net), outside],
        rows,
        ..whole
    }
}
