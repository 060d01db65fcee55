//! All that typst sees: the template, the data, the pictures, two fonts, and the day of the document.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::font;

const TEMPLATE: &str = include_str!("template.typ");

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
}

fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(|| {
        let faces = [font::REGULAR, font::BOLD];
        let fonts: Vec<Font> = faces
            .into_iter()
            .filter_map(|bytes| Font::new(Bytes::new(bytes), 0))
            .collect();
        let template = Source::detached(TEMPLATE);
        Shared {
            library: LazyHash::new(<Library as LibraryExt>::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template,
        }
    })
}

/// One document and its pictures, as files.
pub struct Documents {
    files: BTreeMap<String, Bytes>,
    day: (u16, u8, u8),
}

impl Documents {
    /// The world of one document: its data and its pictures by name.
    pub fn new(json: String, pictures: Vec<(String, String)>, day: (u16, u8, u8)) -> Documents {
        let data = ("data.json".to_owned(), Bytes::from_string(json));
        let pictures = pictures
            .into_iter()
            .map(|(name, svg)| (name, Bytes::from_string(svg)));
        Documents {
            files: std::iter::once(data).chain(pictures).collect(),
            day,
        }
    }
}

impl World for Documents {
    fn library(&self) -> &LazyHash<Library> {
        &shared().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &shared().book
    }

    fn main(&self) -> FileId {
        shared().template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let template = &shared().template;
        if template.id() == id {
            Ok(template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        self.files.get(name).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        shared().fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        Datetime::from_ymd(i32::from(self.day.0), self.day.1, self.day.2)
    }
}
