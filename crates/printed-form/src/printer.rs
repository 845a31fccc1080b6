//! Typesets a document's texts with its template and writes the PDF.

use cfdi::{CancellationReceipt, StampedCfdi};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Bytes, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::PrintError;
use crate::form::{Cancellation, InvoiceForm, ReceiptForm};
use crate::world::{Job, Template, Workshop};

/// Replaces a character that the fonts lack. A name in another script must not make the printed
/// form fail, and its exact spelling is in the attached XML.
const NOT_IN_FONT: char = '□';

/// Prints documents. It is created once, shared between threads and used any number of times.
/// Printing is CPU work of some milliseconds per page, so it must not run in an async task.
pub struct Printer {
    workshop: Workshop,
    standards: PdfStandards,
}

impl Printer {
    /// Loads the fonts and the templates.
    ///
    /// # Errors
    /// [`PrintError::Setup`] if this crate was built with files that cannot be read.
    pub fn new() -> Result<Self, PrintError> {
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|_| PrintError::Setup("the PDF standards do not go together"))?;
        Ok(Self { workshop: Workshop::new()?, standards })
    }

    /// The printed form of an invoice (RMF 2.7.1.7): a PDF/A-3a and PDF/UA-1 with its XML attached.
    ///
    /// # Errors
    /// [`PrintError`].
    pub fn print(&self, document: &StampedCfdi) -> Result<Vec<u8>, PrintError> {
        self.invoice(document, None)
    }

    /// The printed form of a cancelled invoice: every page says CANCELADA and how the SAT reports
    /// the invoice. The attached XML is the same as before the cancellation.
    ///
    /// # Errors
    /// [`PrintError`].
    pub fn print_cancelled(
        &self,
        document: &StampedCfdi,
        cancellation: &Cancellation,
    ) -> Result<Vec<u8>, PrintError> {
        self.invoice(document, Some(cancellation))
    }

    fn invoice(
        &self,
        document: &StampedCfdi,
        cancellation: Option<&Cancellation>,
    ) -> Result<Vec<u8>, PrintError> {
        let form = InvoiceForm::new(document, cancellation, |text| self.legible(text));
        let folio_fiscal = document.stamp().folio_fiscal;
        // The cancelled form is another file, so it needs another identifier.
        let ident = cancellation.map_or(folio_fiscal.to_string(), |_| format!("{folio_fiscal}-cancelada"));
        self.set(Template::Invoice, &form, document, document.xml(), ident)
    }

    /// The printed form of the receipt of an invoice's cancellation: a PDF/A-3a and PDF/UA-1 with
    /// the receipt's XML attached.
    ///
    /// # Errors
    /// [`PrintError`]; [`PrintError::OtherDocument`] if the receipt does not belong to this
    /// invoice.
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
        // Typst caches its results in global memory, but no later document can use them. The cache
        // must be emptied even if typesetting fails.
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

/// The QR code as an SVG. It has no margin, because the page provides one. The second lowest error
/// correction level lets it survive a fold or a stain.
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
