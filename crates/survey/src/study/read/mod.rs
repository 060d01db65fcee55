//! Reading the files of a study: bytes to text, text to a tree with lines, tree to types.

pub mod decode;
pub mod lines;
pub mod published;
pub mod shape;
pub mod toml_file;
