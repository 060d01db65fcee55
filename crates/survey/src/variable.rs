//! Variables: the columns that a questionnaire asks for, one a question or one a row of it.

use crate::Text;
use crate::study::Study;
use crate::study::questionnaire::{Choice, MatrixRow, Question, QuestionKind};

/// What kind of column a variable has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableKind {
    /// One option.
    Single,
    /// Any number of options.
    Multiple,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A text.
    Text,
    /// Options by rank.
    Ranking,
}

/// A question, or a row of a matrix or of a numeric question.
#[derive(Clone, Debug)]
pub struct Variable<'a> {
    /// `Q2`, or `Q10.access` for a row; the key in [`crate::answers::Answers::columns`].
    pub name: String,
    /// Its question.
    pub question: &'a Question,
    /// Its row.
    pub row: Option<&'a MatrixRow>,
    /// Position of the row in its question, from 0.
    pub row_index: usize,
    /// Kind of column.
    pub kind: VariableKind,
}

impl Variable<'_> {
    /// Number of ranks of a ranking.
    pub fn ranks(&self) -> usize {
        let options = self.question.options.len();
        let most = self
            .question
            .maximum
            .map_or(options, |maximum| maximum as usize);
        most.min(options)
    }

    /// Title of the question; a row's label behind it.
    pub fn title(&self) -> Text {
        let title = self.question.title();
        match self.row {
            None => title.clone(),
            Some(row) => Text::new(
                format!("{}：{}", title.ja, row.label.ja),
                format!("{}: {}", title.en, row.label.en),
            ),
        }
    }

    /// The key in [`crate::answers::Answers::specified`] for the text beside an option: the variable's name,
    /// with `#OPTION` behind it where several options of the question take a text.
    pub fn specify_key(&self, option: &Choice) -> String {
        let several = self.question.options.iter().filter(|o| o.specify).count() > 1;
        if several {
            format!("{}#{}", self.name, option.id)
        } else {
            self.name.clone()
        }
    }
}

/// Whether an option excludes all others of a multiple answer.
pub fn is_exclusive(option: &Choice) -> bool {
    option.exclusive || option.role == crate::table::OptionRole::None
}

/// The code of an option in data files: its own, or its position from 1.
pub fn code_of(question: &Question, index: usize) -> u32 {
    let own = question.options.get(index).and_then(|option| option.code);
    own.unwrap_or(index as u32 + 1)
}

/// All variables, in the order asked.
pub fn variables(study: &Study) -> Vec<Variable<'_>> {
    study.questionnaire.questions.iter().flat_map(of).collect()
}

fn of(question: &Question) -> Vec<Variable<'_>> {
    let kind = match question.kind {
        QuestionKind::Single | QuestionKind::MatrixSingle => VariableKind::Single,
        QuestionKind::Multiple | QuestionKind::MatrixMultiple => VariableKind::Multiple,
        QuestionKind::Numeric => VariableKind::Number,
        QuestionKind::Date => VariableKind::Date,
        QuestionKind::Text => VariableKind::Text,
        QuestionKind::Ranking => VariableKind::Ranking,
    };
    if question.rows.is_empty() {
        return vec![Variable {
            name: question.id.clone(),
            question,
            row: None,
            row_index: 0,
            kind,
        }];
    }
    let rows = question.rows.iter().enumerate();
    rows.map(|(row_index, row)| Variable {
        name: format!("{}.{}", question.id, row.id),
        question,
        row: Some(row),
        row_index,
        kind,
    })
    .collect()
}
