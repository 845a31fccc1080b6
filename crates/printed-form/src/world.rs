//! Typst's environment for one document: the fonts, the templates, and the document's few files. It
//! has no clock, network or disk.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::PrintError;

const FONTS: [&[u8]; 2] =
    [include_bytes!("../fonts/Inter-Regular.otf"), include_bytes!("../fonts/Inter-SemiBold.otf")];

/// The template that a document is typeset with.
#[derive(Clone, Copy)]
pub(crate) enum Template {
    Invoice,
    Receipt,
}

/// What all documents share: fonts, templates and the names of the files.
pub(crate) struct Workshop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    style: Source,
    invoice: Source,
    receipt: Source,
    logo: (FileId, Bytes),
    data: FileId,
    xml: FileId,
    qr: FileId,
}

impl Workshop {
    /// Loads the fonts and the templates.
    ///
    /// # Errors
    /// [`PrintError::Setup`] if this crate was built with files that cannot be read.
    pub(crate) fn new() -> Result<Self, PrintError> {
        let fonts: Vec<Font> = FONTS.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
        if fonts.len() != FONTS.len() {
            return Err(PrintError::Setup("a font cannot be read"));
        }
        let file = |path| {
            let path = VirtualPath::new(path).map_err(|_| PrintError::Setup("a virtual path is not one"))?;
            Ok::<_, PrintError>(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
        };
        let source = |path, text: &str| Ok::<_, PrintError>(Source::new(file(path)?, text.to_owned()));
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            style: source("/style.typ", include_str!("templates/style.typ"))?,
            invoice: source("/invoice.typ", include_str!("templates/invoice.typ"))?,
            receipt: source("/receipt.typ", include_str!("templates/receipt.typ"))?,
            logo: (file("/logo.svg")?, Bytes::new(include_bytes!("templates/logo.svg"))),
            data: file("/data.json")?,
            xml: file("/document.xml")?,
            qr: file("/qr.svg")?,
        })
    }

    /// Whether every font has a glyph for the character.
    pub(crate) fn has(&self, character: char) -> bool {
        self.fonts.iter().all(|font| font.info().coverage.contains(u32::from(character)))
    }

    fn template(&self, template: Template) -> &Source {
        match template {
            Template::Invoice => &self.invoice,
            Template::Receipt => &self.receipt,
        }
    }
}

/// The environment of one document.
pub(crate) struct Job<'a> {
    pub(crate) workshop: &'a Workshop,
    pub(crate) template: Template,
    /// The texts, as JSON.
    pub(crate) data: Bytes,
    /// The file to attach.
    pub(crate) xml: Bytes,
    /// The QR code, as SVG.
    pub(crate) qr: Bytes,
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.workshop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.workshop.book
    }

    fn main(&self) -> FileId {
        self.workshop.template(self.template).id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = [self.workshop.template(self.template), &self.workshop.style];
        sources.into_iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let shop = self.workshop;
        let files = [
            (shop.data, &self.data),
            (shop.xml, &self.xml),
            (shop.qr, &self.qr),
            (shop.logo.0, &shop.logo.1),
        ];
        let found = files.into_iter().find(|(file, _)| *file == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.workshop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
