//! The sandbox's certificates (`csd/README.md`). They are test material, and say so, and are
//! compiled in so that a demo needs no files.

use cfdi::{Csd, CsdError};

/// The password of both keys, the same as that of the SAT's own test certificates.
const PASSWORD: &str = "12345678a";

/// The CSD that the sandbox seals its invoices with.
///
/// # Errors
/// [`CsdError`] if this program was built with files that are not a CSD.
pub(crate) fn issuer() -> Result<Csd, CsdError> {
    Csd::open(include_bytes!("csd/issuer.cer"), include_bytes!("csd/issuer.key"), PASSWORD)
}

/// The CSD that the sandbox's PAC stamps with, and that its SAT signs receipts with.
///
/// # Errors
/// [`CsdError`] if this program was built with files that are not a CSD.
pub(crate) fn pac() -> Result<Csd, CsdError> {
    Csd::open(include_bytes!("csd/pac.cer"), include_bytes!("csd/pac.key"), PASSWORD)
}
