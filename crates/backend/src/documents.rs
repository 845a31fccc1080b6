//! The documents of an invoice: the CFDI's XML and its printed form, made from the invoice's row whenever they are asked for.

use std::sync::Arc;

use cfdi::{
    Cfdi, CfdiError, FolioFiscal, Head, Issuer, Receiver, Stamp, StampedCfdi, StatementError,
    monthly_statement,
};
use printed_form::PrintError;
use thiserror::Error;
use tokio::sync::Semaphore;

use crate::failure::{Failure, Outcome};
use crate::store::entities::invoice;

/// Who issues, and where: PASE, as its own documents name it.
const ISSUER_RFC: &str = "ISD950921HE5";
const ISSUER_NAME: &str = "PASE, SERVICIOS ELECTRONICOS";
const ISSUER_REGIME: &str = "601";
const PLACE_OF_ISSUE: &str = "11529";

/// Why a document cannot be made. Nothing personal stands in it.
#[derive(Debug, Error)]
pub(crate) enum DocumentError {
    /// The row holds what no document can.
    #[error("an invoice's {0} cannot stand in a CFDI")]
    Text(&'static str),
    /// The total has no concepts.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The concepts make no document.
    #[error(transparent)]
    Cfdi(#[from] CfdiError),
    /// Writing failed.
    #[error("the XML cannot be written")]
    Xml(#[from] std::io::Error),
    /// Printing failed.
    #[error(transparent)]
    Print(#[from] PrintError),
}

/// Prints documents off the async threads, and few at a time: a page is work for the processor.
#[derive(Clone)]
pub(crate) struct Printer {
    printer: Arc<printed_form::Printer>,
    turns: Arc<Semaphore>,
}

const PRINTED_AT_ONCE: usize = 2;

impl Printer {
    /// Sets the printer up.
    ///
    /// # Errors
    /// [`DocumentError::Print`] when this program was built with fonts that cannot be read.
    pub(crate) fn new() -> Result<Self, DocumentError> {
        let printer = Arc::new(printed_form::Printer::new()?);
        Ok(Self { printer, turns: Arc::new(Semaphore::new(PRINTED_AT_ONCE)) })
    }

    /// A document's printed form, a PDF.
    ///
    /// # Errors
    /// [`DocumentError::Print`].
    pub(crate) async fn print(&self, document: StampedCfdi) -> Outcome<Vec<u8>> {
        let _turn = self.turns.acquire().await.map_err(|_| Failure::Broken("nothing is printed any more"))?;
        let printer = Arc::clone(&self.printer);
        let printed = tokio::task::spawn_blocking(move || printer.print(&document)).await;
        let printed = printed.map_err(|_| Failure::Broken("printing panicked"))?;
        Ok(printed.map_err(DocumentError::from)?)
    }
}

/// An invoice as the document that is stamped.
///
/// # Errors
/// [`DocumentError`].
pub(crate) fn cfdi(row: &invoice::Model) -> Result<Cfdi, DocumentError> {
    let head = Head {
        series: row.series.parse().map_err(|_| DocumentError::Text("series"))?,
        folio: row.folio.to_string().parse().map_err(|_| DocumentError::Text("folio"))?,
        issued_at: row.issued_at.0,
        payment_form: row.payment_form.parse().map_err(|_| DocumentError::Text("payment form"))?,
        place_of_issue: PLACE_OF_ISSUE.parse().map_err(|_| DocumentError::Text("place of issue"))?,
        issuer: Issuer {
            rfc: ISSUER_RFC.parse().map_err(|_| DocumentError::Text("issuer"))?,
            name: ISSUER_NAME.parse().map_err(|_| DocumentError::Text("issuer"))?,
            fiscal_regime: ISSUER_REGIME.parse().map_err(|_| DocumentError::Text("issuer"))?,
        },
        receiver: Receiver {
            rfc: row.receiver_rfc.0.clone(),
            name: row.receiver_name.parse().map_err(|_| DocumentError::Text("receiver's name"))?,
            postal_code: row.receiver_postal_code.0,
            fiscal_regime: row.receiver_regime.0,
            cfdi_use: row.receiver_use.0,
        },
        replaces: row.replaces_uuid.iter().map(|uuid| FolioFiscal::from(uuid.0)).collect(),
    };
    let concepts = monthly_statement(row.total.0, row.commission.0, row.period.0)?;
    Ok(Cfdi::new(head, concepts)?)
}

/// An issued invoice with its stamp.
///
/// # Errors
/// [`DocumentError`].
pub(crate) fn stamped(row: &invoice::Model) -> Result<StampedCfdi, DocumentError> {
    let stamp = Stamp { folio_fiscal: FolioFiscal::from(row.uuid.0), stamped_at: row.stamped_at.0 };
    Ok(cfdi(row)?.stamped(stamp))
}

/// An issued invoice's XML.
///
/// # Errors
/// [`DocumentError`].
pub(crate) fn xml(row: &invoice::Model) -> Result<Vec<u8>, DocumentError> {
    Ok(stamped(row)?.to_xml()?)
}

/// The name under which a document is saved: `RFC_folio_fecha`, without its ending.
pub(crate) fn file_stem(row: &invoice::Model) -> String {
    let folio = crate::invoices::folio(&row.series, row.folio);
    format!("{}_{folio}_{}", row.receiver_rfc.0, row.issued_at.0.date())
}
