//! Typst as this crate uses it: a world of two fonts, one template and one document at a time.

use cfdi::StampedCfdi;
use thiserror::Error;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::form::Form;

const FONTS: [&[u8]; 2] =
    [include_bytes!("../fonts/Inter-Regular.otf"), include_bytes!("../fonts/Inter-SemiBold.otf")];
const TEMPLATE: &str = include_str!("template.typ");

/// Stands for what the fonts do not have: a printed form must not fail for a name in another script, whose true
/// spelling is in the attached XML.
const NOT_IN_FONT: char = '□';

/// Prints documents. Made once; shared between threads and used any number of times. Printing is work for the
/// processor, some milliseconds a page: not for an async task.
pub struct Printer {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: FileId,
    xml: FileId,
    standards: PdfStandards,
}

/// Why a document was not printed.
#[derive(Debug, Error)]
pub enum PrintError {
    /// The fonts, the template or the PDF standards of this crate are not what they should be.
    #[error("the printer cannot be set up: {0}")]
    Setup(&'static str),
    /// The document's XML or data could not be written.
    #[error("the document's data cannot be written")]
    Data(#[from] std::io::Error),
    /// Typst's reason, which names the place in the template.
    #[error("the printed form cannot be set: {0}")]
    Typesetting(String),
}

impl Printer {
    /// Reads the fonts and the template.
    ///
    /// # Errors
    /// [`PrintError::Setup`] when this crate was built with files that cannot be read.
    pub fn new() -> Result<Self, PrintError> {
        let fonts: Vec<Font> = FONTS.iter().filter_map(|file| Font::new(Bytes::new(*file), 0)).collect();
        if fonts.len() != FONTS.len() {
            return Err(PrintError::Setup("a font cannot be read"));
        }
        let file = |path| {
            let path = VirtualPath::new(path).map_err(|_| PrintError::Setup("a virtual path is not one"))?;
            Ok::<_, PrintError>(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
        };
        Ok(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            template: Source::new(file("/template.typ")?, TEMPLATE.to_owned()),
            data: file("/data.json")?,
            xml: file("/cfdi.xml")?,
            standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
                .map_err(|_| PrintError::Setup("the PDF standards do not go together"))?,
        })
    }

    /// The document's printed form: a PDF/A-3a and PDF/UA-1 with the XML attached.
    ///
    /// # Errors
    /// [`PrintError`]. No text of the document stands in it.
    pub fn print(&self, document: &StampedCfdi) -> Result<Vec<u8>, PrintError> {
        let form = Form::new(document, |text| self.legible(text));
        let world = Job {
            printer: self,
            data: Bytes::new(serde_json::to_vec(&form).map_err(std::io::Error::from)?),
            xml: Bytes::new(document.xml().to_vec()),
        };
        // Typst keeps what it computed in global memory, for a next time that never comes: nothing may stay, also when
        // the document cannot be set.
        let _forget = Forget;
        let paged = typst::compile::<PagedDocument>(&world).output.map_err(|errors| reason(&errors))?;
        let options = PdfOptions {
            ident: Smart::Custom(document.stamp().folio_fiscal.to_string()),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&paged, &options).map_err(|errors| reason(&errors))
    }

    fn legible(&self, text: &str) -> String {
        let shown = |character: &char| {
            self.fonts.iter().all(|font| font.info().coverage.contains(u32::from(*character)))
        };
        text.chars().map(|character| if shown(&character) { character } else { NOT_IN_FONT }).collect()
    }
}

fn reason(errors: &[SourceDiagnostic]) -> PrintError {
    PrintError::Typesetting(errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; "))
}

struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        comemo::evict(0);
    }
}

/// One document's world: the printer's things and two files of its own. It has no clock, no network and no disk.
struct Job<'a> {
    printer: &'a Printer,
    data: Bytes,
    xml: Bytes,
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.printer.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.printer.book
    }

    fn main(&self) -> FileId {
        self.printer.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main() { Ok(self.printer.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.printer.data {
            Ok(self.data.clone())
        } else if id == self.printer.xml {
            Ok(self.xml.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.printer.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
