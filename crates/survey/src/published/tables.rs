//! Published figures as tables: what is printed, what follows from it, and what is lost, each marked.

use super::keys::{BaseKey, CellKey, Reader};
use super::solve::{Fit, Solved};
use crate::inference::proportion::wilson;
use crate::study::analysis::{Figure, FigureKind};
use crate::study::published::{PublishedCell, PublishedValue};
use crate::study::questionnaire::{Choice, MatrixRow};
use crate::study::{Question, QuestionKind, Study};
use crate::table::{
    Base, Cell, CellInterval, Column, Count, Known, Origin, Row, Table, TableKind, Value,
};
use crate::{Tenths, Text};

/// Level of the intervals.
pub(super) const LEVEL: f64 = 0.95;

/// Every figure of the study as a table, in the order of `analysis.toml`.
pub fn tables(study: &Study, solved: &Solved) -> Vec<Table> {
    let figures = study.analysis.figures.iter();
    figures
        .filter_map(|figure| table(study, solved, &figure.id))
        .collect()
}

/// One figure as a table; none when there is no such figure or its question is not in the questionnaire.
///
/// Rows are the groups of the figure's break (and the total, where printed), columns the question's options. Counts and
/// bases are those that [`super::solve`] found; a 95 % Wilson interval stands where both are exact.
pub fn table(study: &Study, solved: &Solved, figure: &str) -> Option<Table> {
    let reader = Reader { study };
    let figure = reader.figure(figure)?;
    let question = study.questionnaire.question(&figure.question)?;
    let view = View {
        reader,
        solved,
        figure,
        question,
        kind: kind(figure, question),
    };
    let mut table = Table {
        id: figure.id.clone(),
        title: figure.title.clone(),
        question: question.id.clone(),
        base_label: crate::expr::base_label(question, None, study),
        kind: view.kind,
        columns: question.options.iter().map(column).collect(),
        rows: view.rows(),
        notes: Vec::new(),
        origin: Origin::Published,
    };
    table.notes = super::notes::of(study, &table, question);
    Some(table)
}

fn kind(figure: &Figure, question: &Question) -> TableKind {
    match (figure.kind, question.kind) {
        (FigureKind::Count, _) => TableKind::Count,
        (_, QuestionKind::Multiple | QuestionKind::MatrixMultiple | QuestionKind::Ranking) => {
            TableKind::Multiple
        }
        _ if shown_rows(figure, question).len() > 1 => TableKind::Matrix,
        _ => TableKind::Single,
    }
}

fn column(option: &Choice) -> Column {
    Column {
        id: option.id.clone(),
        label: option.label.clone(),
        role: option.role,
    }
}

fn shown_rows<'a>(figure: &Figure, question: &'a Question) -> Vec<&'a MatrixRow> {
    let shown = |row: &&MatrixRow| figure.rows.is_empty() || figure.rows.contains(&row.id);
    question.rows.iter().filter(shown).collect()
}

/// A figure with what it needs to be read.
struct View<'a> {
    reader: Reader<'a>,
    solved: &'a Solved,
    figure: &'a Figure,
    question: &'a Question,
    kind: TableKind,
}

/// A group shown: its id, its label, the categories pooled in it.
struct Group {
    id: String,
    label: Text,
    categories: Vec<String>,
}

impl View<'_> {
    fn rows(&self) -> Vec<Row> {
        let matrix = shown_rows(self.figure, self.question);
        let groups = self.groups();
        let each = groups.iter();
        match matrix.as_slice() {
            [] => each.map(|group| self.row(group, None, false)).collect(),
            [only] => each
                .map(|group| self.row(group, Some(only), false))
                .collect(),
            many => each
                .flat_map(|group| many.iter().map(move |row| self.row(group, Some(row), true)))
                .collect(),
        }
    }

    /// The figure's groups in the order of its break, then the total where it is printed; everybody where there is no break.
    fn groups(&self) -> Vec<Group> {
        let breaks = &self.reader.study.analysis.breaks;
        let by = self
            .figure
            .by
            .as_deref()
            .and_then(|by| breaks.iter().find(|one| one.id == by));
        let shown = |id: &String| self.figure.groups.is_empty() || self.figure.groups.contains(id);
        let categories = by
            .iter()
            .flat_map(|by| &by.categories)
            .filter(|one| shown(&one.id));
        let mut groups: Vec<Group> = categories
            .map(|one| Group {
                id: one.id.clone(),
                label: one.label.clone(),
                categories: vec![one.id.clone()],
            })
            .collect();
        let canonical = self.reader.canonical(&self.figure.id);
        let mut lines = self.reader.study.published.iter();
        let printed =
            lines.any(|line| line.groups.is_empty() && self.reader.shows(&line.figure, &canonical));
        if groups.is_empty() || printed {
            groups.push(Group {
                id: "total".to_owned(),
                label: Text::new("全体", "Total"),
                categories: Vec::new(),
            });
        }
        groups
    }

    fn row(&self, group: &Group, row: Option<&MatrixRow>, many: bool) -> Row {
        let key = BaseKey {
            figure: self.reader.canonical(&self.figure.id),
            row: row.map(|row| row.id.clone()).unwrap_or_default(),
            groups: group.categories.clone(),
        };
        let of_row = row.filter(|_| many);
        let mark = row.and_then(|row| self.figure.marks.iter().find(|mark| mark.row == row.id));
        let blocked = many && self.figure.by.is_some();
        Row {
            id: of_row.map_or_else(|| group.id.clone(), |row| row.id.clone()),
            label: of_row.map_or_else(|| group.label.clone(), |row| row.label.clone()),
            block: blocked.then(|| group.label.clone()),
            mark: mark.map(|mark| mark.label.clone()),
            total: group.categories.is_empty() && self.figure.by.is_some(),
            base: base(self.solved.bases.get(&key)),
            cells: self
                .question
                .options
                .iter()
                .map(|option| self.cell(&key, &option.id))
                .collect(),
        }
    }

    fn cell(&self, base: &BaseKey, option: &str) -> Cell {
        let key = CellKey {
            base: base.clone(),
            options: vec![option.to_owned()],
        };
        let line = self.line(&key);
        let fit = self.solved.cells.get(&key);
        let exact = self.solved.exact(&key);
        let settled = self
            .solved
            .bases
            .get(base)
            .is_some_and(|base| base.count != Count::Unknown);
        let count = fit.filter(|fit| settled || matches!(fit.count, Count::Exact(_)));
        Cell {
            value: self.value(line, exact, fit),
            count: count.map_or(Count::Unknown, |fit| fit.count.clone()),
            known: match (line.map(|line| &line.value), fit.map(|fit| fit.known)) {
                (Some(PublishedValue::Percent(_) | PublishedValue::Count(_)), _) => {
                    line.map_or(Known::Lost, |line| line.known)
                }
                (_, Some(Known::Derived)) => Known::Derived,
                _ => Known::Lost,
            },
            interval: exact
                .filter(|_| self.kind != TableKind::Count)
                .map(interval),
            against: None,
            locator: line.map(|line| line.locator.clone()),
        }
    }

    /// The line that says most of a cell: a number, then the first phrase.
    fn line(&self, key: &CellKey) -> Option<&PublishedCell> {
        let all = self.reader.study.published.iter().filter(|line| {
            line.options == key.options
                && line.row == key.base.row
                && self.reader.shows(&line.figure, &key.base.figure)
                && self.reader.base(&line.figure, &line.row, &line.groups) == key.base
        });
        all.min_by_key(|line| match line.value {
            PublishedValue::Percent(_) => 0,
            PublishedValue::Count(_) => 1,
            PublishedValue::Band { .. } => 2,
            PublishedValue::Lost => 3,
        })
    }

    fn value(
        &self,
        line: Option<&PublishedCell>,
        exact: Option<(u64, u64)>,
        fit: Option<&Fit>,
    ) -> Value {
        let derived = exact.and_then(|(k, n)| Tenths::of(k.into(), n.into()));
        let count = fit.and_then(|fit| fit.count.exact());
        match (line.map(|line| &line.value), derived) {
            (Some(PublishedValue::Percent(tenths)), _) => Value::Percent(*tenths),
            (Some(PublishedValue::Count(count)), _) => Value::Count(*count),
            _ if self.kind == TableKind::Count => count.map_or(Value::Lost, Value::Count),
            (_, Some(percent)) => Value::Percent(percent),
            (Some(PublishedValue::Band { phrase, low, high }), None) => Value::Band {
                phrase: phrase.clone(),
                low: *low,
                high: *high,
            },
            _ => Value::Lost,
        }
    }
}

fn base(fit: Option<&Fit>) -> Base {
    Base {
        n: fit.map_or(Count::Unknown, |fit| fit.count.clone()),
        known: fit.map_or(Known::Lost, |fit| fit.known),
        weighted: None,
        effective: None,
    }
}

fn interval((k, n): (u64, u64)) -> CellInterval {
    let found = wilson(k, n, LEVEL);
    CellInterval {
        low: found.low * 100.0,
        high: found.high * 100.0,
        method: found.method.as_str().to_owned(),
    }
}
