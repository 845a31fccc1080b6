//! Why a document cannot be made.

use cfdi::{CfdiError, ReadError, ReceiptError, SealError, StatementError};
use printed_form::PrintError;
use thiserror::Error;

use crate::gateways::GatewayError;

/// Why a document cannot be made. The messages contain no personal data.
#[derive(Debug, Error)]
pub(crate) enum DocumentError {
    /// A value of the invoice's row is not allowed in a CFDI.
    #[error("an invoice's {0} cannot stand in a CFDI")]
    Text(&'static str),
    /// The total or the commission cannot be turned into concepts.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The concepts do not make a valid document.
    #[error(transparent)]
    Cfdi(#[from] CfdiError),
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The stored XML is not a stamped document.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The stored XML is not a receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The source of documents did not certify the document of an invoice that came without one.
    #[error("the source of documents: {0}")]
    Source(GatewayError),
    #[error(transparent)]
    Print(#[from] PrintError),
}
