//! Which column of a file holds what: a TOML file that is proposed, shown, edited and kept.

use crate::study::read::toml_file;
use crate::{Place, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words in a cell that mean "asked, and not answered" in every mapping, as is an empty cell.
pub const NOT_ANSWERED_WORDS: [&str; 5] = ["無回答", "未回答", "not answered", "NA", "N/A"];
/// Words in a cell that mean "not asked" in every mapping.
pub const NOT_ASKED_WORDS: [&str; 2] = ["非該当", "not asked"];

/// Where the stratum stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StratumColumn {
    /// Heading of the column.
    pub column: String,
    /// What its values mean, where they are neither ids nor labels nor positions: value = stratum id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
}

/// What a row of 0s in the columns of a multiple answer means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AllZero {
    /// Answered, and none selected.
    #[default]
    NoneSelected,
    /// Not answered.
    NotAnswered,
}

/// Where the answers to one variable stand: exactly one of `column`, `columns`, `ranks`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct VariableColumns {
    /// Variable: `Q2`, `Q10.access`.
    pub name: String,
    /// Heading of its only column. For a multiple answer: a list in one cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What separates the entries of a list; default: any of `, ; 、 | /` and line breaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// A column for each option: option id = heading.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// A column for each rank, first to last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranks: Vec<String>,
    /// Columns with the text beside an option: option id = heading.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub specify: BTreeMap<String, String>,
    /// What cells mean beyond codes, ids and labels: value = option id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// More values that mean "not answered".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_answered: Vec<String>,
    /// More values that mean "not asked".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<String>,
    /// More marks that mean "selected" in the columns of a multiple answer: `x`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selected: Vec<String>,
    /// More marks that mean "not selected" in the columns of a multiple answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_selected: Vec<String>,
    /// What 0 in every column of a multiple answer means.
    #[serde(default, skip_serializing_if = "is_default")]
    pub all_zero: AllZero,
}

/// A mapping file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Mapping {
    /// Heading of the column of respondent ids; none = row numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<String>,
    /// Heading of the column of weights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Heading of the column that marks simulated answers with 1; the whole file then counts as simulated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub synthetic: Option<String>,
    /// Values that mean "not answered" in any column, besides an empty cell: `99`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_answered: Vec<String>,
    /// Values that mean "not asked" in any column: `88`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<String>,
    /// Headings of columns that are left aside on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
    /// Where the stratum stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<StratumColumn>,
    /// Where each variable stands.
    #[serde(default, rename = "variable", skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<VariableColumns>,
}

fn is_default(all_zero: &AllZero) -> bool {
    *all_zero == AllZero::default()
}

impl VariableColumns {
    /// All headings it reads.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        let many = self.columns.values().chain(self.specify.values());
        let all = self.column.iter().chain(many).chain(&self.ranks);
        all.map(String::as_str)
    }
}

impl Mapping {
    /// The mapping as a TOML file.
    pub fn to_toml(&self) -> String {
        // These types hold nothing that TOML cannot say.
        toml::to_string(self).unwrap_or_default()
    }

    /// Reads a mapping file.
    ///
    /// # Errors
    /// Every problem with its line: syntax, unknown fields, wrong types.
    pub fn from_toml(file: &str, text: &str) -> Result<Mapping, Vec<Problem>> {
        let schema = schemars::SchemaGenerator::default().into_root_schema_for::<Mapping>();
        let reading =
            toml_file::read::<Mapping>(file, text.as_bytes(), &serde_json::Value::from(schema));
        match reading.content {
            Some(mapping) if reading.problems.is_empty() => Ok(mapping),
            _ if reading.problems.is_empty() => {
                Err(vec![Problem::error("file-shape", Place::file(file))])
            }
            _ => Err(reading.problems),
        }
    }

    /// The mapping of a variable.
    pub fn variable(&self, name: &str) -> Option<&VariableColumns> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// All headings it reads or leaves aside.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        let single = self
            .respondent
            .iter()
            .chain(&self.weight)
            .chain(&self.synthetic);
        let stratum = self.stratum.iter().map(|stratum| stratum.column.as_str());
        let variables = self.variables.iter().flat_map(VariableColumns::headings);
        let single = single.chain(&self.ignored).map(String::as_str);
        single.chain(stratum).chain(variables)
    }
}
