//! Rust files parsed once for all checks, and what stands in them: functions, test modules, module declarations.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::tree::{Problem, Tree};

/// All parsed Rust files by path.
pub struct Sources(pub BTreeMap<String, Source>);

/// What the checks need to know of one file.
#[derive(Debug, Default)]
pub struct Source {
    /// Name, first line and length in lines of each function, signature to closing brace.
    pub functions: Vec<(String, usize, usize)>,
    /// First and last line of each `#[cfg(test)] mod … { }`.
    pub tests: Vec<(usize, usize)>,
    /// Modules that lie in another file: name and `#[path]`.
    pub modules: Vec<(String, Option<String>)>,
    /// Macros called, with their line.
    pub macros: Vec<(String, usize)>,
    /// Attributes `allow`/`expect` with their contents and line.
    pub lifted: Vec<(String, usize)>,
}

impl Sources {
    /// Parses every `.rs` file; a file that does not parse or lacks its header is a problem.
    pub fn parse(tree: &Tree) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut sources = BTreeMap::new();
        for (path, text) in tree.texts(&["rs"]) {
            if !text.starts_with("//! ") {
                problems.push(Problem::line(
                    path,
                    1,
                    "starts without a `//!` line saying what the file is for; write one",
                ));
            }
            match syn::parse_file(text) {
                Ok(file) => drop(sources.insert(path.to_owned(), Source::of(&file))),
                Err(error) => problems.push(Problem::line(
                    path,
                    error.span().start().line,
                    format!("does not parse: {error}"),
                )),
            }
        }
        (Self(sources), problems)
    }
}

impl Source {
    /// Collects what stands in a parsed file.
    pub fn of(file: &syn::File) -> Self {
        let mut source = Self::default();
        source.visit_file(file);
        source
    }

    /// Whether a line lies inside a test module.
    pub fn is_test(&self, line: usize) -> bool {
        self.tests
            .iter()
            .any(|&(first, last)| (first..=last).contains(&line))
    }

    fn function(&mut self, name: &syn::Ident, span: Span) {
        let (first, last) = (span.start().line, span.end().line);
        self.functions
            .push((name.to_string(), first, last + 1 - first));
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(
            &item.sig.ident,
            item.sig
                .span()
                .join(item.block.span())
                .unwrap_or(item.block.span()),
        );
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(
            &item.sig.ident,
            item.sig
                .span()
                .join(item.block.span())
                .unwrap_or(item.block.span()),
        );
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        match &item.content {
            None => self
                .modules
                .push((item.ident.to_string(), path_attribute(&item.attrs))),
            Some((brace, _)) if item.attrs.iter().any(is_cfg_test) => {
                self.tests
                    .push((item.span().start().line, brace.span.close().end().line));
            }
            Some(_) => {}
        }
        visit::visit_item_mod(self, item);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(segment) = call.path.segments.last() {
            self.macros
                .push((segment.ident.to_string(), call.path.span().start().line));
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let lifts = attribute.path().is_ident("allow") || attribute.path().is_ident("expect");
        if let (true, syn::Meta::List(list)) = (lifts, &attribute.meta) {
            self.lifted
                .push((list.tokens.to_string(), attribute.span().start().line));
        }
    }
}

fn is_cfg_test(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string().contains("test"))
}

fn path_attribute(attributes: &[syn::Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        })
}
