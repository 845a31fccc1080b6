//! Why a document was not printed.

use thiserror::Error;

/// Why a document was not printed. The messages contain no text from the document.
#[derive(Debug, Error)]
pub enum PrintError {
    /// This crate's fonts, templates or PDF standards are invalid.
    #[error("the printer cannot be set up: {0}")]
    Setup(&'static str),
    /// The receipt belongs to another document's cancellation.
    #[error("the receipt is of another document")]
    OtherDocument,
    /// The document's texts could not be serialized for the template.
    #[error("the document's data cannot be written")]
    Data(#[from] serde_json::Error),
    /// The address of the SAT's page does not fit into a QR code.
    #[error("the QR code cannot be made")]
    QrCode,
    /// Typst's error message.
    #[error("the printed form cannot be set: {0}")]
    Typesetting(String),
}
