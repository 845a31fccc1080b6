//! Printing: a document's texts and its template become a PDF.

use cfdi::{CancellationReceipt, StampedCfdi};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;
use thiserror::Error;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::form::{InvoiceForm, ReceiptForm};
use crate::world::{Job, Template, Workshop};

/// Stands for what the fonts do not have: a printed form must not fail for a name in another script, whose true
/// spelling is in the attached XML.
const NOT_IN_FONT: char = '□';

/// Prints documents. Made once; shared between threads and used any number of times. Printing is work for the
/// processor, some milliseconds a page: not for an async task.
pub struct Printer {
    workshop: Workshop,
    standards: PdfStandards,
}

/// Why a document was not printed. No text of the document stands in it.
#[derive(Debug, Error)]
pub enum PrintError {
    /// The fonts, the templates or the PDF standards of this crate are not what they should be.
    #[error("the printer cannot be set up: {0}")]
    Setup(&'static str),
    /// The receipt is of another document's cancellation.
    #[error("the receipt is of another document")]
    OtherDocument,
    /// The document's texts could not be written for the template.
    #[error("the document's data cannot be written")]
    Data(#[from] serde_json::Error),
    /// The address of the SAT's page does not fit into a QR code.
    #[error("the QR code cannot be made")]
    QrCode,
    /// Typst's reason, which names the place in the template.
    #[error("the printed form cannot be set: {0}")]
    Typesetting(String),
}

impl Printer {
    /// Reads the fonts and the templates.
    ///
    /// # Errors
    /// [`PrintError::Setup`] when this crate was built with files that cannot be read.
    pub fn new() -> Result<Self, PrintError> {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|_| PrintError::Setup("the PDF standards do not go together"))?;
        Ok(Self { workshop: Workshop::new()?, standards })
    }

    /// An invoice's printed form (RMF 2.7.1.7): a PDF/A-3a and PDF/UA-1 with its XML attached.
    ///
    /// # Errors
    /// [`PrintError`].
    pub fn print(&self, document: &StampedCfdi) -> Result<Vec<u8>, PrintError> {
        let form = InvoiceForm::new(document, |text| self.legible(text));
        let ident = document.stamp().folio_fiscal.to_string();
        self.set(Template::Invoice, &form, document, document.xml(), ident)
    }

    /// The printed form of the receipt of an invoice's cancellation, likewise.
    ///
    /// # Errors
    /// [`PrintError`], of which [`PrintError::OtherDocument`] when the receipt is not this invoice's.
    pub fn print_receipt(
        &self,
        receipt: &CancellationReceipt,
        cancelled: &StampedCfdi,
    ) -> Result<Vec<u8>, PrintError> {
        if receipt.folio_fiscal() != cancelled.stamp().folio_fiscal {
            return Err(PrintError::OtherDocument);
        }
        let form = ReceiptForm::new(receipt, cancelled, |text| self.legible(text));
        let ident = format!("{}-acuse", receipt.folio_fiscal());
        self.set(Template::Receipt, &form, cancelled, receipt.xml(), ident)
    }

    fn set(
        &self,
        template: Template,
        form: &impl Serialize,
        document: &StampedCfdi,
        attached: &[u8],
        ident: String,
    ) -> Result<Vec<u8>, PrintError> {
        let world = Job {
            workshop: &self.workshop,
            template,
            data: Bytes::new(serde_json::to_vec(form)?),
            xml: Bytes::new(attached.to_vec()),
            qr: Bytes::new(qr_code(&document.verification_address().to_string())?),
        };
        // Typst keeps what it computed in global memory, for a next time that never comes: nothing may stay, also when
        // the document cannot be set.
        let _forget = Forget;
        let paged = typst::compile::<PagedDocument>(&world).output.map_err(|errors| reason(&errors))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            standards: self.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&paged, &options).map_err(|errors| reason(&errors))
    }

    fn legible(&self, text: &str) -> String {
        let show = |character| if self.workshop.has(character) { character } else { NOT_IN_FONT };
        text.chars().map(show).collect()
    }
}

/// As an SVG without a margin, which the page has; with the second lowest redundancy, so that it bears a fold or a stain.
fn qr_code(text: &str) -> Result<Vec<u8>, PrintError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| PrintError::QrCode)?;
    Ok(code.render::<svg::Color<'_>>().quiet_zone(false).build().into_bytes())
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
