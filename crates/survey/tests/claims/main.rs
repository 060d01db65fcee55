//! Published numbers, re-tests, hypotheses and bound sentences, on small studies written as text and on the published one.

mod counted;
mod judged;
mod retests;
mod solver;
mod source;
mod tables;
mod textual;
