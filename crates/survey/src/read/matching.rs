//! Proposes a mapping by comparing headings with ids, titles and labels, spelling aside.

use super::fold;
use super::mapping::{Mapping, StratumColumn, VariableColumns};
use super::sheet::Sheet;
use crate::Text;
use crate::study::Study;
use crate::variable::{Variable, VariableKind, code_of, variables};
use std::collections::BTreeSet;

const RESPONDENT: [&str; 13] = [
    "id",
    "回答者",
    "回答者id",
    "回答者番号",
    "番号",
    "no",
    "respondent",
    "respondent_id",
    "response_id",
    "回答id",
    "整理番号",
    "サンプルno",
    "サンプル番号",
];
const STRATUM: [&str; 6] = [
    "層",
    "stratum",
    "strata",
    "区分",
    "回答者区分",
    "セグメント",
];
const WEIGHT: [&str; 5] = ["weight", "ウェイト", "ウエイト", "重み", "ウェイト値"];
const SPECIFY: [&str; 8] = [
    "other",
    "text",
    "specify",
    "fa",
    "自由記述",
    "その他",
    "具体的に",
    "自由回答",
];

/// A proposed mapping and what stays open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// The proposal.
    pub mapping: Mapping,
    /// Headings that nothing was found for.
    pub open_columns: Vec<String>,
    /// Variables that no column was found for.
    pub open_variables: Vec<String>,
}

/// Proposes a mapping for a sheet. Nothing is guessed twice: a column is given to at most one variable.
pub fn match_columns(study: &Study, sheet: &Sheet) -> Matched {
    let mut columns = Columns::of(sheet);
    let mut mapping = Mapping {
        respondent: columns.take_any(&RESPONDENT.map(str::to_owned)),
        synthetic: columns.take_any(&["synthetic".to_owned(), "合成データ".to_owned()]),
        weight: columns.take_any(&WEIGHT.map(fold)),
        ..Mapping::default()
    };
    if !study.header.strata.is_empty() {
        let column = columns.take_any(&STRATUM.map(str::to_owned));
        mapping.stratum = column.map(|column| StratumColumn {
            column,
            ..StratumColumn::default()
        });
    }
    let all = variables(study);
    let mut found: Vec<Option<VariableColumns>> = vec![None; all.len()];
    for way in [by_id, by_title, by_beginning] {
        for (variable, found) in all.iter().zip(&mut found) {
            if found.is_none() {
                *found = way(variable, &mut columns);
            }
        }
    }
    let mut open_variables = Vec::new();
    for (variable, found) in all.iter().zip(found) {
        match found {
            Some(mut found) => {
                specify(variable, &mut found, &mut columns);
                mapping.variables.push(found);
            }
            None => open_variables.push(variable.name.clone()),
        }
    }
    Matched {
        mapping,
        open_columns: columns.left(),
        open_variables,
    }
}

/// Headings by their folded spelling, and which are given away.
struct Columns<'a> {
    folded: Vec<(String, &'a str)>,
    taken: BTreeSet<usize>,
}

impl<'a> Columns<'a> {
    fn of(sheet: &'a Sheet) -> Columns<'a> {
        let folded = sheet
            .header
            .iter()
            .map(|heading| (fold(heading), heading.as_str()));
        Columns {
            folded: folded.collect(),
            taken: BTreeSet::new(),
        }
    }

    fn find(&self, test: impl Fn(&str) -> bool) -> Option<usize> {
        let open = self.folded.iter().enumerate();
        let mut open = open.filter(|(at, _)| !self.taken.contains(at));
        open.find(|(_, (folded, _))| test(folded)).map(|(at, _)| at)
    }

    fn take(&mut self, at: usize) -> String {
        self.taken.insert(at);
        self.folded[at].1.to_owned()
    }

    fn find_any(&self, names: &[String]) -> Option<usize> {
        let mut names = names.iter().filter(|name| !name.is_empty());
        names.find_map(|name| self.find(|folded| folded == name))
    }

    fn take_any(&mut self, names: &[String]) -> Option<String> {
        self.find_any(names).map(|at| self.take(at))
    }

    /// Takes a column for each name, or none at all.
    fn take_each(&mut self, names: &[String]) -> Option<Vec<String>> {
        let mut found = Vec::new();
        for name in names {
            let at = self.find(|folded| folded == name)?;
            if found.contains(&at) {
                return None;
            }
            found.push(at);
        }
        Some(found.into_iter().map(|at| self.take(at)).collect())
    }

    fn left(&self) -> Vec<String> {
        let all = self.folded.iter().enumerate();
        let left = all.filter(|(at, _)| !self.taken.contains(at));
        left.map(|(_, (_, heading))| (*heading).to_owned())
            .collect()
    }
}

/// The names under which a variable may be known: `q10_access`, `q10_1`, `q10s1`.
fn names(variable: &Variable) -> Vec<String> {
    let question = fold(&variable.question.id);
    match variable.row {
        None => vec![question],
        Some(row) => {
            let at = variable.row_index + 1;
            let id = fold(&row.id);
            vec![
                format!("{question}_{id}"),
                format!("{question}_{at}"),
                format!("{question}s{at}"),
                format!("{question}_s{at}"),
            ]
        }
    }
}

fn parts(variable: &Variable) -> usize {
    match variable.kind {
        VariableKind::Multiple => variable.question.options.len(),
        VariableKind::Ranking => variable.ranks(),
        _ => 0,
    }
}

/// The names of all parts (options or ranks) of a variable that goes by `name`, one list a way of naming;
/// ways are not mixed, or the text column `Q9_other` would pass for an option.
fn part_names(variable: &Variable, name: &str) -> Vec<Vec<String>> {
    let parts = 0..parts(variable);
    let way = |suffix: &dyn Fn(usize) -> String| -> Vec<String> {
        parts
            .clone()
            .map(|at| format!("{name}{}", suffix(at)))
            .collect()
    };
    let options = &variable.question.options;
    if variable.kind == VariableKind::Ranking {
        return vec![
            way(&|at| format!("_{}", at + 1)),
            way(&|at| format!("_rank{}", at + 1)),
            way(&|at| format!("_rank_{}", at + 1)),
            way(&|at| format!("_{}位", at + 1)),
        ];
    }
    vec![
        way(&|at| format!("_{}", fold(&options[at].id))),
        way(&|at| format!("_{}", code_of(variable.question, at))),
        way(&|at| format!("_{}", at + 1)),
        way(&|at| format!("c{}", at + 1)),
        way(&|at| format!("_c{}", at + 1)),
        way(&|at| format!("_{}", fold(&options[at].label.ja))),
        way(&|at| format!("_{}", fold(&options[at].label.en))),
    ]
}

fn both(text: &Text) -> [String; 2] {
    [fold(&text.ja), fold(&text.en)]
}

fn by_names(
    variable: &Variable,
    names: &[String],
    columns: &mut Columns,
) -> Option<VariableColumns> {
    if let Some(column) = columns.take_any(names) {
        return Some(one(variable, column));
    }
    if parts(variable) == 0 {
        return None;
    }
    let found = names.iter().find_map(|name| {
        let mut ways = part_names(variable, name).into_iter();
        ways.find_map(|way| columns.take_each(&way))
    });
    found.map(|found| many(variable, found))
}

fn by_id(variable: &Variable, columns: &mut Columns) -> Option<VariableColumns> {
    by_names(variable, &names(variable), columns)
}

/// By title or text in either language; a row also by its label behind the question's title or id.
fn by_title(variable: &Variable, columns: &mut Columns) -> Option<VariableColumns> {
    let question = variable.question;
    let mut titles = both(question.title()).to_vec();
    titles.extend(both(&question.text));
    let Some(row) = variable.row else {
        return by_names(variable, &titles, columns);
    };
    titles.push(fold(&question.id));
    let with_label = |title: &String| both(&row.label).map(|label| format!("{title}_{label}"));
    let mut all: Vec<String> = titles.iter().flat_map(with_label).collect();
    all.extend(both(&row.label));
    by_names(variable, &all, columns)
}

/// By a heading that begins with the id: `Q2. テレワークの実施状況`.
fn by_beginning(variable: &Variable, columns: &mut Columns) -> Option<VariableColumns> {
    let name = names(variable).into_iter().next()?;
    let start = format!("{name}_");
    let more = |folded: &str| {
        let rest = folded.strip_prefix(&start)?;
        Some(!rest.chars().next()?.is_numeric() && !SPECIFY.contains(&rest))
    };
    let at = columns.find(|folded| more(folded) == Some(true))?;
    let column = columns.take(at);
    Some(one(variable, column))
}

fn one(variable: &Variable, column: String) -> VariableColumns {
    VariableColumns {
        name: variable.name.clone(),
        column: Some(column),
        ..VariableColumns::default()
    }
}

fn many(variable: &Variable, found: Vec<String>) -> VariableColumns {
    let mut columns = VariableColumns {
        name: variable.name.clone(),
        ..VariableColumns::default()
    };
    if variable.kind == VariableKind::Ranking {
        columns.ranks = found;
    } else {
        let ids = variable
            .question
            .options
            .iter()
            .map(|option| option.id.clone());
        columns.columns = ids.zip(found).collect();
    }
    columns
}

/// Columns with the text beside an option: `Q9_7_other`, `Q9_other_text`, `Q9_FA`.
fn specify(variable: &Variable, found: &mut VariableColumns, columns: &mut Columns) {
    let takes_text = |(_, option): &(usize, &crate::study::questionnaire::Choice)| option.specify;
    let options = variable.question.options.iter().enumerate();
    let options: Vec<_> = options.filter(takes_text).collect();
    for (index, option) in &options {
        let mut all = Vec::new();
        for name in names(variable) {
            let code = code_of(variable.question, *index);
            for own in [fold(&option.id), code.to_string()] {
                all.extend(SPECIFY.map(|word| format!("{name}_{own}_{word}")));
            }
            if options.len() == 1 {
                all.extend(SPECIFY.map(|word| format!("{name}_{word}")));
            }
        }
        if let Some(column) = columns.take_any(&all) {
            found.specify.insert(option.id.clone(), column);
        }
    }
}
