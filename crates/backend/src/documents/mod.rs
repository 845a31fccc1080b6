//! The documents of an invoice: the CFDI as it is sealed and certified, kept byte for byte, and its printed form, which is made
//! from those bytes whenever it is asked for.

mod printer;
mod stored;

use cfdi::{
    Cfdi, CfdiError, FolioFiscal, Head, Issuer, ReadError, ReceiptError, Receiver, SealError, SealedCfdi,
    StatementError, monthly_statement,
};
use printed_form::PrintError;
use thiserror::Error;

pub(crate) use self::printer::Printer;
pub(crate) use self::stored::{of_invoice, row, verification_urls};
use crate::app::App;
use crate::gateways::{CfdiExpression, GatewayError};
use crate::store::entities::invoice;

/// Who issues, and where: PASE, as its own documents name it.
pub(crate) const ISSUER_RFC: &str = "ISD950921HE5";
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
    /// It cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// What is stored is no document.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// What is stored is no receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The sandbox's PAC does not certify it.
    #[error("the sandbox's PAC: {0}")]
    Sandbox(GatewayError),
    /// Printing failed.
    #[error(transparent)]
    Print(#[from] PrintError),
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

/// An invoice as it is sent to be certified. The same row gives the same document, seal included.
///
/// # Errors
/// [`DocumentError`].
pub(crate) fn sealed(app: &App, row: &invoice::Model) -> Result<SealedCfdi, DocumentError> {
    Ok(cfdi(row)?.sealed(&app.csd)?)
}

/// What names an invoice to the SAT.
///
/// # Errors
/// [`DocumentError`].
pub(crate) fn expression(row: &invoice::Model) -> Result<CfdiExpression, DocumentError> {
    Ok(CfdiExpression {
        folio_fiscal: FolioFiscal::from(row.uuid.0),
        issuer: ISSUER_RFC.parse().map_err(|_| DocumentError::Text("issuer"))?,
        receiver: row.receiver_rfc.0.clone(),
        total: row.total.0,
    })
}

/// The name under which a document is saved: `RFC_folio_fecha`, without its ending.
pub(crate) fn file_stem(row: &invoice::Model) -> String {
    let folio = crate::invoices::folio(&row.series, row.folio);
    format!("{}_{folio}_{}", row.receiver_rfc.0, row.issued_at.0.date())
}

/// The name under which the receipt of a cancellation is saved: `acuse_RFC_folio_fecha` of the invoice that was cancelled,
/// without its ending.
pub(crate) fn receipt_file_stem(original: &invoice::Model) -> String {
    format!("acuse_{}", file_stem(original))
}
