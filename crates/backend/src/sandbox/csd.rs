//! The sandbox's certificates (`csd/README.md`): test material that says so, compiled in so that a demo needs no files.

use cfdi::{Csd, CsdError};

/// Of both keys, as of the SAT's own test certificates.
const PASSWORD: &str = "12345678a";

/// What the sandbox seals its invoices with.
///
/// # Errors
/// [`CsdError`] when this program was built with files that are no CSD.
pub(crate) fn issuer() -> Result<Csd, CsdError> {
    Csd::open(include_bytes!("csd/issuer.cer"), include_bytes!("csd/issuer.key"), PASSWORD)
}

/// What its PAC stamps with, and its SAT signs receipts with.
///
/// # Errors
/// [`CsdError`] when this program was built with files that are no CSD.
pub(crate) fn pac() -> Result<Csd, CsdError> {
    Csd::open(include_bytes!("csd/pac.cer"), include_bytes!("csd/pac.key"), PASSWORD)
}
