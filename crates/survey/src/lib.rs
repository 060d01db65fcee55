//! Questionnaires, answers, tables and honest inference.
