//! A CFDI 4.0 of type *ingreso* as this issuer writes it, with its stamp (*timbre*, TFD 1.1), and its XML.
//!
//! Pure: no database, clock or HTTP. A document is built from its [`Head`] and its [`Concept`]s by [`Cfdi::new`], which
//! computes every amount as the SAT does, so that a document whose figures do not add up cannot be written; stamping it
//! ([`Cfdi::stamped`]) gives the [`StampedCfdi`] that has an XML and a printed form.
//!
//! What it holds of the SAT's structure is what an invoice for tolls needs: pesos, IVA at 16 % on every concept, no
//! discount, no withholding. It does not seal: `Sello`, `Certificado` and `NoCertificado`, and in the stamp
//! `RfcProvCertif`, `SelloCFD`, `NoCertificadoSAT` and `SelloSAT`, are left out of the XML, not invented. They belong to
//! whoever holds the certificates: the issuer's to [`Cfdi`], the certifier's to [`Stamp`].
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod concept;
mod document;
mod folio_fiscal;
mod service;
mod statement;
#[cfg(test)]
mod test_documents;
mod text;
mod xml;

pub use concept::{Concept, ConceptError, VAT_RATE};
pub use document::{Cfdi, CfdiError, Head, Issuer, Receiver, Stamp, StampedCfdi};
pub use folio_fiscal::FolioFiscal;
pub use service::Service;
pub use statement::{StatementError, monthly_statement};
pub use text::{Description, Folio, PartyName, Series, Text, TextError};
