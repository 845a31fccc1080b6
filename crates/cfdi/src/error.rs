//! Why a document cannot be made, or sealed.

use thiserror::Error;

use crate::SealingError;

/// Why a document cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CfdiError {
    /// The invoice has no concept.
    #[error("a CFDI has at least one concept")]
    NoConcepts,
    /// A total, or the base of a tax, rounds to zero.
    #[error("a CFDI's total and the bases of its taxes are at least a centavo")]
    Nothing,
    /// The sum is out of range.
    #[error("a CFDI's total is out of range")]
    Range,
    /// The régimen of a party is for the other kind of person (CFDI40158 for a receiver).
    #[error("a régimen fiscal is for the other kind of person")]
    RegimeForPerson,
    /// The uso CFDI is not open to the receiver's régimen (CFDI40161).
    #[error("the uso CFDI is not open to the receiver's régimen fiscal")]
    UseForRegime,
    /// The receiver's or the issuer's postal code is not in the SAT's catalog (CFDI40147 for a
    /// receiver).
    #[error("a postal code is not in the SAT's catalogue")]
    PostalCode,
}

/// Why a document cannot be sealed, or a stamp cannot be issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// The CSD does not belong to the document's issuer.
    #[error("the CSD is of another RFC than the document's issuer")]
    OtherIssuer,
    /// The certificate was not valid at that date.
    #[error("the CSD is not valid at the document's date")]
    NotValid,
    /// The key cannot be used.
    #[error(transparent)]
    Sealing(#[from] SealingError),
}
