//! A CFDI 4.0 of type *ingreso* as this issuer writes it: sealed, stamped (*timbre*, TFD 1.1), and
//! as XML.
//!
//! The crate uses no database, clock or HTTP. Its only randomness hides a private key while it is
//! in use. A document passes through three types. Each can only be made from the one before, or be
//! read back from certified XML, which is verified:
//!
//! | type | what it is | made by |
//! | --- | --- | --- |
//! | [`Cfdi`] | the parties and what is billed; its amounts add up as the SAT adds them | [`Cfdi::new`] from a [`Head`] and [`Concept`]s |
//! | [`SealedCfdi`] | the document with the issuer's seal over its cadena original | [`Cfdi::sealed`] with the issuer's [`Csd`] |
//! | [`StampedCfdi`] | the certified document: an issued invoice, which *is* its XML | [`SealedCfdi::stamped`] with a PAC's [`Stamp`], or [`StampedCfdi::read`] |
//!
//! Therefore some documents cannot be written: one whose figures do not add up, whose parties the
//! SAT's catalogs do not allow, that was sealed by someone other than its issuer, or that has
//! another document's stamp. A document's cancellation is a [`CancellationReceipt`].
//!
//! The crate covers the part of the SAT's structure that an invoice for tolls needs: pesos, IVA at
//! 16 % or one of its alternatives ([`Taxation`]), no discount, no withholding.
//!
//! Sources: the SAT's `cfdv40.xsd`, `TimbreFiscalDigitalv11.xsd`, `cadenaoriginal_4_0.xslt` and
//! `cadenaoriginal_TFD_1_1.xslt`, and the validation matrix of Anexo 20.
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

mod cadena_original;
mod certificate;
mod comprobante;
mod concept;
mod csd;
mod document;
mod element;
mod envelope;
mod error;
mod folio_fiscal;
mod read;
mod receipt;
mod seal;
mod sealed;
mod service;
mod stamp;
mod statement;
mod taxes;
#[cfg(test)]
mod test_documents;
mod text;
mod verification_address;

pub use certificate::{Certificate, CertificateError, CertificateNumber, CertificateNumberError};
pub use concept::{Concept, ConceptError, Taxation, VAT_RATE};
pub use csd::{Csd, CsdError, SealingError};
pub use document::{Cfdi, Head, Issuer, Receiver};
pub use error::{CfdiError, SealError};
pub use folio_fiscal::FolioFiscal;
pub use read::ReadError;
pub use receipt::{CancellationCode, CancellationReceipt, ReceiptError};
pub use seal::{NotASeal, Seal};
pub use sealed::SealedCfdi;
pub use service::Service;
pub use stamp::{Legend, LegendError, Stamp, StampError, StampedCfdi};
pub use statement::{StatementError, monthly_statement};
pub use taxes::{Taxes, VatSum};
pub use text::{Description, Folio, PartyName, Series, Text, TextError};
pub use verification_address::VerificationAddress;
